"""Text becomes rows: delimiter and header found by the names wanted, every row with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from reportgen.connectors.base import refuse_one
from reportgen.errors import DataRefused, Place, Problem
from reportgen.model.dialects.column import bare_key, header_key

DELIMITERS = (",", "\t", ";")
MOST_COLUMNS = 2_000
MOST_ROWS = 20_000_000
HEADER_WITHIN = 60
"""The header stands among the first so many rows."""


class Row(NamedTuple):
    """One record of a file; `line` is the line it starts on."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class DayRange:
    """The days a file says it covers, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class Total:
    """A totals row; `is_whole` when it must equal the sum of all rows.

    `is_wider`: it counts what the tool does not list too, so another one is held against the rows.
    """

    row: Row
    name: str
    is_whole: bool
    is_wider: bool = False


@dataclass(frozen=True)
class RawTable:
    """One table of a file before its cells are read, and the days it says it covers.

    `until` is each row's last day as ISO text, where rows speak of several days. `aside` counts
    rows that are not read, by reason; `problems` are what a recogniser has to say of the table.
    `path` names the file, and its member where the file is packed; `sheet` the sheet of a workbook.
    """

    header: Row
    rows: Sequence[Row]
    totals: tuple[Total, ...] = ()
    days: DayRange | None = None
    until: Sequence[str] | None = None
    aside: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    path: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class TotalRead:
    """A totals row with its figures, by our name for their columns."""

    name: str
    line: int
    figures: Mapping[str, Decimal]
    is_wider: bool = False


@dataclass(frozen=True)
class TableRead:
    """One table with its cells in canonical text, column by column.

    `file` is the place of its file among the source's, `lines` where each row starts in it,
    `until` each row's last day where rows speak of several. `problems` are what its dialect has to
    say of it. `split_by` counts the dimensions that split its rows and that nobody asked for.
    """

    file: int
    path: str
    lines: list[int]
    columns: Mapping[str, list[str]]
    days: DayRange | None = None
    until: Sequence[str] | None = None
    totals: tuple[TotalRead, ...] = ()
    problems: tuple[Problem, ...] = ()
    split_by: int = 0


def is_blank(cells: Iterable[str]) -> bool:
    """True for an empty line, and for the commas a spreadsheet leaves of one."""
    return not any(cell.strip() for cell in cells)


def split_rows(text: str, delimiter: str, path: str) -> list[Row]:
    """Every record that is not blank; a quote that does not close is refused."""
    # Universal newlines without translation: LF, CRLF and bare CR end a line, also in quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if cells and (cells[0].strip() or not is_blank(cells)):
                rows.append(Row(line, cells))
                if len(cells) > MOST_COLUMNS or len(rows) > MOST_ROWS:
                    raise _too_much(rows, path)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable_row(error, Place(path, line)) from None
    return rows


def _too_much(rows: Sequence[Row], path: str) -> DataRefused:
    if len(rows) > MOST_ROWS:
        what = f"there are more than {MOST_ROWS:,} rows"
        return refuse_one("RG406", what, Place(path), "export fewer days at a time")
    what = f"there are more than {MOST_COLUMNS:,} columns"
    return refuse_one("RG406", what, Place(path, rows[-1].line), "export fewer columns")


def _unreadable_row(error: csv.Error, place: Place) -> DataRefused:
    hint = "a quotation mark inside a cell must be written twice"
    if "field limit" in str(error):
        what = f"a cell is longer than {csv.field_size_limit():,} characters"
        return refuse_one("RG407", what, place, hint, "a quotation mark may not close")
    return refuse_one("RG407", f"the row cannot be read: {error}", place, hint)


def find_delimiter(text: str, known: frozenset[str], least: int) -> str:
    """The delimiter under which a row holds enough known headers, else the most of them."""
    best, most = DELIMITERS[0], -1
    for delimiter in DELIMITERS:
        found = _best_match(text, delimiter, known, least)
        if found >= least:
            return delimiter
        if found > most:
            best, most = delimiter, found
    return best


def _best_match(text: str, delimiter: str, known: frozenset[str], least: int) -> int:
    best = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in islice(reader, HEADER_WITHIN):
            best = max(best, known_headers(cells, known))
            if best >= least:
                return best
    except csv.Error:
        return best
    return best


def known_headers(cells: Iterable[str], known: frozenset[str]) -> int:
    """How many of the cells are headers that are known."""
    return len({key for cell in cells for key in (header_key(cell), bare_key(cell))} & known)


def find_header(rows: Sequence[Row], known: frozenset[str], least: int) -> int | None:
    """The place of the first row with enough known headers, else None."""
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if known_headers(row.cells, known) >= least:
            return place
    return None


def checked_widths(header: Row, rows: Sequence[Row], path: str) -> None:
    """Refuse rows that are longer or shorter than the header: their cells may have moved."""
    width = len(header.cells)
    odd = [row for row in rows if len(row.cells) != width]
    if odd:
        raise refuse_one(
            "RG407",
            f"the row has {len(odd[0].cells)} cells, the header has {width}",
            Place(path, odd[0].line, rows=tuple(row.line for row in odd[1:])),
            "a cell that holds the delimiter must stand in quotation marks",
            "its cells may stand under the wrong headers",
        )
