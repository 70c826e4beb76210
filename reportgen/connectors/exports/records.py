"""The records of a file, of which only what is asked for is held: a file may be large."""

from __future__ import annotations

import csv
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from reportgen.connectors.base import refuse_one
from reportgen.errors import DataRefused, Place
from reportgen.model.tables.growing_array import GrowingArray
from reportgen.model.tables.separated import BLOCK, Block, UnreadableRecord, blocks, records
from reportgen.model.tables.words import Words

if TYPE_CHECKING:
    from reportgen.model.tables.growing import GrowingWords

MOST_COLUMNS = 2_000
MOST_ROWS = 20_000_000
HEADER_WITHIN = 60
"""The header stands among the first so many rows."""

Lines = npt.NDArray[np.integer[Any]]


class Row(NamedTuple):
    """One record of a file; `line` is the line it starts on."""

    line: int
    cells: list[str]


class Records(Sequence[Row]):
    """Records that follow each other in a file.

    A row is read again when it is asked for. What tables are made of, the lines of all rows and
    the cells of a column, is told at once.
    """

    def __init__(self, file: _File, rows: range) -> None:
        self._file = file
        self._rows = rows

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Records: ...
    def __getitem__(self, place: int | slice) -> Row | Records:
        """One row, or some that follow each other."""
        if isinstance(place, slice):
            if place.step not in (None, 1):
                raise ValueError("records are taken in their order")
            return Records(self._file, self._rows[place])
        return self._file.row(self._rows[place])

    def __iter__(self) -> Iterator[Row]:
        """All rows, read from the file."""
        return self._file.between(self._rows)

    @property
    def lines(self) -> Lines:
        """The line on which each row starts."""
        return self._file.lines[self._rows.start : self._rows.stop]

    @property
    def widths(self) -> Lines:
        """How many cells each row has."""
        return self._file.widths[self._rows.start : self._rows.stop]

    def column(self, place: int) -> Words:
        """The cells of all rows at a place; the empty text where a row is too short."""
        words = self._file.column(place)
        if len(words) == len(self._rows):
            return words
        return words.take(slice(self._rows.start, self._rows.stop))


def lines_of(rows: Sequence[Row]) -> Sequence[int]:
    """The line on which each row starts, in little memory."""
    if isinstance(rows, Records):
        return array("i", rows.lines.astype(np.int32, copy=False).tobytes())
    return array("i", [row.line for row in rows])


def column_of(rows: Sequence[Row], place: int) -> Words:
    """The cells of all rows at a place."""
    if isinstance(rows, Records):
        return rows.column(place)
    return Words.of(row.cells[place] for row in rows)


def lines_of_other_width(rows: Sequence[Row], width: int) -> list[int]:
    """The lines of rows that have more cells, or fewer."""
    if isinstance(rows, Records):
        is_odd = rows.widths != width
        return [int(line) for line in rows.lines[is_odd]] if is_odd.any() else []
    return [row.line for row in rows if len(row.cells) != width]


def read_records(
    text: BinaryIO,
    delimiter: str,
    path: str,
    foreseen: Callable[[Sequence[Row]], Iterable[int]] = lambda _: (),
) -> Records:
    """Every record that is not blank; a quote that does not close is refused.

    `foreseen` tells from the first rows which columns will be asked for: they are read on the way.
    """
    file = _File(text, delimiter)
    try:
        file.read(path, foreseen)
    except UnreadableRecord as error:
        raise _unreadable(str(error), Place(path, error.line)) from None
    return Records(file, range(len(file.lines)))


@dataclass(frozen=True)
class _Stretch:
    """Where a block stands in its file, and the number of its first row."""

    offset: int
    size: int
    line: int
    row: int


