"""The account manager's files: log, actions, agreements, events, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from reportgen.model.config.fields import (
    AtLeastOne,
    DataWord,
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
    """The id in the CRM."""
    url: str | None = None
    """A web address."""
    file: str | None = None
    """A file."""
    quote: str | None = None
    """Words that were said or written."""


class LogEntry(Model):
    """Something that numbers miss, dated and evidenced."""

    id: str
    """Used once in the log."""
    date: Day
    """When it happened, YYYY-MM-DD."""
    kpi: str
    """A qualitative KPI, or one in the tree."""
    company: str | None = None
    """Which company; as on the KPI's watchlist where it has one."""
    what: Words
    """What happened, as the client reads it."""
    evidence: LogEvidence
    """What it rests on: one or more of crm, url, file, quote."""
    confidence: Literal["confirmed", "likely", "rumour"]
    """Only confirmed entries count towards a target."""
    public: Flag = True
    """false keeps it off the pages; it still counts."""
    by: str
    """Who wrote it."""


class Log(Model):
    """log.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    entries: tuple[LogEntry, ...] = ()
    """What numbers miss, dated and evidenced."""


class Owner(Model):
    """Who does it, on which side."""

    side: Literal["agency", "client"]
    """Whose task it is."""
    name: str
    """Who does it."""


class Expectation(Model):
    """What an action should change, and in which month that is looked at."""

    change: Figure
    """How much the KPI should change, for example 0.9."""
    unit: Unit
    """points for a KPI in percent, else the KPI's own unit, or percent."""
    by: MonthField
    """The month in which it is looked at, YYYY-MM."""


class Comparison(Model):
    """Successes and trials with (a) and without (b) the action."""

    a: tuple[NotNegative, NotNegative]
    """With the action: [successes, trials]."""
    b: tuple[NotNegative, NotNegative]
    """Without it: [successes, trials]."""


class Action(Model):
    """Something that is done to move a KPI."""

    id: str
    """Used once in the actions."""
    title: Words
    """What is done, as the client reads it."""
    kpi: str
    """The KPI it should move."""
    why: Words | None = None
    """Why it is done."""
    owner: Owner
    """Who does it, on which side."""
    due: Day
    """When it is to be done, YYYY-MM-DD."""
    starts: Day | None = None
    """When it begins; the figure is compared with the month before."""
    cost: Figure | None = None
    """What it costs, in the client's currency."""
    expect: Expectation | None = None
    """What it should change, and when that is looked at."""
    comparison: Comparison | None = None
    """A test with and without it; for a KPI in percent, with `expect`."""
    status: Literal["todo", "doing", "done", "dropped"]
    """done and dropped need `closed` and `result`."""
    closed: Day | None = None
    """When it ended, YYYY-MM-DD."""
    result: Words | None = None
    """What came of it."""
    carried_from: MonthField | None = None
    """The month it was first planned in, YYYY-MM."""


class Actions(Model):
    """actions.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    items: tuple[Action, ...] = ()
    """What is done to move KPIs."""


class AgreedChange(Model):
    """One agreed change of a KPI."""

    kpi: str
    """The KPI that changed."""
    field: str
    """Which of its keys, for example target."""
    from_: Annotated[DataWord, Field(alias="from")]
    """What stood there before."""
    to: DataWord
    """What was agreed."""


class Signature(Model):
    """Which agreement sheet was signed."""

    phase: str
    """The phase whose sheet was signed."""
    version: AtLeastOne
    """Which version of it."""


class AgreementEntry(Model):
    """What was agreed, when and by whom: a change, or a signature."""

    date: Day
    """When it was agreed, YYYY-MM-DD."""
    by: str
    """Who agreed."""
    what: AgreedChange | None = None
    """The change; an entry has either `what` or `signed`."""
    why: Words | None = None
    """Why; printed beside the change."""
    signed: Signature | None = None
    """The agreement sheet that was signed."""


class Agreements(Model):
    """agreements.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    entries: tuple[AgreementEntry, ...] = ()
    """Agreed changes and signatures."""


class Campaign(Model):
    """Days that were, or will be, unlike others: a sale, a fair."""

    from_: Annotated[Day, Field(alias="from")]
    """Its first day, YYYY-MM-DD."""
    to: Day
    """Its last day, YYYY-MM-DD."""


class Event(Model):
    """Something dated that the figures should be read with."""

    date: Day
    """When, YYYY-MM-DD."""
    name: Words
    """What happened, as the client reads it."""
    kpis: tuple[str, ...] = ()
    """The KPIs it may have moved."""
    campaign: Campaign | None = None
    """Days unlike others, {from, to}: a running month's landing expects of those to come what
    earlier ones brought, and learns its weekdays from the rest."""


class Events(Model):
    """events.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    entries: tuple[Event, ...] = ()
    """Dated events to read the figures with."""


class Decision(Model):
    """What the client is asked to decide."""

    ask: Words
    """What is asked."""
    by: Day
    """By when, YYYY-MM-DD."""
    who: Words
    """Who decides."""


class Proposal(Model):
    """What would come of it if some figures moved; computed through the tree, and printed."""

    title: Words | None = None
    """What is proposed, as the client reads it."""
    set_: Annotated[Mapping[str, DataWord], Field(alias="set", min_length=1)]
    """{KPI: step}; a step is +0.2pt, +10%, +200, or the new value."""


class Notes(Model):
    """notes/YYYY-MM.yml: the month's words and hand-typed figures."""

    schema_: Annotated[str, Field(alias="schema")]
    month: MonthField
    """As in the file's name, YYYY-MM."""
    author: str | None = None
    """Who speaks in the comments."""
    headline: Words | None = None
    """One sentence for the month, without figures."""
    comments: Mapping[str, Words] = {}
    """{section or KPI: words}, a paragraph a line; figures as {{ kpi.leads.value | money }}."""
    decisions: tuple[Decision, ...] = ()
    """What is asked of the client; the first three stand on page 1."""
    proposals: tuple[Proposal, ...] = ()
    """What-ifs printed beside the actions; `reportgen whatif --propose` adds one."""
    manual: Mapping[str, Mapping[str, Figure]] = {}
    """Hand-typed figures, {source: {field: figure}}."""
    work_done: tuple[Words, ...] = ()
    """The month's work."""
