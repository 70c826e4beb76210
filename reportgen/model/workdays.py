"""The days a client works: weekdays of their own, without the public holidays of their country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from reportgen.model.config import Client
from reportgen.model.period import Month

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Workdays:
    """Which days are worked; `country` is two letters, None where no holidays were agreed."""

    weekdays: tuple[str, ...]
    country: str | None = None

    @classmethod
    def of(cls, client: Client) -> Workdays:
        """The working days a client was configured with."""
        return cls(tuple(client.working_days), client.holidays)

    def is_working(self, day: date) -> bool:
        """True on a working weekday that is no public holiday."""
        return WEEKDAYS[day.weekday()] in self.weekdays and day not in self._holidays(day.year)

    def days(self, first: date, last: date) -> Iterator[date]:
        """The working days from one day to another, both included."""
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if self.is_working(day):
                yield day

    def count(self, first: date, last: date) -> int:
        """How many working days there are from one day to another, both included."""
        return sum(1 for _ in self.days(first, last))

    def nth(self, month: Month, number: int) -> date:
        """The so-manieth working day from a month's first day on."""
        day = month.first_day
        left = number
        while True:
            left -= self.is_working(day)
            if left == 0:
                return day
            day += timedelta(days=1)

    def _holidays(self, year: int) -> frozenset[date]:
        return frozenset() if self.country is None else public_holidays(self.country, year)


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """A country's public holidays of a year; none for a country that is not known."""
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
