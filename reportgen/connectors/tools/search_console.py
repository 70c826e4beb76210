"""Search Console exports: days, queries, pages and more, each in a table of its own.

The tables do not add up to each other, and must not be made to: rare queries are left out, and a
click that shows two pages counts for both. Only the table of days knows the totals, and only it
says which days the export covers; the filter's `Last 3 months` says nothing that stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.cells import UnreadableCell
from reportgen.connectors.exports.dates import read_day
from reportgen.connectors.exports.spans import has_day, of_its_month
from reportgen.connectors.exports.table import DayRange, RawTable, Row, find_header
from reportgen.connectors.exports.wanted import Wanted
from reportgen.connectors.tools.ad_report import cell_at, place_among
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.column import header_key
from reportgen.model.dialects.search import FILTERS, SEARCH_CONSOLE_COLUMNS

_DAY_HEADERS = next(one.headers for one in SEARCH_CONSOLE_COLUMNS if one.name == "date")
_EXPECTED = frozenset(map(header_key, ("Date", "日付", "期間", "Search type", "検索タイプ")))
"""Filters that narrow nothing down, or that the table of days states better."""
_WEB = frozenset(map(header_key, ("Web", "ウェブ")))


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """The one table of a member; of the filters, only what they leave out is told."""
    keys = [header_key(cell) for cell in rows[0].cells if cell.strip()]
    if len(keys) == 2 and all(
        key in map(header_key, words) for key, words in zip(keys, FILTERS, strict=True)
    ):
        aside = {"filters": len(rows) - 1}
        return (RawTable(rows[0], (), aside=aside, problems=tuple(_narrowed(rows[1:], path))),)
    if find_header(rows[:1], wanted.known, wanted.least) is None:
        raise refuse_one(
            "RG419",
            "the first row does not hold the headers of a Search Console table",
            Place(path, 1),
            "in Search Console: Performance, Export, Download CSV, without a comparison",
        )
    return (RawTable(rows[0], rows[1:], path=path),)


def of_their_days(tables: tuple[RawTable, ...], wanted: Wanted) -> tuple[RawTable, ...]:
    """The tables with the days that the table of days covers; empty ones are left out."""
    dated = [table for table in tables if table.rows and has_day(table, _DAY_HEADERS)]
    days = _range(dated)
    gathered = []
    for table in tables:
        if not table.rows or has_day(table, _DAY_HEADERS):
            gathered.append(table)
        elif days is None:
            gathered.append(replace(table, problems=(*table.problems, _no_days(table))))
        else:
            gathered.append(of_its_month(replace(table, days=days), _DAY_HEADERS, table.path))
    return tuple(gathered)


def _range(dated: Sequence[RawTable]) -> DayRange | None:
    days = []
    for table in dated:
        place = place_among(table.header, _DAY_HEADERS)
        for row in table.rows:
            try:
                days.append(read_day(cell_at(row, place)))
            except UnreadableCell:
                return None
    return DayRange(min(days), max(days)) if days else None


def _no_days(table: RawTable) -> Problem:
    return Problem(
        "RG443",
        "the table states no days, and the table of days does not lie beside it",
        Place(table.path, table.header.line),
        level=Level.WARNING,
        why="its figures cannot be put into one month",
        hint="keep the zip as Search Console gave it, with the chart's table in it",
    )


def _narrowed(filters: Sequence[Row], path: str) -> list[Problem]:
    problems = []
    for row in filters:
        name, value = cell_at(row, 0), cell_at(row, 1)
        is_web = header_key(name) in map(header_key, ("Search type", "検索タイプ"))
        is_narrow = header_key(name) not in _EXPECTED
        if is_narrow or (is_web and header_key(value) not in _WEB):
            problems.append(
                Problem(
                    "RG447",
                    f"the export is narrowed to {name}: {value}",
                    Place(path, row.line),
                    level=Level.WARNING,
                    why="its figures are of this part alone, not of the whole site",
                    hint="take the filter away and export again, if the whole is meant",
                )
            )
    return problems
