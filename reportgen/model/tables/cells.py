"""Some cells of a block of text, as bytes that numpy can compare: eight of them are one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint64]

LONGEST = 128
"""Bytes of the longest cell that is compared as numbers."""

_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(9)], dtype=np.uint64)
_ODD = 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class Listed:
    """Cells that are Python's own text."""

    texts: Sequence[str]

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.texts)

    def packed(self, widest: int) -> npt.NDArray[np.bytes_] | None:
        """The cells in UTF-8; None where one is longer than so many bytes."""
        cells = [text.encode() for text in self.texts]
        if max(map(len, cells), default=0) > widest:
            return None
        return np.array(cells, dtype=np.bytes_)


@dataclass(frozen=True)
class Sliced:
    """Cells that lie between places of UTF-8 text; a doubled quotation mark in them is one.

    Behind the text stand as many zeros as the longest number reads over its end.
    """

    text: bytes
    starts: Places
    ends: Places
    has_marks: bool

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.starts)

    def read(self, rows: Sequence[int] | Places) -> list[str]:
        """Some of the cells."""
        bounds = zip(self.starts[rows].tolist(), self.ends[rows].tolist(), strict=True)
        cells = [self.text[start:end].decode() for start, end in bounds]
        return [cell.replace('""', '"') for cell in cells] if self.has_marks else cells

    def numbers(self) -> list[Numbers] | None:
        """The bytes of each cell as numbers, zeros behind its end; None where one is too long."""
        sizes = self.ends - self.starts
        longest = int(sizes.max(initial=1))
        if longest > LONGEST:
            return None
        shape = (len(self.text) - 7,)
        eight: Numbers = np.ndarray(shape, dtype="<u8", buffer=self.text, strides=(1,))
        first = eight[self.starts] & _MASKS[np.minimum(sizes, 8)]
        return [
            first,
            *(
                eight[np.minimum(self.starts + done, shape[0] - 1)]
                & _MASKS[np.clip(sizes - done, 0, 8)]
                for done in range(8, longest, 8)
            ),
        ]

    def packed(self, widest: int) -> npt.NDArray[np.bytes_] | None:
        """The cells in UTF-8; None where one is longer than so many bytes."""
        longest = max(int((self.ends - self.starts).max(initial=1)), 1)
        numbers = self.numbers() if longest <= widest else None
        if numbers is None:
            return None
        letters = np.stack(numbers, axis=1).view(np.uint8)[:, :longest]
        cells = np.ascontiguousarray(letters).view(f"S{longest}")[:, 0]
        return np.strings.replace(cells, b'""', b'"') if self.has_marks else cells


Cells = Listed | Sliced


def mixed(numbers: Sequence[Numbers]) -> Numbers:
    """One number for the several of a cell; those that are 0 change nothing."""
    one = numbers[0].copy()
    odd = np.uint64(_ODD)
    for more in numbers[1:]:
        spread = more * odd
        one ^= spread ^ (spread >> np.uint64(29))
        odd = np.uint64((int(odd) * _ODD) % 2**64)
    return one
