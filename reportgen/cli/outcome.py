"""How one client's part of a command ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """How one client ended: its exit code, 0 when all was done as it was asked."""

    client: str
    exit_code: int
