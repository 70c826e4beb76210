"""Columns of figures as whole numbers of one scale, so that sums are exact in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.model.observations import NOT_IN_TABLE

Integers = npt.NDArray[Any]
"""64-bit integers, or Python's own where those would be too small."""

_SAFE = 2**62


@dataclass(frozen=True)
class Figures:
    """The cells of a column: `units` of 10 to the minus `places`; not `known` where empty."""

    units: Integers
    known: npt.NDArray[np.bool_]
    places: int

    @classmethod
    def of(cls, cells: pd.Series) -> Figures:
        """Read canonical numbers; every different text once."""
        codes, texts = pd.factorize(cells)
        parts = [None if text in ("", NOT_IN_TABLE) else Decimal(text) for text in texts]
        places = max((_places(part) for part in parts if part is not None), default=0)
        scaled = [0 if part is None else _scaled(part, places) for part in parts]
        largest = max((abs(one) for one in scaled), default=0)
        kind = np.int64 if largest * max(len(cells), 1) < _SAFE else object
        known = np.array([part is not None for part in parts], dtype=bool)
        return cls(np.array(scaled, dtype=kind)[codes], known[codes], places)

    def times(self, other: Figures) -> Figures:
        """Each figure times the one beside it; unknown where either is."""
        most = int(np.abs(self.units).max(initial=0)) * int(np.abs(other.units).max(initial=0))
        is_small = most * max(len(self.units), 1) < _SAFE
        left = self.units if is_small else self.units.astype(object)
        return Figures(left * other.units, self.known & other.known, self.places + other.places)

    def where(self, rows: npt.NDArray[np.bool_]) -> Figures:
        """The figures of some rows."""
        return Figures(self.units[rows], self.known[rows], self.places)

    def summed(self, group: npt.NDArray[np.intp], groups: int) -> Integers:
        """The sum of the known figures of each group, in units."""
        sums = np.zeros(groups, dtype=self.units.dtype)
        np.add.at(sums, group[self.known], self.units[self.known])
        return sums

    def values(self, units: Integers, factor: Fraction = Fraction(1)) -> list[float]:
        """Sums in units as the numbers they are, each rounded once."""
        scale = 10**self.places
        if factor == 1:
            return [int(one) / scale for one in units.tolist()]
        return [float(Fraction(int(one), scale) * factor) for one in units.tolist()]


def ones(rows: int) -> Figures:
    """One for every row: to sum it is to count."""
    return Figures(np.ones(rows, dtype=np.int64), np.ones(rows, dtype=bool), 0)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _scaled(number: Decimal, places: int) -> int:
    sign, digits, _ = number.as_tuple()
    whole = int("".join(map(str, digits))) * int(10 ** (places - _places(number)))
    return -whole if sign else whole


def days_of(cells: Sequence[str] | pd.Series) -> npt.NDArray[np.datetime64]:
    """The day of every ISO day or moment; not a time where the cell is empty."""
    codes, texts = pd.factorize(pd.Series(cells, dtype="str"))
    days = [text[:10] if text not in ("", NOT_IN_TABLE) else "NaT" for text in texts]
    return np.array(days, dtype="datetime64[D]")[codes]
