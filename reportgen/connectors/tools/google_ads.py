"""Google Ads reports and overview cards: name and range above the header, totals rows below.

Totals stand for all campaigns listed, for a part of them, or for the whole account. What was spent
by campaigns that are not listed any more is in the account's total alone, so that one is the truth;
it has no days, and is kept apart from the campaigns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.connectors.exports.cells import is_missing, plain
from reportgen.connectors.exports.dates import read_range
from reportgen.connectors.exports.spans import in_one_month, of_its_month
from reportgen.connectors.exports.table import DayRange, RawTable, Row, TableRead, Total, TotalRead
from reportgen.connectors.exports.wanted import Wanted
from reportgen.connectors.tools.ad_report import AdReport, cell_at, place_among
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.ads import GOOGLE_ADS_COLUMNS
from reportgen.model.observations import NOT_ATTRIBUTED

REPORT = AdReport(
    "a Google Ads report",
    "download the campaign report with the columns Day, Campaign and Cost",
    GOOGLE_ADS_COLUMNS,
)

_TOTAL = re.compile(r"\s*(?:total|合計)\s*(?:[:：]\s*(?P<of>.+))?", re.IGNORECASE)
_OF_ALL = re.compile(
    r"|(all but removed |filtered |all )?campaigns( in your current view.*)?|キャンペーン",
    re.IGNORECASE,
)
_OF_ACCOUNT = re.compile(r"account|アカウント", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（](.+)[)）]\s*$")


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table; the range of days stands above its header."""
    at = REPORT.header(rows, wanted, path)
    header, body = rows[at], rows[at + 1 :]
    day = place_among(header, REPORT.headers_of("date"))
    totals = tuple(total for row in body if (total := _total(row, day)))
    lines = {total.row.line for total in totals}
    table = RawTable(
        header,
        [row for row in body if row.line not in lines],
        totals,
        _days(rows[:at]),
        path=path,
    )
    return (of_its_month(table, REPORT.headers_of("date"), path),)


def with_rest(table: TableRead) -> TableRead:
    """The table with what the account's total counts beside the campaigns that are listed."""
    wider = next((total for total in table.totals if total.is_wider), None)
    narrow = [total for total in table.totals if not total.is_wider]
    if wider is None or not narrow:
        return table
    rest = _rest(table, wider, narrow)
    if not rest:
        return table
    if table.days is None or not in_one_month(table.days):
        return replace(table, problems=(*table.problems, _untold(table, wider, rest)))
    return _with_row(table, wider, rest, table.days)


def _days(preamble: Sequence[Row]) -> DayRange | None:
    # An unquoted "March 27, 2026 - April 23, 2026" has been cut at its commas.
    for row in preamble:
        text = ",".join(row.cells).strip(", ")
        in_brackets = _IN_BRACKETS.search(text)
        found = read_range(text) or (read_range(in_brackets[1]) if in_brackets else None)
        if found:
            return DayRange(*found)
    return None


def _may_be_total(cell: str) -> bool:
    return cell.lstrip()[:5].casefold().startswith(("total", "合計"))


def _total(row: Row, day: int | None) -> Total | None:
    """A totals row; it is called so in its first cell, or in another beside a day or a status."""
    first = _TOTAL.fullmatch(row.cells[0])
    others = (_TOTAL.fullmatch(cell) for cell in row.cells[1:] if _may_be_total(cell))
    match = first or next((other for other in others if other and other["of"]), None)
    if match is None:
        return None
    of = (match["of"] or "").strip()
    names_itself_there = day == 0 and first is not None
    is_of_a_day = day is not None and not names_itself_there and not is_missing(cell_at(row, day))
    is_of_account = _OF_ACCOUNT.fullmatch(of) is not None
    is_whole = is_of_account or _OF_ALL.fullmatch(of) is not None
    return Total(row, match[0].strip(), is_whole and not is_of_a_day, is_of_account)


def _rest(table: TableRead, wider: TotalRead, narrow: Sequence[TotalRead]) -> Mapping[str, Decimal]:
    """What the account counts more than is listed, by column; nothing where it counts less."""
    rest = {}
    for name, figure in wider.figures.items():
        listed = next((one.figures[name] for one in narrow if name in one.figures), None)
        if listed is not None and name in table.columns:
            rest[name] = figure - listed
    is_more = all(amount >= 0 for amount in rest.values()) and any(rest.values())
    return rest if is_more else {}


def _with_row(
    table: TableRead, wider: TotalRead, rest: Mapping[str, Decimal], days: DayRange
) -> TableRead:
    own = {"date": days.start.isoformat(), "campaign": NOT_ATTRIBUTED}
    columns = {
        name: [*cells, plain(rest[name]) if name in rest else own.get(name, cells[-1])]
        for name, cells in table.columns.items()
    }
    until: Sequence[str] = table.columns.get("date", ()) if table.until is None else table.until
    return replace(
        table,
        lines=[*table.lines, wider.line],
        columns=columns,
        until=(*until, days.end.isoformat()),
        problems=(*table.problems, _taken(table, wider, rest)),
    )


def _taken(table: TableRead, wider: TotalRead, rest: Mapping[str, Decimal]) -> Problem:
    return Problem(
        "RG445",
        f"{wider.name} is taken: {_words(rest)} more than the campaigns that are listed",
        Place(table.path, wider.line),
        level=Level.WARNING,
        why="the account's total holds campaigns that were removed; it has no days, so the rest"
        f" stands as {NOT_ATTRIBUTED} beside the campaigns",
        hint="show removed campaigns in the report, and they are listed too",
    )


def _untold(table: TableRead, wider: TotalRead, rest: Mapping[str, Decimal]) -> Problem:
    return Problem(
        "RG445",
        f"{wider.name} counts {_words(rest)} more than the campaigns that are listed, and"
        " the campaigns are taken",
        Place(table.path, wider.line),
        level=Level.WARNING,
        why="the account's total is not of one month, so no month can be given the rest",
        hint="export one month at a time, or show removed campaigns in the report",
    )


def _words(rest: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{name} {amount:,}" for name, amount in rest.items() if amount)
