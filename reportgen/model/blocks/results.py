"""The blocks of the results: the goal's history and the scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.model.blocks.parts import ChartEvent, Delta, Trend
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Status
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class HistoryBlock:
    """The goal month by month: actual, last year's lighter, target as outline; a large chart.

    `events` are marked below their months, and `note` names them.
    """

    heading: Text
    sub: Text
    kpi: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    last_year_until: int
    unit: Unit
    lower_is_better: bool
    gap_title: Text
    events: tuple[ChartEvent, ...] = ()
    note: Text = EMPTY
    span: int = 12
    kind: Literal["history"] = "history"


@dataclass(frozen=True)
class ScoreRow:
    """One result in the scorecard."""

    kpi: str
    label: Text
    sub: Text
    trend: Trend
    value: Quantity
    target: Quantity | None
    gap: Delta | None
    year_ago: Quantity | None
    year_change: Delta | None
    status: Status
    goto: str = ""
    is_kgi: bool = False


@dataclass(frozen=True)
class ScorecardBlock:
    """The results, one row each, the goal first."""

    heading: Text
    rows: tuple[ScoreRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["scorecard"] = "scorecard"
