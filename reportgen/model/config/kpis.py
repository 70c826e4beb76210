"""The goal, the KPIs, what is wanted of them, and the phases of the roadmap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reportgen.model.config.fields import (
    AtLeastOne,
    Day,
    Figure,
    Flag,
    Model,
    MonthField,
    MonthTable,
    NotNegative,
    Words,
    read_list,
)
from reportgen.model.kpi import Direction, KpiClass
from reportgen.model.quantity import Unit
from reportgen.model.text import Text


class Kgi(Model):
    """The goal: which KPI, for whom and of what; how much and by when are that KPI's target."""

    kpi: str
    who: Words
    what: Words


class TargetStart(Model):
    """Where a linear target starts."""

    value: Figure
    month: MonthField


class Benchmark(Model):
    """A named figure from outside, printed only with its source and size."""

    value: Figure
    source: Words
    date: Day
    n: AtLeastOne


class Target(Model):
    """How much, by when, and on which path."""

    value: Figure | None = None
    by: MonthField | None = None
    path: Literal["flat", "linear", "monthly", "phases"] = "flat"
    start: TargetStart | None = None
    monthly: MonthTable | None = None
    stretch: Literal["p75", "p90"] | None = None
    benchmark: Benchmark | None = None
    reason: Words | None = None


class ZeroConversions(Model):
    """With no conversion at all, the line trips when spend passes so many times its value."""

    spend_over: Figure


class Stop(Model):
    """A line agreed in advance, and what is done when it is crossed."""

    when: Literal["above", "below"]
    value: Figure
    for_periods: Annotated[AtLeastOne, Field(le=60)] = 1
    min_sample: Mapping[str, Figure] = {}
    zero_conversions: ZeroConversions | None = None
    then: Words


class OutsideTree(Model):
    """Why a KPI stands outside the tree."""

    reason: Words


class Smart(Model):
    """The parts of SMART that only a person can say."""

    specific: Words | None = None
    achievable: Words | None = None
    relevant: Words | None = None


class CheckAgainst(Model):
    """A second source for the same figure, and how far the two may lie apart (a fraction)."""

    metric: str
    tolerance: Figure | None = None


def read_check(written: object) -> object:
    """A metric's id alone stands for `{metric: id}`."""
    return {"metric": written} if isinstance(written, str) else written


class Kpi(Model):
    """One figure that is looked at: what it is, where it stands, what is wanted of it."""

    name: Words
    short_label: Words | None = None
    class_: Annotated[KpiClass, Field(alias="class")]
    level: Literal["csf"] | None = None
    unit: Unit
    counter: Words | None = None
    direction: Direction
    metric: str | None = None
    formula: str | None = None
    qualitative: Flag = False
    target: Target | None = None
    stop: Stop | None = None
    smart: Smart = Smart()
    lag_months: Annotated[
        tuple[Annotated[NotNegative, Field(le=60)], ...], BeforeValidator(read_list)
    ] = ()
    breakdown: tuple[str, ...] = ()
    min_sample: Mapping[str, Figure] = {}
    controllable: Flag | None = None
    outside_tree: OutsideTree | None = None
    check_against: Annotated[CheckAgainst | None, BeforeValidator(read_check)] = None
    watchlist: tuple[str, ...] = ()

    @property
    def label(self) -> Text:
        """The short label where there is one, else the name."""
        return self.short_label or self.name


class PhaseExit(Model):
    """When a phase is over."""

    kpi: str
    at_least: Figure | None = None
    at_most: Figure | None = None
    for_periods: Annotated[AtLeastOne, Field(le=60)] = 1


class Phase(Model):
    """One stage of the roadmap: which KPI leads, what is wanted, and when the next one starts."""

    id: str
    name: Words
    from_: Annotated[MonthField, Field(alias="from")]
    to: MonthField
    lead: str
    focus: tuple[str, ...] = ()
    targets: Mapping[str, Figure] = {}
    exit: PhaseExit | None = None
