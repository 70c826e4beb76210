"""What was done, what is done next, and the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.model.blocks.parts import Delta
from reportgen.model.period import Month
from reportgen.model.states import ActionVerdict
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class ActionResultRow:
    """What became of one past action."""

    id: str
    title: Text
    who: Text
    verdict: ActionVerdict
    measured: Text
    next: Text


@dataclass(frozen=True)
class ActionResultsBlock:
    """The actions that were due, judged."""

    heading: Text
    sub: Text
    rows: tuple[ActionResultRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["action_results"] = "action_results"


@dataclass(frozen=True)
class ActionPlanRow:
    """One action from now on."""

    id: str
    title: Text
    why: Text
    kpi: Text
    owner: Text
    due: date
    expected: Delta | None
    expected_by: Month | None
    status: Text


@dataclass(frozen=True)
class ActionPlanBlock:
    """What is done from now on."""

    heading: Text
    sub: Text
    rows: tuple[ActionPlanRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["action_plan"] = "action_plan"


@dataclass(frozen=True)
class ActionRecordBlock:
    """Every judged action since the fiscal year began, one mark each; misses stay."""

    heading: Text
    sub: Text
    months: tuple[Month, ...]
    marks: tuple[tuple[ActionVerdict, ...], ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["action_record"] = "action_record"
