"""Files of account manager and designer: log, actions, agreements, events, notes, brand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from reportgen.model.config.fields import (
    AtLeastOne,
    Day,
    Figure,
    Flag,
    Model,
    MonthField,
    NotNegative,
    Words,
)
from reportgen.model.quantity import Unit


class LogEvidence(Model):
    """What a log entry rests on; at least one of them."""

    crm: str | None = None
    url: str | None = None
    file: str | None = None
    quote: str | None = None


class LogEntry(Model):
    """Something that numbers miss, dated and evidenced."""

    id: str
    date: Day
    kpi: str
    company: str | None = None
    what: Words
    evidence: LogEvidence
    confidence: Literal["confirmed", "likely", "rumour"]
    public: Flag = True
    by: str


class Log(Model):
    """log.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    entries: tuple[LogEntry, ...] = ()


class Owner(Model):
    """Who does it, on which side."""

    side: Literal["agency", "client"]
    name: str


class Expectation(Model):
    """What an action should change, and in which month that is looked at."""

    change: Figure
    unit: Unit
    by: MonthField


class Comparison(Model):
    """Successes and trials with (a) and without (b) the action."""

    a: tuple[NotNegative, NotNegative]
    b: tuple[NotNegative, NotNegative]


class Action(Model):
    """Something that is done to move a KPI."""

    id: str
    title: Words
    kpi: str
    why: Words | None = None
    owner: Owner
    due: Day
    starts: Day | None = None
    cost: Figure | None = None
    expect: Expectation | None = None
    comparison: Comparison | None = None
    status: Literal["todo", "doing", "done", "dropped"]
    closed: Day | None = None
    result: Words | None = None
    carried_from: MonthField | None = None


class Actions(Model):
    """actions.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    items: tuple[Action, ...] = ()


class AgreedChange(Model):
    """One agreed change of a KPI."""

    kpi: str
    field: str
    from_: Annotated[str, Field(alias="from")]
    to: str


class Signature(Model):
    """Which agreement sheet was signed."""

    phase: str
    version: AtLeastOne


class AgreementEntry(Model):
    """What was agreed, when and by whom: a change, or a signature."""

    date: Day
    by: str
    what: AgreedChange | None = None
    why: Words | None = None
    signed: Signature | None = None


class Agreements(Model):
    """agreements.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    entries: tuple[AgreementEntry, ...] = ()


class Event(Model):
    """Something dated that the figures should be read with."""

    date: Day
    name: Words
    kpis: tuple[str, ...] = ()


class Events(Model):
    """events.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    entries: tuple[Event, ...] = ()


class Decision(Model):
    """What the client is asked to decide."""

    ask: Words
    by: Day
    who: Words


class Notes(Model):
    """notes/YYYY-MM.yml: the month's words and hand-typed figures."""

    schema_: Annotated[str, Field(alias="schema")]
    month: MonthField
    author: str | None = None
    headline: Words | None = None
    comments: Mapping[str, Words] = {}
    decisions: tuple[Decision, ...] = ()
    manual: Mapping[str, Mapping[str, Figure]] = {}
    work_done: tuple[Words, ...] = ()


class Brand(Model):
    """brand.yml, in the key names of the published brand.yml format."""

    model_config = ConfigDict(frozen=True, extra="allow")

    meta: Mapping[str, Any] = {}
    logo: Any = None
    color: Mapping[str, Any] = {}
    typography: Mapping[str, Any] = {}
