"""The year's shape in a monthly series, as every origin of a rolling forecast would have seen it.

Sources: the seasonality test of the M competitions (autocorrelation at one year against its own
90 % limit), and classical decomposition (centred moving average over a year, mean by month).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

YEAR = 12
LIMIT = 1.645
TWO_YEARS = 2 * YEAR


def are_seasonal(values: Array, first: int) -> npt.NDArray[np.bool_]:
    """Whether the first `first`, `first + 1`, ... values up to all of them repeat by the year.

    Fewer than two years never do: nothing could be told from so few.
    """
    lengths = np.arange(first, len(values) + 1)
    return np.array([len_ >= TWO_YEARS for len_ in lengths]) & _exceeds(values, lengths)


def _exceeds(values: Array, lengths: npt.NDArray[np.int_]) -> npt.NDArray[np.bool_]:
    centred = values - values.mean()
    sums = np.concatenate(([0.0], np.cumsum(centred)))
    means = sums[lengths] / lengths
    spread = _products(centred, lengths, 0) - lengths * means**2
    spread = np.where(spread > 0, spread, np.inf)
    at = [_correlation(centred, sums, lengths, means, lag) / spread for lag in range(1, YEAR + 1)]
    limits = LIMIT * np.sqrt((1 + 2 * sum(one**2 for one in at[:-1])) / lengths)
    return np.asarray(at[-1] > limits)


def _correlation(
    centred: Array, sums: Array, lengths: npt.NDArray[np.int_], means: Array, lag: int
) -> Array:
    """The sum of products a lag apart, each less the mean, of every prefix."""
    short = np.maximum(lengths - lag, 0)
    ends = sums[short] + sums[lengths] - sums[np.minimum(lag, lengths)]
    return _products(centred, lengths, lag) - means * ends + short * means**2


def _products(centred: Array, lengths: npt.NDArray[np.int_], lag: int) -> Array:
    together = np.cumsum(centred[lag:] * centred[: len(centred) - lag])
    padded = np.concatenate(([0.0], together))
    return np.asarray(padded[np.clip(lengths - lag, 0, len(together))])


def shapes(values: Array, first: int, is_multiplied: bool) -> Array:
    """The year's shape for every origin, a row each: factors around 1, or amounts around 0.

    A row's first entry belongs to the series' first month. An origin with fewer than two years
    has no shape: all ones, or all zeros.
    """
    count = len(values) - first + 1
    neutral = 1.0 if is_multiplied else 0.0
    rows = np.full((count, YEAR), neutral)
    if len(values) < TWO_YEARS:
        return rows
    half = YEAR // 2
    weights = np.full(YEAR + 1, 1.0 / YEAR)
    weights[[0, -1]] /= 2
    trend = np.convolve(values, weights, "valid")
    middle = values[half : len(values) - half]
    parts = middle / trend if is_multiplied else middle - trend
    months = (np.arange(len(parts)) + half) % YEAR
    placed = np.zeros((len(parts), YEAR))
    placed[np.arange(len(parts)), months] = parts
    totals, counts = np.cumsum(placed, axis=0), np.cumsum(_ones(months), axis=0)
    for row in range(max(0, TWO_YEARS - first), count):
        last = first + row - YEAR - 1
        means = totals[last] / counts[last]
        rows[row] = means / means.mean() if is_multiplied else means - means.mean()
    return rows


def _ones(months: npt.NDArray[np.int_]) -> Array:
    """A row for each month with a one in its place of the year."""
    ones = np.zeros((len(months), YEAR))
    ones[np.arange(len(months)), months] = 1.0
    return ones
