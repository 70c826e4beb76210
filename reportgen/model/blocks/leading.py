"""What is coming: leading figures, and figures shown for reference only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.model.blocks.parts import Delta, Trend
from reportgen.model.period import Month
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Evidence, Status
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class LeadingRow:
    """One leading figure: where it stands, which month it speaks for, what it calls for.

    `record` says how often it has named the goal's direction so far.
    """

    kpi: str
    label: Text
    toward: Text
    trend: Trend
    value: Quantity
    target: Quantity | None
    status: Status
    lag: Text
    speaks_for: Month | None
    evidence: Evidence | None
    saying: Text
    goto: str = ""
    record: Text = EMPTY


@dataclass(frozen=True)
class LeadingBlock:
    """The leading figures of the tree."""

    heading: Text
    sub: Text
    rows: tuple[LeadingRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["leading"] = "leading"


@dataclass(frozen=True)
class AheadPoint:
    """A period to come: its expected value, the ranges that hold 8 and 5 of 10, its target."""

    label: str
    centre: float
    low: float | None
    high: float | None
    inner_low: float | None
    inner_high: float | None
    target: float | None


@dataclass(frozen=True)
class ForecastBlock:
    """A figure's last periods and those to come, how they were forecast, and the record so far."""

    heading: Text
    sub: Text
    kpi: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    ahead: tuple[AheadPoint, ...]
    unit: Unit
    counter: Text
    sayings: tuple[Text, ...]
    span: int = 12
    kind: Literal["forecast"] = "forecast"


@dataclass(frozen=True)
class ReferenceItem:
    """A figure that is not judged: its part in the root, why, and what to look at instead."""

    label: Text
    value: Quantity
    change: Delta | None
    why: Text
    instead: Text
    part: Quantity | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True)
class ReferenceBlock:
    """Figures shown for reference, not judged."""

    heading: Text
    items: tuple[ReferenceItem, ...]
    part_heading: Text = EMPTY
    span: int = 12
    kind: Literal["reference"] = "reference"
