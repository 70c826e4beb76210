"""Usual variation: where a series lies when nothing special happens.

Source: D. J. Wheeler, Understanding Variation: individuals chart (XmR), natural process limits at
2.66 times the mean moving range, applied to the residuals of a straight line through the points
before the judged one. A series of three years or more that repeats itself every year is first freed
of its seasons, which are put back for the judged month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

from reportgen.analysis.variation.charts import INDIVIDUALS, MOVES, Limits, Rule, broken
from reportgen.model.kpi import UsualRange

FEWEST = 8
MOST = 24
FEWEST_YEARS = 3
SEASONAL_Z = 1.645
"""One-sided 95 %: how clearly a series must repeat itself after a year to be called seasonal."""


@dataclass(frozen=True)
class Variation:
    """What is usual for a series, as of its next point.

    `before` are the known points on the scale of `limits`: without trend and seasons, relative
    (logarithms) where there are seasons. `seasons` are those of the last year before the next
    point, oldest first; the next point's is the first.
    """

    limits: Limits
    trend: tuple[float, float]
    before: tuple[float, ...]
    seasons: tuple[float, ...] = ()

    @property
    def usual(self) -> UsualRange:
        """Where the next point lies when nothing special happens."""
        return UsualRange(self._back(self.limits.lower), self._back(self.limits.upper))

    def broken(self, value: float) -> tuple[Rule, ...]:
        """The rules of a steady series that the next point breaks."""
        return broken((*self.before, self._level(value)), self.limits)

    def is_large_move(self, base: float, value: float, back: int) -> bool:
        """True when the next point lies further from the one `back` points ago than usual.

        The trend is not usual here: a steady rise is a change from a year ago.
        """
        if not self.seasons:
            return abs(value - base) > self.limits.largest_move
        if min(base, value) <= 0:
            return True
        season = self.seasons[-back % len(self.seasons)]
        moved = log(value) - log(base) - (self.seasons[0] - season)
        return abs(moved) > self.limits.largest_move

    def _level(self, value: float) -> float:
        """The next point without trend and season."""
        slope, start = self.trend
        if not self.seasons:
            return value - start - slope
        return log(value) - self.seasons[0] - start - slope if value > 0 else float("-inf")

    def _back(self, level: float) -> float:
        slope, start = self.trend
        return (
            exp(level + start + slope + self.seasons[0]) if self.seasons else level + start + slope
        )


def variation(history: Sequence[float | None], a_year: int = 12) -> Variation | None:
    """What is usual, from the points before; None with fewer than eight.

    `a_year` is how many points a year has.
    """
    seasons = _seasons(history, a_year)
    scaled = history if not seasons else _without(history, seasons)
    known = [value for value in scaled[-MOST:] if value is not None]
    if len(known) < FEWEST:
        return None
    slope, intercept = _line(known)
    residuals = [value - (intercept + slope * index) for index, value in enumerate(known)]
    moves = [abs(later - earlier) for earlier, later in pairwise(residuals)]
    mean_move = sum(moves) / len(moves) * (_doubt(len(history) / a_year) if seasons else 1.0)
    half = INDIVIDUALS * mean_move
    return Variation(
        limits=Limits(0.0, -half, half, mean_move, MOVES * mean_move),
        trend=(slope, intercept + slope * (len(known) - 1)),
        before=tuple(residuals),
        seasons=seasons,
    )


def too_wide(usual: UsualRange, target: float) -> bool:
    """True when the range is wider than half the target: too few to judge by it."""
    return usual.high - usual.low > abs(target) / 2


def _seasons(history: Sequence[float | None], a_year: int) -> tuple[float, ...]:
    """What each part of the year usually adds (relative), from the judged one on; empty if none."""
    if len(history) < FEWEST_YEARS * a_year or any(one is None or one <= 0 for one in history):
        return ()
    levels = [log(value) for value in history if value is not None]
    slope, intercept = _line(levels)
    residuals = [value - (intercept + slope * index) for index, value in enumerate(levels)]
    if not _repeats(levels, a_year):
        return ()
    parts = [residuals[len(residuals) - a_year + at :: -a_year] for at in range(a_year)]
    means = [sum(part) / len(part) for part in parts]
    middle = sum(means) / a_year
    return tuple(mean - middle for mean in means)


def _repeats(levels: Sequence[float], a_year: int) -> bool:
    """True when the moves of a series go with those of a year before, more than by chance.

    Moves of a noisy level follow each other in turn, which makes chance look half as strong again.
    """
    moves = [later - earlier for earlier, later in pairwise(levels)]
    before, after = moves[:-a_year], moves[a_year:]
    size = sqrt(sum(one * one for one in before) * sum(one * one for one in after))
    if size == 0:
        return False
    echo = sum(a * b for a, b in zip(before, after, strict=True)) / size
    return echo > SEASONAL_Z * sqrt(1.5 / len(after))


def _without(history: Sequence[float | None], seasons: Sequence[float]) -> list[float | None]:
    """The logarithms of a series less their seasons."""
    return [
        None if value is None else log(value) - seasons[(index - len(history)) % len(seasons)]
        for index, value in enumerate(history)
    ]


def _doubt(years: float) -> float:
    """How much wider limits must be, because the seasons were learnt from the same years."""
    return sqrt((years + 1) / (years - 1))


def _line(values: Sequence[float]) -> tuple[float, float]:
    """Slope and intercept of the least-squares line through values at 0, 1, 2 and so on."""
    count = len(values)
    middle, mean = (count - 1) / 2, sum(values) / count
    spread = sum((index - middle) ** 2 for index in range(count))
    slope = sum((index - middle) * (value - mean) for index, value in enumerate(values)) / spread
    return slope, mean - slope * middle
