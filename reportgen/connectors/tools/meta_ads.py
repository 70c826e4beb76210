"""Meta Ads report by day or by period: currency in a header, a summary row without a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.cells import UnreadableCell
from reportgen.connectors.exports.dates import DateOrder, order_of, read_day
from reportgen.connectors.exports.spans import has_day, in_one_month, with_days
from reportgen.connectors.exports.table import DayRange, RawTable, Row, TableRead
from reportgen.connectors.exports.wanted import Wanted
from reportgen.connectors.tools.ad_report import AdReport, cell_at, place_among
from reportgen.errors import Place, Problem
from reportgen.model.dialects.ads import META_ADS_COLUMNS

REPORT = AdReport(
    "a Meta Ads report",
    "export the campaign report with the breakdown Day, in English or Japanese",
    META_ADS_COLUMNS,
)

BESIDE: Mapping[str, tuple[str, ...]] = {"conversions": ("result_meaning",)}
"""What a result is stands in a column of its own."""

_STARTS = ("Reporting starts", "レポート開始日", "レポートの開始日")
_ENDS = ("Reporting ends", "レポート終了日", "レポートの終了日")


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table; the row without campaign and day is the summary of all others."""
    at = REPORT.header(rows, wanted, path)
    table = replace(REPORT.split(rows[at], rows[at + 1 :]), path=path)
    table = replace(
        table, totals=tuple(replace(total, name="the summary row") for total in table.totals)
    )
    periods = _Periods.of(table)
    if periods is None:
        return (table,)
    summary = [total.row for total in table.totals][:1]
    table = replace(table, days=next((periods.of_row(row) for row in summary), None))
    return (table if has_day(table, REPORT.headers_of("date")) else periods.spread(table, path),)


@dataclass(frozen=True)
class _Periods:
    """The first and last day each row covers, and the order their dates are written in."""

    starts: int
    ends: int
    order: DateOrder | None

    @classmethod
    def of(cls, table: RawTable) -> _Periods | None:
        starts, ends = place_among(table.header, _STARTS), place_among(table.header, _ENDS)
        if starts is None or ends is None:
            return None
        rows = [*table.rows, *(total.row for total in table.totals)]
        dates = [cell_at(row, place) for row in rows for place in (starts, ends)]
        return cls(starts, ends, order_of(dates))

    def of_row(self, row: Row) -> DayRange | None:
        try:
            first = read_day(cell_at(row, self.starts), self.order)
            return DayRange(first, read_day(cell_at(row, self.ends), self.order))
        except UnreadableCell:
            return None

    def spread(self, table: RawTable, path: str) -> RawTable:
        """The table with the days that its rows cover, all within one month each."""
        days = [self.of_row(row) for row in table.rows]
        problems = [
            self._problem(table, row, of_row, path)
            for row, of_row in zip(table.rows, days, strict=True)
            if of_row is None or not in_one_month(of_row)
        ]
        spread = with_days(
            table,
            [of_row.start.isoformat() if of_row else "" for of_row in days],
            [of_row.end.isoformat() if of_row else "" for of_row in days],
        )
        return replace(spread, problems=(*table.problems, *problems[:1]))

    def _problem(self, table: RawTable, row: Row, days: DayRange | None, path: str) -> Problem:
        place = Place(path, row.line, field=table.header.cells[self.starts].strip())
        if days is None:
            return Problem(
                "RG409",
                f"{cell_at(row, self.starts)!r} to {cell_at(row, self.ends)!r} can be read with"
                " the day or with the month first",
                place,
                hint="set the account's language to Japanese, or add the breakdown Day",
            )
        return Problem(
            "RG443",
            f"the row covers {days.start} to {days.end}, days of two months",
            place,
            why="its figures cannot be put into one month",
            hint="export one month at a time, or add the breakdown Day",
        )


def meanings_of(table: TableRead, column: str) -> Mapping[str, int]:
    """What the results of a table count, by the words of a column, each with its first line."""
    meanings: dict[str, int] = {}
    conversions, indicators = (table.columns.get(one, []) for one in ("conversions", column))
    for line, count, meaning in zip(table.lines, conversions, indicators, strict=False):
        if count != "0":
            meanings.setdefault(meaning, line)
    return meanings


def one_meaning(table: TableRead) -> TableRead:
    """The table, when its results all count the same thing; purchases and clicks never add up.

    A metric that asks for the indicator itself tells its own results from others.
    """
    if "result_indicator" in table.columns:
        return table
    meanings = meanings_of(table, "result_meaning")
    if len(meanings) > 1:
        raise refuse_one(
            "RG421",
            f"the results of this file count different things: {', '.join(sorted(meanings))}",
            Place(table.path, max(meanings.values()), field="Results"),
            "choose one with `where: {result_indicator: ...}`, or export the column of the one"
            " result that counts, for example Purchases",
        )
    return table
