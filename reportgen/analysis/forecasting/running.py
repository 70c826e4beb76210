"""What the days to come will bring: a smoothed level times the index of their weekday.

Holidays count as Sundays until eight of them were seen, then by their own index; days of a
campaign that the client has dated stay out of level and weekdays, and days of one to come are
expected at what earlier campaign days brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from reportgen.analysis.forecasting.seasons import Array

INDEX_DAYS, LEVEL_DAYS = 56, 120
ALPHA = 0.15
SPARSE = 0.3
"""With more days of nothing than this, the level is a mean: single events would swing it."""

SUNDAY, HOLIDAY, CAMPAIGN = 6, 7, 8
ENOUGH_OF_KIND = 8
"""A holiday, or a campaign day, has an index of its own once so many were seen."""

LEAST_DAYS = 28
"""No landing from fewer known days: each weekday must have been seen four times."""


@dataclass(frozen=True)
class Calendar:
    """The days of a client: public holidays, and days of campaigns."""

    holidays: frozenset[date] = frozenset()
    campaigns: frozenset[date] = frozenset()

    def kind(self, day: date) -> int:
        """A day's weekday from 0, or 7 for a holiday, 8 for a campaign's day."""
        if day in self.campaigns:
            return CAMPAIGN
        return HOLIDAY if day in self.holidays else day.weekday()


@dataclass(frozen=True)
class Days:
    """A figure that adds up, day by day from `first`; a day without data is not a number."""

    first: date
    values: Array
    calendar: Calendar

    @classmethod
    def of(cls, known: Mapping[date, float], calendar: Calendar) -> Days:
        """The days from the first to the last known one."""
        first, last = min(known), max(known)
        span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        values = np.array([known.get(day, np.nan) for day in span])
        return cls(first, values, calendar)

    @cached_property
    def kinds(self) -> np.ndarray:
        """The kind of every day."""
        return np.array(
            [self.calendar.kind(self.first + timedelta(days=at)) for at in range(len(self.values))]
        )

    def ahead(self, cut: date, until: date) -> float | None:
        """What the days after `cut` up to `until` bring, from what was known at the cut.

        None with fewer than four weeks known, or a level of nothing to go by.
        """
        end = (cut - self.first).days + 1
        if end < LEAST_DAYS or end > len(self.values):
            return None
        known, kinds = self.values[:end], self.kinds[:end]
        index = _index(known, kinds)
        usable = slice(max(0, end - LEVEL_DAYS), end)
        recent, factors = known[usable], index[kinds[usable]]
        fits = ~np.isnan(recent) & (factors > 0) & (kinds[usable] != CAMPAIGN)
        if fits.sum() < LEAST_DAYS:
            return None
        plain = recent[fits] / factors[fits]
        level = float(plain.mean()) if (plain == 0).mean() > SPARSE else _smoothed(plain)
        days = (until - cut).days
        coming = [self.calendar.kind(cut + timedelta(days=one + 1)) for one in range(days)]
        return float(level * index[coming].sum())

    def units(self, cut: date, first: date, last: date) -> float:
        """How many average days lie between two days, by the index known at the cut."""
        end = (cut - self.first).days + 1
        index = _index(self.values[:end], self.kinds[:end])
        days = [first + timedelta(days=one) for one in range((last - first).days + 1)]
        return float(index[[self.calendar.kind(day) for day in days]].sum())

    def so_far(self, first: date, cut: date) -> float | None:
        """The sum from a period's first day up to the cut; None where no day is known.

        Days without data are not counted, and not made up either.
        """
        start, end = (first - self.first).days, (cut - self.first).days + 1
        known = self.values[max(start, 0) : max(end, 0)]
        known = known[~np.isnan(known)]
        return float(known.sum()) if len(known) else None


def _index(known: Array, kinds: np.ndarray) -> Array:
    """How each kind of day stands to an average one, from the last eight weeks."""
    recent, of = known[-INDEX_DAYS:], kinds[-INDEX_DAYS:]
    plain = ~np.isnan(recent) & (of < HOLIDAY)
    mean = recent[plain].mean() if plain.any() else 0.0
    index = np.ones(CAMPAIGN + 1)
    if mean <= 0:
        return index
    for weekday in range(HOLIDAY):
        these = plain & (of == weekday)
        if these.any():
            index[weekday] = recent[these].mean() / mean
    index[HOLIDAY] = index[SUNDAY]
    for kind in (HOLIDAY, CAMPAIGN):
        seen = ~np.isnan(known) & (kinds == kind)
        if seen.sum() >= ENOUGH_OF_KIND:
            index[kind] = _against_neighbours(known, kinds, np.flatnonzero(seen)) or index[kind]
    return index


def _against_neighbours(known: Array, kinds: np.ndarray, at: np.ndarray) -> float | None:
    """What days of a kind brought against the plain days of the four weeks around each."""
    ratios = []
    for one in at:
        around = slice(max(0, one - 14), one + 15)
        plain = known[around][(kinds[around] < HOLIDAY) & ~np.isnan(known[around])]
        if len(plain) and plain.mean() > 0:
            ratios.append(known[one] / plain.mean())
    return float(np.mean(ratios)) if ratios else None


def _smoothed(values: Array) -> float:
    """The last level of simple exponential smoothing that starts at the first value."""
    weights = ALPHA * (1 - ALPHA) ** np.arange(len(values) - 1, -1, -1)
    weights[0] = (1 - ALPHA) ** (len(values) - 1)
    return float(weights @ values)
