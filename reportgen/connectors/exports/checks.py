"""What an export says of itself is held against its rows: totals, stated days, currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import sqrt

import numpy as np

from reportgen.connectors.exports.cells import CENSORED, UnreadableCell, read_money, read_number
from reportgen.connectors.exports.table import RawTable, TableRead, Total, TotalRead
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted, WantedColumn
from reportgen.errors import Level, Place, Problem
from reportgen.model.observations import ColumnType
from reportgen.model.tables.words import Words

ESTIMATED = Decimal("0.02")
"""How far an estimated count's total may lie from the sum of its rows, as a share.

Sessions are counted approximately (HyperLogLog++ of precision 12 has a standard error of 1.6 %),
and one that crosses midnight belongs to both days.
"""


def read_totals(raw: RawTable, places: Mapping[str, int], wanted: Wanted) -> tuple[TotalRead, ...]:
    """The totals rows that stand for all rows, with the figures of what adds up."""
    return tuple(
        TotalRead(
            total.name,
            total.row.line,
            {
                one.name: figure
                for one in wanted.columns
                if one.column.adds_up and one.name in places
                if (figure := _stated(total, places[one.name], one, wanted.currency)) is not None
            },
            total.is_wider,
        )
        for total in raw.totals
        if total.is_whole
    )


def check_totals(table: TableRead, wanted: Wanted, headers: Mapping[str, str]) -> list[Problem]:
    """The sum of the rows must be what the file's own totals say, for all that adds up.

    Where several totals stand for all rows, one of them must agree; the others then say that the
    tool counts more than it lists, and a warning tells how much.
    """
    problems: list[Problem] = []
    narrow = [total for total in table.totals if not total.is_wider]
    for one in wanted.columns:
        stated = [
            (total, total.figures[one.name])
            for total in narrow or table.totals
            if one.name in total.figures and one.name in table.columns
        ]
        if stated:
            problems += _compared(
                one, Words.of(table.columns[one.name]), stated, table.path, headers[one.name]
            )
    return problems


def _stated(total: Total, place: int, one: WantedColumn, currency: str) -> Decimal | None:
    """The figure of a totals row; not a number where it cannot be read, None where it is none."""
    cell = total.row.cells[place] if place < len(total.row.cells) else ""
    try:
        is_money = one.type is ColumnType.MONEY
        text = read_money(cell, currency) if is_money else read_number(cell)
    except UnreadableCell as error:
        return None if error.code == CENSORED else Decimal("NaN")
    return Decimal(text) if text else None


def _compared(
    one: WantedColumn,
    cells: Words,
    stated: list[tuple[TotalRead, Decimal]],
    path: str,
    header: str,
) -> list[Problem]:
    counts = {Decimal(cell): count for cell, count in cells.counts().items() if cell}
    summed = sum((figure * count for figure, count in counts.items()), Decimal(0))
    allowed = _allowed(one, counts, summed)
    differing = [
        (total, figure)
        for total, figure in stated
        if figure.is_nan() or abs(figure - summed) > allowed
    ]
    has_agreeing = len(differing) < len(stated)
    problems = []
    for total, figure in differing:
        problems.append(
            Problem(
                "RG417",
                f"{total.name} says {header} {figure:,}, the rows add up to {summed:,}",
                Place(path, total.line, field=header),
                level=Level.WARNING if has_agreeing else Level.ERROR,
                why="the tool counts what it does not list"
                if has_agreeing
                else "rows are missing, or a row limit cut the export",
                hint="" if has_agreeing else "export again with all rows",
            )
        )
    return problems


def _allowed(one: WantedColumn, counts: Mapping[Decimal, int], summed: Decimal) -> Decimal:
    if one.column.estimate:
        return abs(summed) * ESTIMATED
    places = max((-int(figure.as_tuple().exponent) for figure in counts), default=0)
    if places <= 0:
        return Decimal(0)
    # Each row was rounded by itself: the errors add up like the root of their number.
    return Decimal(sqrt(sum(counts.values()))).scaleb(-places)


def check_days(
    raw: RawTable, read: TableRead, places: Mapping[str, int], wanted: Wanted
) -> list[Problem]:
    """Every row must lie within the days its file states."""
    if read.days is None:
        return []
    problems = []
    start, end = read.days.start.isoformat(), read.days.end.isoformat()
    for one in wanted.columns:
        if one.type not in DAY_TYPES or one.is_pii or one.name not in read.columns:
            continue
        cells = Words.of(read.columns[one.name])
        is_outside = cells.matches(lambda cell: cell != "" and not start <= cell[:10] <= end)
        outside = np.flatnonzero(is_outside).tolist()
        if outside:
            cell = cells[outside[0]]
            problems.append(
                Problem(
                    "RG416",
                    f"{cell[:10]} is not among the days the file states, {start} to {end}",
                    Place(
                        read.path,
                        read.lines[outside[0]],
                        field=raw.header.cells[places[one.name]].strip(),
                        rows=tuple(read.lines[row] for row in outside[1:]),
                    ),
                    hint="export the file again; two exports may have been joined by hand",
                )
            )
    return problems


def check_currency(read: TableRead, wanted: Wanted) -> list[Problem]:
    """All amounts are in the source's currency, unless the query itself asks which one."""
    currencies = read.columns.get("currency")
    if currencies is None or wanted.of("currency").is_kept:
        return []
    return [
        Problem(
            "RG418",
            f"amounts are in {other}, the source is in {wanted.currency}",
            _first_place(read, currencies, other),
            hint="amounts of several currencies are never added up; set `currency:`",
        )
        for other in Words.of(currencies).distinct()
        if other and other != wanted.currency
    ]


def _first_place(read: TableRead, cells: Sequence[str], sought: str) -> Place:
    lines = read.lines_where(Words.of(cells).is_in((sought,)))
    return Place(read.path, lines[0], field="currency", rows=tuple(lines[1:]))
