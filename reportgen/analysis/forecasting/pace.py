"""How a period that still runs stands to its target: at the pace so far, and at the pace needed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """A sum so far, its target, and how far the period has come, in days and weekday units.

    A weekday unit is an average day: a busy weekday counts for more than one, a quiet one for less.
    """

    so_far: float
    target: float
    days_passed: int
    days: int
    units_passed: float
    units: float

    @property
    def by_days(self) -> float:
        """Where the sum lands if every day to come is like those so far."""
        return self.so_far * self.days / self.days_passed

    @property
    def by_units(self) -> float:
        """Where it lands if every weekday to come is like the same weekdays so far."""
        return self.so_far * self.units / self.units_passed

    @property
    def each_day(self) -> float:
        """What a day brought so far."""
        return self.so_far / self.days_passed

    @property
    def needed_each_day(self) -> float:
        """What each day left must bring; at least nothing."""
        return max(0.0, self.target - self.so_far) / (self.days - self.days_passed)

    @property
    def needed_each_unit(self) -> float:
        """What each weekday unit left must bring; at least nothing."""
        return max(0.0, self.target - self.so_far) / (self.units - self.units_passed)

    @property
    def needed_ratio(self) -> float:
        """The pace needed over the pace so far."""
        return self.needed_each_day / self.each_day
