"""Months and the periods a report speaks of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Nothing that is planned or reported lies in other years."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, words: str) -> Month:
        """Read `2026-10`; ValueError says what is expected."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", words, re.ASCII)
        if not match or not 1 <= int(match[2]) <= 12:
            raise ValueError(f"{words!r} is not a month; write it as YYYY-MM, for example 2026-10")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        """The month so many months later; negative counts go back."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def until(self, other: Month) -> int:
        """How many months from this one to the other."""
        return (other.year - self.year) * 12 + other.month - self.month

    def __str__(self) -> str:
        """As configuration and file names write it: `2026-10`."""
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from first to last, both included."""
    return tuple(first.plus(step) for step in range(first.until(last) + 1))


class Grain(StrEnum):
    """How long one period is."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """The number of months in one period."""
        return 1 if self is Grain.MONTH else 3


@dataclass(frozen=True, order=True)
class Period:
    """A whole month or quarter; `end` is its last day, included.

    `name` is what the operator typed and files are called: `2026-10`, `2026-Q3`, `FY2026-Q2`.
    """

    start: date
    end: date
    grain: Grain
    name: str

    @classmethod
    def month(cls, month: Month) -> Period:
        """The period of one month."""
        return cls(month.first_day, month.last_day, Grain.MONTH, str(month))

    @classmethod
    def quarter(cls, first: Month, name: str) -> Period:
        """The three months from `first` on."""
        return cls(first.first_day, first.plus(2).last_day, Grain.QUARTER, name)

    @property
    def first_month(self) -> Month:
        """The month the period starts in."""
        return Month.of(self.start)

    @property
    def last_month(self) -> Month:
        """The month the period ends in."""
        return Month.of(self.end)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the period, in order."""
        return months_between(self.first_month, self.last_month)

    def shifted(self, periods: int) -> Period:
        """The period so many periods later (earlier when negative), named by its months."""
        first = self.first_month.plus(periods * self.grain.months)
        if self.grain is Grain.MONTH:
            return Period.month(first)
        return Period.quarter(first, f"{first}..{first.plus(2)}")

    def previous(self) -> Period:
        """The period just before."""
        return self.shifted(-1)

    def year_ago(self) -> Period:
        """The same months of the year before."""
        return self.shifted(-12 // self.grain.months)

    def days(self) -> Iterator[date]:
        """Every day of the period, in order."""
        for offset in range((self.end - self.start).days + 1):
            yield self.start + timedelta(days=offset)


def parse_period(words: str, fiscal_year_starts: int) -> Period:
    """Read a period: `2026-10`, `2026-Q3` (calendar quarter), `FY2026-Q2` (fiscal quarter).

    A fiscal year is named by the calendar year it starts in. ValueError says what is expected.
    """
    quarter = re.fullmatch(r"(FY)?(\d{4})-Q([1-4])", words, re.ASCII)
    if quarter:
        start = fiscal_year_starts if quarter[1] else 1
        first = Month(int(quarter[2]), start).plus(3 * (int(quarter[3]) - 1))
        _refuse_other_centuries(words, first, first.plus(2))
        return Period.quarter(first, words)
    try:
        month = Month.parse(words)
    except ValueError as error:
        raise ValueError(
            f"{words!r} is not a period; write 2026-10, 2026-Q3, FY2026-Q2 or last"
        ) from error
    _refuse_other_centuries(words, month, month)
    return Period.month(month)


def _refuse_other_centuries(words: str, first: Month, last: Month) -> None:
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise ValueError(
            f"{words!r} lies far from our time; write a year from {FIRST_YEAR} to {LAST_YEAR}"
        )


def last_complete_month(today: date) -> Month:
    """The last month that is over on a day."""
    return Month.of(today).plus(-1)


def fiscal_year(month: Month, starts: int) -> tuple[Month, Month]:
    """First and last month of the fiscal year a month lies in."""
    first = Month(month.year if month.month >= starts else month.year - 1, starts)
    return first, first.plus(11)
