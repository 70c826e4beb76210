"""The axis of time of an analytics table: days, days counted from a start, months, or none.

A week may lie in two months, so a table by weeks is never read by day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportgen.connectors.exports.spans import covering, in_one_month, of_its_month, with_days
from reportgen.connectors.exports.table import DayRange, RawTable, Row
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.analytics import GA4_COLUMNS, NTH_DAY, NTH_MONTH, NTH_WEEK
from reportgen.model.dialects.column import header_key
from reportgen.model.period import Month

YEAR_MONTH = "yearMonth"


def _headers(name: str) -> tuple[str, ...]:
    return next(column.headers for column in GA4_COLUMNS if column.name == name)


_DATE = frozenset(map(header_key, _headers("date")))
_YEAR_MONTH = frozenset(map(header_key, _headers(YEAR_MONTH)))
_NTH_DAY = frozenset(map(header_key, NTH_DAY))
_NTH_WEEK = frozenset(map(header_key, NTH_WEEK))
_NTH_MONTH = frozenset(map(header_key, NTH_MONTH))


def dated(table: RawTable, path: str) -> RawTable:
    """The table with a day, or a span of days within a month, in every row."""
    keys = [header_key(cell) for cell in table.header.cells]
    if not _DATE.isdisjoint(keys):
        return table
    nth_day, nth_month = _place(keys, _NTH_DAY), _place(keys, _NTH_MONTH)
    if nth_day is not None and table.days is not None:
        return _counted_days(table, nth_day, table.days.start)
    if nth_month is not None and table.days is not None and table.days.start.day == 1:
        table = _counted_months(table, nth_month, Month.of(table.days.start))
        keys = [header_key(cell) for cell in table.header.cells]
    year_month = _place(keys, _YEAR_MONTH)
    if year_month is not None:
        return _by_month(table, year_month, path)
    if not _NTH_WEEK.isdisjoint(keys):
        return _told(table, "counts by week, and a week may lie in two months", path)
    if table.days is None:
        return _told(table, "states no days", path)
    return _of_one_month(table, table.days, path)


def _place(keys: Sequence[str], among: frozenset[str]) -> int | None:
    return next((place for place, key in enumerate(keys) if key in among), None)


def _counted_days(table: RawTable, place: int, start: date) -> RawTable:
    header = Row(table.header.line, _replaced(table.header.cells, place, "date"))
    rows = [
        Row(row.line, _replaced(row.cells, place, _nth_day(start, row.cells[place])))
        if place < len(row.cells)
        else row
        for row in table.rows
    ]
    return replace(table, header=header, rows=rows)


def _counted_months(table: RawTable, place: int, start: Month) -> RawTable:
    header = Row(table.header.line, _replaced(table.header.cells, place, YEAR_MONTH))
    rows = [
        Row(row.line, _replaced(row.cells, place, _nth_month(start, row.cells[place])))
        if place < len(row.cells)
        else row
        for row in table.rows
    ]
    return replace(table, header=header, rows=rows)


def _by_month(table: RawTable, place: int, path: str) -> RawTable:
    """The table by month, each row with the days of its month; a month cut short is none."""
    first, last, rows = [], [], []
    cut = []
    for row in table.rows:
        month = _month_of(row.cells[place] if place < len(row.cells) else "")
        if month and table.days and not _covers(table.days, month):
            cut.append(row.line)
            month, row = None, Row(row.line, _replaced(row.cells, place, ""))
        rows.append(row)
        first.append(month.first_day.isoformat() if month else "")
        last.append(month.last_day.isoformat() if month else "")
    told = [_cut_short(cut, path)] if cut else []
    table = replace(table, rows=rows, problems=(*table.problems, *told))
    return with_days(table, first, last)


def _covers(days: DayRange, month: Month) -> bool:
    return days.start <= month.first_day and month.last_day <= days.end


def _cut_short(lines: Sequence[int], path: str) -> Problem:
    return Problem(
        "RG443",
        "the table's days cut a month short, and its row is not read",
        Place(path, lines[0], rows=tuple(lines[1:])),
        level=Level.WARNING,
        why="a part of a month is no month",
        hint="export from the first day of a month to the last of one",
    )


def _of_one_month(table: RawTable, days: DayRange, path: str) -> RawTable:
    if not in_one_month(days):
        return of_its_month(table, (), path)
    month = Month.of(days.start)
    is_whole = (days.start, days.end) == (month.first_day, month.last_day)
    if is_whole:
        word = f"{month.year:04d}{month.month:02d}"
        header = Row(table.header.line, [*table.header.cells, YEAR_MONTH])
        rows = [Row(row.line, [*row.cells, word]) for row in table.rows]
        table = replace(table, header=header, rows=rows)
    return covering(table, days)


def _told(table: RawTable, what: str, path: str) -> RawTable:
    problem = Problem(
        "RG443",
        f"the table {what}",
        Place(path, table.header.line),
        level=Level.WARNING,
        why="its figures cannot be put into one month, so they are not read by day",
        hint="export one month at a time, or add the day to the table",
    )
    return replace(table, problems=(*table.problems, problem))


def _replaced(cells: Sequence[str], place: int, cell: str) -> list[str]:
    return [*cells[:place], cell, *cells[place + 1 :]]


def _nth_day(start: date, cell: str) -> str:
    count = cell.strip()
    if not re.fullmatch(r"\d{1,5}", count, re.ASCII):
        return cell
    return (start + timedelta(days=int(count))).isoformat()


def _nth_month(start: Month, cell: str) -> str:
    count = cell.strip()
    if not re.fullmatch(r"\d{1,4}", count, re.ASCII):
        return cell
    month = start.plus(int(count))
    return f"{month.year:04d}{month.month:02d}"


def _month_of(cell: str) -> Month | None:
    found = re.fullmatch(r"(\d{4})(\d{2})", cell.strip(), re.ASCII)
    is_month = found is not None and "01" <= found[2] <= "12"
    return Month(int(found[1]), int(found[2])) if found and is_month else None
