"""A whole that moves against its parts: the mix of segments outweighs what their rates did."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.analysis.decomposition.change import Change

SMALLEST = 5e-5
"""A rate's change below this is none that a report would print."""


def reverses(rate: float, mix: float) -> bool:
    """True where the whole moved one way and the segments' rates together the other."""
    whole = rate + mix
    return rate * whole < 0 and min(abs(rate), abs(whole)) >= SMALLEST


def all_against(rates: Sequence[Change], whole: float) -> bool:
    """True where every segment's rate moved against the whole."""
    return len(rates) > 1 and all(one.amount * whole < 0 for one in rates)
