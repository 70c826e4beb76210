"""A table's cells become canonical text, with every unreadable one told by its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from reportgen.connectors.base import Context
from reportgen.connectors.exports.cells import (
    CENSORED,
    UnreadableCell,
    read_money,
    read_number,
    read_percent,
    read_text,
)
from reportgen.connectors.exports.dates import DateOrder, read_date, read_moment
from reportgen.connectors.exports.orders import ToldOrder, told_by
from reportgen.connectors.exports.records import column_of, lines_of
from reportgen.connectors.exports.table import RawTable, TableRead
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted, WantedColumn
from reportgen.connectors.workbooks.damage import unless_damaged
from reportgen.errors import Level, Place, Problem
from reportgen.model.config import Source
from reportgen.model.observations import ColumnType
from reportgen.model.tables.growing import gathered
from reportgen.model.tables.words import AT_ONCE, Mask, Words

MOST_TOLD = 20
"""Unreadable values told of one column; the rest are counted."""

CellReader = Callable[[str], str]


@dataclass(frozen=True)
class Cells:
    """How the cells of each column type are read for one source.

    `censored` is the level of a value that its tool does not tell exactly: an error, or where
    configuration accepts missing amounts, a hole that is told.
    """

    readers: Mapping[tuple[ColumnType, DateOrder | None], CellReader]
    censored: Level = Level.ERROR

    @classmethod
    def of(cls, source: Source, context: Context) -> Cells:
        """The readers for a source's currency and time zone."""
        currency = source.currency or context.currency
        client_zone = ZoneInfo(context.timezone)
        source_zone = ZoneInfo(source.timezone) if source.timezone else client_zone
        readers: dict[tuple[ColumnType, DateOrder | None], CellReader] = {
            (ColumnType.TEXT, None): read_text,
            (ColumnType.STATUS, None): read_text,
            (ColumnType.NUMBER, None): read_number,
            (ColumnType.MONEY, None): lambda cell: read_money(cell, currency),
            (ColumnType.PERCENT, None): read_percent,
        }
        for order in (None, *DateOrder):
            readers[ColumnType.DATE, order] = partial(read_date, order=order)
            readers[ColumnType.DATETIME, order] = partial(
                read_moment, source_zone=source_zone, client_zone=client_zone, order=order
            )
        is_hole = source.missing_amount == "exclude"
        # The files of a source hold the same figures and days again and again.
        return cls(
            {key: lru_cache(maxsize=50_000)(unless_damaged(read)) for key, read in readers.items()},
            Level.WARNING if is_hole else Level.ERROR,
        )


@dataclass(frozen=True)
class Reading:
    """A table as read, what was wrong in it, and the warnings the tool left in its cells.

    `orders` are the date orders its columns of days told.
    """

    table: TableRead
    problems: tuple[Problem, ...]
    flags: frozenset[str]
    orders: Mapping[str, ToldOrder] = field(default_factory=dict)


def read_table(
    raw: RawTable,
    places: Mapping[str, int],
    wanted: Wanted,
    cells: Cells,
    file: tuple[int, str],
    orders: Mapping[str, ToldOrder],
) -> Reading:
    """Read the columns that are in a table, at the places found for them.

    `orders` are those that the source's other files told, for columns that tell none themselves.
    """
    number, path = file
    lines = lines_of(raw.rows)
    columns: dict[str, Sequence[str]] = {}
    problems: list[Problem] = []
    flags: set[str] = set()
    told: dict[str, ToldOrder] = {}
    for one in wanted.columns:
        if one.name not in places:
            continue
        at = places[one.name]
        written = column_of(raw.rows, at)
        column = _Column(one, raw.header.cells[at].strip(), path, lines, cells)
        read = column.read(written, orders.get(one.name))
        columns[one.name] = read.cells
        problems += read.problems
        flags |= read.flags
        if read.order is not None:
            told[one.name] = read.order
    table = TableRead(number, path, lines, columns, raw.days, raw.until)
    return Reading(table, tuple(problems), frozenset(flags), told)


@dataclass(frozen=True)
class _ColumnRead:
    cells: Words
    problems: list[Problem]
    flags: set[str]
    order: ToldOrder | None = None


