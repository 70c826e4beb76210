"""The blocks of page 1: result, why, what is coming, what we do, what we ask, a sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.model.blocks.parts import Delta
from reportgen.model.period import Month
from reportgen.model.quantity import Quantity
from reportgen.model.states import Status, StopState, Verdict
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class VerdictBlock:
    """The year in one word, the rule behind it, and the month in one sentence."""

    verdict: Verdict
    rule: Text
    sentence: Text
    span: int = 12
    kind: Literal["verdict"] = "verdict"


@dataclass(frozen=True)
class Figure:
    """One result beside its target and last year."""

    kpi: str
    label: Text
    value: Quantity
    target: Quantity | None
    gap: Delta | None
    year_ago: Quantity | None
    year_change: Delta | None
    status: Status
    note: Text = EMPTY


@dataclass(frozen=True)
class FiguresBlock:
    """The month's results, the goal first and largest."""

    heading: Text
    items: tuple[Figure, ...]
    sub: Text = EMPTY
    span: int = 12
    kind: Literal["figures"] = "figures"


@dataclass(frozen=True)
class YearBlock:
    """The fiscal year so far against the plan so far and the year's target, and where it lands.

    `landing` is what the year is expected to come to, between `low` and `high` in 8 of 10 cases;
    None where it is not forecast, or without a range.
    """

    heading: Text
    sub: Text
    actual: Quantity
    plan: Quantity
    target: Quantity
    months_done: int
    note: Text
    landing: Quantity | None = None
    low: Quantity | None = None
    high: Quantity | None = None
    span: int = 12
    kind: Literal["year"] = "year"


@dataclass(frozen=True)
class StatementBlock:
    """One sentence that matters, with the section that shows its working."""

    heading: Text
    sentence: Text
    goto: str = ""
    span: int = 12
    kind: Literal["statement"] = "statement"


@dataclass(frozen=True)
class OutlookItem:
    """A leading figure, the month it speaks for, and what it says."""

    label: Text
    value: Quantity
    target: Quantity | None
    status: Status
    speaks_for: Month | None
    saying: Text


@dataclass(frozen=True)
class OutlookBlock:
    """What is coming: one or two leading figures."""

    heading: Text
    items: tuple[OutlookItem, ...]
    goto: str = ""
    span: int = 12
    kind: Literal["outlook"] = "outlook"


@dataclass(frozen=True)
class Ask:
    """Something that will be done, or that the client is asked to decide."""

    what: Text
    who: Text
    by: date | None
    detail: Text = EMPTY


@dataclass(frozen=True)
class AsksBlock:
    """At most three things, numbered."""

    heading: Text
    items: tuple[Ask, ...]
    sub: Text = EMPTY
    goto: str = ""
    span: int = 12
    kind: Literal["asks"] = "asks"


@dataclass(frozen=True)
class StopSummaryItem:
    """A stop line in a few words."""

    label: Text
    state: StopState
    saying: Text


@dataclass(frozen=True)
class StopSummaryBlock:
    """The stop lines in one line each."""

    heading: Text
    items: tuple[StopSummaryItem, ...]
    goto: str = ""
    span: int = 12
    kind: Literal["stop_summary"] = "stop_summary"


@dataclass(frozen=True)
class SignBlock:
    """The month's best sign that numbers do not show."""

    heading: Text
    date: date
    quote: Text
    source: Text
    goto: str = ""
    span: int = 12
    kind: Literal["sign"] = "sign"


@dataclass(frozen=True)
class CommentBlock:
    """The account manager's own words; figures in them were filled in from the report."""

    heading: Text
    author: Text
    paragraphs: tuple[Text, ...]
    span: int = 12
    kind: Literal["comment"] = "comment"
