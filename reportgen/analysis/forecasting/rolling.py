"""A series' forecasts from every origin of its past, by the method its length then allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.analysis.forecasting.methods import (
    damped_trend,
    last_value,
    season_with_growth,
    theta_with_errors,
)
from reportgen.analysis.forecasting.seasons import THREE_YEARS, YEAR, Array, Shapes, shapes
from reportgen.model.forecast import ForecastMethod

FEWEST = 6
"""No forecast from fewer values."""

OVER_A_YEAR = YEAR + 1


@dataclass(frozen=True)
class Rolled:
    """A series with the forecasts of every origin; a row each, the last one made today.

    Row `i` was made from the first `first + i` values. `method` is that of the last row, `error`
    its standard error of one step within its own past (Theta's).
    """

    actual: Array
    made: Array
    first: int
    method: ForecastMethod
    error: float

    @property
    def length(self) -> int:
        """How many values there are."""
        return len(self.actual)

    def span(self, start: int, end: int) -> Span:
        """The sum of the steps from `start` up to, not including, `end`."""
        made = self.made[:, start:end].sum(axis=1)
        sums = np.concatenate(([0.0], np.cumsum(self.actual)))
        over = np.arange(self.first, self.length - end + 1)
        return Span(made, sums[over + end] - sums[over + start], self.first)


@dataclass(frozen=True)
class Span:
    """What every origin would have said of the same stretch ahead, and what came of it.

    `came` is shorter than `made` by the origins whose stretch is not over.
    """

    made: Array
    came: Array
    first: int

    @property
    def centre(self) -> float:
        """What is said today."""
        return float(self.made[-1])

    def over(self, other: Span) -> Span | None:
        """A rate from its two parts; None where a divisor is not above zero."""
        if other.made.min() <= 0 or (len(other.came) and other.came.min() <= 0):
            return None
        return Span(self.made / other.made, self.came / other.came, self.first)


def rolled(values: Sequence[float], steps: int) -> Rolled | None:
    """Forecast a series from every origin; None with fewer than six values.

    Up to a year the latest value stands; from thirteen months on the mean of Theta, damped trend
    and last year's value with growth; from three years on without the last where the series does
    not repeat by the year. What was never negative is not forecast to be.
    """
    series = np.asarray(values, dtype=np.float64)
    if len(series) < FEWEST:
        return None
    shape = shapes(series, OVER_A_YEAR) if len(series) >= OVER_A_YEAR else None
    return _rolled(series, steps, shape)


def rolled_together(
    top: Sequence[float], bottom: Sequence[float], steps: int
) -> tuple[Rolled, Rolled] | None:
    """Two figures of one rate: where one repeats by the year, both are taken to."""
    over, under = np.asarray(top, np.float64), np.asarray(bottom, np.float64)
    if len(over) < FEWEST:
        return None
    if len(over) < OVER_A_YEAR:
        return _rolled(over, steps, None), _rolled(under, steps, None)
    own, other = shapes(over, OVER_A_YEAR), shapes(under, OVER_A_YEAR)
    seasonal = own.are_seasonal | other.are_seasonal
    return (
        _rolled(over, steps, own.repeating(seasonal)),
        _rolled(under, steps, other.repeating(seasonal)),
    )


def _rolled(series: Array, steps: int, shape: Shapes | None) -> Rolled:
    made = last_value(series, FEWEST, steps)
    method, error = ForecastMethod.LAST_VALUE, _moves(series)
    if shape is not None:
        late, is_yearly, error = _combined(series, steps, shape)
        made[OVER_A_YEAR - FEWEST :] = late
        method = ForecastMethod.COMBINED if is_yearly else ForecastMethod.SMOOTHED
    if series.min() >= 0:
        made = np.maximum(made, 0.0)
    return Rolled(series, made, FEWEST, method, error)


def _moves(series: Array) -> float:
    """The standard error of the latest value as a forecast."""
    return float(np.sqrt(np.mean(np.diff(series) ** 2)))


def _combined(series: Array, steps: int, shape: Shapes) -> tuple[Array, bool, float]:
    """The forecasts of every origin with more than a year behind it."""
    first, used = OVER_A_YEAR, shape.used
    lengths = first + np.arange(len(used))
    past = used[:, np.arange(len(series)) % YEAR]
    ahead = np.take_along_axis(used, (lengths[:, None] + np.arange(steps)) % YEAR, axis=1)
    rows = series / past if shape.are_factors else series - past
    lines, errors = theta_with_errors(rows, first, steps)
    smooth = (lines + damped_trend(rows, first, steps)) / 2
    smooth = smooth * ahead if shape.are_factors else smooth + ahead
    with_season = (2 * smooth + season_with_growth(series, first, steps)) / 3
    is_yearly = shape.are_seasonal | (lengths < THREE_YEARS)
    made = np.where(is_yearly[:, None], with_season, smooth)
    return made, bool(is_yearly[-1]), float(errors[-1])
