"""The calendar of the samples: months, their days, and British clock time."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SATURDAY = 5
SUNDAY = 6


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, written 2026-10."""

    year: int
    number: int

    def __str__(self) -> str:
        """As in file names."""
        return f"{self.year}-{self.number:02d}"

    @classmethod
    def parse(cls, written: str) -> Month:
        """Read 2026-10."""
        year, number = written.split("-")
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def days(self) -> list[date]:
        """All days in order."""
        return [date(self.year, self.number, n + 1) for n in range(self.last.day)]

    def since(self, earlier: Month) -> int:
        """Months from an earlier month to this one."""
        return (self.year - earlier.year) * 12 + self.number - earlier.number


def is_weekend(day: date) -> bool:
    """True on Saturday and Sunday."""
    return day.weekday() >= SATURDAY


def clock_time(moment: datetime) -> str:
    """A moment on a British wall clock, with its offset: 2026-10-05 22:47:04 +0100."""
    begins = datetime.combine(_last_sunday(moment.year, 3), datetime.min.time()).replace(hour=1)
    ends = datetime.combine(_last_sunday(moment.year, 10), datetime.min.time()).replace(hour=2)
    offset = "+0100" if begins <= moment < ends else "+0000"
    return f"{moment:%Y-%m-%d %H:%M:%S} {offset}"


def _last_sunday(year: int, month: int) -> date:
    last = Month(year, month).last
    return last - timedelta(days=(last.weekday() - SUNDAY) % 7)
