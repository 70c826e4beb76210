"""What a workbook says of a sheet besides its values: what is hidden, merged, not calculated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.parsers import expat

MOST_MERGED = 2_000
CHUNK = 1 << 20
OVERLAP = 64
_IS_LAID_OUT = re.compile(rb"<(\w+:)?(f|mergeCell)[\s/>]|\shidden=|\x00")
"""Formulas, merged cells, hidden rows; also XML of 16 bits, in which none of these is found."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class UnreadableSheet(ValueError):
    """A sheet that is not read; the text says why."""


class Block(NamedTuple):
    """A rectangle of cells, first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int

    def columns_in(self, row: int) -> range:
        """The columns of a row that the rectangle covers, but for its first cell."""
        if not self.top <= row <= self.bottom:
            return range(0)
        return range(self.left + (row == self.top), self.right + 1)


@dataclass
class Layout:
    """Gathered while a sheet is scanned; rows and columns count from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    merged: list[Block] = field(default_factory=list)
    not_calculated: dict[int, list[int]] = field(default_factory=dict)


def is_laid_out(sheet: IO[bytes]) -> bool:
    """True where a sheet may have more to say than its values: most exports have not."""
    before = b""
    while chunk := sheet.read(CHUNK):
        if _IS_LAID_OUT.search(before + chunk):
            return True
        before = chunk[-OVERLAP:]
    return False


def scan(sheet: IO[bytes]) -> Layout:
    """Read a sheet's XML once for its layout; UnreadableSheet for what no export holds."""
    scanner = _Scanner()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.ParseFile(sheet)
    except expat.ExpatError as error:
        raise UnreadableSheet(f"its XML is damaged: {error}") from error
    return scanner.layout


def _refuse_doctype(*_: object) -> None:
    raise UnreadableSheet("it declares XML of its own")


class _Scanner:
    def __init__(self) -> None:
        self.layout = Layout()
        self.row = self.column = 0
        self.has_formula = self.has_value = self.is_inside_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._row(attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self.has_formula = True
        elif tag == "v":
            self.is_inside_value = True
        elif tag == "mergeCell":
            self._merged(attributes.get("ref", ""))

    def text(self, _: str) -> None:
        self.has_value |= self.is_inside_value

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "v":
            self.is_inside_value = False
        elif tag == "c" and self.has_formula and not self.has_value:
            self.layout.not_calculated.setdefault(self.row, []).append(self.column)

    def _row(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get("r", "")
        self.row = int(written) if written.isascii() and written.isdigit() else self.row + 1
        self.column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.layout.hidden_rows.add(self.row)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        place = _place(attributes.get("r", ""))
        self.column = place[1] if place else self.column + 1
        self.has_formula = self.is_inside_value = False
        # The result of a formula may be the empty text, and says so by its type.
        self.has_value = attributes.get("t") == "str"

    def _merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last or first)
        if start and end:
            self.layout.merged.append(Block(*start, *end))
        if len(self.layout.merged) > MOST_MERGED:
            raise UnreadableSheet(f"it has more than {MOST_MERGED:,} merged cells")


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of `B12`."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