class _File:
    """A file of records: where they stand, and the columns of them that were read."""

    def __init__(self, text: BinaryIO, delimiter: str) -> None:
        self._text = text
        self._start = text.tell()
        self._delimiter = delimiter
        self._stretches: list[_Stretch] = []
        self._only: Block | None = None
        self._columns: dict[int, Words] = {}
        self._held: tuple[_Stretch, list[Row]] | None = None
        self.lines: Lines = np.zeros(0, dtype=np.int32)
        self.widths: Lines = np.zeros(0, dtype=np.int32)

    def read(self, path: str, foreseen: Callable[[Sequence[Row]], Iterable[int]]) -> None:
        """Go through the text once."""
        lines, widths = (GrowingArray(np.dtype(kind)) for kind in (np.int32, np.int16))
        growing: dict[int, GrowingWords] = {}
        line, count = 1, 0
        for block in self._blocks():
            widest = int(block.widths.max(initial=0))
            if widest > MOST_COLUMNS:
                raise _too_wide(Place(path, int(block.lines[block.widths > MOST_COLUMNS][0])))
            self._stretches.append(_Stretch(block.offset, block.size, line, count))
            if self._only is not None:
                # A file of one block needs no foresight: that block stays.
                first, self._only = self._only, None
                head = list(islice(self._rows(self._stretches[0]), HEADER_WITHIN))
                growing = {place: _column() for place in foreseen(head)}
                for place, words in growing.items():
                    words.add(first.column(place))
            for place, words in growing.items():
                words.add(block.column(place))
            lines.add(block.lines)
            widths.add(block.widths.astype(np.int16))
            count += len(block.lines)
            line = block.after
            if count > MOST_ROWS:
                raise _too_long(path)
            self._only = block if len(self._stretches) == 1 else None
        self._columns = {place: words.words() for place, words in growing.items()}
        self.lines, self.widths = lines.array(), _uniform(widths.array())

    def column(self, place: int) -> Words:
        """The cells at a place in every row; one that was not foreseen is read now."""
        if self._only is None:
            self._held = None
        if place not in self._columns:
            self._columns[place] = self._read_column(place)
        return self._columns[place]

    def _read_column(self, place: int) -> Words:
        if self._only is not None and self._held is not None:
            rows = (row.cells for row in self._held[1])
            return Words.of(cells[place] if place < len(cells) else "" for cells in rows)
        growing = _column()
        for block in [self._only] if self._only is not None else self._blocks():
            growing.add(block.column(place))
        return growing.words()

    def row(self, number: int) -> Row:
        """One row."""
        if number < HEADER_WITHIN and len(self._stretches) > 1:
            return next(self.between(range(number, number + 1)))
        of_row = [stretch.row for stretch in self._stretches]
        stretch = self._stretches[bisect_right(of_row, number) - 1]
        if self._held is None or self._held[0] is not stretch:
            self._held = (stretch, list(self._rows(stretch)))
        return self._held[1][number - stretch.row]

    def between(self, numbers: range) -> Iterator[Row]:
        """Some rows, one after the other."""
        for stretch, following in zip(self._stretches, [*self._stretches[1:], None], strict=True):
            end = len(self.lines) if following is None else following.row
            if stretch.row < numbers.stop and end > numbers.start and end > stretch.row:
                start = max(0, numbers.start - stretch.row)
                yield from islice(self._rows(stretch), start, numbers.stop - stretch.row)

    def _rows(self, stretch: _Stretch) -> Iterator[Row]:
        if self._held is not None and self._held[0] is stretch:
            return iter(self._held[1])
        self._text.seek(stretch.offset)
        text = self._text.read(stretch.size)
        rows = (Row(*one) for one in records(text, self._delimiter, stretch.line))
        if self._only is None:
            return rows
        self._held = (stretch, list(rows))
        return iter(self._held[1])

    def _blocks(self) -> Iterator[Block]:
        """The blocks; others may read the file between two of them."""
        self._text.seek(self._start)
        for block in blocks(self._text, self._delimiter, BLOCK):
            at = self._text.tell()
            yield block
            self._text.seek(at)


def _uniform(widths: Lines) -> Lines:
    """Widths that are all the same, held once."""
    if len(widths) and (widths == widths[0]).all():
        return np.broadcast_to(widths[:1].copy()[0], len(widths))
    return widths


def _too_long(path: str) -> DataRefused:
    what = f"there are more than {MOST_ROWS:,} rows"
    return refuse_one("RG406", what, Place(path), "export fewer days at a time")


def _too_wide(place: Place) -> DataRefused:
    what = f"there are more than {MOST_COLUMNS:,} columns"
    return refuse_one("RG406", what, place, "export fewer columns")


def _unreadable(error: str, place: Place) -> DataRefused:
    hint = "a quotation mark inside a cell must be written twice"
    if "field limit" in error:
        what = f"a cell is longer than {csv.field_size_limit():,} characters"
        return refuse_one("RG407", what, place, hint, "a quotation mark may not close")
    return refuse_one("RG407", f"the row cannot be read: {error}", place, hint)


def _column() -> GrowingWords:
    """A column of which nothing is read yet."""
    # Brings pandas, which takes half a second; who only looks at heads reads rows, no columns.
    from reportgen.model.tables.growing import GrowingWords

    return GrowingWords()
