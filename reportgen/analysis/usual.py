"""Usual variation: where a series lies when nothing special happens.

Source: D. J. Wheeler, Understanding Variation: individuals chart (XmR), natural process limits at
2.66 times the mean moving range, applied to the residuals of a straight line through the points
before the judged one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportgen.model.kpi import UsualRange

FEWEST = 8
MOST = 24
FACTOR = 2.66


def usual_range(history: Sequence[float | None]) -> UsualRange | None:
    """The range of the next point, from the points before it; None with fewer than eight."""
    known = [value for value in history[-MOST:] if value is not None]
    if len(known) < FEWEST:
        return None
    slope, intercept = _line(known)
    residuals = [value - (intercept + slope * index) for index, value in enumerate(known)]
    moves = [abs(later - earlier) for earlier, later in pairwise(residuals)]
    half = FACTOR * sum(moves) / len(moves)
    centre = intercept + slope * len(known)
    return UsualRange(centre - half, centre + half)


def too_wide(usual: UsualRange, target: float) -> bool:
    """True when the range is wider than half the target: too few to judge by it."""
    return usual.high - usual.low > abs(target) / 2


def _line(values: Sequence[float]) -> tuple[float, float]:
    """Slope and intercept of the least-squares line through values at 0, 1, 2 and so on."""
    count = len(values)
    middle, mean = (count - 1) / 2, sum(values) / count
    spread = sum((index - middle) ** 2 for index in range(count))
    slope = sum((index - middle) * (value - mean) for index, value in enumerate(values)) / spread
    return slope, mean - slope * middle
