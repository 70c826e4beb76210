"""Ranges from the errors of past forecasts: 8 of 10, and 5 of 10, of what may come.

Errors are logarithms of what came over what was said, so that a range never reaches zero; where a
value may be zero or below they are plain differences. Plain quantiles of past errors held too
little of what came (62 to 73 % instead of 80), so errors are stretched by a fixed factor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from reportgen.analysis.forecasting.rolling import OVER_A_YEAR, Rolled, Span
from reportgen.analysis.forecasting.seasons import Array

ENOUGH = 15
"""No range from the errors of fewer forecasts."""

STRETCHED = 1.3
THETA_STRETCHED = 1.15
SHARES = (0.1, 0.25, 0.75, 0.9)
"""Between the outer two lie 8 of 10, between the inner two 5 of 10."""

STUDENT_90 = np.array(
    [
        *(1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356),
        *(1.350, 1.345, 1.341, 1.337, 1.333, 1.330, 1.328, 1.325, 1.323, 1.321),
    ]
)
STUDENT_75 = np.array(
    [
        *(0.816, 0.765, 0.741, 0.727, 0.718, 0.711, 0.706, 0.703, 0.700, 0.697, 0.695),
        *(0.694, 0.692, 0.691, 0.690, 0.689, 0.688, 0.688, 0.687, 0.686, 0.686),
    ]
)
"""Quantiles of Student's t from two degrees of freedom on."""

FEW = 24
"""Below two years a range comes from Theta's own error."""


@dataclass(frozen=True)
class Range:
    """The centre of a forecast with the ranges that hold 8 and 5 of 10; `origins` made them.

    None did where the history is short and the range comes from the method's own error.
    """

    low: float
    high: float
    inner_low: float
    inner_high: float
    origins: int


@dataclass(frozen=True)
class Errors:
    """Past errors of forecasts of one stretch, oldest first; ratios as logarithms, or amounts."""

    values: Array
    are_ratios: bool

    def around(self, centre: float, floor: float | None = None) -> Range:
        """The range around a centre; it always holds the centre."""
        ordered = np.sort(self.values)
        places = np.multiply(SHARES, len(ordered) - 1)
        down, inner_down, inner_up, up = STRETCHED * np.interp(
            places, np.arange(len(ordered)), ordered
        )
        moves = (min(down, 0.0), max(up, 0.0), min(inner_down, 0.0), max(inner_up, 0.0))
        ends = [self._moved(centre, float(move), floor) for move in moves]
        return Range(ends[0], ends[1], ends[2], ends[3], len(ordered))

    def _moved(self, centre: float, by: float, floor: float | None) -> float:
        if self.are_ratios:
            return centre * math.exp(by)
        return centre + by if floor is None else max(centre + by, floor)


def errors(span: Span) -> Errors:
    """The errors of a stretch's forecasts, of those with more than a year behind them if enough."""
    late = max(0, OVER_A_YEAR - span.first)
    skipped = late if len(span.came) - late >= ENOUGH else 0
    came, made = span.came[skipped:], span.made[skipped : len(span.came)]
    if len(came) and came.min() > 0 and made.min() > 0 and span.centre > 0:
        return Errors(np.log(came / made), True)
    return Errors(came - made, False)


def range_of(span: Span, floor: float | None = None) -> Range | None:
    """The range of today's forecast of a stretch; None with too few past forecasts of it."""
    past = errors(span)
    return past.around(span.centre, floor) if len(past.values) >= ENOUGH else None


def range_of_few(series: Rolled, step: int, floor: float | None = None) -> Range | None:
    """With less than two years: Theta's standard error times Student's t, a little stretched."""
    if series.length >= FEW:
        return None
    degrees = series.length - 3 - 2
    centre = float(series.made[-1, step])
    reach = series.error * THETA_STRETCHED * (step + 1) ** 0.5
    outer, inner = (quantiles[degrees] * reach for quantiles in (STUDENT_90, STUDENT_75))
    kept = -np.inf if floor is None else floor
    low, inner_low = max(centre - outer, kept), max(centre - inner, kept)
    ends = [float(one) for one in (low, centre + outer, inner_low, centre + inner)]
    return Range(ends[0], ends[1], ends[2], ends[3], 0)
