"""Who the report is for, who makes it, what it shows and how it reaches the client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

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

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Client(Model):
    """Who the report is for, and the calendar and money it is written in."""

    id: str
    name: Words
    addressee: Words | None = None
    language: Annotated[
        tuple[Language, ...], BeforeValidator(read_languages), Field(min_length=1)
    ] = (Language.JA,)
    timezone: str
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    fiscal_year_starts: Annotated[Count, Field(ge=1, le=12)] = 1
    holidays: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    working_days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = (
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
    )
    tags: tuple[str, ...] = ()
    negative: Literal["minus", "triangle"] = "minus"
    tax: Literal["excluded", "included"] = "excluded"


class Agency(Model):
    """Who makes the report."""

    name: Words
    contact: Words | None = None
    logo: str | None = None
    foot: Words | None = None


class ExtraSection(Model):
    """A section of the client's own."""

    key: Annotated[str, Field(pattern=r"^x-[a-z0-9-]+$")]
    after: str
    title: Words


class Summary(Model):
    """Which KPIs stand for profit and cost on page 1."""

    profit: str | None = None
    cost: str | None = None


class Meeting(Model):
    """The next meeting."""

    date: Day
    minutes: AtLeastOne


class ReportSettings(Model):
    """What the report shows."""

    sections: Mapping[str, Literal["on", "off"]] = {}
    extra: tuple[ExtraSection, ...] = ()
    layout: Literal["full", "president"] = "full"
    summary: Summary = Summary()
    compare: tuple[Literal["previous", "year_ago"], ...] = ("previous", "year_ago")
    wording: Mapping[str, Words] = {}
    meeting: Meeting | None = None
    send_by: Annotated[Count, Field(ge=1, le=23)] | None = None


class Email(Model):
    """Who receives the report."""

    to: Annotated[tuple[str, ...], Field(min_length=1)]
    cc: tuple[str, ...] = ()
    subject: Words | None = None


class Delivery(Model):
    """How the report reaches the client."""

    approval: Literal["required", "optional"] = "optional"
    approvers: tuple[str, ...] = ()
    email: Email | None = None
    webhook: str | None = None
    folder: str | None = None
