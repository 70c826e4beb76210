"""A file nobody has declared, as grids of rows: its text, its archive's members, or its sheets."""

from __future__ import annotations

import contextlib
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.archives import Part, parts_of
from reportgen.connectors.exports.encoding import decode
from reportgen.connectors.exports.table import (
    DELIMITERS,
    HEADER_WITHIN,
    Row,
    known_headers,
    split_rows,
)
from reportgen.connectors.workbooks.workbook import Sheet, Workbook, is_workbook
from reportgen.errors import Place
from reportgen.model.dialects import HEADERS, header_key

KNOWN = frozenset(
    header_key(header)
    for columns in HEADERS.values()
    for column in columns
    for header in column.headers
)
"""Every header that any tool is known to write."""


@dataclass(frozen=True)
class Grid:
    """The rows of one part of a file; `path` names the file, and its member where it is packed."""

    path: str
    name: str
    rows: Sequence[Row]
    encoding: str
    delimiter: str | None = None
    sheet: Sheet | None = None


def grids_of(data: bytes, path: str) -> tuple[Grid, ...]:
    """All parts of a file in their order; DataRefused for bytes that are no table."""
    name = path.rpartition("/")[2]
    if is_workbook(data):
        book = Workbook.checked(data, path)
        sheets = [book.sheet(head.name) for head in book.heads()]
        grids = [Grid(path, one.name, one.rows, "xlsx", sheet=one) for one in sheets]
    else:
        parts = parts_of(data, path)
        grids = [_of_text(part, part.path[len(path) + 1 :] or name) for part in parts]
    if not any(grid.rows for grid in grids):
        raise refuse_one("RG403", "the file is empty", Place(path), "export it again")
    return tuple(grids)


def _of_text(part: Part, name: str) -> Grid:
    decoded = decode(part.data, None, part.path)
    delimiter = max(DELIMITERS, key=lambda one: _fits(decoded.text, one))
    rows = split_rows(decoded.text, delimiter, part.path)
    return Grid(part.path, name, rows, decoded.encoding, delimiter)


def _fits(text: str, delimiter: str) -> tuple[int, int]:
    """How many known headers a row holds under a delimiter, and how wide most rows are."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with contextlib.suppress(csv.Error):
        rows.extend(islice(reader, HEADER_WITHIN))
    known = max((known_headers(row, KNOWN) for row in rows), default=0)
    widths = Counter(len(row) for row in rows if row)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    return known, usual
