"""A KPI of one period, evaluated: its value beside target and history, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.levels import at_least, at_most
from reportgen.model.period import Month
from reportgen.model.quantity import UNSET, Measured, Unit
from reportgen.model.series import Series


class KpiClass(StrEnum):
    """Lagging figures are results; leading figures speak for results to come."""

    LAGGING = "lagging"
    LEADING = "leading"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"


def is_met(value: float, target: float, direction: Direction) -> bool:
    """True when a value is at its target or better, by its direction."""
    return at_least(value, target) if direction is Direction.UP else at_most(value, target)


class Status(StrEnum):
    """A KPI against its target."""

    ON_TARGET = "on_target"
    SHORT_USUAL = "short_usual"
    SHORT_UNUSUAL = "short_unusual"
    NOT_JUDGED = "not_judged"
    NO_DATA = "no_data"


class Verdict(StrEnum):
    """The year against its target, by rule."""

    ON_COURSE = "on_course"
    CORRECT_COURSE = "correct_course"
    OFF_COURSE = "off_course"
    NOT_JUDGED = "not_judged"


class StopState(StrEnum):
    """A KPI against its stop line."""

    CLEAR = "clear"
    NEAR = "near"
    WATCH = "watch"
    STOP = "stop"
    NOT_JUDGED = "not_judged"


class Evidence(StrEnum):
    """How well a hypothesis has been shown: A and B enough to speak of, C not shown, D unjudged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class ActionVerdict(StrEnum):
    """What became of an action."""

    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"


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

    `versus` is `target`, `previous` or `year_ago`.
    """

    kpi: str
    versus: str
    amount: float
    unit: Unit


@dataclass(frozen=True)
class StopResult:
    """A stop line this period: the state, how many periods in a row lie past it, and the sample."""

    state: StopState
    line: float
    periods_past: int
    for_periods: int
    sample: float | None = None
    sample_needed: float | None = None
    zero_conversions: bool = False


@dataclass(frozen=True)
class KpiResult:
    """One node of the tree (or a KPI outside it) for the reported period.

    `speaks_for` is the month this value speaks of, where a lag is known. `attainment` is value
    over target for `up`, target over value for `down`. `children` are nodes in the order of the
    outline; `in_formula` says which of them the node's formula uses (solid lines).
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
    contributions: tuple[Contribution, ...] = ()
    only_at_target: Measured = UNSET
    speaks_for: Month | None = None
    lag_months: tuple[int, ...] = ()
    evidence: Evidence | None = None
    stop: StopResult | None = None
    in_formula: frozenset[str] = frozenset()
    children: tuple[KpiResult, ...] = ()

    @property
    def meets_target(self) -> bool | None:
        """Whether the value is at its target or better, whatever may be judged of it."""
        value, target = self.value.value, self.target.value
        if value is None or target is None:
            return None
        return is_met(value, target, self.direction)

    def walk(self) -> Iterator[KpiResult]:
        """This node and every node below it, from result to what moves soonest."""
        yield self
        for child in self.children:
            yield from child.walk()

    def contribution(self, versus: str) -> float | None:
        """The amount of one comparison, None where it was not computed."""
        return next((one.amount for one in self.contributions if one.versus == versus), None)
