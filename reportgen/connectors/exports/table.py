"""Text becomes rows: delimiter and header found by the names wanted, every row with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

import numpy as np

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.records import HEADER_WITHIN as HEADER_WITHIN
from reportgen.connectors.exports.records import MOST_COLUMNS as MOST_COLUMNS
from reportgen.connectors.exports.records import MOST_ROWS as MOST_ROWS
from reportgen.connectors.exports.records import Records, lines_of_other_width, read_records
from reportgen.connectors.exports.records import Row as Row
from reportgen.errors import Place, Problem
from reportgen.model.dialects.column import bare_key, header_key
from reportgen.model.tables.words import Mask

DELIMITERS = (",", "\t", ";")


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
    lines: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    days: DayRange | None = None
    until: Sequence[str] | None = None
    totals: tuple[TotalRead, ...] = ()
    problems: tuple[Problem, ...] = ()
    split_by: int = 0

    def lines_where(self, rows: Mask) -> list[int]:
        """The lines of some rows."""
        return [self.lines[row] for row in np.flatnonzero(rows).tolist()]


def is_blank(cells: Iterable[str]) -> bool:
    """True for an empty line, and for the commas a spreadsheet leaves of one."""
    return not any(cell.strip() for cell in cells)


def split_rows(text: str, delimiter: str, path: str) -> Records:
    """Every record of a text that is not blank; a quote that does not close is refused."""
    return read_records(io.BytesIO(text.encode()), delimiter, path)


def find_delimiter(text: BinaryIO, known: frozenset[str], least: int) -> str:
    """The delimiter under which a row holds enough known headers, else the most of them."""
    best, most = DELIMITERS[0], -1
    for delimiter in DELIMITERS:
        found = _best_match(text, delimiter, known, least)
        if found >= least:
            return delimiter
        if found > most:
            best, most = delimiter, found
    return best


def _best_match(text: BinaryIO, delimiter: str, known: frozenset[str], least: int) -> int:
    best = 0
    start = text.tell()
    lines = io.TextIOWrapper(text, "utf-8", newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in islice(reader, HEADER_WITHIN):
            best = max(best, known_headers(cells, known))
            if best >= least:
                break
    except csv.Error:
        pass
    finally:
        lines.detach()
        text.seek(start)
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
    odd = lines_of_other_width(rows, width)
    if odd:
        first = next(row for row in rows if row.line == odd[0])
        raise refuse_one(
            "RG407",
            f"the row has {len(first.cells)} cells, the header has {width}",
            Place(path, odd[0], rows=tuple(odd[1:])),
            "a cell that holds the delimiter must stand in quotation marks",
            "its cells may stand under the wrong headers",
        )
