"""Microsoft Advertising reports: facts about the report above the header, a copyright line below.

The number of rows that the report states must be the number it has. Days are days of the time zone
the report states.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.connectors.exports.cells import narrow
from reportgen.connectors.exports.dates import order_of, read_range
from reportgen.connectors.exports.spans import has_day, of_its_month
from reportgen.connectors.exports.table import DayRange, RawTable, Row, Total
from reportgen.connectors.exports.wanted import Wanted
from reportgen.connectors.tools.ad_report import AdReport, cell_at, place_among, without
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.ads import MICROSOFT_ADS_COLUMNS

REPORT = AdReport(
    "a Microsoft Advertising report",
    "make a campaign report by day with the columns Campaign name, Impressions, Clicks and Spend",
    MICROSOFT_ADS_COLUMNS,
)

_FACT = re.compile(r"\s*([A-Z][A-Za-z ]+?)\s*:\s*(.*)")
_FOOTER = re.compile(r"[@©].*Microsoft Corporation.*", re.IGNORECASE)
_BY_DAY = ("", "daily", "hourly", "summary")
_HOUR = re.compile(r"(.+?)\|\d{1,2}")


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table, with the days that the facts above it state."""
    at = REPORT.header(rows, wanted, path)
    facts = _facts(rows[:at])
    table = replace(REPORT.split(rows[at], rows[at + 1 :]), path=path, days=_days(facts))
    footers = [row for row in table.rows if _FOOTER.fullmatch(row.cells[0].strip())]
    table = _by_day(without(table, footers, "footers"))
    problems = (*_too_coarse(table, facts, path), *_too_few(table, facts, path))
    table = replace(table, problems=(*problems, *_incomplete(table, facts, path)))
    if not table.rows and facts.get("Rows") == "0":
        table = replace(table, totals=(Total(Row(rows[at].line, []), "Rows: 0", is_whole=True),))
    return (of_its_month(table, REPORT.headers_of("date"), path),)


def _facts(preamble: Sequence[Row]) -> Mapping[str, str]:
    """What the lines above the header state, `Report Time: 10/1/2026,10/31/2026` and others."""
    found = (_FACT.fullmatch(",".join(row.cells).rstrip(", ")) for row in preamble)
    return {match[1]: match[2] for match in found if match}


def _days(facts: Mapping[str, str]) -> DayRange | None:
    parts = [part.strip() for part in re.split(r",|\s[-~]\s", facts.get("Report Time", ""))]
    order = order_of(parts)
    if len(parts) == 1:
        parts *= 2
    if order is None and any("/" in part for part in parts):
        return None
    found = read_range(" - ".join(parts))
    return DayRange(*found) if found else None


def _by_day(table: RawTable) -> RawTable:
    """The table with the hours taken off its days: `2026-10-01|7`."""
    place = place_among(table.header, REPORT.headers_of("date"))
    if place is None:
        return table
    rows = []
    for row in table.rows:
        hour = _HOUR.fullmatch(narrow(cell_at(row, place)))
        if hour:
            row = Row(row.line, [*row.cells[:place], hour[1], *row.cells[place + 1 :]])
        rows.append(row)
    return replace(table, rows=rows)


def _too_coarse(table: RawTable, facts: Mapping[str, str], path: str) -> list[Problem]:
    aggregation = facts.get("Report Aggregation", "")
    if aggregation.casefold() in _BY_DAY or not has_day(table, REPORT.headers_of("date")):
        return []
    return [
        Problem(
            "RG443",
            f"the report counts by another span than the day: {aggregation}",
            Place(path, table.header.line),
            why="a week may lie in two months",
            hint="make the report again with the unit of time Day",
        )
    ]


def _too_few(table: RawTable, facts: Mapping[str, str], path: str) -> list[Problem]:
    stated = facts.get("Rows", "").replace(",", "")
    if not stated.isdigit() or int(stated) == len(table.rows):
        return []
    return [
        Problem(
            "RG417",
            f"the report says Rows: {stated}, and has {len(table.rows)}",
            Place(path, table.header.line),
            why="rows are missing, or were added",
            hint="download the report again",
        )
    ]


def _incomplete(table: RawTable, facts: Mapping[str, str], path: str) -> list[Problem]:
    if facts.get("Potential Incomplete Data", "").casefold() != "true":
        return []
    return [
        Problem(
            "RG446",
            "the tool says that its last day may not be complete (Potential Incomplete Data)",
            Place(path, table.header.line),
            level=Level.WARNING,
            why="it had not counted everything when the report was made",
            hint="make the report again a day later",
        )
    ]
