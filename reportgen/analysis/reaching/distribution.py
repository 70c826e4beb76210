"""Where a monthly figure may lie so many months on, if everything goes on as it did.

The centre is the last value, or the value of the same month a year before with the past year's
growth, whichever missed by less at the same distance in the past. The spread is that of those
misses, widened by 1.15: on random walks of 18 to 49 months a target at the 75th percentile is
then met in 23 to 31 of 100 cases, one at the 90th in 7 to 17. Amounts are taken in logarithms
where all of them are positive. Fewer than fifteen misses make no distribution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erf, exp, log, sqrt
from statistics import NormalDist, fmean, median, stdev

FEWEST_ORIGINS = 15
WIDENED = 1.15
YEAR = 12

Centre = Callable[[Sequence[float], int, int], float]


@dataclass(frozen=True)
class Distribution:
    """A normal distribution of a figure, or of its logarithm, from so many past misses."""

    centre: float
    spread: float
    is_log: bool
    origins: int

    def quantile(self, share: float) -> float:
        """The value below which so many of the cases lie."""
        found = self.centre
        if self.spread > 0:
            found = NormalDist(self.centre, self.spread).inv_cdf(share)
        return exp(found) if self.is_log else found

    def chance_of_at_least(self, value: float) -> float:
        """The share of the cases at a value or above it."""
        if self.is_log and value <= 0:
            return 1.0
        at = log(value) if self.is_log else value
        if self.spread == 0:
            return 1.0 if self.centre >= at else 0.0
        return 0.5 * (1.0 - erf((at - self.centre) / (self.spread * sqrt(2))))


def distribution(history: Sequence[float | None], ahead: int) -> Distribution | None:
    """The distribution `ahead` months after the last of a history; None where too little is known.

    Only the unbroken stretch up to the last value counts: what came before a hole is not joined
    to what came after it.
    """
    known = _unbroken(history)
    if ahead < 1 or len(known) < FEWEST_ORIGINS + ahead:
        return None
    is_log = min(known) > 0
    values = [log(value) for value in known] if is_log else known
    found = [
        one
        for one in (
            _around(values, ahead, 1, _last_value),
            _around(values, ahead, 2 * YEAR, _year_before_with_growth) if ahead <= YEAR else None,
        )
        if one is not None
    ]
    if not found:
        return None
    centre, spread, origins = min(found, key=lambda one: one[1])
    return Distribution(centre, spread, is_log, origins)


def _around(
    values: Sequence[float], ahead: int, needed: int, centre_of: Centre
) -> tuple[float, float, int] | None:
    """Centre, spread and origins of one way to foresee; None with too few origins."""
    misses = [
        values[at + ahead - 1] - centre_of(values, at, ahead)
        for at in range(needed, len(values) - ahead + 1)
    ]
    if len(misses) < FEWEST_ORIGINS:
        return None
    centre = centre_of(values, len(values), ahead) + median(misses)
    return centre, WIDENED * stdev(misses), len(misses)


def _last_value(values: Sequence[float], known: int, ahead: int) -> float:
    return values[known - 1]


def _year_before_with_growth(values: Sequence[float], known: int, ahead: int) -> float:
    growth = fmean(values[known - YEAR : known]) - fmean(values[known - 2 * YEAR : known - YEAR])
    return values[known + ahead - 1 - YEAR] + growth


def _unbroken(history: Sequence[float | None]) -> list[float]:
    """The values after the last hole; holes at the very end are left out first."""
    values = list(history)
    while values and values[-1] is None:
        values.pop()
    found: list[float] = []
    for value in reversed(values):
        if value is None:
            break
        found.append(value)
    return found[::-1]
