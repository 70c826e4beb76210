"""A table's cells become canonical text, with every unreadable one told by its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from reportgen.connectors.base import Context
from reportgen.connectors.cells import (
    UnreadableCell,
    is_censored,
    read_money,
    read_number,
    read_percent,
)
from reportgen.connectors.dates import read_date, read_moment
from reportgen.connectors.table import RawTable, TableRead
from reportgen.connectors.wanted import FIGURE_TYPES, Wanted, WantedColumn
from reportgen.errors import Place, Problem
from reportgen.model.config import Source
from reportgen.model.observations import ColumnType

MOST_TOLD = 20
"""Unreadable values told of one column; the rest are counted."""

CellReader = Callable[[str], str]


@dataclass(frozen=True)
class Cells:
    """How the cells of each column type are read for one source."""

    readers: Mapping[ColumnType, CellReader]

    @classmethod
    def of(cls, source: Source, context: Context) -> Cells:
        """The readers for a source's currency and time zone."""
        currency = source.currency or context.currency
        client_zone = ZoneInfo(context.timezone)
        source_zone = ZoneInfo(source.timezone) if source.timezone else client_zone
        readers: Mapping[ColumnType, CellReader] = {
            ColumnType.TEXT: str.strip,
            ColumnType.STATUS: str.strip,
            ColumnType.NUMBER: read_number,
            ColumnType.MONEY: lambda cell: read_money(cell, currency),
            ColumnType.PERCENT: read_percent,
            ColumnType.DATE: read_date,
            ColumnType.DATETIME: lambda cell: read_moment(cell, source_zone, client_zone),
        }
        # The files of a source hold the same figures and days again and again.
        return cls({kind: lru_cache(maxsize=50_000)(read) for kind, read in readers.items()})


@dataclass(frozen=True)
class Reading:
    """A table as read, what was wrong in it, and the warnings the tool left in its cells."""

    table: TableRead
    problems: tuple[Problem, ...]
    flags: frozenset[str]


def read_table(
    raw: RawTable,
    places: Mapping[str, int],
    wanted: Wanted,
    cells: Cells,
    file: tuple[int, str],
) -> Reading:
    """Read the columns that are in a table, at the places found for them."""
    number, path = file
    lines = [row.line for row in raw.rows]
    columns: dict[str, list[str]] = {}
    problems: list[Problem] = []
    flags: set[str] = set()
    for one in wanted.columns:
        if one.name not in places:
            continue
        at = places[one.name]
        written = [row.cells[at] for row in raw.rows]
        header = raw.header.cells[at].strip()
        read = _Column(one, header, path, lines).read(written, cells.readers[one.type])
        columns[one.name] = read.cells
        problems += read.problems
        flags |= read.flags
    return Reading(
        TableRead(number, path, lines, columns, raw.days), tuple(problems), frozenset(flags)
    )


@dataclass(frozen=True)
class _ColumnRead:
    cells: list[str]
    problems: list[Problem]
    flags: set[str]


@dataclass(frozen=True)
class _Column:
    wanted: WantedColumn
    header: str
    path: str
    lines: Sequence[int]

    def read(self, written: list[str], reader: CellReader) -> _ColumnRead:
        """Each different text is read once; a bad one is told with all its lines."""
        read: dict[str, str] = {}
        bad: dict[str, UnreadableCell] = {}
        empty = "0" if self.wanted.column.blank_is_zero else ""
        for text in dict.fromkeys(written):
            try:
                read[text] = reader(text) or empty
            except UnreadableCell as error:
                bad[text] = error
                read[text] = ""
        problems = self._unreadable(written, bad) if bad else []
        cells = [read[text] for text in written]
        if self.wanted.is_required and "" in read.values() and not bad:
            problems.append(self._empty(cells))
        return _ColumnRead(cells, problems, self._flags(read))

    def _unreadable(self, written: list[str], bad: Mapping[str, UnreadableCell]) -> list[Problem]:
        problems = []
        for text in list(bad)[:MOST_TOLD]:
            lines = self._lines(cell == text for cell in written)
            what = "the cell cannot be read" if self.wanted.is_pii else bad[text].what
            if len(bad) > MOST_TOLD and text == list(bad)[MOST_TOLD - 1]:
                what = f"{what}; {len(bad) - MOST_TOLD} more values of this column neither"
            problems.append(Problem(bad[text].code, what, self._place(lines), hint=bad[text].hint))
        return problems

    def _empty(self, cells: list[str]) -> Problem:
        lines = self._lines(not cell for cell in cells)
        return Problem(
            "RG411",
            f"the column {self.header!r} is empty in {len(lines)} of the rows",
            self._place(lines),
            why="it is declared `required`, or names the row",
            hint="fill the cells in the source and export again",
        )

    def _lines(self, chosen: Iterable[bool]) -> list[int]:
        return [line for line, is_chosen in zip(self.lines, chosen, strict=True) if is_chosen]

    def _place(self, lines: Sequence[int]) -> Place:
        return Place(self.path, lines[0], field=self.header, rows=tuple(lines[1:]))

    def _flags(self, read: Mapping[str, str]) -> set[str]:
        if self.wanted.type in FIGURE_TYPES:
            return {"thresholded"} if any(map(is_censored, read)) else set()
        return {"other_row"} if "(other)" in read else set()
