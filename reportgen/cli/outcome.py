"""How one client's part of a command ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PARTIAL = 3
MIXED = 1


@dataclass(frozen=True)
class Outcome:
    """How one client ended: its exit code, 0 when all was done as it was asked."""

    client: str
    exit_code: int


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 all done; the one code of all failures; 1 for mixed ones; 3 when any client is done."""
    failed = {one.exit_code for one in outcomes if one.exit_code}
    if not failed:
        return 0
    if any(one.exit_code == 0 for one in outcomes):
        return PARTIAL
    return failed.pop() if len(failed) == 1 else MIXED
