"""Tables downloaded from the analytics' own pages: comment lines, then one table or several.

An exploration states its days as one range and its total with an extra last cell; a standard
report states start and end before every table, and counts days from its start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportgen.connectors.cells import UnreadableCell
from reportgen.connectors.dates import read_day, read_range
from reportgen.connectors.table import DayRange, RawTable, Row, Total, is_blank
from reportgen.connectors.wanted import DAY_TYPES, Wanted
from reportgen.model.dialects.analytics import GA4_COLUMNS
from reportgen.model.dialects.column import header_key
from reportgen.model.observations import ColumnType
from reportgen.model.period import Month

_STATED_DAY = re.compile(r"(?P<which>start date|end date|開始日|終了日)\s*[:：]\s*(?P<day>\d{8})")
_NTH_DAY = frozenset({header_key("Nth day"), header_key("N 日目")})
_DIMENSIONS = frozenset(
    header_key(header)
    for column in GA4_COLUMNS
    if column.type in (ColumnType.TEXT, *DAY_TYPES)
    for header in column.headers
)
_DATED = frozenset(
    header_key(header)
    for column in GA4_COLUMNS
    if column.name in ("date", "yearMonth")
    for header in column.headers
)


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """Every table of the file, each with the days its comment lines state."""
    tables: list[RawTable] = []
    comments: list[str] = []
    block: list[Row] = []
    for row in rows:
        if _is_comment(row, bool(block)):
            if block:
                tables.append(_table(block, comments))
                block, comments = [], []
            comments.append(",".join(row.cells).strip(",# \t"))
        else:
            block.append(row)
    if block:
        tables.append(_table(block, comments))
    return tuple(tables)


def _is_comment(row: Row, is_in_table: bool) -> bool:
    # Below a header, a first cell may start with # and be data: a link's fragment.
    if not row.cells[0].startswith("#"):
        return False
    return not is_in_table or is_blank(row.cells[1:])


def _table(block: Sequence[Row], comments: Iterable[str]) -> RawTable:
    header, body = block[0], block[1:]
    days = _stated_days(comments)
    totals = tuple(
        Total(_cut(row, header), "the totals row", True) for row in body if _is_total(row, header)
    )
    lines = {total.row.line for total in totals}
    data = [row for row in body if row.line not in lines]
    return _dated(RawTable(header, data, totals, days))


def _stated_days(comments: Iterable[str]) -> DayRange | None:
    stated: dict[str, date] = {}
    for comment in comments:
        found = read_range(comment)
        if found:
            return DayRange(*found)
        match = _STATED_DAY.search(comment.casefold())
        if match:
            is_start = match["which"] in ("start date", "開始日")
            try:
                stated["start" if is_start else "end"] = read_day(match["day"])
            except UnreadableCell:
                return None
    return DayRange(stated["start"], stated["end"]) if len(stated) == 2 else None


def _is_total(row: Row, header: Row) -> bool:
    dimensions = [
        cell
        for name, cell in zip(header.cells, row.cells, strict=False)
        if header_key(name) in _DIMENSIONS
    ]
    has_extra_cell = len(row.cells) == len(header.cells) + 1 and bool(row.cells[-1].strip())
    is_as_wide = len(row.cells) == len(header.cells)
    return bool(dimensions) and is_blank(dimensions) and (has_extra_cell or is_as_wide)


def _cut(row: Row, header: Row) -> Row:
    return Row(row.line, row.cells[: len(header.cells)])


def _dated(table: RawTable) -> RawTable:
    """The table with days counted from its start as dates, or with its one month in a column."""
    days = table.days
    keys = [header_key(cell) for cell in table.header.cells]
    nth = next((place for place, key in enumerate(keys) if key in _NTH_DAY), None)
    if days is None:
        return table
    if nth is not None:
        header = Row(table.header.line, _replaced(table.header.cells, nth, "date"))
        rows = [
            Row(row.line, _replaced(row.cells, nth, _nth_day(days.start, row.cells[nth])))
            if nth < len(row.cells)
            else row
            for row in table.rows
        ]
        return replace(table, header=header, rows=rows)
    month = Month.of(days.start)
    is_whole_month = (days.start, days.end) == (month.first_day, month.last_day)
    if _DATED.isdisjoint(keys) and is_whole_month:
        word = f"{month.year:04d}{month.month:02d}"
        header = Row(table.header.line, [*table.header.cells, "yearMonth"])
        rows = [Row(row.line, [*row.cells, word]) for row in table.rows]
        return replace(table, header=header, rows=rows)
    return table


def _replaced(cells: Sequence[str], place: int, cell: str) -> list[str]:
    return [*cells[:place], cell, *cells[place + 1 :]]


def _nth_day(start: date, cell: str) -> str:
    count = cell.strip()
    if not re.fullmatch(r"\d{1,5}", count, re.ASCII):
        return cell
    return (start + timedelta(days=int(count))).isoformat()
