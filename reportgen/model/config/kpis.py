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
from reportgen.model.quantity import Unit
from reportgen.model.states import Direction, KpiClass
from reportgen.model.text import Text


class Kgi(Model):
    """The goal: which KPI, for whom and of what; how much and by when are that KPI's target."""

    kpi: str
    """The id of the KPI that is the goal; how much and by when are its target."""
    who: Words
    """For whom, for example new customers in manufacturing."""
    what: Words
    """Of what, for example yearly contracts."""


class TargetStart(Model):
    """Where a linear target starts."""

    value: Figure
    """The figure the line starts at."""
    month: MonthField
    """The month it starts in, YYYY-MM."""


class Benchmark(Model):
    """A named figure from outside, printed only with its source and size."""

    value: Figure
    """The figure from outside."""
    source: Words
    """Who published it; printed with it."""
    date: Day
    """When it was published, YYYY-MM-DD."""
    n: AtLeastOne
    """How many were asked or counted."""


class Target(Model):
    """How much, by when, and on which path."""

    value: Figure | None = None
    """How much; a KPI in percent needs the sign, for example 25%."""
    by: MonthField | None = None
    """By when, YYYY-MM; after that month there is no target."""
    path: Literal["flat", "linear", "monthly", "phases"] = "flat"
    """flat: the value every month. linear: on the line from `start`. monthly: the table `monthly`.
    phases: the `targets` of the phases."""
    start: TargetStart | None = None
    """Where a linear target starts."""
    monthly: MonthTable | None = None
    """The target of each month, for example {2026-10: 37_200}."""
    stretch: Literal["p75", "p90"] | None = None
    """Instead of a value: as good as the best quarter (p75) or tenth (p90) of its own past."""
    benchmark: Benchmark | None = None
    """A figure from outside, printed only with its source and size."""
    reason: Words | None = None
    """Why a target may be worse than the present value."""


class ZeroConversions(Model):
    """With no conversion at all, the line trips when spend passes so many times its value."""

    spend_over: Figure
    """With no conversion at all: so many times the line's value."""


class Stop(Model):
    """A line agreed in advance, and what is done when it is crossed."""

    when: Literal["above", "below"]
    """The bad side of the line."""
    value: Figure
    """The line."""
    for_periods: Annotated[AtLeastOne, Field(le=60)] = 1
    """How many periods in a row past the line it takes."""
    min_sample: Mapping[str, Figure] = {}
    """The least figure of a metric with which a period counts, {metric: figure}."""
    zero_conversions: ZeroConversions | None = None
    """When a period without any conversion counts; for cost / conversions only."""
    then: Words
    """What is done when the line is crossed, as agreed."""


class OutsideTree(Model):
    """Why a KPI stands outside the tree."""

    reason: Words
    """Why it has no place in the tree; printed."""


class Smart(Model):
    """The parts of SMART that only a person can say."""

    specific: Words | None = None
    """What exactly is counted, and how."""
    achievable: Words | None = None
    """Why the target can be reached."""
    relevant: Words | None = None
    """What it does for the goal."""


class CheckAgainst(Model):
    """A second source for the same figure, and how far the two may lie apart (a fraction)."""

    metric: str
    """The metric with the second source's figure."""
    tolerance: Figure | None = None
    """How far the two may lie apart, for example 2%. Default: 0.5% for money, else 0."""


def read_check(written: object) -> object:
    """A metric's id alone stands for `{metric: id}`."""
    return {"metric": written} if isinstance(written, str) else written


Lag = Annotated[NotNegative, Field(le=60)]


class Kpi(Model):
    """One figure that is looked at: what it is, where it stands, what is wanted of it."""

    name: Words
    """What the client calls it."""
    short_label: Words | None = None
    """A short name for charts, at most 8 full-width characters or 22 letters; needed where the name
    is longer."""
    class_: Annotated[KpiClass, Field(alias="class")]
    """lagging: a result. leading: what moves before the result does."""
    level: Literal["csf"] | None = None
    """csf: a critical success factor."""
    unit: Unit
    """What the figure counts."""
    counter: Words | None = None
    """The word after a count, for example {ja: 件}."""
    direction: Direction
    """Which way is good."""
    metric: str | None = None
    """The id of the metric this KPI is. Exactly one of metric, formula, qualitative."""
    formula: str | None = None
    """Made of the children in the tree, or of metrics: ids, numbers, + - * / ( ), min, max, abs,
    coalesce."""
    qualitative: Flag = False
    """Counted from confirmed entries of log.yml."""
    target: Target | None = None
    """How much, by when, and on which path."""
    stop: Stop | None = None
    """A line agreed in advance, and what is done when it is crossed."""
    smart: Smart = Smart()
    """The parts of SMART that only a person can say."""
    lag_months: Annotated[
        tuple[Lag, ...], BeforeValidator(read_list, json_schema_input_type=Lag | tuple[Lag, ...])
    ] = ()
    """Months from this KPI to the goal: 2, or a span [1, 3]; else the nearest ancestor's."""
    breakdown: tuple[str, ...] = ()
    """Dimensions to show it by; every metric below must have them in `by`."""
    min_sample: Mapping[str, Figure] = {}
    """With less, the KPI is not judged, {metric: figure}."""
    controllable: Flag | None = None
    """Whether somebody can move it directly."""
    outside_tree: OutsideTree | None = None
    """Why it has no place in the tree."""
    check_against: Annotated[
        CheckAgainst | None,
        BeforeValidator(read_check, json_schema_input_type=str | CheckAgainst | None),
    ] = None
    """A second source for the same figure: a metric, or {metric, tolerance}."""
    watchlist: tuple[str, ...] = ()
    """Companies hoped for; log entries of this KPI name one. For qualitative KPIs."""

    @property
    def label(self) -> Text:
        """The short label where there is one, else the name."""
        return self.short_label or self.name


class PhaseExit(Model):
    """When a phase is over."""

    kpi: str
    """The KPI that is tested; no count of output such as articles."""
    at_least: Figure | None = None
    """Over when the KPI is at this figure or above."""
    at_most: Figure | None = None
    """Over when the KPI is at this figure or below."""
    for_periods: Annotated[AtLeastOne, Field(le=60)] = 1
    """For how many periods in a row."""


class Phase(Model):
    """One stage of the roadmap: which KPI leads, what is wanted, and when the next one starts."""

    id: str
    """Letters, digits, _ and -; agreements name it."""
    name: Words
    """What the client calls it."""
    from_: Annotated[MonthField, Field(alias="from")]
    """Its first month, YYYY-MM."""
    to: MonthField
    """Its last month, YYYY-MM."""
    lead: str
    """The KPI that leads this phase."""
    focus: tuple[str, ...] = ()
    """KPIs that are worked on."""
    targets: Mapping[str, Figure] = {}
    """Targets of KPIs whose target has `path: phases`, {kpi: value}."""
    exit: PhaseExit | None = None
    """When the phase is over."""
