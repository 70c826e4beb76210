"""Meta Ads report by day and campaign: currency in a header, a summary row without a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.connectors.base import refuse_one
from reportgen.connectors.cells import UnreadableCell
from reportgen.connectors.dates import read_day
from reportgen.connectors.table import DayRange, RawTable, Row, TableRead, Total, find_header
from reportgen.connectors.wanted import Wanted
from reportgen.errors import Place
from reportgen.model.dialects.ads import META_ADS_COLUMNS
from reportgen.model.dialects.column import header_key

BESIDE: Mapping[str, tuple[str, ...]] = {"conversions": ("result_indicator",)}
"""What a result is stands in a column of its own."""

_NAMES = {column.name: column.headers for column in META_ADS_COLUMNS}
_STARTS = ("Reporting starts", "レポート開始日")
_ENDS = ("Reporting ends", "レポート終了日")


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table; the row without campaign and day is the summary of all others."""
    at = find_header(rows, wanted.known, wanted.least)
    if at is None:
        raise refuse_one(
            "RG419",
            "no row holds the headers of a Meta Ads report",
            Place(path, 1),
            "export the campaign report with the breakdown Day, in English or Japanese",
        )
    header, body = rows[at], rows[at + 1 :]
    named = [
        place
        for name in ("campaign", "date")
        if (place := _place(header, _NAMES[name])) is not None
    ]
    summary = [row for row in body if named and not any(_cell(row, place) for place in named)]
    totals = tuple(Total(row, "the summary row", is_whole=True) for row in summary)
    lines = {row.line for row in summary}
    data = [row for row in body if row.line not in lines]
    return (RawTable(header, data, totals, _days(header, summary)),)


def one_meaning(table: TableRead) -> TableRead:
    """The table, when its results all count the same thing; purchases and clicks never add up."""
    meanings: dict[str, int] = {}
    conversions = table.columns.get("conversions", [])
    indicators = table.columns.get("result_indicator", [])
    for line, count, meaning in zip(table.lines, conversions, indicators, strict=False):
        if count != "0":
            meanings.setdefault(meaning, line)
    if len(meanings) > 1:
        raise refuse_one(
            "RG421",
            f"the results of this file count different things: {', '.join(sorted(meanings))}",
            Place(table.path, max(meanings.values()), field="Results"),
            "export the column of the one result that counts, for example Purchases",
        )
    return table


def _place(header: Row, words: Sequence[str]) -> int | None:
    keys = [header_key(cell) for cell in header.cells]
    return next((keys.index(header_key(word)) for word in words if header_key(word) in keys), None)


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _days(header: Row, summary: Sequence[Row]) -> DayRange | None:
    first, last = _place(header, _STARTS), _place(header, _ENDS)
    if first is None or last is None or not summary:
        return None
    try:
        return DayRange(read_day(_cell(summary[0], first)), read_day(_cell(summary[0], last)))
    except UnreadableCell:
        return None
