"""A column that is read block by block: each different text is read once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.model.tables.cells import Cells, Listed, Numbers, mixed
from reportgen.model.tables.growing_array import GrowingArray
from reportgen.model.tables.words import AT_ONCE, WIDEST, Words

MOST_DIFFERENT = 2**16
"""Different texts; where there are more, and most rows have their own, they are packed."""


class GrowingWords:
    """A column so far, by the blocks that were added to it."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._known = _Known()
        self._codes = GrowingArray(np.dtype(np.int8))
        self._packed: GrowingArray | None = None
        self._rows = 0

    def add(self, cells: Cells) -> None:
        """The cells of the next rows."""
        self._rows += len(cells)
        if self._packed is not None:
            packed = cells.packed(WIDEST)
            if packed is not None:
                self._packed.add(packed)
                return
            self._unpack(self._packed)
        self._codes.add(self._coded(cells))
        if len(self._places) > max(MOST_DIFFERENT, self._rows // 2):
            self._pack()

    def words(self) -> Words:
        """The whole column."""
        if self._packed is not None:
            return Words.packed(self._packed.array())
        return Words(self._codes.array(), tuple(self._places))

    def _coded(self, cells: Cells) -> npt.NDArray[np.integer[Any]]:
        if isinstance(cells, Listed):
            return self._listed(cells.texts)
        numbers = cells.numbers()
        if numbers is None:
            return self._listed(cells.read(np.arange(len(cells))))
        codes, found = pd.factorize(mixed(numbers).view(np.int64))
        first = np.empty(len(found), dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        if any((more != more[first][codes]).any() for more in numbers[1:]):
            # Two texts happened to have one number.
            return self._listed(cells.read(np.arange(len(cells))))
        places = self._known.places(found.view(np.uint64), [one[first] for one in numbers])
        new = np.flatnonzero(places < 0)
        if len(new):
            places[new] = self._listed(cells.read(first[new]))
            learnt = [one[first[new]] for one in numbers]
            self._known.learn(found[new].view(np.uint64), learnt, places[new])
        return _narrow(places, len(self._places))[codes]

    def _listed(self, texts: Iterable[str]) -> npt.NDArray[np.integer[Any]]:
        places = self._places
        codes = [places.setdefault(text, len(places)) for text in texts]
        return _narrow(np.array(codes, dtype=np.int64), len(places))

    def _pack(self) -> None:
        if max(len(text.encode()) for text in self._places) <= WIDEST:
            cells = Words(self._codes.array(), tuple(self._places)).as_packed()
            self._packed = GrowingArray(cells.dtype)
            self._packed.add(cells)
            self._codes = GrowingArray(np.dtype(np.int8))
            self._places, self._known = {}, _Known()

    def _unpack(self, packed: GrowingArray) -> None:
        self._packed = None
        self._codes.add(self._listed(Words.packed(packed.array())))


def gathered(cells: Iterable[str]) -> Words:
    """The column of some cells, which need not all be in memory."""
    growing = GrowingWords()
    rest = iter(cells)
    while some := list(islice(rest, AT_ONCE)):
        growing.add(Listed(some))
    return growing.words()


class _Known:
    """The texts known so far, by the numbers that their bytes are."""

    def __init__(self) -> None:
        self._numbers: list[Numbers] = []
        self._places = np.zeros(0, dtype=np.int64)
        self._index = pd.Index(np.zeros(0, dtype=np.uint64))

    def places(self, found: Numbers, numbers: list[Numbers]) -> npt.NDArray[np.int64]:
        """The place of each text; -1 of one that is not known."""
        if not len(self._places):
            return np.full(len(found), -1, dtype=np.int64)
        at = self._index.get_indexer(pd.Index(found))
        is_same = at >= 0
        for part in range(max(len(numbers), len(self._numbers))):
            ours = self._numbers[part][at] if part < len(self._numbers) else np.uint64(0)
            is_same &= (numbers[part] if part < len(numbers) else np.uint64(0)) == ours
        return np.where(is_same, self._places[at], -1)

    def learn(self, found: Numbers, numbers: list[Numbers], places: npt.NDArray[np.int64]) -> None:
        """Know some more texts; one whose number another one has stays unknown."""
        is_free = ~pd.Index(found).isin(self._index)
        known, rows = len(self._places), int(is_free.sum())
        parts = max(len(numbers), len(self._numbers))
        nothing = np.zeros(known, dtype=np.uint64), np.zeros(rows, dtype=np.uint64)
        self._numbers = [
            np.concatenate(
                [
                    self._numbers[part] if part < len(self._numbers) else nothing[0],
                    numbers[part][is_free] if part < len(numbers) else nothing[1],
                ]
            )
            for part in range(parts)
        ]
        self._places = np.concatenate([self._places, places[is_free]])
        self._index = self._index.append(pd.Index(found[is_free]))


def _narrow(places: npt.NDArray[np.int64], different: int) -> npt.NDArray[np.integer[Any]]:
    if different <= 2**7:
        return places.astype(np.int8)
    return places.astype(np.int16 if different <= 2**15 else np.int32)
