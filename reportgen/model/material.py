"""What a report is written from: the agreement, the figures and where they came from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.model.blocks import ChartEvent, Delta, Trend
from reportgen.model.change import ChangeState
from reportgen.model.config import Action, ClientConfig
from reportgen.model.edition import EditionKind
from reportgen.model.findings import Analysis
from reportgen.model.flags import Flag
from reportgen.model.formula import names, parse
from reportgen.model.incidents import touching
from reportgen.model.kpi import KpiResult
from reportgen.model.observations import FileRead
from reportgen.model.period import Month, Period, fiscal_year
from reportgen.model.quantity import NO_DATA, UNSET, Measured, Quantity, Unit
from reportgen.model.restated import Restated
from reportgen.model.states import Direction
from reportgen.model.text import Text
from reportgen.model.wording import built_in

STRIP = 13
"""How many periods small graphics show: a year and the same period the year before."""


@dataclass(frozen=True)
class SourceState:
    """One source as it was read: the day its data speak of, its files, and its own flags.

    `excluded` counts rows that were read and are not used, by reason.
    """

    name: str
    type: str
    as_of: date
    files: tuple[FileRead, ...]
    snapshot: str
    flags: tuple[Flag, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        """Rows of data in all files."""
        return sum(file.rows_read for file in self.files)

    @property
    def rows_used(self) -> int:
        """Rows that became part of the table."""
        return sum(file.rows_used for file in self.files)

    @property
    def rows_left(self) -> Mapping[str, int]:
        """The rows read and not used, by reason: with those used they are all that were read."""
        totals = sum(file.rows_totals for file in self.files)
        left = {"totals": totals, **self.excluded}
        return {reason: count for reason, count in left.items() if count}


@dataclass(frozen=True)
class Excluded:
    """How many of a metric's rows in the period have no amount and were left out of it."""

    rows: int
    of: int


