"""Who the report is for, who makes it, what it shows and how it reaches the client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.model.config.fields import AtLeastOne, Count, Day, Model, Words, read_languages
from reportgen.model.text import Language

SECTION_KEYS = (
    "summary",
    "lagging",
    "tree",
    "bottleneck",
    "leading",
    "actions",
    "stop_lines",
    "log",
    "roadmap",
    "questions",
    "media",
    "appendix",
)
"""The golden order: results, then what moves the next results, then what we do."""

_SECTIONS = {
    "type": "object",
    "properties": {key: {"enum": ["on", "off"]} for key in SECTION_KEYS},
}

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Client(Model):
    """Who the report is for, and the calendar and money it is written in."""

    id: str
    """The name of the client's folder."""
    name: Words
    """The client's name as printed."""
    addressee: Words | None = None
    """Whom page 1 speaks to."""
    language: Annotated[
        tuple[Language, ...],
        BeforeValidator(read_languages, json_schema_input_type=Language | tuple[Language, ...]),
        Field(min_length=1),
    ] = (Language.JA,)
    """ja, en, or [ja, en]: one PDF each."""
    timezone: str
    """Cuts moments into days, for example Asia/Tokyo."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """Three letters, for example JPY."""
    fiscal_year_starts: Annotated[Count, Field(ge=1, le=12)] = 1
    """The first month of the fiscal year, 1 to 12."""
    holidays: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """The country whose public holidays count, for example JP."""
    working_days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = (
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
    )
    """The days that `send_by` counts."""
    tags: tuple[str, ...] = ()
    """Words of your own to choose clients by."""
    negative: Literal["minus", "triangle"] = "minus"
    """How the report writes a negative: a minus sign, or ▲."""
    tax: Literal["excluded", "included"] = "excluded"
    """Whether amounts are without or with tax."""


class Agency(Model):
    """Who makes the report."""

    name: Words
    """The agency's name as printed."""
    contact: Words | None = None
    """Whom to ask, as printed."""
    logo: str | None = None
    """The logo's file, from the workspace."""
    foot: Words | None = None
    """Words at the foot of the pages."""


class ExtraSection(Model):
    """A section of the client's own."""

    key: Annotated[str, Field(pattern=r"^x-[a-z0-9-]+$")]
    """Begins with x-, for example x-branches."""
    after: str
    """The section it follows; never between lagging, leading and actions."""
    title: Words
    """Its heading."""


class Summary(Model):
    """Which KPIs stand for profit and cost on page 1."""

    profit: str | None = None
    """The KPI that stands for profit."""
    cost: str | None = None
    """The KPI that stands for cost."""


class Meeting(Model):
    """The next meeting."""

    date: Day
    """The day, YYYY-MM-DD."""
    minutes: AtLeastOne
    """How long it lasts."""


class ReportSettings(Model):
    """What the report shows."""

    sections: Annotated[Mapping[str, Literal["on", "off"]], WithJsonSchema(_SECTIONS)] = {}
    """Sections that are left out, {log: off}; summary, lagging, tree, leading and actions stay."""
    extra: tuple[ExtraSection, ...] = ()
    """Sections of the client's own."""
    layout: Literal["full", "president"] = "full"
    """full: every section. president: a short report, the rest in a data appendix."""
    summary: Summary = Summary()
    """Two more figures on page 1."""
    compare: tuple[Literal["previous", "year_ago"], ...] = ("previous", "year_ago")
    """What figures are compared with."""
    wording: Mapping[str, Words] = {}
    """The client's own words for a message, {message id: words}."""
    meeting: Meeting | None = None
    """The next meeting."""
    send_by: Annotated[Count, Field(ge=1, le=23)] | None = None
    """The working day of the next month the report is sent."""


SUBJECT_FACTS = ("client", "month")
"""What a subject may hold in braces: the client's name, and the month or quarter reported."""


class Email(Model):
    """Who receives the report."""

    to: Annotated[tuple[str, ...], Field(min_length=1)]
    """Who receives the report."""
    cc: tuple[str, ...] = ()
    """Who receives a copy."""
    subject: Words | None = None
    """The subject; {client} and {month} are filled in."""


class MailSettings(Model):
    """The agency's mail server; belongs in agency.yml."""

    host: str
    """The server's name, for example smtp.agency.example."""
    port: Annotated[Count, Field(ge=1, le=65535)] = 587
    """465 for tls, 587 for starttls."""
    security: Literal["tls", "starttls", "none"] = "starttls"
    """none is only for a server on this machine."""
    from_: Annotated[str, Field(alias="from")]
    """The address the reports come from."""
    user: str | None = None
    """Who signs in."""
    password: str | None = None
    """The name of the secret that holds the password."""


class Delivery(Model):
    """How the report reaches the client."""

    approval: Literal["required", "optional"] = "optional"
    """Whether somebody must approve the report before it is sent."""
    approvers: tuple[str, ...] = ()
    """E-mail addresses of those who may approve."""
    email: Email | None = None
    """By e-mail."""
    smtp: MailSettings | None = None
    """The agency's mail server."""
    webhook: str | None = None
    """To a chat: the name of the secret that holds its address."""
    folder: str | None = None
    """Into a folder, from the workspace."""
