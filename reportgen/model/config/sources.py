"""Where data comes from, and the raw figures that are read there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from reportgen.model.columns import ColumnType
from reportgen.model.config.fields import (
    Count,
    DataWord,
    Day,
    Figure,
    Flag,
    Model,
    MonthField,
    MonthTable,
    NotNegative,
    OneOrMore,
)
from reportgen.model.config.source_types import SourceTypes, known_type
from reportgen.model.quantity import Unit

SourceType = Annotated[str, AfterValidator(known_type), SourceTypes()]


class Column(Model):
    """One column of an export: our name for it, and how its cells are read."""

    as_: Annotated[str, Field(alias="as")]
    """Our name for the column; each name once a source."""
    type: ColumnType = ColumnType.TEXT
    """How its cells are read."""
    required: Flag = False
    """The column must be there and every cell filled."""
    values: Mapping[str, DataWord] | None = None
    """Words of the export become ours, {受注: won}; of type status any other word is refused."""
    pii: Flag = False
    """Personal: never kept, never printed, never part of a metric."""


class Freshness(Model):
    """What must be there before a report may be made."""

    expect_by_day: Annotated[Count, Field(ge=1, le=31)] | None = None
    """The day of the next month on which the export is there."""
    min_rows: NotNegative | None = None
    """The least number of rows of the reported month."""
    expect_days: Annotated[NotNegative, Field(le=366)] | None = None
    """The least number of days of the reported month."""


class Fee(Model):
    """The agency's fee on ad cost, added from a month on and printed."""

    rate: Figure
    """The fee as a share of cost, for example 20%."""
    from_: Annotated[MonthField | None, Field(alias="from")] = None
    """The first month it is added in, YYYY-MM."""


class Source(Model):
    """Where data comes from."""

    type: SourceType
    """Which tool the data come from."""
    path: str | None = None
    """The export, from the workspace: `inbox/crm_{month}.csv`; {month} is YYYY-MM, * and ? are
    wildcards."""
    property: str | None = None
    """The number of the GA4 property; for type ga4."""
    account: str | None = None
    """Whose exports these are, by the number or name of the account, property or shop in them."""
    auth: str | None = None
    """The name of a secret, never its value."""
    delivered_by: str | None = None
    """Who puts the export there; `status` names them where it is missing."""
    as_of: Day | None = None
    """The day the export was made. Default: the newest file's modification day."""
    budget: MonthTable | None = None
    """The budget of each month, for example {2026-10: 900_000}."""
    encoding: str | None = None
    """How the file is written, for example cp932. Default: found out."""
    unique_by: tuple[str, ...] = ()
    """Columns that make an id; of one id the row in the latest month's file wins."""
    columns: Mapping[str, Column] = {}
    """Our name for each header, {header: {as, type}}; on recognised types it renames or adds."""
    timezone: str | None = None
    """For moments that state no offset, for example Asia/Tokyo. Default: the client's."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """Amounts in another currency are refused. Default: the client's."""
    settle_days: Annotated[NotNegative, Field(le=366)] | None = None
    """Days after the period's end until figures stand still."""
    freshness: Freshness = Freshness()
    """What must be there before a report may be made."""
    missing_amount: Literal["refuse", "exclude"] = "refuse"
    """Rows that count and have no amount: refuse stops the build, exclude leaves them out and says
    how many."""
    fee: Fee | None = None
    """The agency's fee, added to the cost of ads from a month on."""


class Metric(Model):
    """A raw figure of one source; how it adds up follows from the word that defines it."""

    from_: Annotated[str | None, Field(alias="from")] = None
    """The source; not on a ratio."""
    metric: str | None = None
    """What GA4 counts under this name."""
    sum: str | None = None
    """The sum of a number or money column."""
    count: str | None = None
    """The number of rows in which this column is filled."""
    unique: str | None = None
    """The number of different values of this column."""
    last: str | None = None
    """The last day's figure of this column."""
    mean: str | None = None
    """The mean of this column; needs `weight`."""
    weight: str | None = None
    """The column a mean is weighted by."""
    ratio: tuple[str, str] | None = None
    """The first metric over the second."""
    where: Mapping[str, OneOrMore] = {}
    """Which rows count, {column: value} or {column: [one, two]}."""
    date: str | None = None
    """The column with the day that counts."""
    by: tuple[str, ...] = ()
    """Columns that KPIs may be broken down by; not with `unique`."""
    unit: Unit = Unit.COUNT
    """What the figure counts."""

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
