"""One table of a file that no client has declared: its days, its columns with their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reportgen.connectors.exports.cells import plain
from reportgen.connectors.exports.checks import check_days, check_totals, read_totals
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.exported_file import headers_of
from reportgen.connectors.exports.reading import Cells, read_table
from reportgen.connectors.exports.table import DayRange, RawTable, TableRead, checked_widths
from reportgen.connectors.exports.wanted import (
    DAY_TYPES,
    HeaderKeys,
    Wanted,
    WantedColumn,
    place_of,
)
from reportgen.connectors.inspecting.file_currency import FileCurrency, currency_of
from reportgen.connectors.inspecting.layout import Layout, wanted_of
from reportgen.connectors.tools.meta_ads import meanings_of
from reportgen.connectors.workbooks.sheets import placed
from reportgen.errors import DataRefused, Level, Place, Problem
from reportgen.model.catalogue import METRICS, Adding
from reportgen.model.columns import ColumnType

NEVER_SUMMED = frozenset({"position"}) | {
    name for name, metric in METRICS.items() if metric.adding is not Adding.ADDITIVE
}
SUMMED = (ColumnType.NUMBER, ColumnType.MONEY)
CONFIGURED = ("RG404", "RG410")
"""Problems of a table's words that configuration solves, and the file alone cannot."""


@dataclass(frozen=True)
class InspectedColumn:
    """A column of a file; `name` and `type` are None where the reader does not read it.

    `sum` is exact, over the used rows; None for what does not add up. `cells` are read and never
    shown: suggestions are made of them.
    """

    header: str
    name: str | None = None
    type: ColumnType | None = None
    sum: Decimal | None = None
    is_inferred: bool = False
    cells: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class RowCounts:
    """The rows below a header. `aside` are rows that are never read as data, by reason."""

    read: int
    used: int
    totals: int
    refused: int
    aside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class InspectedTable:
    """A table, the days it speaks of, and what the reader makes of its rows."""

    name: str
    line: int
    days: DayRange | None
    currency: str | None
    rows: RowCounts
    columns: tuple[InspectedColumn, ...]
    problems: tuple[Problem, ...] = ()


def inspected(table: RawTable, name: str, layout: Layout) -> InspectedTable:
    """The table, read as far as it can be."""
    currency = currency_of(table)
    wanted, problems = wanted_of(table, layout, currency)
    read: TableRead | None = None
    places: Mapping[str, int] = {}
    used: Sequence[int] = ()
    try:
        places = _places(table, wanted)
        checked_widths(table.header, table.rows, table.path)
        read, of_reading = _read(table, places, wanted, layout.cells(currency.to_read))
        problems += of_reading
        used, of_dialect = _used(table, read, places, wanted, layout.dialect)
        problems += of_dialect
    except DataRefused as refused:
        problems += refused.problems
    problems += _of_currency(table, wanted, places, currency)
    problems += _of_no_rows(table)
    mixed = _mixed_results(read)
    problems += mixed
    counts = _counts(table, used, problems)
    columns = _columns(table, wanted, places, None if counts.refused else read, currency)
    if mixed:
        columns = tuple(replace(c, sum=None) if c.name == "conversions" else c for c in columns)
    return InspectedTable(
        name,
        table.header.line,
        table.days or _days(read, wanted),
        currency.told,
        counts,
        _told_apart(columns, layout),
        tuple(dict.fromkeys(placed([*table.problems, *problems], [table]))),
    )


def _places(table: RawTable, wanted: Wanted) -> Mapping[str, int]:
    header = HeaderKeys.of(table.header)
    found = {
        one.name: place_of(one.column, header, table.path, wanted.currency)
        for one in wanted.columns
    }
    return {name: place for name, place in found.items() if place is not None}


def _read(
    table: RawTable, places: Mapping[str, int], wanted: Wanted, cells: Cells
) -> tuple[TableRead, list[Problem]]:
    reading = read_table(table, places, wanted, cells, (0, table.path), {})
    orders = {order.place.field: order for order in reading.orders.values()}
    problems = [*reading.problems, *(order.problem() for order in orders.values())]
    read = replace(reading.table, totals=read_totals(table, places, wanted))
    if not any(problem.is_error for problem in problems):
        problems += check_totals(read, wanted, headers_of(table, places))
        problems += check_days(table, read, places, wanted)
    return read, list(dict.fromkeys(problems))


