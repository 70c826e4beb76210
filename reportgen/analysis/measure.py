"""Observations become the value of a metric over whole months, by how the metric adds up.

Additive figures are summed, unique counts are taken only for the very period they were counted
in, a stock is its last value, a weighted mean and a ratio are made from totals, never from means.
Where the source counted the very span, that is its value; where it counted a month, that stands
for the sum of its days. A span with a month the source says nothing about has no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from reportgen.model.cohort import Cohort
from reportgen.model.config import ClientConfig, Metric
from reportgen.model.observations import Observations
from reportgen.model.period import Month
from reportgen.model.quantity import Measured

Member = tuple[str, str, str]
"""Metric, dimension and member; dimension and member are empty for the total."""


@dataclass(frozen=True)
class MonthTotal:
    """What the days of one month add up to, and the last day's value."""

    value: float
    weight: float
    last: float


@dataclass(frozen=True)
class Measures:
    """Every metric of one client, ready to be asked for its value over months.

    `days_seen` are the days each source speaks of, `days_known` how many days of a month each
    metric is known on, `withheld` why a source keeps months of a metric to itself, `cohorts` the
    cases of a KPI's rate followed one by one.
    """

    metrics: Mapping[str, Metric]
    totals: Mapping[Member, Mapping[Month, MonthTotal]]
    counted: Mapping[Member, Mapping[tuple[str, date], float]]
    days_seen: Mapping[str, frozenset[date]]
    days_known: Mapping[str, Mapping[Month, int]]
    withheld: Mapping[str, Mapping[Month, str]] = field(default_factory=dict)
    cohorts: Mapping[str, tuple[Cohort, ...]] = field(default_factory=dict)

    def value(
        self, metric: str, months: tuple[Month, ...], dimension: str = "", member: str = ""
    ) -> Measured:
        """A metric's value over consecutive months, for one member of a dimension or in all."""
        definition = self.metrics[metric]
        if definition.ratio is not None:
            top = self.value(definition.ratio[0], months, dimension, member)
            bottom = self.value(definition.ratio[1], months, dimension, member)
            return _quotient(top, bottom)
        key = (metric, dimension, member)
        whole = self._counted(key, months)
        if whole is not None:
            return Measured(whole)
        for month in months:
            if month in self.withheld.get(metric, {}):
                return Measured.unknown(self.withheld[metric][month], str(month))
        if key in self.counted and key not in self.totals:
            code = "no_data" if self.is_additive(metric) else "not_additive"
            return Measured.unknown(code, metric)
        unknown = self._unknown_month(metric, months)
        if unknown is not None:
            return Measured.unknown("no_data", str(unknown))
        return self._added(definition, key, months)

    def is_additive(self, metric: str) -> bool:
        """True for a GA4 metric whose days add up: it is not counted by whole periods alone."""
        if any(name == metric for name, _, _ in self.totals):
            return True
        return all(name != metric for name, _, _ in self.counted)

    def members(self, metric: str, dimension: str) -> tuple[str, ...]:
        """The members of a dimension that a metric has, in the order of the alphabet."""
        return tuple(
            sorted(
                {
                    member
                    for name, by, member in (*self.totals, *self.counted)
                    if name == metric and by == dimension and member
                }
            )
        )

    def coverage(self, metric: str, months: tuple[Month, ...]) -> float:
        """The share of the days a metric is known on."""
        definition = self.metrics[metric]
        if definition.ratio is not None:
            return min(self.coverage(part, months) for part in definition.ratio)
        known = self.days_known.get(metric, {})
        days = sum(month.last_day.day for month in months)
        return sum(known.get(month, 0) for month in months) / days

    def missing_days(self, source: str, days: tuple[date, ...]) -> tuple[date, ...]:
        """The days a source says nothing about; none when it is silent about all of them."""
        missing = tuple(day for day in days if day not in self.days_seen[source])
        return () if len(missing) == len(days) else missing

    def _unknown_month(self, metric: str, months: tuple[Month, ...]) -> Month | None:
        """A month that leaves the span without a value; for a stock only the last one counts."""
        known = self.days_known.get(metric, {})
        needed = months[-1:] if self.metrics[metric].last is not None else months
        return next((month for month in needed if not known.get(month)), None)

    def _counted(self, key: Member, months: tuple[Month, ...]) -> float | None:
        """What the source counted for these very months; None where it did not."""
        grain = {1: "month", 3: "quarter"}.get(len(months), "")
        return self.counted.get(key, {}).get((grain, months[0].first_day))

    def _added(self, metric: Metric, key: Member, months: tuple[Month, ...]) -> Measured:
        by_month = self.totals.get(key, {})
        parts = [by_month[month] for month in months if month in by_month]
        if metric.last is not None:
            return Measured(parts[-1].last) if parts else Measured.unknown("no_data", key[0])
        if metric.mean is not None:
            weight = sum(part.weight for part in parts)
            if weight == 0:
                return Measured.unknown("division_by_zero", key[0])
            return Measured(sum(part.value for part in parts) / weight)
        return Measured(float(sum(part.value for part in parts)))


