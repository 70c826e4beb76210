"""A column of text in little memory: every different text once, or all of them packed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, cast, overload

import numpy as np
import numpy.typing as npt

from reportgen.model.tables.cells import mixed

Codes = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]

WIDEST = 64
"""Bytes of the longest text that is packed."""
AT_ONCE = 65_536
"""Cells that become Python's own text at one time."""


class Words(Sequence[str]):
    """A column of text that is never changed.

    Most columns hold few different texts: each is held once, and a small number stands in every
    row. Where nearly every row has a text of its own (ids), the texts are packed as UTF-8 instead.
    Either way it is a sequence of text.
    """

    __slots__ = ("_codes", "_packed", "_texts")

    def __init__(self, codes: Codes, texts: Sequence[str]) -> None:
        self._codes: Codes = codes.astype(_narrowest(len(texts)), copy=False)
        self._texts = texts
        self._packed: npt.NDArray[np.bytes_] | None = None

    @classmethod
    def of(cls, cells: Iterable[str]) -> Words:
        """The column of some cells."""
        if isinstance(cells, Words):
            return cells
        places: dict[str, int] = {}
        codes = [places.setdefault(cell, len(places)) for cell in cells]
        return cls(np.array(codes, dtype=np.int64), tuple(places))

    @classmethod
    def packed(cls, cells: npt.NDArray[np.bytes_]) -> Words:
        """The column of cells in UTF-8, none of which holds a zero byte."""
        words = cls(np.zeros(0, dtype=np.int8), ())
        words._packed = cells
        return words

    @classmethod
    def alike(cls, cell: str, rows: int) -> Words:
        """A column that holds one text in every row."""
        return cls(np.zeros(rows, dtype=np.int8), (cell,))

    @classmethod
    def joined(cls, parts: Sequence[Words]) -> Words:
        """Columns one below the other."""
        if len(parts) == 1:
            return parts[0]
        if any(part._packed is not None for part in parts):
            return cls.packed(np.concatenate([part.as_packed() for part in parts]))
        places: dict[str, int] = {}
        codes = []
        for part in parts:
            own = [places.setdefault(text, len(places)) for text in part._texts]
            codes.append(np.array(own, dtype=_narrowest(len(places)))[part._codes])
        return cls(np.concatenate(codes) if codes else np.zeros(0, np.int8), tuple(places))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._codes) if self._packed is None else len(self._packed)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Words: ...
    def __getitem__(self, place: int | slice) -> str | Words:
        """One cell, or the column of some rows."""
        if isinstance(place, slice):
            return self.take(place)
        if self._packed is not None:
            return bytes(self._packed[place]).decode()
        return self._texts[int(self._codes[place])]

    def __iter__(self) -> Iterator[str]:
        """All cells."""
        if self._packed is None:
            yield from map(self._texts.__getitem__, self._codes.tolist())
            return
        for start in range(0, len(self), AT_ONCE):
            yield from self.listed(slice(start, start + AT_ONCE))

    def __eq__(self, other: object) -> bool:
        """True for a sequence of the same texts."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        """The same for equal columns."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """The first rows."""
        return f"Words({self.listed(slice(0, 10))!r}, {len(self)} rows)"

    @property
    def nbytes(self) -> int:
        """Memory held, the different texts apart."""
        return self._codes.nbytes if self._packed is None else self._packed.nbytes

    @property
    def is_packed(self) -> bool:
        """True where the texts are packed, because nearly all of them differ."""
        return self._packed is not None

    @property
    def codes(self) -> Codes:
        """For every row, the place of its text among `texts`; of a column that is not packed."""
        return self._codes

    @property
    def texts(self) -> Sequence[str]:
        """The different texts, perhaps with some that no row has; empty where they are packed."""
        return self._texts

    def as_packed(self) -> npt.NDArray[np.bytes_]:
        """The cells in UTF-8."""
        if self._packed is not None:
            return self._packed
        texts = np.array([text.encode() for text in self._texts] or [b""], dtype=np.bytes_)
        return texts[self._codes]

    def listed(self, rows: slice) -> list[str]:
        """Some cells as a list."""
        if self._packed is not None:
            return [cell.decode() for cell in self._packed[rows].tolist()]
        texts = np.array([*self._texts, ""], dtype=object)
        return cast(list[str], texts[self._codes[rows]].tolist())

    def take(self, rows: slice | Mask | npt.NDArray[np.integer[Any]]) -> Words:
        """The cells of some rows."""
        if self._packed is not None:
            return Words.packed(self._packed[rows])
        return Words(self._codes[rows], self._texts)

    def distinct(self) -> list[str]:
        """The different texts that rows have, in the order in which they first appear."""
        if self._packed is not None:
            return [cell.decode() for cell in dict.fromkeys(self._packed.tolist())]
        return [self._texts[code] for code in _different(self._codes).tolist()]

    def matches(self, test: Callable[[str], bool]) -> Mask:
        """The rows whose text passes a test; every different text is tested once."""
        if self._packed is not None:
            return np.fromiter((test(cell) for cell in self), dtype=bool, count=len(self))
        return self._told([test(text) for text in self._texts])

    def is_in(self, words: Collection[str]) -> Mask:
        """The rows that have one of some texts."""
        if self._packed is None:
            sought = frozenset(words)
            return self._told([text in sought for text in self._texts])
        found = np.zeros(len(self), dtype=bool)
        for word in words:
            found |= self._packed == word.encode()
        return found

    def values(self, read: Callable[[list[str]], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """What each row's text is read as; every different text is read once."""
        if self._packed is not None:
            parts = (slice(at, at + AT_ONCE) for at in range(0, len(self), AT_ONCE))
            return np.concatenate([read(self.listed(rows)) for rows in parts])
        return read(list(self._texts))[self._codes] if len(self._codes) else read([])

    def numbered(self) -> npt.NDArray[np.uint64]:
        """A number for each row's text: of equal texts the same, of others hardly ever."""
        if self._packed is None:
            written = [text.encode() for text in self._texts] or [b""]
            short = [text if len(text) <= WIDEST else b"" for text in written]
            texts = _numbers(np.array(short, dtype=np.bytes_))
            for place, text in enumerate(written):
                if len(text) > WIDEST:
                    texts[place] = hash(text) & 0xFFFF_FFFF
            return texts[self._codes]
        numbers = np.empty(len(self), dtype=np.uint64)
        for start in range(0, len(self), AT_ONCE):
            rows = slice(start, start + AT_ONCE)
            numbers[rows] = _numbers(self._packed[rows])
        return numbers

    def factorized(self) -> tuple[Codes, tuple[str, ...]]:
        """For every row the place of its text among the different texts, and those."""
        if self._packed is None:
            return self._codes, tuple(self._texts)
        different, codes = np.unique(self._packed, return_inverse=True)
        return codes.astype(np.int32), tuple(text.decode() for text in different.tolist())

    def translated(self, words: Callable[[str], str]) -> Words:
        """The column with every text in other words; each different one is asked about once."""
        if self._packed is not None:
            return Words.of(words(cell) for cell in self)
        places: dict[str, int] = {}
        used = _different(self._codes)
        own = [places.setdefault(words(self._texts[code]), len(places)) for code in used.tolist()]
        moved = np.zeros(len(self._texts), dtype=_narrowest(len(places)))
        moved[used] = own
        return Words(moved[self._codes], tuple(places))

    def where(self, rows: Mask, other: str) -> Words:
        """The cells of some rows, and one text in all others."""
        if rows.all():
            return self
        if self._packed is not None:
            return Words.packed(np.where(rows, self._packed, other.encode()))
        texts = list(self._texts)
        place = texts.index(other) if other in texts else len(texts)
        if place == len(texts):
            texts.append(other)
        codes = self._codes.astype(_narrowest(len(texts)))
        codes[~rows] = place
        return Words(codes, tuple(texts))

    def counts(self) -> dict[str, int]:
        """How many rows have each text, in the order in which they first appear."""
        if self._packed is not None:
            return Counter(self)
        counts = np.bincount(self._codes, minlength=len(self._texts)).tolist()
        return {self._texts[code]: counts[code] for code in _different(self._codes).tolist()}

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """The first row that has a text."""
        found = np.flatnonzero(self.is_in((value,))[start:stop])
        if not len(found):
            raise ValueError(f"{value!r} is in no row")
        return start + int(found[0])

    def _told(self, of_texts: list[bool]) -> Mask:
        told = np.array(of_texts, dtype=bool)
        if not len(told) or told.all() or not told.any():
            return np.full(len(self), bool(len(told)) and bool(told.all()))
        return told[self._codes]


def _numbers(cells: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint64]:
    width = cells.dtype.itemsize
    padded = np.zeros((len(cells), -(-width // 8) * 8), dtype=np.uint8)
    padded[:, :width] = cells.view(np.uint8).reshape(len(cells), width)
    return mixed(list(padded.view(np.uint64).T))


def _narrowest(different: int) -> type[np.signedinteger[Any]]:
    """The least memory in which so many places can be told apart."""
    if different <= 2**7:
        return np.int8
    return np.int16 if different <= 2**15 else np.int32


def _different(codes: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.integer[Any]]:
    """Each code once, in the order they first come."""
    # Half a second that nobody waits for who only looks at the head of a file.
    import pandas as pd

    return pd.unique(codes)