def _used(
    table: RawTable,
    read: TableRead,
    places: Mapping[str, int],
    wanted: Wanted,
    dialect: Dialect,
) -> tuple[Sequence[int], list[Problem]]:
    """The lines of the rows that count once the dialect has made its own of them."""
    settled, problems = dialect.settle(read, wanted, headers_of(table, places))
    own = {row.line for row in table.rows}
    if read.lines and not any(problem.is_error for problem in problems):
        settled = dialect.reshape(settled)
        problems = [*problems, *settled.problems]
    told = [
        replace(one, level=Level.WARNING) if one.code in CONFIGURED else one for one in problems
    ]
    return [line for line in settled.lines if line in own], told


def _counts(table: RawTable, used: Sequence[int], problems: Sequence[Problem]) -> RowCounts:
    of_rows = {row.line for row in table.rows}
    bad = {
        line
        for one in (*table.problems, *problems)
        if one.is_error
        for line in (one.place.line, *one.place.rows)
        if line in of_rows
    }
    return RowCounts(
        read=len(table.rows) + len(table.totals) + sum(table.aside.values()),
        used=sum(1 for line in used if line not in bad),
        totals=len(table.totals),
        refused=len(bad),
        aside={reason: count for reason, count in table.aside.items() if count},
    )


def _columns(
    table: RawTable,
    wanted: Wanted,
    places: Mapping[str, int],
    read: TableRead | None,
    currency: FileCurrency,
) -> tuple[InspectedColumn, ...]:
    """Every column of the header in its order; sums only where no row is refused."""
    names: dict[int, str] = {}
    for name, place in places.items():
        names.setdefault(place, name)
    columns = []
    for place, cell in enumerate(table.header.cells):
        header = cell.strip()
        if place not in names:
            if header:
                columns.append(InspectedColumn(header))
            continue
        one = wanted.of(names[place])
        cells = tuple(read.columns[one.name]) if read else ()
        total = _sum(cells) if read and _adds_up(one, currency) else None
        columns.append(InspectedColumn(header, one.name, one.type, total, False, cells))
    return tuple(columns)


def _told_apart(columns: Sequence[InspectedColumn], layout: Layout) -> tuple[InspectedColumn, ...]:
    """The columns, with those marked that are not the dialect's own."""
    own = {one.name for one in layout.wanted.columns}
    return tuple(
        replace(one, is_inferred=one.name is not None and one.name not in own) for one in columns
    )


def _sum(cells: Sequence[str]) -> Decimal | None:
    """The exact sum of the filled cells; None, and not 0, where there is none."""
    figures = [Decimal(text) for text in cells if text]
    return Decimal(plain(sum(figures, Decimal(0)))) if figures else None


def _adds_up(one: WantedColumn, currency: FileCurrency) -> bool:
    if one.type is ColumnType.MONEY and currency.is_mixed:
        return False
    return one.type in SUMMED and one.name not in NEVER_SUMMED


def _days(read: TableRead | None, wanted: Wanted) -> DayRange | None:
    """The days of the first column of days, which a table speaks of where it states none."""
    for one in wanted.columns if read else ():
        cells = read.columns.get(one.name, []) if read else []
        filled = [cell[:10] for cell in cells if cell]
        if one.type in DAY_TYPES and filled:
            last = max((*filled, *((read.until if read else None) or ())))
            return DayRange(date.fromisoformat(min(filled)), date.fromisoformat(last))
    return None


def _of_currency(
    table: RawTable, wanted: Wanted, places: Mapping[str, int], currency: FileCurrency
) -> list[Problem]:
    has_money = any(wanted.of(name).type is ColumnType.MONEY for name in places)
    if not currency.is_mixed or not has_money:
        return []
    return [
        Problem(
            "RG418",
            f"amounts are in several currencies: {', '.join(sorted(currency.named))}",
            Place(table.path, table.header.line),
            level=Level.WARNING,
            why="amounts of several currencies are never added up, so no sum is shown",
            hint="a source reads one of them; export the others into files of their own",
        )
    ]


def _mixed_results(read: TableRead | None) -> list[Problem]:
    """A warning of results that count different things, whose sum says nothing."""
    meanings = meanings_of(read, "result_indicator") if read else {}
    if read is None or len(meanings) < 2:
        return []
    return [
        Problem(
            "RG421",
            f"the results of this file count different things: {', '.join(sorted(meanings))}",
            Place(read.path, max(meanings.values())),
            level=Level.WARNING,
            why="purchases and leads are never added up, so no sum is shown",
            hint="choose one with `where: {result_indicator: ...}`, or export the column of the one"
            " result that counts, for example Purchases",
        )
    ]


def _of_no_rows(table: RawTable) -> list[Problem]:
    if table.rows or table.aside:
        return []
    what = "the table has a header and no rows"
    place = Place(table.path, table.header.line)
    return [Problem("RG403", what, place, Level.WARNING, hint="export it again if it should have")]
