"""What a dialect is: a tool's way of writing a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.connectors.exports.checks import check_currency
from reportgen.connectors.exports.table import RawTable, Row, TableRead
from reportgen.connectors.exports.wanted import Beside, Wanted
from reportgen.errors import Problem
from reportgen.model.dialects import NormalisedColumn

Recogniser = Callable[[Sequence[Row], Wanted, str], tuple[RawTable, ...]]
"""Finds the tables among a file's rows."""

Gatherer = Callable[[tuple[RawTable, ...], Wanted], tuple[RawTable, ...]]
"""What the tables of one file say of each other: which repeats another, which states the days."""

Settled = tuple[TableRead, list[Problem]]

Settler = Callable[[TableRead, Wanted, Mapping[str, str]], Settled]
"""Decides what a table's words mean: its states, its currencies. Headers are the file's own."""


def as_it_is(table: TableRead) -> TableRead:
    """The table unchanged."""
    return table


def as_they_are(tables: tuple[RawTable, ...], wanted: Wanted) -> tuple[RawTable, ...]:
    """The tables unchanged."""
    return tables


def in_one_currency(table: TableRead, wanted: Wanted, headers: Mapping[str, str]) -> Settled:
    """The table, with the problem of amounts in any currency but the source's."""
    return table, check_currency(table, wanted)


@dataclass(frozen=True)
class Dialect:
    """A tool's way of writing a file: its columns, its layout, and what its rows stand for.

    `has_parts`: the columns asked for may stand in several tables, and in several members of an
    archive; elsewhere every file is one table that must have them all. `may_be_silent`: a table
    without rows whose own totals say 0 is a month in which nothing was delivered.
    """

    columns: tuple[NormalisedColumn, ...]
    recognise: Recogniser
    beside: Beside = field(default_factory=Beside)
    reshape: Callable[[TableRead], TableRead] = as_it_is
    has_parts: bool = False
    gather: Gatherer = as_they_are
    may_be_silent: bool = False
    settle: Settler = in_one_currency
