"""Forecasting methods, each at every origin of a series at once.

A method takes a series and gives a row of forecasts for every origin from `first` values on; the
last row is the forecast from all of them. Doing all origins in one pass makes the errors of past
forecasts as cheap as the forecast.

Sources: V. Assimakopoulos, K. Nikolopoulos, Int. J. Forecasting 16 (2000) 521 (Theta);
E. S. Gardner, E. McKenzie, Management Science 31 (1985) 1237 (damped trend).
"""

from __future__ import annotations

from itertools import product

import numpy as np

from reportgen.analysis.forecasting.seasons import YEAR, Array

LEVELS = np.arange(1, 21) / 20
"""The smoothing constants tried for the level: sums of squares are flat around their least."""

DAMPED = np.array(list(product((0.1, 0.2, 0.35, 0.55, 0.8), (0.0, 0.1, 0.3), (0.8, 0.9, 0.98))))
"""The constants tried for a damped trend: level, trend as a share of it, damping."""

MOST_GROWTH = 10.0
"""The largest growth taken as a factor; what grew more began from next to nothing."""

TREND_FROM = 4
"""How many steps the first slope is taken from."""


def last_value(values: Array, first: int, steps: int) -> Array:
    """The latest value again."""
    return np.repeat(values[first - 1 :, None], steps, axis=1)


def season_with_growth(values: Array, first: int, steps: int) -> Array:
    """Last year's value, moved by how much the last months differ from the same a year before.

    Growth is a factor where all values are positive and it is at most `MOST_GROWTH`, else an
    amount. Needs more than a year.
    """
    lengths = np.arange(first, len(values) + 1)
    months = np.minimum(YEAR, lengths - YEAR)
    sums = np.concatenate(([0.0], np.cumsum(values)))
    recent = sums[lengths] - sums[lengths - months]
    before = sums[lengths - YEAR] - sums[lengths - YEAR - months]
    ahead = np.arange(steps)
    base = values[(lengths - YEAR)[:, None] + ahead % YEAR]
    years = 1 + ahead // YEAR
    by_amount = base + ((recent - before) / months)[:, None] * years
    is_factor = (values.min() > 0) & (recent <= MOST_GROWTH * before)
    factor = np.divide(recent, before, out=np.ones_like(recent), where=is_factor)
    return np.asarray(np.where(is_factor[:, None], base * factor[:, None] ** years, by_amount))


def theta(rows: Array, first: int, steps: int) -> Array:
    """The mean of a straight line and a smoothed level of twice the distance from it.

    `rows` holds the series as each origin sees it, deseasonalised by what it knew.
    """
    forecasts, _ = theta_with_errors(rows, first, steps)
    return forecasts


def theta_with_errors(rows: Array, first: int, steps: int) -> tuple[Array, Array]:
    """Theta's forecasts, and each origin's standard error of one step within its own past."""
    count, length = rows.shape
    slope, start = _lines(rows, first)
    doubled = 2 * rows - (start[:, None] + slope[:, None] * np.arange(length))
    level = np.repeat(doubled[:, :1], len(LEVELS), axis=1)
    squares = np.zeros_like(level)
    for at in range(1, length):
        known = slice(max(0, at - first + 1), count)
        error = doubled[known, at, None] - level[known]
        squares[known] += error**2
        level[known] += LEVELS * error
    lengths = first + np.arange(count)
    best = squares.argmin(axis=1)
    chosen = level[np.arange(count), best]
    ahead = lengths[:, None] + np.arange(steps)
    forecasts = (chosen[:, None] + start[:, None] + slope[:, None] * ahead) / 2
    # An error of the doubled line is twice the error of the forecast.
    least = squares[np.arange(count), best] / 4
    return forecasts, np.sqrt(least / np.maximum(lengths - 3, 1))


def _lines(rows: Array, first: int) -> tuple[Array, Array]:
    """Slope and start of the least-squares line through what each origin knows."""
    count, length = rows.shape
    lengths = first + np.arange(count)
    steps = np.arange(length)
    is_known = steps < lengths[:, None]
    kept = np.where(is_known, rows, 0.0)
    middle = (lengths - 1) / 2
    mean = kept.sum(axis=1) / lengths
    offsets = np.where(is_known, steps - middle[:, None], 0.0)
    slope = (offsets * kept).sum(axis=1) / (offsets**2).sum(axis=1)
    return slope, mean - slope * middle


def damped_trend(rows: Array, first: int, steps: int) -> Array:
    """A level and a trend that fades, both smoothed with the constants that fitted best so far."""
    count, length = rows.shape
    alpha, damping = DAMPED[:, 0], DAMPED[:, 2]
    gamma = alpha * DAMPED[:, 1]
    reach = min(TREND_FROM, first - 1)
    level = np.repeat(rows[:, :1], len(DAMPED), axis=1)
    trend = np.repeat((rows[:, reach, None] - rows[:, :1]) / reach, len(DAMPED), axis=1)
    squares = np.zeros_like(level)
    for at in range(1, length):
        known = slice(max(0, at - first + 1), count)
        expected = level[known] + damping * trend[known]
        error = rows[known, at, None] - expected
        squares[known] += error**2
        level[known] = expected + alpha * error
        trend[known] = damping * trend[known] + gamma * error
    best = squares.argmin(axis=1)
    chosen = np.arange(count)
    fading = np.cumsum(damping[best][:, None] ** np.arange(1, steps + 1), axis=1)
    return np.asarray(level[chosen, best][:, None] + trend[chosen, best][:, None] * fading)
