"""A value before and after, and the mean between the two that shares a product out exactly."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log1p

NEARLY_EQUAL = 1e-8
FAR_APART = 1e3


@dataclass(frozen=True)
class Change:
    """A node's value before and after."""

    before: float
    after: float

    @property
    def amount(self) -> float:
        """After minus before."""
        return self.after - self.before

    @property
    def size(self) -> float:
        """The larger of the two, without its sign."""
        return max(abs(self.before), abs(self.after))


def logarithmic_mean(a: float, b: float) -> float:
    """L(a, b) = (a - b) / ln(a / b) for numbers from zero up; L(a, a) = a and L(0, b) = 0."""
    low, high = min(a, b), max(a, b)
    if low == 0:
        return 0.0
    ratio = (high - low) / low
    if ratio < NEARLY_EQUAL:
        return low * (1 + ratio / 2 - ratio * ratio / 12)
    if ratio > FAR_APART:
        return (high - low) / (log(high) - log(low))
    return (high - low) / log1p(ratio)
