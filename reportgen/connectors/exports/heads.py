"""The beginnings of a source's newest files: do they have the columns that configuration names?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.connectors.base import Context
from reportgen.connectors.exports.archives import GZIP_MARK, ZIP_MARKS, Part, parts_of
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.encoding import decode
from reportgen.connectors.exports.files import FoundFile, files_matching
from reportgen.connectors.exports.table import (
    HEADER_WITHIN,
    RawTable,
    Row,
    find_delimiter,
    find_header,
    split_rows,
)
from reportgen.connectors.exports.wanted import (
    HeaderKeys,
    Wanted,
    WantedColumn,
    declared_columns,
    missing_column,
    place_of,
    wanted_columns,
)
from reportgen.connectors.workbooks.workbook import Workbook, is_workbook
from reportgen.errors import DataRefused, Problem
from reportgen.model.config import Source
from reportgen.model.query import Query

HEAD = 65_536
"""Bytes of a text in which its header stands."""
PACKED = 5_000_000
"""Bytes of the largest workbook or archive that is opened for its headers."""
CUT_WITHIN = 4
"""Bytes of the longest character, within which a head may end."""
OF_HEADERS = frozenset({"RG404", "RG418", "RG419"})
"""Codes that the first rows decide: a column missing or twice, its currency, another tool."""

Absent = tuple[str, Problem]
"""A column by our name, empty where the whole header is meant, and what is wrong with it."""


@dataclass(frozen=True)
class _Head:
    """The first rows of a file, part by part; `is_whole` where they are all it has."""

    path: str
    parts: tuple[Sequence[Row], ...]
    is_whole: bool


def absent_columns(
    query: Query, source: Source, context: Context, dialect: Dialect
) -> tuple[Absent, ...]:
    """The columns that a report would look for in vain.

    Files of one month, or all where none has a month, have them together. A file that cannot be
    read is left to whoever reads it whole; where a table may stand further down, nothing is told.
    """
    try:
        wanted = wanted_columns(query, source, context, dialect.columns, dialect.beside)
        heads = [_head(one, source, wanted, context.root) for one in _newest(source, context.root)]
        if dialect.has_parts and not all(head.is_whole for head in heads):
            return ()
        tables = [(head, table) for head in heads for table in _tables(head, dialect, wanted)]
        return tuple(_absent(_sought(wanted, source), tables, wanted))
    except DataRefused as refused:
        return tuple(("", one) for one in refused.problems if one.code in OF_HEADERS)


def _absent(
    sought: Iterable[WantedColumn], tables: Sequence[tuple[_Head, RawTable]], wanted: Wanted
) -> Iterator[Absent]:
    if not tables:
        return
    last, table = tables[-1]
    for one in sought:
        if not any(_stands_in(one, other.header, head.path, wanted) for head, other in tables):
            yield one.name, missing_column(one, table.header, last.path)


def _newest(source: Source, root: Path) -> list[FoundFile]:
    """The files of the latest month that has one; all where months do not stand in names."""
    found = files_matching(source.path, root) if source.path else []
    months = [one.month for one in found if one.month is not None]
    of_month = [one for one in found if not months or one.month == max(months)]
    return sorted(of_month, key=lambda one: one.path)


def _sought(wanted: Wanted, source: Source) -> Iterator[WantedColumn]:
    yield from (one for one in wanted.columns if one.is_needed)
    for column in declared_columns(source):
        if not wanted.has(column.name):
            yield WantedColumn(column, is_needed=False, is_kept=False)


def _stands_in(one: WantedColumn, header: Row, path: str, wanted: Wanted) -> bool:
    return place_of(one.column, HeaderKeys.of(header), path, wanted.currency) is not None


def _tables(head: _Head, dialect: Dialect, wanted: Wanted) -> Iterator[RawTable]:
    for rows in head.parts:
        if rows:
            yield from dialect.recognise(rows, wanted, head.path)


def _head(found: FoundFile, source: Source, wanted: Wanted, root: Path) -> _Head:
    file = (root / found.path).resolve()
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        return _Head(found.path, (), is_whole=False)
    size = file.stat().st_size
    with file.open("rb") as opened:
        data = opened.read(HEAD)
        if data.startswith((*ZIP_MARKS, GZIP_MARK)):
            if size > PACKED:
                return _Head(found.path, (), is_whole=False)
            data += opened.read()
    if is_workbook(data):
        sheets = [sheet.rows for sheet in Workbook.checked(data, found.path).heads()]
        filled = tuple(
            one for one in sheets if find_header(one, wanted.known, wanted.least) is not None
        )
        return _Head(found.path, filled, is_whole=False)
    parts = parts_of(data, found.path)
    is_whole = len(data) == size and all(len(part.data) <= HEAD for part in parts)
    rows = tuple(_rows(part, source.encoding, wanted) for part in parts)
    return _Head(found.path, rows, is_whole)


def _rows(part: Part, encoding: str | None, wanted: Wanted) -> Sequence[Row]:
    data = part.data[:HEAD]
    if len(data) < HEAD:
        text = decode(data, encoding, part.path).text
    else:
        # The last row may be cut; a quote that it opened would not close.
        lines = _decoded(data, encoding, part.path).splitlines(keepends=True)
        text = "".join(lines[: min(HEADER_WITHIN, len(lines) - 1)])
    delimiter = find_delimiter(io.BytesIO(text.encode()), wanted.known, wanted.least)
    return split_rows(text, delimiter, part.path)


def _decoded(data: bytes, encoding: str | None, path: str) -> str:
    """The text of a file's first bytes, which may end within a character."""
    for cut in range(CUT_WITHIN - 1):
        try:
            return decode(data[: len(data) - cut], encoding, path).text
        except DataRefused:
            continue
    return decode(data[: 1 - CUT_WITHIN], encoding, path).text
