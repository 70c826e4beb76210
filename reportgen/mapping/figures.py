"""Columns of figures as whole numbers of one scale, so that sums are exact in any order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from reportgen.model.observations import NOT_IN_TABLE
from reportgen.model.tables.words import AT_ONCE, Codes, Words

Integers = npt.NDArray[Any]
"""64-bit integers, or Python's own where those would be too small."""

_SAFE = 2**62


@dataclass(frozen=True)
class Figures:
    """The figures of some rows: `units` of 10 to the minus `places`; not `known` where empty."""

    units: Integers
    known: npt.NDArray[np.bool_]
    places: int

    def times(self, other: Figures) -> Figures:
        """Each figure times the one beside it; unknown where either is."""
        most = int(np.abs(self.units).max(initial=0)) * int(np.abs(other.units).max(initial=0))
        is_small = most * max(len(self.units), 1) < _SAFE
        left = self.units if is_small else self.units.astype(object)
        return Figures(left * other.units, self.known & other.known, self.places + other.places)

    def where(self, rows: npt.NDArray[Any]) -> Figures:
        """The figures of some of the rows, told by a mask or one by one."""
        return Figures(self.units[rows], self.known[rows], self.places)

    def summed(self, group: npt.NDArray[Any], groups: int) -> Integers:
        """The sum of the known figures of each group, in units."""
        sums = np.zeros(groups, dtype=self.units.dtype)
        for start in range(0, len(group), AT_ONCE):
            rows = slice(start, start + AT_ONCE)
            known = self.known[rows]
            np.add.at(sums, group[rows][known], self.units[rows][known])
        return sums

    def values(self, units: Integers, factor: Fraction = Fraction(1)) -> list[float]:
        """Sums in units as the numbers they are, each rounded once."""
        scale = 10**self.places
        if factor == 1:
            return [int(one) / scale for one in units.tolist()]
        return [float(Fraction(int(one), scale) * factor) for one in units.tolist()]


@dataclass(frozen=True)
class FigureColumn:
    """A whole column of figures in little memory: `codes` say which of the figures each row has."""

    figures: Figures
    codes: Codes

    @classmethod
    def of(cls, cells: Words) -> FigureColumn:
        """Read canonical numbers; every different text once."""
        if cells.is_packed:
            cells = Words(*cells.factorized())
        parts = [None if text in ("", NOT_IN_TABLE) else Decimal(text) for text in cells.texts]
        places = max((_places(part) for part in parts if part is not None), default=0)
        scaled = [0 if part is None else _scaled(part, places) for part in parts]
        largest = max((abs(one) for one in scaled), default=0)
        kind = np.int64 if largest * max(len(cells), 1) < _SAFE else object
        known = np.array([part is not None for part in parts], dtype=bool)
        return cls(Figures(np.array(scaled, dtype=kind), known, places), cells.codes)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """The rows that have a figure."""
        return self.figures.known[self.codes]

    @property
    def is_zero(self) -> npt.NDArray[np.bool_]:
        """The rows whose figure is 0, or is not known."""
        return np.asarray(self.figures.units == 0, dtype=bool)[self.codes]

    def where(self, rows: npt.NDArray[np.bool_]) -> Figures:
        """The figures of some rows."""
        return self.figures.where(self.codes[rows])


def ones(rows: int) -> Figures:
    """One for every row: to sum it is to count."""
    return Figures(np.broadcast_to(np.int64(1), rows), np.broadcast_to(np.bool_(True), rows), 0)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _scaled(number: Decimal, places: int) -> int:
    sign, digits, _ = number.as_tuple()
    whole = int("".join(map(str, digits))) * int(10 ** (places - _places(number)))
    return -whole if sign else whole


@dataclass(frozen=True)
class DayColumn:
    """A whole column of days in little memory: `codes` say which of the days each row has."""

    days: npt.NDArray[np.datetime64]
    codes: Codes

    @classmethod
    def of(cls, cells: Words) -> DayColumn:
        """The day of every ISO day or moment; not a time where the cell is empty."""
        if cells.is_packed:
            cells = Words(*cells.factorized())
        days = [text[:10] if text not in ("", NOT_IN_TABLE) else "NaT" for text in cells.texts]
        return cls(np.array(days, dtype="datetime64[D]"), cells.codes)

    @classmethod
    def each(cls, days: npt.NDArray[np.datetime64]) -> DayColumn:
        """The column of some days."""
        different, codes = np.unique(days, return_inverse=True)
        return cls(different, codes)

    @property
    def is_dated(self) -> npt.NDArray[np.bool_]:
        """The rows that have a day."""
        return ~np.isnat(self.days)[self.codes]

    @property
    def found(self) -> npt.NDArray[np.datetime64]:
        """The days that rows have, in order."""
        days = self.days[np.unique(self.codes)]
        return np.unique(days[~np.isnat(days)])

    def __getitem__(self, rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.datetime64]:
        """The days of some rows."""
        return self.days[self.codes[rows]]

    def where(self, rows: npt.NDArray[np.bool_]) -> DayColumn:
        """The column of some rows."""
        return DayColumn(self.days, self.codes[rows])

    def grouped(self) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.int32]]:
        """The days that rows have, in order, and for every row the place of its own."""
        days = self.found
        return days, np.searchsorted(days, self.days).astype(np.int32)[self.codes]

    def is_in(self, days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.bool_]:
        """The rows of some days."""
        return np.isin(self.days, days)[self.codes]

    def is_after(self, day: date) -> npt.NDArray[np.bool_]:
        """The rows of later days."""
        return np.asarray(self.days > np.datetime64(day))[self.codes]
