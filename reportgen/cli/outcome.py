"""How one client's part of a command ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """How one client ended: its exit code, 0 when a report was made."""

    client: str
    exit_code: int
