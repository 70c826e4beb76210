"""Is a figure at a level? Products of rates miss a round figure by their last digit only."""

from __future__ import annotations

FLOAT_SLACK = 1e-9
"""How far below a level a figure may lie and still be at it, as a share of one that is above 1."""


def at_least(value: float, level: float) -> bool:
    """True when a value is at a level or above it."""
    return value >= level - FLOAT_SLACK * max(1.0, abs(level))


def at_most(value: float, level: float) -> bool:
    """True when a value is at a level or below it."""
    return value <= level + FLOAT_SLACK * max(1.0, abs(level))
