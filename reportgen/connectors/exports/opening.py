"""A file is opened: unpacked, decoded, and cut into the tables its dialect writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.archives import is_packed, parts_of
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.encoding import as_utf8, has_letters
from reportgen.connectors.exports.files import FileBytes
from reportgen.connectors.exports.records import Row, read_records
from reportgen.connectors.exports.silence import nothing_delivered
from reportgen.connectors.exports.table import RawTable, find_delimiter, find_header
from reportgen.connectors.exports.wanted import Wanted, places_of_any
from reportgen.connectors.workbooks.package import is_workbook, may_be_workbook
from reportgen.connectors.workbooks.sheets import tables_of
from reportgen.connectors.workbooks.workbook import Workbook
from reportgen.errors import Place


def opened(
    dialect: Dialect, wanted: Wanted, contents: FileBytes, encoding: str | None
) -> tuple[tuple[RawTable, ...], str]:
    """The tables of all parts of a file, and the encoding they are in."""
    path = contents.found.path
    if may_be_workbook(contents.start) and is_workbook(contents.data):
        book = Workbook.checked(contents.data, path)
        found: Sequence[RawTable] = tables_of(book, dialect, wanted)
        written = "xlsx"
    else:
        found, written = _texts(dialect, wanted, contents, encoding)
    tables = dialect.gather(tuple(found), wanted)
    if not any(table.rows for table in tables):
        tables = _silent(dialect, wanted, contents, tables)
    return tables, written


def _texts(
    dialect: Dialect, wanted: Wanted, contents: FileBytes, encoding: str | None
) -> tuple[Sequence[RawTable], str]:
    path = contents.found.path
    parts = _parts(contents)
    if len(parts) > 1 and not dialect.has_parts:
        raise refuse_one(
            "RG442",
            f"the archive holds {len(parts)} tables, and one is read",
            Place(path),
            "unpack it, and put the one table into the workspace",
        )
    decoded = [(name, *as_utf8(file, encoding, name)) for name, file in parts]
    filled = [(name, text) for name, text, _ in decoded if has_letters(text)]
    if not filled:
        raise refuse_one("RG403", "the file is empty", Place(path), "export the month again")
    found = [table for name, text in filled for table in _tables_of(dialect, wanted, name, text)]
    return found, ", ".join(dict.fromkeys(written for _, _, written in decoded))


def _parts(contents: FileBytes) -> list[tuple[str, BinaryIO]]:
    """The files in an archive, or the file itself, each with its name."""
    path = contents.found.path
    if not is_packed(contents.start):
        return [(path, contents.open())]
    return [(part.path, BytesIO(part.data)) for part in parts_of(contents.data, path)]


def _tables_of(dialect: Dialect, wanted: Wanted, name: str, text: BinaryIO) -> list[RawTable]:
    delimiter = find_delimiter(text, wanted.known, wanted.least)

    def foreseen(head: Sequence[Row]) -> list[int]:
        at = find_header(head, wanted.known, wanted.least)
        return [] if at is None else places_of_any(wanted, head[at])

    rows = read_records(text, delimiter, name, foreseen)
    tables = dialect.recognise(rows, wanted, name)
    return [replace(table, path=name) for table in tables]


def _silent(
    dialect: Dialect, wanted: Wanted, contents: FileBytes, tables: Sequence[RawTable]
) -> tuple[RawTable, ...]:
    """The tables of a month in which nothing was delivered; others without rows are refused."""
    if dialect.may_be_silent:
        month = contents.found.month
        silent = [nothing_delivered(table, wanted, month) for table in tables]
        if silent and None not in silent:
            return tuple(table for table in silent if table is not None)
    raise refuse_one(
        "RG403",
        "the file has a header and no rows" if tables else "the file has no table",
        Place(contents.found.path, tables[0].header.line if tables else 1),
        _TOTALS_SAY_SO if dialect.may_be_silent else "export the month again",
    )


_TOTALS_SAY_SO = (
    "export the month again, with its totals row: where nothing was delivered, that row says so"
)
