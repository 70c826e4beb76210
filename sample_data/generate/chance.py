"""Seeded draws, and splitting a whole into parts that add up to it.

Only `Random.random` and the four operations are used: they give the same digits on every machine
and in every version of Python. (The built-in `sum` of floats does not: 3.12 rounds it otherwise.)
"""

from __future__ import annotations

import operator
import random
from collections.abc import Sequence
from functools import reduce
from typing import TypeVar

Option = TypeVar("Option")


class Chance:
    """Draws from one seed; every export has its own, so that one can change alone."""

    def __init__(self, seed: str) -> None:
        """Start the draws of a seed."""
        self._source = random.Random(seed)

    def fraction(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._source.random()

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self.fraction()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.fraction() * (high - low + 1))

    def happens(self, probability: float) -> bool:
        """True with a probability."""
        return self.fraction() < probability

    def pick(self, options: Sequence[Option]) -> Option:
        """One of the options, all equally likely."""
        return options[self.whole(0, len(options) - 1)]

    def weighted(self, weights: Sequence[float]) -> int:
        """A position, as likely as its weight is large."""
        if not any(weights):
            raise ValueError("nothing is left to draw from")
        point = self.fraction() * _total(weights)
        for position, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return position
        return max(range(len(weights)), key=lambda position: weights[position])

    def shuffled(self, options: Sequence[Option]) -> list[Option]:
        """The options in a new order."""
        rest = list(options)
        return [rest.pop(self.whole(0, len(rest) - 1)) for _ in range(len(rest))]


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts in proportion to the weights that add up to the total (largest remainder)."""
    scale = total / _total(weights)
    exact = [weight * scale for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts


def _total(weights: Sequence[float]) -> float:
    """The sum, added from left to right."""
    return reduce(operator.add, weights, 0.0)
