"""The columns of CRM exports: one row a deal."""

from __future__ import annotations

CRM = (
    "deal_id",
    "company",
    "stage",
    "amount",
    "currency",
    "created_on",
    "won_on",
    "lost_on",
    "channel",
)
"""What every CRM export delivers."""
