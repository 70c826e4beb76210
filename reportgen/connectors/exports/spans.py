"""Rows that speak of several days: a table without a day, of a month that its file states.

Such a row counts in the month of its days. Days of two months cannot be told apart, so they are
never put into either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportgen.connectors.exports.table import DayRange, RawTable, Row, TableRead
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.column import header_key
from reportgen.model.period import Month
from reportgen.model.tables.words import Words

FIRST_DAY = "date"
"""The column in which a row's day, or the first of its days, stands."""


def in_one_month(days: DayRange) -> bool:
    """True when all days belong to one month."""
    return Month.of(days.start) == Month.of(days.end)


def has_day(table: RawTable, headers: Sequence[str]) -> bool:
    """True when a table has a column of days."""
    keys = {header_key(cell) for cell in table.header.cells}
    return not keys.isdisjoint(map(header_key, headers))


def covering(table: RawTable, days: DayRange) -> RawTable:
    """The table with a first day in every row, and the last day its rows speak of beside it."""
    first, last = days.start.isoformat(), days.end.isoformat()
    return with_days(table, [first] * len(table.rows), [last] * len(table.rows))


def with_days(table: RawTable, first: Sequence[str], last: Sequence[str]) -> RawTable:
    """The table with each row's first day in a column of its own."""
    return replace(
        table,
        header=Row(table.header.line, [*table.header.cells, FIRST_DAY]),
        rows=[Row(row.line, [*row.cells, day]) for row, day in zip(table.rows, first, strict=True)],
        until=tuple(last),
    )


def of_its_month(table: RawTable, headers: Sequence[str], path: str) -> RawTable:
    """A table without a day as one of its stated month; told where it states another span."""
    if table.days is None or has_day(table, headers):
        return table
    if in_one_month(table.days):
        return covering(table, table.days)
    return replace(table, problems=(*table.problems, _two_months(table, table.days, path)))


def _two_months(table: RawTable, days: DayRange, path: str) -> Problem:
    return Problem(
        "RG443",
        f"the table covers {days.start} to {days.end}, and has no column of days",
        Place(path, table.header.line),
        level=Level.WARNING,
        why="its figures cannot be put into one month, so they are not read by day",
        hint="export one month at a time, or add the day to the table",
    )


def days_of(table: TableRead) -> Iterator[frozenset[str]]:
    """For every row of several days, those days as ISO text; rows of the same share one set."""
    known: dict[tuple[str, str], frozenset[str]] = {}
    for span in zip(table.columns[FIRST_DAY], table.until or (), strict=True):
        days = known.get(span)
        if days is None:
            days = known[span] = frozenset(_between(span[0][:10], span[1]))
        yield days


def all_days(table: TableRead, column: str) -> frozenset[str]:
    """Every day that any row speaks of."""
    if table.until is None or column != FIRST_DAY:
        return frozenset(cell[:10] for cell in Words.of(table.columns[column]).distinct() if cell)
    different = {id(days): days for days in days_of(table)}
    return frozenset().union(*different.values())


def _between(first: str, last: str) -> Iterator[str]:
    if not first:
        return
    if not last:
        yield first
        return
    start = date.fromisoformat(first)
    for ahead in range((date.fromisoformat(last) - start).days + 1):
        yield (start + timedelta(days=ahead)).isoformat()
