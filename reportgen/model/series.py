"""A KPI or metric over time."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.period import Period
from reportgen.model.quantity import Measured, Unit


@dataclass(frozen=True)
class Point:
    """One period's value, or why there is none; `coverage` is the share of its days with data."""

    period: Period
    measured: Measured
    coverage: float = 1.0

    @property
    def value(self) -> float | None:
        """The value, None where there is none."""
        return self.measured.value


@dataclass(frozen=True)
class Series:
    """Values of one KPI or metric by period, oldest first; the last point is the reported one."""

    id: str
    unit: Unit
    points: tuple[Point, ...]

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values alone, holes as None."""
        return tuple(point.value for point in self.points)

    @property
    def last(self) -> Point:
        """The reported period's point."""
        return self.points[-1]

    def at(self, period: Period) -> Measured:
        """The value of a period; unknown where the series does not reach."""
        for point in self.points:
            if point.period.start == period.start and point.period.end == period.end:
                return point.measured
        return Measured.unknown("no_data", period.name)

    def tail(self, count: int) -> tuple[Point, ...]:
        """The last points, at most `count`."""
        return self.points[-count:]
