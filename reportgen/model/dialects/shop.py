"""The columns of shop exports: one row an order."""

from __future__ import annotations

from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import NormalisedColumn, money, number, text

SHOPIFY_COLUMNS = (
    text("order_id", "Name"),
    NormalisedColumn("ordered_on", ColumnType.DATETIME, ("Created at",)),
    money("amount", "Total"),
    money("refunded", "Refunded Amount"),
    text("status", "Financial Status"),
    text("currency", "Currency"),
    number("items", "Lineitem quantity"),
    text("cancelled_at", "Cancelled at"),
    text("payment_method", "Payment Method"),
)
