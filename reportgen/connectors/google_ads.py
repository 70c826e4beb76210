"""Google Ads campaign report by day: name and range above the header, totals rows at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.connectors.base import refuse_one
from reportgen.connectors.dates import read_range
from reportgen.connectors.table import DayRange, RawTable, Row, Total, find_header
from reportgen.connectors.wanted import Wanted
from reportgen.errors import Place

TOTAL = re.compile(r"\s*(?:total|合計)\s*(?:[:：\-–]\s*(?P<of>.+))?", re.IGNORECASE)
OF_ALL = ("", "campaigns", "account", "キャンペーン", "アカウント")
"""Totals of every row; others (search, display, ...) are of a part, and are not compared."""


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table; the range of days stands above its header."""
    at = find_header(rows, wanted.known, wanted.least)
    if at is None:
        raise refuse_one(
            "RG419",
            "no row holds the headers of a Google Ads campaign report",
            Place(path, 1),
            "download the campaign report with the columns Day, Campaign and Cost",
        )
    totals = tuple(total for row in rows[at + 1 :] if (total := _total(row)))
    lines = {total.row.line for total in totals}
    data = [row for row in rows[at + 1 :] if row.line not in lines]
    return (RawTable(rows[at], data, totals, _days(rows[:at])),)


def _days(preamble: Sequence[Row]) -> DayRange | None:
    # An unquoted "March 27, 2026 - April 23, 2026" has been cut at its commas.
    for row in preamble:
        found = read_range(",".join(row.cells).strip(", "))
        if found:
            return DayRange(*found)
    return None


def _total(row: Row) -> Total | None:
    match = TOTAL.fullmatch(row.cells[0])
    if not match:
        return None
    name = (match["of"] or "").strip()
    return Total(row, row.cells[0].strip(), name.casefold() in OF_ALL)
