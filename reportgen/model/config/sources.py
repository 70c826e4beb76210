"""Where data comes from, and the raw figures that are read there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from reportgen.model.columns import ColumnType
from reportgen.model.config.fields import (
    Count,
    Day,
    Figure,
    Flag,
    Model,
    MonthField,
    MonthTable,
    NotNegative,
    OneOrMore,
)
from reportgen.model.quantity import Unit

SourceType = Literal[
    "ga4",
    "ga4_export",
    "csv",
    "xlsx",
    "google_ads",
    "meta_ads",
    "yahoo_ads",
    "line_ads",
    "microsoft_ads",
    "search_console",
    "salesforce",
    "hubspot",
    "zoho",
    "pipedrive",
    "kintone",
    "shopify_orders",
    "sheet",
    "manual",
]
SOURCE_TYPES: tuple[str, ...] = get_args(SourceType)


class Column(Model):
    """One column of an export: our name for it, and how its cells are read."""

    as_: Annotated[str, Field(alias="as")]
    type: ColumnType = ColumnType.TEXT
    required: Flag = False
    values: Mapping[str, str] | None = None
    pii: Flag = False


class Freshness(Model):
    """What must be there before a report may be made."""

    expect_by_day: Annotated[Count, Field(ge=1, le=31)] | None = None
    min_rows: NotNegative | None = None
    expect_days: Annotated[NotNegative, Field(le=366)] | None = None


class Fee(Model):
    """The agency's fee on ad cost, added from a month on and printed."""

    rate: Figure
    from_: Annotated[MonthField | None, Field(alias="from")] = None


class Source(Model):
    """Where data comes from."""

    type: SourceType
    path: str | None = None
    property: str | None = None
    auth: str | None = None
    as_of: Day | None = None
    budget: MonthTable | None = None
    encoding: str | None = None
    unique_by: tuple[str, ...] = ()
    columns: Mapping[str, Column] = {}
    timezone: str | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    settle_days: Annotated[NotNegative, Field(le=366)] | None = None
    freshness: Freshness = Freshness()
    missing_amount: Literal["refuse", "exclude"] = "refuse"
    fee: Fee | None = None


class Metric(Model):
    """A raw figure of one source; how it adds up follows from the word that defines it."""

    from_: Annotated[str | None, Field(alias="from")] = None
    metric: str | None = None
    sum: str | None = None
    count: str | None = None
    unique: str | None = None
    last: str | None = None
    mean: str | None = None
    weight: str | None = None
    ratio: tuple[str, str] | None = None
    where: Mapping[str, OneOrMore] = {}
    date: str | None = None
    by: tuple[str, ...] = ()
    unit: Unit = Unit.COUNT

    @property
    def words(self) -> tuple[str, ...]:
        """Every defining word that was written; a valid metric has exactly one."""
        return tuple(word for word in DEFINING_WORDS if getattr(self, word) is not None)

    @property
    def word(self) -> str:
        """The defining word: metric, sum, count, unique, last, mean or ratio."""
        return self.words[0]

    @property
    def column(self) -> str:
        """The column (or GA4 name) the defining word speaks of; empty for a ratio."""
        value = getattr(self, self.word)
        return value if isinstance(value, str) else ""


DEFINING_WORDS = ("metric", "sum", "count", "unique", "last", "mean", "ratio")
