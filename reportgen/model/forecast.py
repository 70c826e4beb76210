"""What may come: forecasts with ranges, the landing of the year, how earlier ones turned out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.period import Month, Period
from reportgen.model.states import Verdict


class ForecastMethod(StrEnum):
    """How a forecast was made.

    `last_value` repeats the latest value; `combined` is the mean of Theta, damped trend and the
    seasonal value with growth; `smoothed` the mean of Theta and damped trend; `pipeline` follows
    what has already begun (leads of this month, orders two months on) through the tree's
    arithmetic; `reconciled` weighs the pipeline and the history by their past errors; `landing`
    adds the days to come to a period that still runs.
    """

    LAST_VALUE = "last_value"
    COMBINED = "combined"
    SMOOTHED = "smoothed"
    PIPELINE = "pipeline"
    RECONCILED = "reconciled"
    LANDING = "landing"


@dataclass(frozen=True)
class ForecastPart:
    """One of the forecasts that were reconciled, with its share of the result.

    `kpi` is the figure that has already begun what is to come, where the part is a pipeline.
    """

    method: ForecastMethod
    centre: float
    share: float
    kpi: str = ""


@dataclass(frozen=True)
class Forecast:
    """A period's value to come in the KPI's unit, with the range that holds 8 of 10 such forecasts.

    Without a range `low` and `high` are None: too few past forecasts to make one from. `origins`
    counts those it was made from; `inner_low` and `inner_high` hold 5 of 10. `target` is what is
    wanted of the period. `parts` are what a reconciled forecast was made of.
    """

    period: Period
    centre: float
    low: float | None
    high: float | None
    method: ForecastMethod
    origins: int = 0
    inner_low: float | None = None
    inner_high: float | None = None
    target: float | None = None
    parts: tuple[ForecastPart, ...] = ()

    def holds(self, value: float) -> bool | None:
        """Whether a value lies in the range; None without one."""
        if self.low is None or self.high is None:
            return None
        return self.low <= value <= self.high


@dataclass(frozen=True)
class PastForecast:
    """A forecast as it would have been, or was, made before the period, and what came."""

    forecast: Forecast
    actual: float

    @property
    def error(self) -> float | None:
        """How far the centre lay from what came, as a share of it; None where nothing came."""
        return None if self.actual == 0 else abs(self.forecast.centre / self.actual - 1)


@dataclass(frozen=True)
class TrackRecord:
    """How the last forecasts of a KPI turned out, oldest first."""

    items: tuple[PastForecast, ...] = ()

    @property
    def inside(self) -> int:
        """How many came inside their range."""
        return sum(1 for one in self.items if one.forecast.holds(one.actual))

    @property
    def ranged(self) -> int:
        """How many had a range."""
        return sum(1 for one in self.items if one.forecast.low is not None)

    @property
    def errors(self) -> tuple[float, ...]:
        """How far each centre lay from what came, where something came."""
        return tuple(one.error for one in self.items if one.error is not None)


@dataclass(frozen=True)
class YearLanding:
    """Where the fiscal year of the goal lands: what passed, plus the months to come.

    `resampled` says that the range was drawn from whole paths of past errors, as there were fewer
    than fifteen of the needed length. The verdict follows from target and range alone.
    """

    kpi: str
    first: Month
    last: Month
    passed: float
    centre: float
    low: float | None
    high: float | None
    target: float | None
    verdict: Verdict
    method: ForecastMethod
    origins: int = 0
    resampled: bool = False
