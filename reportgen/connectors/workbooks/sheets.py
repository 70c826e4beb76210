"""The one sheet of a workbook that holds what is wanted, read like a table of an export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.table import RawTable, Row, find_header
from reportgen.connectors.exports.wanted import HeaderKeys, Wanted, WantedColumn
from reportgen.connectors.workbooks.workbook import Sheet, Workbook
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects import header_key
from reportgen.model.observations import ColumnType, FileRead

_BARE_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def tables_of(book: Workbook, dialect: Dialect, wanted: Wanted) -> tuple[RawTable, ...]:
    """The tables of the sheet whose header has the columns; DataRefused where none or two do."""
    sheet = book.sheet(_chosen(book, wanted))
    tables = dialect.recognise(sheet.rows, wanted, book.path)
    return tuple(as_table(table, sheet, wanted, book.path) for table in tables)


def placed(problems: Iterable[Problem], tables: Sequence[RawTable]) -> tuple[Problem, ...]:
    """The problems with the cells of the sheet they stand in, where they come from a workbook."""
    of_sheet = next((table for table in tables if table.sheet), None)
    if of_sheet is None:
        return tuple(problems)
    columns = {cell.strip(): number for number, cell in enumerate(of_sheet.header.cells, start=1)}
    return tuple(
        replace(
            one,
            place=replace(
                one.place,
                sheet=of_sheet.sheet,
                column=one.place.column or columns.get(one.place.field),
            ),
        )
        for one in problems
    )


def in_sheets(problems: Iterable[Problem], files: Iterable[FileRead]) -> tuple[Problem, ...]:
    """The problems that are told of a file, with the sheet that was read of it."""
    sheets = {file.path: file.sheet for file in files if file.sheet}
    return tuple(
        replace(one, place=replace(one.place, sheet=sheets[one.place.path]))
        if one.place.path in sheets and not one.place.sheet
        else one
        for one in problems
    )


def _chosen(book: Workbook, wanted: Wanted) -> str:
    """The name of the only sheet with all needed columns, else of the only one with a header."""
    heads = book.heads()
    headers = {
        sheet.name: sheet.rows[at]
        for sheet in heads
        if (at := find_header(sheet.rows, wanted.known, wanted.least)) is not None
    }
    needed = [one for one in wanted.columns if one.is_needed]
    complete = [
        name
        for name, header in headers.items()
        if all(_stands_in(HeaderKeys.of(header), one) for one in needed)
    ]
    candidates = complete or list(headers)
    if len(candidates) == 1:
        return candidates[0]
    listed = ", ".join(_named(sheet) for sheet in heads if sheet.name in candidates or not headers)
    if candidates:
        raise refuse_one(
            "RG432",
            f"several sheets have the columns: {listed}",
            Place(book.path),
            "keep one of them in the workbook",
        )
    raise refuse_one(
        "RG432",
        f"no sheet has the columns; the sheets are {listed}" if heads else "there is no sheet",
        Place(book.path),
        "write the headers that `columns:` names above the rows",
    )


def _stands_in(header: HeaderKeys, one: WantedColumn) -> bool:
    keys = {header_key(words) for words in one.column.headers}
    return not keys.isdisjoint(header.keys) or not keys.isdisjoint(header.bare)


def _named(sheet: Sheet) -> str:
    return f"{sheet.name!r} (hidden)" if sheet.is_hidden else repr(sheet.name)


def as_table(table: RawTable, sheet: Sheet, wanted: Wanted, path: str) -> RawTable:
    """The table with every row as wide as its header: a sheet has no cells behind the last one."""
    width = len(table.header.cells)
    rows = [Row(row.line, [*row.cells, *[""] * (width - len(row.cells))]) for row in table.rows]
    problems = (*table.problems, *_hidden(sheet, rows, path), *_bare_percents(table, wanted, path))
    return replace(table, rows=rows, path=path, sheet=sheet.name, problems=problems)


def _hidden(sheet: Sheet, rows: Sequence[Row], path: str) -> list[Problem]:
    """A warning of what is read although nobody sees it in the spreadsheet."""
    lines = [row.line for row in rows if row.line in sheet.hidden_rows]
    what, place = "", Place(path)
    if sheet.is_hidden:
        what = f"the sheet {sheet.name!r} is hidden, and is read"
    elif lines:
        what = f"hidden rows are read: {len(lines)}"
        place = Place(path, lines[0], rows=tuple(lines[1:]))
    if not what:
        return []
    hint = "show them and look whether they count; delete those that do not"
    return [Problem("RG433", what, place, level=Level.WARNING, hint=hint)]


def _bare_percents(table: RawTable, wanted: Wanted, path: str) -> list[Problem]:
    """In a sheet a share is a number shown as a percentage; a bare number may mean either."""
    problems = []
    keys = HeaderKeys.of(table.header).keys
    for one in wanted.columns:
        at = next(
            (keys.index(key) for key in map(header_key, one.column.headers) if key in keys), None
        )
        if one.type is not ColumnType.PERCENT or at is None:
            continue
        lines = [
            row.line
            for row in table.rows
            if at < len(row.cells) and _BARE_NUMBER.fullmatch(row.cells[at].strip())
        ]
        if lines:
            problems.append(
                Problem(
                    "RG408",
                    f"{len(lines)} cells are numbers without a percent sign",
                    Place(
                        path, lines[0], field=table.header.cells[at].strip(), rows=tuple(lines[1:])
                    ),
                    why="0.5 may be half a percent or fifty",
                    hint="format the whole column as a percentage",
                )
            )
    return problems
