"""Stop lines, signs that are not numbers, and the roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.model.period import Month
from reportgen.model.quantity import Quantity
from reportgen.model.states import StopState
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class StopRow:
    """One stop line: its rule, where the figure stands, and what happens next.

    `low` and `high` are the ends of what the figure may be, by how few cases it was counted from;
    a cost without any conversion has no upper end.
    """

    kpi: str
    label: Text
    rule: Text
    value: Quantity
    line: Quantity
    when: Literal["above", "below"]
    scale_max: float
    periods_past: int
    for_periods: int
    state: StopState
    then: Text
    note: Text = EMPTY
    range: Text = EMPTY
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class StopLinesBlock:
    """The lines agreed before the start."""

    heading: Text
    sub: Text
    rows: tuple[StopRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["stop_lines"] = "stop_lines"


@dataclass(frozen=True)
class LogItem:
    """One thing that numbers miss."""

    date: date
    what: Text
    company: Text
    evidence: Text
    confidence: Text
    is_confirmed: bool


@dataclass(frozen=True)
class LogBlock:
    """Signs that are not yet numbers, counted against their target, never averaged in."""

    heading: Text
    sub: Text
    count: Quantity | None
    target: Quantity | None
    items: tuple[LogItem, ...]
    span: int = 12
    kind: Literal["log"] = "log"


PhaseState = Literal["done", "now", "late", "next"]


@dataclass(frozen=True)
class RoadmapPhase:
    """One phase: its months, the KPI that leads in it, and how far to its exit."""

    name: Text
    first: Month
    last: Month
    state: PhaseState
    lead: Text
    exit_rule: Text
    now: Text
    state_words: Text
    left: Text = EMPTY


@dataclass(frozen=True)
class RoadmapBlock:
    """The way in phases, and where we are."""

    heading: Text
    sub: Text
    first: Month
    last: Month
    now: Month
    phases: tuple[RoadmapPhase, ...]
    next: tuple[Text, ...] = ()
    span: int = 12
    kind: Literal["roadmap"] = "roadmap"
