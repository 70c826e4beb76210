"""From values to places: a row from left to right, or periods by values in a box."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.render.graphics.svg import Box

Span = tuple[float, float]
"""The lowest and the highest value of a scale."""


@dataclass(frozen=True)
class Axis:
    """Values along a row; where all values are equal they lie at its left end."""

    left: float
    width: float
    low: float
    high: float

    @property
    def right(self) -> float:
        """The right end."""
        return self.left + self.width

    def x(self, value: float) -> float:
        """The place of a value."""
        if self.high == self.low:
            return self.left
        return self.left + (value - self.low) / (self.high - self.low) * self.width

    def kept(self, value: float) -> float:
        """The place of a value, held between the ends."""
        return min(max(self.x(value), self.left), self.right)

    def bar(self, value: float, top: float, height: float) -> Box:
        """A bar from zero to a value."""
        left, right = sorted((self.x(0), self.x(value)))
        return Box(left, top, right - left, height)


@dataclass(frozen=True)
class Plane:
    """Periods from left to right in a box, values from its lower edge up."""

    box: Box
    low: float
    high: float
    count: int

    @property
    def slot(self) -> float:
        """The width of one period."""
        return self.box.width / max(self.count, 1)

    def x(self, index: int) -> float:
        """The middle of a period."""
        return self.box.x + (index + 0.5) * self.slot

    def y(self, value: float) -> float:
        """The height of a value; where all values are equal they lie in the middle."""
        if self.high == self.low:
            return self.box.middle
        return self.box.bottom - (value - self.low) / (self.high - self.low) * self.box.height

    def column(self, index: int, value: float, share: float) -> Box:
        """A column from zero to a value, so wide a share of its period."""
        top, bottom = sorted((self.y(value), self.y(0)))
        width = self.slot * share
        return Box(self.x(index) - width / 2, top, width, bottom - top)


def known(values: Iterable[float | None]) -> list[float]:
    """The values that exist."""
    return [value for value in values if value is not None]


def from_zero(values: Iterable[float | None]) -> Span:
    """The span of lengths: zero always belongs to it."""
    numbers = [0.0, *known(values)]
    return min(numbers), max(numbers)