def _quotient(top: Measured, bottom: Measured) -> Measured:
    if top.value is None:
        return top
    if bottom.value is None:
        return bottom
    if bottom.value == 0:
        return Measured.unknown("division_by_zero")
    return Measured(top.value / bottom.value)


def measure(observations: Observations, config: ClientConfig) -> Measures:
    """Bring the observations into months; the last place a data frame is touched."""
    table = observations.table
    daily = table[table["grain"] == "day"]
    whole = table[table["grain"] != "day"]
    counted: dict[Member, dict[tuple[str, date], float]] = {}
    for row in whole.itertuples(index=False):
        key = (str(row.metric), str(row.dimension), str(row.member))
        counted.setdefault(key, {})[(str(row.grain), _day(row.date))] = float(str(row.value))
    return Measures(
        metrics=config.metrics,
        totals=_with_whole_months(_month_totals(daily), counted),
        counted=counted,
        days_seen=observations.days_seen,
        days_known={
            metric: _days_by_month(traced.days)
            for metric, traced in observations.provenance.items()
        },
        withheld={metric: traced.withheld for metric, traced in observations.provenance.items()},
        cohorts=observations.cohorts,
    )


def _with_whole_months(
    totals: Mapping[Member, Mapping[Month, MonthTotal]],
    counted: Mapping[Member, Mapping[tuple[str, date], float]],
) -> Mapping[Member, Mapping[Month, MonthTotal]]:
    """The months' totals, where the source counted a month itself its own figure."""
    return {
        key: {
            month: replace(total, value=whole)
            if (whole := counted.get(key, {}).get(("month", month.first_day))) is not None
            else total
            for month, total in months.items()
        }
        for key, months in totals.items()
    }


def _month_totals(daily: pd.DataFrame) -> dict[Member, dict[Month, MonthTotal]]:
    totals: dict[Member, dict[Month, MonthTotal]] = {}
    if daily.empty:
        return totals
    dated = daily.assign(day=pd.to_datetime(daily["date"])).sort_values("day", kind="stable")
    dated = dated.assign(year=dated["day"].dt.year, month=dated["day"].dt.month)
    keys = ["metric", "dimension", "member", "year", "month"]
    grouped = dated.groupby(keys, sort=False)
    summed = grouped.agg(value=("value", "sum"), weight=("weight", "sum"), last=("value", "last"))
    for key, value, weight, last in zip(
        summed.index, summed["value"], summed["weight"], summed["last"], strict=True
    ):
        metric, dimension, member, year, month = key
        totals.setdefault((metric, dimension, member), {})[Month(int(year), int(month))] = (
            MonthTotal(float(value), float(weight), float(last))
        )
    return totals


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()


def _days_by_month(days: frozenset[date]) -> dict[Month, int]:
    counts: dict[Month, int] = {}
    for day in days:
        month = Month.of(day)
        counts[month] = counts.get(month, 0) + 1
    return counts
