"""Changes from month to month, free of the months' usual course where history allows it.

Levels of two series that both grow go together whatever they are; their changes need not.
Logarithms are taken where every value is positive, so that a change is relative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MONTHS = 12


@dataclass(frozen=True)
class Moves:
    """The changes of one series into each month after its first; NaN where either end is missing.

    `course` is what each calendar month usually adds, January first; it is already taken off.
    """

    values: Floats
    course: Floats
    is_relative: bool

    @property
    def doubt(self) -> float:
        """How much wider a range must be, because the course was learnt from the same years.

        Of `k` years, what is left around their mean varies less than a new year around it, by the
        square root of (k + 1) / (k - 1).
        """
        years = float((~np.isnan(self.values)).sum()) / MONTHS
        if years <= 1 or not self.course.any():
            return 1.0
        return float(np.sqrt((years + 1) / (years - 1)))

    def after(self, level: float, moved: float, months: Sequence[int]) -> float:
        """The level some calendar months on, when it moves so much beside their usual course."""
        whole = moved + float(sum(self.course[month - 1] for month in months))
        return float(level * np.exp(whole)) if self.is_relative else level + whole


def moves(values: Floats, first: int, *, with_course: bool) -> Moves:
    """The changes of a series that starts in calendar month `first`.

    `with_course` takes off what each calendar month usually adds, over the years there are.
    """
    known = values[~np.isnan(values)]
    is_relative = bool(len(known)) and bool((known > 0).all())
    changes = np.diff(np.log(values) if is_relative else values)
    course = np.zeros(MONTHS)
    if with_course:
        calendar = (first + np.arange(len(changes))) % MONTHS
        course = _course(changes, calendar)
        changes = changes - course[calendar]
    return Moves(changes, course, is_relative)


def _course(changes: Floats, calendar: NDArray[np.int64]) -> Floats:
    course = np.zeros(MONTHS)
    known = ~np.isnan(changes)
    usual = changes[known].mean() if known.any() else 0.0
    for month in range(MONTHS):
        alike = changes[known & (calendar == month)]
        if len(alike):
            course[month] = alike.mean() - usual
    return course


@dataclass(frozen=True)
class Pairs:
    """Changes of a leading series beside those of the goal `lag` months later."""

    lead: Floats
    goal: Floats
    known: Mask

    @classmethod
    def of(cls, lead: Floats, goal: Floats, lag: int) -> Pairs:
        """The pairs at one lag; a pair with a hole is marked unknown."""
        first, second = lead[: len(lead) - lag], goal[lag:]
        return cls(first, second, ~np.isnan(first) & ~np.isnan(second))

    @property
    def count(self) -> int:
        """How many pairs are known."""
        return int(self.known.sum())


def prewhitened(moved: Floats, share: float) -> Floats:
    """A series without the share of each value that carries over into the next."""
    return moved[1:] - share * moved[:-1]


def carried_over(moved: Floats) -> float:
    """The share of a month's change that carries over into the next: AR(1), by least squares."""
    before, after = moved[:-1], moved[1:]
    known = ~np.isnan(before) & ~np.isnan(after)
    if not known.any():
        return 0.0
    middle = moved[~np.isnan(moved)].mean()
    before, after = before[known] - middle, after[known] - middle
    spread = float(before @ before)
    return 0.0 if spread == 0 else float(np.clip(before @ after / spread, -0.95, 0.95))
