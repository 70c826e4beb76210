"""A KPI of one period, evaluated: its value beside target and history, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.model.change import Change
from reportgen.model.cohort import CohortRate
from reportgen.model.forecast import Forecast, TrackRecord
from reportgen.model.period import Month, Period
from reportgen.model.pursuit import Odds, Smart
from reportgen.model.quantity import UNSET, Measured, Reason, Unit
from reportgen.model.relation import Relation
from reportgen.model.series import Series
from reportgen.model.states import (
    Direction,
    Evidence,
    KpiClass,
    Status,
    StopState,
    is_met,
)


@dataclass(frozen=True)
class UsualRange:
    """Where a series usually lies: natural process limits around its trend, for the last point.

    Source: Wheeler, Understanding Variation (XmR chart, 2.66 times the mean moving range), on the
    residuals of a straight line.
    """

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """True when a value is usual."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Contribution:
    """How much of a node's gap one factor accounts for, by arithmetic, in the root's unit.

    `versus` is `target`, `previous`, `year_ago` or `trailing`, the mean of the three months before.
    """

    kpi: str
    versus: str
    amount: float
    unit: Unit


@dataclass(frozen=True)
class StopTrip:
    """One time a stop line was crossed: from and to which period, how many, and the worst value.

    `actions` are the ids of those on the KPI that started in its first period or later, up to the
    next trip. Without a value there were no conversions at all.
    """

    first: Period
    last: Period
    periods: int
    worst: float | None
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopResult:
    """A stop line this period: the state, how many periods in a row lie past it, and the sample.

    `low` and `high` are the 95 % interval of the value where it is made of counts; a cost without a
    single conversion has no upper end. `trips` are all times it was crossed as agreed, the first
    one first.
    """

    state: StopState
    line: float
    periods_past: int
    for_periods: int
    sample: float | None = None
    sample_needed: float | None = None
    zero_conversions: bool = False
    low: float | None = None
    high: float | None = None
    trips: tuple[StopTrip, ...] = ()


@dataclass(frozen=True)
class KpiResult:
    """One node of the tree (or a KPI outside it) for the reported period.

    `changes` are its comparisons, judged: beyond chance and beyond usual variation, or not.
    `cohort` is the rate of one month's cases followed by id, where the value is a ratio of counts.
    `speaks_for` is the month this value speaks of, where a lag is known; `relation` is the test
    behind the grade `evidence`. `forecast` holds the periods to come, the nearest first, and
    `record` how earlier forecasts turned out; `not_forecast` says why there is none. `odds` is the
    chance of the last target agreed on, and `smart` the target asked the five questions.
    `attainment` is value over target for `up`, target over value for `down`. `children` are nodes
    in the order of the outline; `in_formula` says which of them the node's formula uses (solid
    lines).
    """

    id: str
    unit: Unit
    kpi_class: KpiClass
    direction: Direction
    value: Measured
    previous: Measured
    year_ago: Measured
    target: Measured
    status: Status
    usual: UsualRange | None
    attainment: float | None
    series: Series
    targets: Series
    year_to_date: Measured
    year_to_date_target: Measured
    year_target: Measured
    changes: tuple[Change, ...] = ()
    cohort: CohortRate | None = None
    contributions: tuple[Contribution, ...] = ()
    only_at_target: Measured = UNSET
    speaks_for: Month | None = None
    lag_months: tuple[int, ...] = ()
    evidence: Evidence | None = None
    relation: Relation | None = None
    forecast: tuple[Forecast, ...] = ()
    record: TrackRecord | None = None
    not_forecast: Reason | None = None
    stop: StopResult | None = None
    odds: Odds | None = None
    smart: Smart | None = None
    in_formula: frozenset[str] = frozenset()
    children: tuple[KpiResult, ...] = ()

    @property
    def meets_target(self) -> bool | None:
        """Whether the value is at its target or better, whatever may be judged of it."""
        value, target = self.value.value, self.target.value
        if value is None or target is None:
            return None
        return is_met(value, target, self.direction)

    def change(self, versus: str) -> Change | None:
        """One comparison of the value, None where it was not made."""
        return next((one for one in self.changes if one.versus == versus), None)

    def walk(self) -> Iterator[KpiResult]:
        """This node and every node below it, from result to what moves soonest."""
        yield self
        for child in self.children:
            yield from child.walk()

    def contribution(self, versus: str) -> float | None:
        """The amount of one comparison, None where it was not computed."""
        return next((one.amount for one in self.contributions if one.versus == versus), None)
