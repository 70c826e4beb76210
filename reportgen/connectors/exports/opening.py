"""A file is opened: unpacked, decoded, and cut into the tables its dialect writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.archives import Part, parts_of
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.encoding import decode
from reportgen.connectors.exports.files import FileBytes
from reportgen.connectors.exports.silence import nothing_delivered
from reportgen.connectors.exports.table import RawTable, find_delimiter, split_rows
from reportgen.connectors.exports.wanted import Wanted
from reportgen.connectors.workbooks.package import is_workbook
from reportgen.connectors.workbooks.sheets import tables_of
from reportgen.connectors.workbooks.workbook import Workbook
from reportgen.errors import Place


def opened(
    dialect: Dialect, wanted: Wanted, contents: FileBytes, encoding: str | None
) -> tuple[tuple[RawTable, ...], str]:
    """The tables of all parts of a file, and the encoding they are in."""
    path = contents.found.path
    if is_workbook(contents.data):
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
    parts = parts_of(contents.data, path)
    if len(parts) > 1 and not dialect.has_parts:
        raise refuse_one(
            "RG442",
            f"the archive holds {len(parts)} tables, and one is read",
            Place(path),
            "unpack it, and put the one table into the workspace",
        )
    decoded = [(part, decode(part.data, encoding, part.path)) for part in parts]
    filled = [(part, one.text) for part, one in decoded if one.text.strip()]
    if not filled:
        raise refuse_one("RG403", "the file is empty", Place(path), "export the month again")
    found = [table for part, text in filled for table in _tables_of(dialect, wanted, part, text)]
    return found, ", ".join(dict.fromkeys(one.encoding for _, one in decoded))


def _tables_of(dialect: Dialect, wanted: Wanted, part: Part, text: str) -> list[RawTable]:
    delimiter = find_delimiter(text, wanted.known, wanted.least)
    rows = split_rows(text, delimiter, part.path)
    tables = dialect.recognise(rows, wanted, part.path)
    return [replace(table, path=part.path) for table in tables]


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