@dataclass(frozen=True)
class Material:
    """Everything the words and pages of one report are made from.

    `excluded` counts, by metric, the period's rows that configuration leaves out by name.
    `restated` is what the data tell otherwise now of months reported before.
    """

    config: ClientConfig
    period: Period
    analysis: Analysis
    sources: tuple[SourceState, ...]
    edition: EditionKind
    revision: int | None
    warnings: tuple[str, ...] = ()
    excluded: Mapping[str, Excluded] = field(default_factory=dict)
    restated: Restated = field(default_factory=Restated)

    @property
    def kgi(self) -> KpiResult:
        """The goal's result."""
        return self.analysis.of(self.config.kgi.kpi)

    @property
    def as_of(self) -> date:
        """The earliest day any export speaks of; hand-typed figures have no such day."""
        days = [source.as_of for source in self.sources if source.type != "manual"]
        return min(days, default=self.period.end)

    @property
    def fiscal_year(self) -> tuple[Month, Month]:
        """First and last month of the fiscal year of the period's end."""
        return fiscal_year(self.period.last_month, self.config.client.fiscal_year_starts)

    def sources_of(self, kpi: str) -> tuple[str, ...]:
        """The sources a KPI's figures come from, each once, in the formula's order."""
        metrics = self.config.metrics
        found: dict[str, None] = {}
        for name in self.metrics_of(kpi):
            ratio = metrics[name].ratio or (name,)
            found.update((metrics[part].from_ or "", None) for part in ratio)
        return tuple(source for source in found if source)

    def metrics_of(self, name: str) -> tuple[str, ...]:
        """The metrics a KPI is made of, through all formulas below it; a metric is itself."""
        definition = self.config.kpis.get(name)
        if definition is None:
            return (name,)
        if definition.qualitative:
            return ()
        used = names(parse(definition.formula or definition.metric or "0"))
        return tuple(metric for one in used for metric in self.metrics_of(one.id))

    def ran_in_period(self, action: Action) -> bool:
        """True when an action was closed in the reported period, or is still being done."""
        if action.closed is not None:
            return self.period.start <= action.closed <= self.period.end
        return action.status == "doing"

    def label(self, kpi: str) -> Text:
        """A KPI's short label."""
        return self.config.kpis[kpi].label

    def name(self, kpi: str) -> Text:
        """A KPI's full name."""
        return self.config.kpis[kpi].name

    def quantity(self, kpi: str, measured: Measured) -> Quantity:
        """A value of a KPI in its unit."""
        definition = self.config.kpis[kpi]
        return Quantity(measured.value, definition.unit, measured.reason, definition.counter)

    def amount(self, kpi: str, value: float | None) -> Quantity:
        """A plain number in a KPI's unit."""
        return self.quantity(kpi, Measured(value))

    def estimate(self, kpi: str, value: float | None) -> Quantity:
        """An expected number in a KPI's unit; what is counted comes in whole numbers."""
        is_counted = value is not None and self.config.kpis[kpi].unit is Unit.COUNT
        return self.amount(kpi, float(round(value)) if is_counted and value is not None else value)

    def bounds(self, kpi: str, low: float, high: float) -> tuple[Quantity, Quantity]:
        """A range in a KPI's unit; what is counted is rounded outwards."""
        if self.config.kpis[kpi].unit is Unit.COUNT:
            return self.amount(kpi, float(math.floor(low))), self.amount(
                kpi, float(math.ceil(high))
            )
        return self.amount(kpi, low), self.amount(kpi, high)

    def target(self, result: KpiResult) -> Quantity | None:
        """A KPI's target, None when none was set."""
        if result.target.value is None:
            return None
        return self.quantity(result.id, result.target)

    def gap(self, result: KpiResult) -> Quantity:
        """Value minus target in the KPI's own unit; rates in points."""
        if result.target.value is None:
            return self.quantity(result.id, UNSET)
        return self.difference(result.id, result.value.value, result.target.value)

    def difference(self, kpi: str, value: float | None, before: float | None) -> Quantity:
        """One value of a KPI minus another; rates in points, a hole where either is missing."""
        if value is None or before is None:
            return self.quantity(kpi, Measured(None, NO_DATA))
        if self.config.kpis[kpi].unit is Unit.PERCENT:
            return Quantity((value - before) * 100, Unit.POINTS)
        return self.amount(kpi, value - before)

    def shortfall(self, result: KpiResult, base: Measured) -> Delta | None:
        """The difference from a base: relative for amounts, points for rates; None without one."""
        value = result.value.value
        if value is None or base.value is None:
            return None
        difference = value - base.value
        favourable = difference if result.direction is Direction.UP else -difference
        return Delta(
            self._relative(result, value, base.value),
            None if abs(difference) < 1e-12 else favourable > 0,
            _is_usual(result, base),
        )

    def trend(self, result: KpiResult) -> Trend:
        """The last thirteen periods of a KPI for a small graphic."""
        points = result.series.tail(STRIP)
        targets = result.targets.tail(STRIP)
        return Trend(
            labels=tuple(point.period.name for point in points),
            values=tuple(point.value for point in points),
            targets=tuple(point.value for point in targets),
            usual=result.usual,
            unit=result.unit,
            lower_is_better=result.direction is Direction.DOWN,
            events=self.events(result.id, tuple(point.period for point in points)),
        )

    def events(self, kpi: str, periods: tuple[Period, ...]) -> tuple[ChartEvent, ...]:
        """What the client dated, what was redefined and what tools did to a KPI, in periods."""
        dated = [(one.date, one.name) for one in self.config.events if kpi in one.kpis]
        dated += [(day, built_in().text("chart.redefined")) for day in self._redefined(kpi)]
        touched = touching(self.config, self.metrics_of(kpi))
        dated += [(edge, one.name) for one in touched if one.breaks for edge in one.edges]
        return tuple(
            ChartEvent(at, day, name)
            for day, name in sorted(dated, key=lambda event: event[0])
            for at, period in enumerate(periods)
            if period.start <= day <= period.end
        )

    def _redefined(self, kpi: str) -> tuple[date, ...]:
        """The days from which a KPI counts something else, as agreed."""
        return tuple(
            entry.date
            for entry in self.config.agreements
            if entry.what is not None
            and entry.what.kpi == kpi
            and entry.what.field in ("formula", "metric")
        )

    def _relative(self, result: KpiResult, value: float, base: float) -> Quantity:
        if result.unit is Unit.PERCENT:
            return Quantity((value - base) * 100, Unit.POINTS)
        if base == 0:
            return Quantity(value - base, result.unit, None, self.config.kpis[result.id].counter)
        return Quantity((value - base) / abs(base), Unit.PERCENT)


def _is_usual(result: KpiResult, base: Measured) -> bool | None:
    """Whether a difference is one that months make by themselves: judged for itself where it was.

    A difference from the target is usual where the value is.
    """
    change = result.change("year_ago") if base is result.year_ago else None
    if change is not None:
        return change.state is ChangeState.USUAL
    value = result.value.value
    return None if result.usual is None or value is None else result.usual.holds(value)
