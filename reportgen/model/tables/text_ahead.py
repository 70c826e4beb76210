"""A file's text that is not cut yet, of which only a little is in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")


class TextAhead:
    """A file's text from where the last block ended."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self.offset = offset
        self.line = 1
        self.data = b""
        self.is_whole = False
        self._taken = 0

    def fill(self, size: int) -> bool:
        """Have so many bytes ready, or all that are left; False where none is."""
        while len(self.data) < size and not self.is_whole:
            self.more(size)
        return bool(self.data)

    def more(self, size: int) -> None:
        """Read on."""
        read = self._file.read(size)
        self.is_whole = not read
        self.data += read

    def go_on(self, size: int, line: int) -> None:
        """Leave so many bytes behind; what follows begins with a line."""
        self.data = self.data[size:]
        self.offset += size
        self.line = line

    def lines(self, size: int) -> Iterator[str]:
        """Line by line, as somebody asks for them; `taken` says how many bytes were."""
        self._taken = 0
        while True:
            found = _LINE.match(self.data, self._taken)
            assert found is not None
            is_open = found.end() == len(self.data) and not found[0].endswith(b"\n")
            if is_open and not self.is_whole:
                self.more(size)
                continue
            if not found[0]:
                return
            self._taken = found.end()
            yield found[0].decode()

    @property
    def taken(self) -> int:
        """How many bytes of the text were asked for as lines."""
        return self._taken