@dataclass(frozen=True)
class _Column:
    wanted: WantedColumn
    header: str
    path: str
    lines: Sequence[int]
    readers: Cells

    def read(self, written: Words, known: ToldOrder | None) -> _ColumnRead:
        """Each different text is read once; a bad one is told with all its lines."""
        order: ToldOrder | None = None
        if self.wanted.type in DAY_TYPES:
            order, contradiction = told_by(written, self.lines, self.path, self.header)
            if contradiction is not None:
                return _ColumnRead(Words.alike("", len(written)), [contradiction], set())
        used = order or known
        reader = self.readers.readers[self.wanted.type, used.order if used else None]
        bad: dict[str, UnreadableCell] = {}
        empty = "0" if self.wanted.column.blank_is_zero else ""

        def read(text: str) -> str:
            try:
                return reader(text) or empty
            except UnreadableCell as error:
                bad[text] = error
                return ""

        if written.is_packed and self.wanted.type is ColumnType.TEXT:
            cells = _packed_texts(written, read)
        elif written.is_packed:
            cells = gathered(map(read, written))
        else:
            cells = written.translated(read)
        problems = self._unreadable(written, bad) if bad else []
        if self.wanted.is_required and not bad and (is_empty := cells.is_in(("",))).any():
            problems.append(self._empty(is_empty))
        return _ColumnRead(cells, problems, self._flags(written), order)

    def _unreadable(self, written: Words, bad: Mapping[str, UnreadableCell]) -> list[Problem]:
        problems = []
        for text in list(bad)[:MOST_TOLD]:
            lines = self._lines(written.is_in((text,)))
            what = "the cell cannot be read" if self.wanted.is_pii else bad[text].what
            if len(bad) > MOST_TOLD and text == list(bad)[MOST_TOLD - 1]:
                what = f"{what}; {len(bad) - MOST_TOLD} more values of this column neither"
            is_censored_value = bad[text].code == CENSORED
            problems.append(
                Problem(
                    bad[text].code,
                    what,
                    self._place(lines),
                    self.readers.censored if is_censored_value else Level.ERROR,
                    hint=bad[text].hint,
                )
            )
        return problems

    def _empty(self, is_empty: Mask) -> Problem:
        lines = self._lines(is_empty)
        return Problem(
            "RG411",
            f"the column {self.header!r} is empty in {len(lines)} of the rows",
            self._place(lines),
            why="it is declared `required`, or names the row",
            hint="fill the cells in the source and export again",
        )

    def _lines(self, chosen: Mask) -> list[int]:
        return [self.lines[row] for row in np.flatnonzero(chosen).tolist()]

    def _place(self, lines: Sequence[int]) -> Place:
        return Place(self.path, lines[0], field=self.header, rows=tuple(lines[1:]))

    def _flags(self, written: Words) -> set[str]:
        is_words = self.wanted.type in (ColumnType.TEXT, ColumnType.STATUS)
        return {"other_row"} if is_words and written.is_in(("(other)",)).any() else set()


def _packed_texts(written: Words, read: CellReader) -> Words:
    """Words of which nearly every row has its own: only those that may not stay are read."""
    cells = written.as_packed()
    careful = np.concatenate(
        [
            start + np.flatnonzero(_may_change(cells[start : start + AT_ONCE]))
            for start in range(0, len(cells), AT_ONCE)
        ]
    )
    if not len(careful):
        return written
    texts = [read(written[row]).encode() for row in careful.tolist()]
    changed = np.array(texts, dtype=np.bytes_)
    cells = cells.astype(max(cells.dtype, changed.dtype, key=lambda kind: kind.itemsize))
    cells[careful] = changed
    return Words.packed(cells)


def _may_change(cells: npt.NDArray[np.bytes_]) -> Mask:
    """The cells that begin or end otherwise than with an ASCII letter or digit, or lost digits."""
    letters = cells.view(np.uint8).reshape(len(cells), -1)
    last = letters[np.arange(len(cells)), np.maximum(np.strings.str_len(cells) - 1, 0)]
    stays = _STAYS[letters[:, 0]] & _STAYS[last] & (np.strings.find(cells, b"E+") < 0)
    return np.asarray(~stays, dtype=bool)


_STAYS = np.zeros(256, dtype=bool)
_STAYS[[*range(ord("0"), ord("9") + 1), *range(ord("A"), ord("Z") + 1)]] = True
_STAYS[[*range(ord("a"), ord("z") + 1)]] = True
