"""What is wanted of a file where nobody says it: all columns that its dialect knows, or it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reportgen.connectors.base import Context
from reportgen.connectors.dialects import DIALECTS
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.reading import Cells
from reportgen.connectors.exports.table import RawTable, Row
from reportgen.connectors.exports.wanted import Wanted, WantedColumn
from reportgen.connectors.inspecting.column_names import names_of
from reportgen.connectors.inspecting.file_currency import FileCurrency
from reportgen.connectors.inspecting.inference import guess, header_of, is_repeated
from reportgen.errors import Level, Place, Problem
from reportgen.model.config import Source
from reportgen.model.dialects import header_key
from reportgen.model.dialects.column import NormalisedColumn, bare_key

FREE_LAYOUT = ("csv", "xlsx", "kintone")
"""Types whose columns only configuration knows, so that they are inferred here."""


@dataclass(frozen=True)
class Layout:
    """How the files of a dialect are read where nobody says what is wanted of them."""

    name: str
    dialect: Dialect
    wanted: Wanted
    read_at: datetime

    @classmethod
    def of(cls, name: str, read_at: datetime) -> Layout:
        """The layout in which all columns of a dialect are wanted."""
        dialect = DIALECTS[name]
        columns = tuple(WantedColumn(one, is_needed=False, is_kept=True) for one in dialect.columns)
        known = frozenset(header_key(words) for one in dialect.columns for words in one.headers)
        return cls(name, dialect, Wanted(columns, known), read_at)

    @property
    def is_free(self) -> bool:
        """True where a file may have any columns."""
        return self.name in FREE_LAYOUT

    def wanted_in(self, rows: Sequence[Row], path: str) -> Wanted:
        """What is wanted of a part of a file; of a free layout, whatever its header says."""
        if not self.is_free:
            return self.wanted
        header = rows[header_of(rows, path)]
        own = {header_key(cell) for cell in header.cells if cell.strip()}
        return replace(self.wanted, known=self.wanted.known | own)

    def cells(self, currency: str) -> Cells:
        """The readers of cells; moments stay in the time zone they are written in."""
        source = Source.model_validate({"type": self.name, "path": "file"})
        return Cells.of(source, Context(Path(), "", "UTC", currency, self.read_at))


def wanted_of(
    table: RawTable, layout: Layout, currency: FileCurrency
) -> tuple[Wanted, list[Problem]]:
    """All columns of the dialect, and of a free layout all others, with the types they seem."""
    wanted = replace(layout.wanted, currency=currency.to_read)
    if not layout.is_free:
        return wanted, []
    known = layout.wanted.known
    headers = [cell.strip() for cell in table.header.cells]
    columns: list[WantedColumn] = []
    problems: list[Problem] = []
    for at, (header, name) in enumerate(zip(headers, names_of(headers), strict=True)):
        if not header or header_key(header) in known or bare_key(header) in known:
            continue
        if is_repeated(table.header, at):
            problems.append(_stands_twice(table, header))
            continue
        guessed = guess(table, at, currency.to_read)
        problems += guessed.problems
        column = NormalisedColumn(name, guessed.type, (header,))
        columns.append(WantedColumn(column, is_needed=False, is_kept=True))
    return replace(wanted, columns=(*wanted.columns, *columns)), problems


def _stands_twice(table: RawTable, header: str) -> Problem:
    return Problem(
        "RG404",
        f"the column {header!r} stands twice in the header, and is not read",
        Place(table.path, table.header.line, field=header),
        level=Level.WARNING,
        hint="export it once",
    )
