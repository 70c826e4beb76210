"""A table that nobody has declared: where its header stands, and what its columns seem to hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.cells import (
    UnreadableCell,
    is_missing,
    narrow,
    read_money,
    read_number,
    read_percent,
)
from reportgen.connectors.exports.dates import order_of, read_date, read_moment
from reportgen.connectors.exports.orders import NO_ORDER
from reportgen.connectors.exports.table import HEADER_WITHIN, RawTable, Row
from reportgen.connectors.workbooks.damage import unless_damaged
from reportgen.errors import Level, Place, Problem
from reportgen.model.columns import ColumnType
from reportgen.model.dialects import header_key
from reportgen.model.dialects.column import CURRENCY_SUFFIX

NEARLY_ALL = 0.8
"""The share of readable values from which on the others are told as odd ones."""

_UTC = ZoneInfo("UTC")
_ID_HEADER = re.compile(r"(^|[^a-z])(id|no\.?|code|number|番号|コード)$|^#$", re.IGNORECASE)
_MONEY_HEADER = re.compile(
    r"amount|cost|price|revenue|sales$|spend|fee|budget|total|value|"
    r"金額|売上|費用|価格|単価|料金|代金|税|予算|コスト|額$|円",
    re.IGNORECASE,
)
_LEADING_ZERO = re.compile(r"0\d", re.ASCII)


@dataclass(frozen=True)
class Guess:
    """The type that a column's cells speak for, and what must be said of those that do not."""

    type: ColumnType
    problems: tuple[Problem, ...] = ()


def header_of(rows: Sequence[Row], path: str) -> int:
    """The place of the first row about as wide as the table; it must not hold data."""
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows[:HEADER_WITHIN]]
    widest = max(filled, default=0)
    if widest < 2:
        raise refuse_one(
            "RG419",
            "no table is found: no row has two cells",
            Place(path, rows[0].line if rows else 1),
            "export the table as CSV or as a workbook, with the names of its columns above it",
        )
    at = next(place for place, count in enumerate(filled) if count * 3 >= widest * 2)
    if any(_is_data(cell) for cell in rows[at].cells):
        raise refuse_one(
            "RG419",
            "no header is found: the first row of the table holds data",
            Place(path, rows[at].line),
            "export the table with the names of its columns in the first row",
            "without names nobody can say which column is which",
        )
    return at


def _is_data(cell: str) -> bool:
    if is_missing(cell):
        return False
    readers = (read_number, _reader_of_days(ColumnType.DATE, [cell]))
    return "@" in cell or any(not _odd(read, [cell]) for read in readers)


def guess(table: RawTable, place: int, currency: str) -> Guess:
    """What a column holds: the narrowest type that reads every cell, else text."""
    header = table.header.cells[place].strip()
    cells = [row.cells[place] if place < len(row.cells) else "" for row in table.rows]
    texts = [text for text in dict.fromkeys(cells) if not is_missing(text)]
    if not texts:
        return Guess(ColumnType.TEXT)
    nearly: list[tuple[ColumnType, list[str]]] = []
    for type, read in _readers(header, texts, currency):
        odd = _odd(read, texts)
        if not odd:
            return Guess(type)
        if len(odd) <= len(texts) * (1 - NEARLY_ALL):
            nearly.append((type, odd))
    told = [_nearly(table, header, cells, *one) for one in nearly[:1]]
    return Guess(ColumnType.TEXT, tuple(told))


def _readers(
    header: str, texts: Sequence[str], currency: str
) -> Iterable[tuple[ColumnType, Callable[[str], str]]]:
    """The types that may be tried, the narrowest first."""
    for type in (ColumnType.DATE, ColumnType.DATETIME):
        yield type, _reader_of_days(type, texts)
    if _ID_HEADER.search(header) or any(_LEADING_ZERO.match(text.strip()) for text in texts):
        return
    if any(narrow(text).endswith("%") for text in texts):
        yield ColumnType.PERCENT, read_percent
    is_money = bool(_MONEY_HEADER.search(header) or CURRENCY_SUFFIX.search(header))
    if not is_money:
        yield ColumnType.NUMBER, read_number
    yield ColumnType.MONEY, partial(read_money, currency=currency)


def _reader_of_days(type: ColumnType, texts: Sequence[str]) -> Callable[[str], str]:
    """A reader of days that takes one of two readings for a day: the column's own reading tells."""
    order = order_of(texts)

    def read(cell: str) -> str:
        try:
            if type is ColumnType.DATE:
                return read_date(cell, order)
            return read_moment(cell, _UTC, _UTC, order)
        except UnreadableCell as error:
            if error.code == NO_ORDER:
                return cell
            raise

    return read


def _odd(read: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """The texts that are not what a reader reads."""
    odd = []
    for text in texts:
        try:
            unless_damaged(read)(text)
        except UnreadableCell:
            odd.append(text)
    return odd


def _nearly(
    table: RawTable, header: str, cells: Sequence[str], type: ColumnType, odd: Sequence[str]
) -> Problem:
    lines = [row.line for row, cell in zip(table.rows, cells, strict=True) if cell in odd]
    return Problem(
        "RG408",
        f"the column {header!r} is taken for text: {len(lines)} of its cells do not hold a {type}",
        Place(table.path, lines[0], field=header, rows=tuple(lines[1:])),
        level=Level.WARNING,
        why=f"its other cells all hold a {type}",
        hint="correct these cells in the source and export again",
    )


def is_repeated(header: Row, place: int) -> bool:
    """True when another column has the same header."""
    keys = [header_key(cell) for cell in header.cells]
    return keys.count(keys[place]) > 1
