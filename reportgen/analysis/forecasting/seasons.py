"""The year's shape in a monthly series, as every origin of a rolling forecast would have seen it.

Sources: the seasonality test of the M competitions (autocorrelation at one year against its own
90 % limit); X. Wang, K. Smith, R. Hyndman, Data Mining and Knowledge Discovery 13 (2006) 335
(strength of seasonality); classical decomposition (centred moving average over a year, mean by
month).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int_]

YEAR = 12
TWO_YEARS, THREE_YEARS = 2 * YEAR, 3 * YEAR
LIMIT = 1.645

STRENGTH, STRENGTH_OF_FEW = 0.64, 0.8
MANY = THREE_YEARS + YEAR // 2
"""From here on a month is seen often enough that noise rarely looks as strong as `STRENGTH`."""


@dataclass(frozen=True)
class Shapes:
    """The year's shape for every origin, a row each, and whether the origin would have used it.

    Factors around 1 where all values are positive, amounts around 0 elsewhere. A row's first entry
    belongs to the series' first month. An origin with fewer than two years has a flat shape.
    """

    rows: Array
    are_seasonal: Flags
    are_factors: bool

    @property
    def used(self) -> Array:
        """The shapes, flat where the series did not repeat by the year."""
        return np.where(self.are_seasonal[:, None], self.rows, 1.0 if self.are_factors else 0.0)

    def repeating(self, seasonal: Flags) -> Shapes:
        """The same shapes, used where another figure says so."""
        return Shapes(self.rows, seasonal, self.are_factors)


def shapes(values: Array, first: int) -> Shapes:
    """The shape of the year from the first `first`, `first + 1`, ... values up to all of them.

    A series repeats by the year when the test of the M competitions says so, or, from three years
    on, when the shape accounts for most of what its trend leaves: the test overlooks a single
    high month a year in a short series.
    """
    lengths = np.arange(first, len(values) + 1)
    are_factors = bool(values.min() > 0)
    neutral = 1.0 if are_factors else 0.0
    rows = np.full((len(lengths), YEAR), neutral)
    seasonal = np.zeros(len(lengths), dtype=np.bool_)
    if len(values) < TWO_YEARS:
        return Shapes(rows, seasonal, are_factors)
    seasonal = (lengths >= TWO_YEARS) & _exceeds(values, lengths)
    parts = _without_trend(values, are_factors)
    months = (np.arange(len(parts)) + YEAR // 2) % YEAR
    ones = np.zeros((len(parts), YEAR))
    ones[np.arange(len(parts)), months] = 1.0
    totals, counts = np.cumsum(ones * parts[:, None], axis=0), np.cumsum(ones, axis=0)
    for row in range(max(0, TWO_YEARS - first), len(lengths)):
        known = lengths[row] - YEAR
        means = totals[known - 1] / counts[known - 1]
        rows[row] = means / means.mean() if are_factors else means - means.mean()
        if not seasonal[row] and lengths[row] >= THREE_YEARS:
            least = STRENGTH if lengths[row] >= MANY else STRENGTH_OF_FEW
            rest = parts[:known] - rows[row][months[:known]]
            seasonal[row] = rest.var() < (1 - least) * parts[:known].var()
    return Shapes(rows, seasonal, are_factors)


def _without_trend(values: Array, are_factors: bool) -> Array:
    """Each value against the centred mean of a year, without half a year at both ends."""
    weights = np.full(YEAR + 1, 1.0 / YEAR)
    weights[[0, -1]] /= 2
    trend = np.convolve(values, weights, "valid")
    middle = values[YEAR // 2 : len(values) - YEAR // 2]
    return np.asarray(middle / trend if are_factors else middle - trend)


def _exceeds(values: Array, lengths: Counts) -> Flags:
    """Whether the autocorrelation at one year is beyond its limit, for every prefix."""
    centred = values - values.mean()
    sums = np.concatenate(([0.0], np.cumsum(centred)))
    means = sums[lengths] / lengths
    spread = _products(centred, lengths, 0) - lengths * means**2
    spread = np.where(spread > 0, spread, np.inf)
    at = [_correlation(centred, sums, lengths, means, lag) / spread for lag in range(1, YEAR + 1)]
    limits = LIMIT * np.sqrt((1 + 2 * sum(one**2 for one in at[:-1])) / lengths)
    return np.asarray(at[-1] > limits)


def _correlation(centred: Array, sums: Array, lengths: Counts, means: Array, lag: int) -> Array:
    """The sum of products a lag apart, each less the mean, of every prefix."""
    short = np.maximum(lengths - lag, 0)
    ends = sums[short] + sums[lengths] - sums[np.minimum(lag, lengths)]
    return np.asarray(_products(centred, lengths, lag) - means * ends + short * means**2)


def _products(centred: Array, lengths: Counts, lag: int) -> Array:
    together = np.cumsum(centred[lag:] * centred[: len(centred) - lag])
    padded = np.concatenate(([0.0], together))
    return np.asarray(padded[np.clip(lengths - lag, 0, len(together))])
