"""A file's bytes, read in one encoding after the other, a little at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import numpy as np

THREE_BYTES = 0xE0
"""The first byte of a UTF-8 character of three bytes is no smaller."""

AT_ONCE = 65_536
"""Bytes decoded at a time."""
IN_MEMORY = 32_000_000
"""Bytes of text that was written otherwise than in UTF-8; more of them stand in a file for a while.
"""

PEEK = 4096
"""Bytes that tell whether a file is written in 16 bits a character."""

_JAPANESE = re.compile("[^\x00-\x7f\uff61-\uff9f]|[\uff66-\uff9f]{2}")
"""A letter that only a Japanese text has: single half-width ones may be Western bytes."""


@dataclass(frozen=True)
class Misfit:
    """The first bytes that are none of an encoding, and what the decoder says of them."""

    line: int
    start: int
    byte: str
    reason: str

    def __str__(self) -> str:
        """Where they stand, in words."""
        return f"line {self.line}, byte {self.start + 1} of the file (0x{self.byte})"


@dataclass(frozen=True)
class Reading:
    """What became of reading bytes in an encoding, as far as they fit.

    `is_wide` is told of UTF-8 with characters of three bytes, `is_japanese` of cp932 with letters
    that only a Japanese text has; `zero` is the line of the first zero byte.
    """

    misfit: Misfit | None = None
    is_ascii: bool = True
    is_wide: bool = False
    is_japanese: bool = False
    zero: int | None = None


class Written:
    """A file's bytes, read in one encoding after the other; in each only once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._readings: dict[str, Reading] = {}
        file.seek(0)
        self.start = file.read(PEEK)

    def read_as(self, encoding: str) -> Reading:
        """What becomes of the bytes in an encoding."""
        if encoding not in self._readings:
            self._readings[encoding] = self._read(encoding)
        return self._readings[encoding]

    def misfit(self, encoding: str) -> Misfit | None:
        """Where the bytes are none of an encoding."""
        return self.read_as(encoding).misfit

    def is_really_utf8(self) -> bool:
        """True of text in UTF-8 that would hardly be it by chance."""
        # Japanese text of another encoding can by chance be valid UTF-8 in two-byte characters;
        # characters of three bytes do not come about by chance.
        reading = self.read_as("utf-8")
        return reading.misfit is None and reading.is_wide

    def text(self, encoding: str) -> BinaryIO:
        """The text in UTF-8, at its first letter."""
        if encoding in ("utf-8", "utf-8-sig"):
            marks = self.start.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8-sig" else None
            rest = self.start if marks is None else marks
            self._file.seek(len(self.start) - len(rest.removeprefix(codecs.BOM_UTF8)))
            return self._file
        text = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - it is handed on
        decoder = codecs.getincrementaldecoder(encoding)()
        for piece, is_last in self._pieces():
            words = decoder.decode(piece, is_last)
            text.write((words if text.tell() else words.removeprefix("\ufeff")).encode())
        text.seek(0)
        return text

    def first_high(self) -> Misfit:
        """The first byte that is not ASCII."""
        done = 0
        for piece, _ in self._pieces():
            if not piece.isascii():
                start = next(place for place, byte in enumerate(piece) if byte > 127)
                line = self._line("utf-8", done + start)
                return Misfit(line, done + start, f"{piece[start]:02X}", "not as declared")
            done += len(piece)
        return Misfit(1, 0, "", "not as declared")

    def _pieces(self) -> Iterator[tuple[bytes, bool]]:
        self._file.seek(0)
        piece = self._file.read(AT_ONCE)
        while True:
            following = self._file.read(AT_ONCE)
            yield piece, not following
            if not following:
                return
            piece = following

    def _read(self, encoding: str) -> Reading:
        decoder = codecs.getincrementaldecoder(encoding)()
        is_eight_bit = not encoding.startswith(("utf-16", "iso2022"))
        is_ascii, is_wide, is_japanese = True, False, False
        zero: int | None = None
        done = 0
        before = ""
        for piece, is_last in self._pieces():
            pending = len(decoder.getstate()[0])
            is_plain = piece.isascii()
            try:
                # Eight bits that are all ASCII are the same text in every encoding but those.
                skips = is_eight_bit and is_plain and not pending
                text = "" if skips else decoder.decode(piece, is_last)
            except UnicodeDecodeError as error:
                start = done - pending + error.start
                fitting = error.object[: error.start]
                misfit = Misfit(
                    self._line(encoding, start),
                    start,
                    error.object[error.start : error.start + 1].hex().upper(),
                    error.reason,
                )
                is_wide |= _is_wide(fitting)
                return Reading(misfit, is_ascii and fitting.isascii(), is_wide, is_japanese, zero)
            is_ascii &= is_plain
            is_wide |= not is_plain and not is_wide and _is_wide(piece)
            if encoding == "cp932" and not is_japanese:
                is_japanese = _JAPANESE.search(before + text) is not None
                before = text[-1:]
            has_zero = b"\x00" in piece if is_eight_bit else "\x00" in text
            if zero is None and has_zero:
                zero = self._line_of_zero(encoding)
            done += len(piece)
        return Reading(None, is_ascii, is_wide, is_japanese, zero)

    def _line(self, encoding: str, end: int) -> int:
        """The line on which a byte stands."""
        decoder = codecs.getincrementaldecoder(encoding)("ignore")
        lines, done = 1, 0
        for piece, _ in self._pieces():
            lines += decoder.decode(piece[: max(0, end - done)]).count("\n")
            done += len(piece)
            if done >= end:
                break
        return lines

    def _line_of_zero(self, encoding: str) -> int:
        decoder = codecs.getincrementaldecoder(encoding)("ignore")
        lines = 1
        for piece, _ in self._pieces():
            before, zero, _ = decoder.decode(piece).partition("\x00")
            lines += before.count("\n")
            if zero:
                break
        return lines


def _is_wide(piece: bytes) -> bool:
    return bool(piece) and int(np.frombuffer(piece, dtype=np.uint8).max()) >= THREE_BYTES
