"""Where a running month lands: every metric's days to come, then the KPIs' formulas.

Numerators and denominators land apart. The range comes from the same landing made on the same day
of every earlier month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import holidays
import numpy as np
import pandas as pd

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.forecasting.ranges import ENOUGH, Errors
from reportgen.analysis.forecasting.running import Calendar, Days
from reportgen.model.config import ClientConfig
from reportgen.model.forecast import Forecast, ForecastMethod, PastForecast, TrackRecord
from reportgen.model.formula import evaluate
from reportgen.model.observations import Observations
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Measured

RECORDED = 12
MOST_ORIGINS = 24
"""Months further back were often of another size."""


@dataclass(frozen=True)
class Landed:
    """A month's landing with the record of earlier ones made on the same day of their month."""

    forecast: Forecast
    record: TrackRecord | None


@dataclass(frozen=True)
class Landings:
    """Every metric's landing of a running month, and of each earlier one from the same day of it.

    `daily` are the metrics that have days; a state has none, and stands as the month before.
    """

    evaluator: Evaluator
    month: Month
    values: Mapping[tuple[str, Month], float | None]
    daily: frozenset[str]

    def landed(self, kpi: str) -> Landed | None:
        """A KPI's running month; None where it cannot be said, or has no days to come."""
        if self.daily.isdisjoint(self._parts(kpi)):
            return None
        centre = self._value(kpi, self.month).value
        if centre is None:
            return None
        past = self._past(kpi)
        made = np.array([said for _, said, _ in past])
        came = np.array([value for _, _, value in past])
        so_far = self.evaluator.value(kpi, (self.month,)).value
        floor = so_far if self.evaluator.adds_up(kpi) else None
        return Landed(
            _forecast(Period.month(self.month), centre, _errors(made, came), floor),
            _record(past, made, came),
        )

    def _parts(self, kpi: str) -> frozenset[str]:
        """The metrics of a KPI, those of ratios included."""
        metrics = self.evaluator.config.metrics
        names = self.evaluator.metrics_of(kpi)
        return frozenset(part for name in names for part in (metrics[name].ratio or (name,)))

    def _past(self, kpi: str) -> tuple[tuple[Month, float, float], ...]:
        """Earlier months, each with what was said on the same day of it, and what came."""
        found = []
        for back in range(MOST_ORIGINS, 0, -1):
            earlier = self.month.plus(-back)
            said = self._value(kpi, earlier).value
            came = self.evaluator.value(kpi, (earlier,)).value
            if said is not None and came is not None:
                found.append((earlier, said, came))
        return tuple(found)

    def _value(self, name: str, month: Month) -> Measured:
        """A KPI or metric of a month, as it landed."""
        config = self.evaluator.config
        if name in config.kpis:
            if config.kpis[name].qualitative:
                return Measured.unknown("not_forecast", name)
            return evaluate(
                self.evaluator.expression(name), lambda below: self._value(below, month)
            )
        ratio = config.metrics[name].ratio
        if ratio is not None:
            top, bottom = (self._value(one, month).value for one in ratio)
            if top is None or not bottom:
                return Measured.unknown("division_by_zero", name)
            return Measured(top / bottom)
        if name not in self.daily:
            return self.evaluator.measures.value(name, (month.plus(-1),))
        value = self.values.get((name, month))
        return Measured.unknown("too_few", name) if value is None else Measured(value)


def _errors(made: np.ndarray, came: np.ndarray) -> Errors | None:
    if len(came) < ENOUGH:
        return None
    if came.min() > 0 and made.min() > 0:
        return Errors(np.log(came / made), True)
    return Errors(came - made, False)


def _forecast(
    period: Period, centre: float, errors: Errors | None, floor: float | None
) -> Forecast:
    if errors is None or (errors.are_ratios and centre <= 0):
        return Forecast(period, centre, None, None, ForecastMethod.LANDING)
    found = errors.around(centre, 0.0 if floor is None else floor)
    low, inner_low = found.low, found.inner_low
    if floor is not None:
        low, inner_low = max(low, floor), max(inner_low, floor)
    return Forecast(
        period,
        centre,
        min(low, centre),
        found.high,
        ForecastMethod.LANDING,
        found.origins,
        min(inner_low, centre),
        found.inner_high,
    )


def _record(
    past: tuple[tuple[Month, float, float], ...], made: np.ndarray, came: np.ndarray
) -> TrackRecord | None:
    items = []
    for at in range(max(0, len(past) - RECORDED), len(past)):
        month, said, value = past[at]
        known = _errors(made[:at], came[:at])
        items.append(PastForecast(_forecast(Period.month(month), said, known, None), value))
    return TrackRecord(tuple(items)) if items else None


def landings(evaluator: Evaluator, observations: Observations, until: date) -> Landings:
    """Land every metric that adds up; days without data stay holes."""
    days = _days(evaluator, observations, until)
    month = Month.of(until)
    values = {
        (metric, month.plus(-back)): _landed(one, month.plus(-back), until - month.first_day)
        for metric, one in days.items()
        for back in range(MOST_ORIGINS + 1)
    }
    return Landings(evaluator, month, values, frozenset(days))


def _landed(days: Days, month: Month, passed: timedelta) -> float | None:
    """A month from its first days on, known as on that day; None where it was over by then."""
    cut = month.first_day + passed
    if cut >= month.last_day:
        return None
    so_far, ahead = days.so_far(month.first_day, cut), days.ahead(cut, month.last_day)
    return None if so_far is None or ahead is None else so_far + ahead


def _days(evaluator: Evaluator, observations: Observations, until: date) -> dict[str, Days]:
    """The days of every metric that adds up, by its id."""
    table, metrics = observations.table, evaluator.config.metrics
    daily = table[(table["grain"] == "day") & (table["dimension"] == "")]
    calendar = calendar_of(evaluator.config, until)
    found = {}
    for name, rows in daily.groupby("metric", sort=False):
        metric = str(name)
        definition = metrics.get(metric)
        if definition is None or definition.last is not None or definition.mean is not None:
            continue
        if evaluator.measures.is_additive(metric):
            dates = pd.to_datetime(rows["date"]).dt.date
            sums = rows["value"].astype(float).groupby(dates).sum()
            known = dict(zip(sums.index.tolist(), sums.tolist(), strict=True))
            found[metric] = _filled(Days.of(known, calendar), until)
    return found


def _filled(days: Days, until: date) -> Days:
    """The days up to one; those without data are holes."""
    missing = (until - days.first).days + 1 - len(days.values)
    if missing <= 0:
        return days
    return Days(days.first, np.append(days.values, np.full(missing, np.nan)), days.calendar)


def calendar_of(config: ClientConfig, until: date) -> Calendar:
    """The public holidays of the client's country, and the campaigns its events date."""
    years = range(until.year - 5, until.year + 2)
    country = config.client.holidays
    public = holidays.country_holidays(country, years=years) if country else {}
    campaigns = {
        one.campaign.from_ + timedelta(days=step)
        for one in config.events
        if one.campaign is not None
        for step in range((one.campaign.to - one.campaign.from_).days + 1)
    }
    return Calendar(frozenset(public), frozenset(campaigns))
