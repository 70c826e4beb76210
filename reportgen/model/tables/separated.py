"""Text cut into records and cells, some megabytes at a time, as Python's `csv` cuts it.

Most text is regular: a cell that has quotation marks is quoted as a whole. Such text is cut with
numpy, all cells of a block at once. Where a mark stands elsewhere, or a cell is very long, the
block is given to `csv` itself, which alone decides what is an error. Both say the same of the same
text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from reportgen.model.tables.cells import LONGEST, Cells, Listed, Sliced
from reportgen.model.tables.text_ahead import TextAhead

Places = npt.NDArray[np.int64]

BLOCK = 2_000_000
"""Bytes read at a time."""
LONGEST_RECORD = 8 * BLOCK
"""Bytes; a longer one is left to `csv`."""

LF, CR, QUOTE = 10, 13, 34


class UnreadableRecord(ValueError):
    """A record that is no CSV; `line` is the line it starts on."""

    def __init__(self, line: int, error: csv.Error) -> None:
        super().__init__(str(error))
        self.line = line


class Block(Protocol):
    """Some records that follow each other: the line and the number of cells of each.

    `offset` is where its text begins, `size` how many bytes it has, `after` the line after it.
    """

    offset: int
    size: int
    after: int
    lines: npt.NDArray[np.int32]
    widths: npt.NDArray[np.int32]

    def column(self, place: int) -> Cells:
        """The cells at a place, the empty text where a record is too short."""


def blocks(file: BinaryIO, delimiter: str, size: int) -> Iterator[Block]:
    """The records of UTF-8 text that are not blank, block by block."""
    text = TextAhead(file, file.tell())
    while text.fill(size):
        block = _regular(text, delimiter, size) or _as_csv_reads(text, delimiter, size)
        text.go_on(block.size, block.after)
        yield block


def is_blank(cells: list[str]) -> bool:
    """True for an empty line, and for the commas a spreadsheet leaves of one."""
    return not cells or (not cells[0].strip() and not any(cell.strip() for cell in cells))


def records(text: bytes, delimiter: str, line: int) -> Iterator[tuple[int, list[str]]]:
    """Every record of some whole records that is not blank, with the line it starts on."""
    # Universal newlines without translation: LF, CRLF and bare CR end a line, also in quotes.
    source = io.StringIO(text.decode(), newline="")
    return _records(source, delimiter, line)


def _records(lines: Iterator[str], delimiter: str, line: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = line
    try:
        for cells in reader:
            if not is_blank(cells):
                yield start, cells
            start = line + reader.line_num
    except csv.Error as error:
        raise UnreadableRecord(start, error) from None


class _Listed:
    """A block as `csv` reads it."""

    def __init__(
        self, text: TextAhead, size: int, rows: list[tuple[int, list[str]]], after: int
    ) -> None:
        self.offset, self.size, self.after = text.offset, size, after
        self.lines = np.array([line for line, _ in rows], dtype=np.int32)
        self.widths = np.array([len(cells) for _, cells in rows], dtype=np.int32)
        self._rows = rows

    def column(self, place: int) -> Cells:
        return Listed([cells[place] if place < len(cells) else "" for _, cells in self._rows])


def _as_csv_reads(text: TextAhead, delimiter: str, size: int) -> Block:
    rows = []
    lines = 0

    def counted() -> Iterator[str]:
        nonlocal lines
        for line in text.lines(size):
            lines += 1
            yield line

    reader = csv.reader(counted(), delimiter=delimiter, strict=True)
    start, taken = text.line, 0
    try:
        for cells in reader:
            if not is_blank(cells):
                rows.append((start, cells))
            start, taken = text.line + lines, text.taken
            if taken >= size:
                break
    except csv.Error as error:
        if not taken:
            raise UnreadableRecord(start, error) from None
        # The records before it come first; the next block begins with it.
    return _Listed(text, taken, rows, start)


class _Cut:
    """A block of regular text: where its cells begin and end, by their number.

    `letters` are the text with zeros behind it, and whether it has quotation marks.
    """

    def __init__(
        self,
        text: TextAhead,
        size: int,
        after: int,
        letters: tuple[bytes, npt.NDArray[np.uint8], bool],
        bounds: tuple[Places, Places],
        kept: tuple[Places, npt.NDArray[np.int32], npt.NDArray[np.int32]],
    ) -> None:
        self.offset, self.size, self.after = text.offset, size, after
        self._text, self._bytes, self._has_marks = letters
        self._starts, self._ends = bounds
        self._first, self.lines, self.widths = kept
        self._every = int(self.widths.max(initial=1))
        # The cells of one place then stand at even distances.
        self._is_even = len(self.widths) * self._every == len(self._starts) == self.widths.sum()

    def column(self, place: int) -> Cells:
        has_cell = self.widths > place
        if self._is_even and place < self._every:
            starts, ends = (one[place :: self._every] for one in (self._starts, self._ends))
        elif has_cell.all():
            number = self._first + place
            starts, ends = self._starts[number], self._ends[number]
        else:
            number = np.where(has_cell, self._first + place, 0)
            starts, ends = self._starts[number], self._ends[number]
            ends = np.where(has_cell, ends, starts)
        if not self._has_marks:
            return Sliced(self._text, starts, ends, False)
        is_quoted = (self._bytes[starts] == QUOTE) & (ends > starts)
        return Sliced(self._text, starts + is_quoted, ends - is_quoted, True)


def _regular(text: TextAhead, delimiter: str, size: int) -> Block | None:
    """The block cut with numpy; None where `csv` must judge it."""
    while True:
        block = _cut(text, ord(delimiter))
        if block is not None or text.is_whole or len(text.data) > LONGEST_RECORD:
            return block if block is not None and block.size else None
        # A record that is longer than what was read.
        if text.data.count(b"\n") or text.data.count(b"\r", 0, -1):
            return None
        text.more(size)


def _cut(text: TextAhead, delimiter: int) -> _Cut | None:
    data = text.data
    padded = data + bytes(LONGEST + 8)
    letters = np.frombuffer(padded, dtype=np.uint8)
    has_quotes, has_returns = b'"' in data, b"\r" in data
    is_special = (letters == delimiter) | (letters == LF)
    if has_returns:
        is_special |= letters == CR
    if has_quotes:
        is_special |= letters == QUOTE
    places = np.flatnonzero(is_special)
    kind = letters[places]
    is_end = kind == LF
    if has_returns:
        is_end |= (kind == CR) & (letters[places + 1] != LF)
        if not text.is_whole and data.endswith(b"\r"):
            # Whether a line feed follows is not known yet.
            is_end[-1] = False
    is_bound = is_end | (kind == delimiter)
    line_ends = places[is_end]
    if has_quotes:
        is_quote = kind == QUOTE
        is_bound &= np.cumsum(is_quote) % 2 == 0
    bounds, ends_record = places[is_bound], is_end[is_bound]
    if text.is_whole and (not len(bounds) or not ends_record[-1] or bounds[-1] + 1 < len(data)):
        bounds, ends_record = np.append(bounds, len(data)), np.append(ends_record, True)
    last = np.flatnonzero(ends_record)
    if not len(last):
        return None
    bounds = bounds[: last[-1] + 1]
    size = min(int(bounds[-1]) + 1, len(data))
    if has_quotes and not _is_regular(letters, places[is_quote & (places < size)], delimiter):
        return None
    starts = np.concatenate([[0], bounds[:-1] + 1])
    ends = bounds.copy()
    if has_returns:
        ends[last] -= (letters[ends[last]] == LF) & (letters[ends[last] - 1] == CR)
    first = np.concatenate([[0], last[:-1] + 1])
    widths = last - first + 1
    if (ends - starts).max() > csv.field_size_limit():
        return None
    begins = starts[first]
    lines = text.line + np.searchsorted(line_ends, begins)
    after = text.line + int(np.searchsorted(line_ends, size))
    kept = ~_blank(data, letters, chr(delimiter), begins, ends[last])
    return _Cut(
        text,
        size,
        after,
        (padded, letters, has_quotes),
        (starts, ends),
        (first[kept], lines[kept].astype(np.int32), widths[kept].astype(np.int32)),
    )


def _is_regular(letters: npt.NDArray[np.uint8], quotes: Places, delimiter: int) -> bool:
    """True where every mark begins or ends a whole cell, or is written twice within one."""
    if len(quotes) % 2:
        return False
    may_stand = np.zeros(256, dtype=bool)
    may_stand[[0, delimiter, LF, CR, QUOTE]] = True
    # Before the first letter stands the zero that was put behind the last.
    before, behind = letters[quotes[0::2] - 1], letters[quotes[1::2] + 1]
    return bool(may_stand[before].all() and may_stand[behind].all())


def _blank(
    data: bytes, letters: npt.NDArray[np.uint8], delimiter: str, begins: Places, ends: Places
) -> npt.NDArray[np.bool_]:
    """The records that are blank: empty ones, and those that `csv` reads as nothing but spaces."""
    blank = begins >= ends
    begin = begins + (letters[begins] == QUOTE)
    letter = letters[begin]
    next_letter = letters[begin + 1]
    may_be = _MAY_BE_BLANK[letter] | (letter == ord(delimiter))
    for lead, seconds in _WIDE_SPACES.items():
        may_be |= (letter == lead) & np.isin(next_letter, seconds)
    for record in np.flatnonzero(may_be & ~blank).tolist():
        text = data[begins[record] : ends[record]].decode()
        blank[record] = is_blank(
            next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        )
    return blank


_MAY_BE_BLANK = np.zeros(256, dtype=bool)
_MAY_BE_BLANK[[*range(9, 14), *range(28, 33), QUOTE]] = True
_WIDE_SPACES = {
    0xC2: np.array([0x85, 0xA0], dtype=np.uint8),
    0xE1: np.array([0x9A], dtype=np.uint8),
    0xE2: np.array([0x80, 0x81], dtype=np.uint8),
    0xE3: np.array([0x80], dtype=np.uint8),
}
"""How spaces outside ASCII begin in UTF-8."""
