"""Which reports of the GA4 Data API answer a query, each within what one request may hold.

Figures with the same filter are asked for together: over whole periods, by month, by day where
days add up, and once more for each dimension they are split by. What GA4 filters, it filters
before it counts; rows of a filter's own dimension would be rolled into `(other)` and withheld
where they are rare, and people in two of them could not be counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from reportgen.model.catalogue import Scope, metric_named
from reportgen.model.period import Period
from reportgen.model.query import AskedFigure, Query, period_cell

MOST_METRICS = 10
MOST_RANGES = 4

TOGETHER = 5
"""Reports in one request."""

TELL_DAYS = ("sessions", "eventCount")
"""Metrics that are above 0 on every day GA4 recorded: without a filter they tell which those are.

GA4 gives no row where all metrics asked for are 0.
"""

T = TypeVar("T")


class Lines(StrEnum):
    """What one line of a report speaks of: a whole period, a month or a day."""

    PERIOD = "period"
    MONTH = "month"
    DAY = "day"


DATED = {Lines.MONTH: "yearMonth", Lines.DAY: "date"}
"""The dimension that says which month or day a line speaks of."""


@dataclass(frozen=True)
class DateRange:
    """The days from first to last, under a name that GA4 accepts; `cell` is the period's own."""

    name: str
    first: date
    last: date
    cell: str = ""


@dataclass(frozen=True)
class Report:
    """One report to ask for; `split` are dimensions besides the one of its lines."""

    lines: Lines
    metrics: tuple[str, ...]
    ranges: tuple[DateRange, ...]
    split: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension asked for, the date first."""
        return (*((DATED[self.lines],) if self.lines in DATED else ()), *self.split)

    @property
    def filter(self) -> str:
        """The filter as a cell of the answer's table."""
        return AskedFigure("", self.where).filter

    @property
    def title(self) -> str:
        """What is asked for, as a person reads it."""
        how = {Lines.DAY: "daily ", Lines.MONTH: "monthly "}.get(self.lines, "")
        by = f" by {', '.join(self.split)}" if self.split else ""
        filters = " and ".join(f"{name} is {' or '.join(words)}" for name, words in self.where)
        where = f" where {filters}" if filters else ""
        spans = ", ".join(f"{one.first} to {one.last}" for one in self.ranges)
        return f"{how}{', '.join(self.metrics)}{by}{where}, {spans}"


def plan(query: Query, until: date) -> tuple[Report, ...]:
    """The reports that answer a query, over days not later than `until`."""
    return tuple(_Planning(query, until).reports())


def batches(items: Iterable[T], most: int) -> Iterator[tuple[T, ...]]:
    """The items in their order, so many at a time."""
    remaining = iter(items)
    while batch := tuple(islice(remaining, most)):
        yield batch


@dataclass(frozen=True)
class _Planning:
    query: Query
    until: date

    def reports(self) -> Iterator[Report]:
        """Every report, those of one filter together."""
        history = tuple(self._history())
        periods = tuple(self._periods())
        if not any(_tells_days(figure) for figure in self.query.figures):
            yield from _asked((AskedFigure(TELL_DAYS[-1]),), Lines.DAY, history)
        for figures in _that_go_together(self.query.figures):
            yield from _asked(figures, Lines.PERIOD, periods)
            yield from _asked(figures, Lines.MONTH, history)
            adding = tuple(figure for figure in figures if figure.adds_up)
            yield from _asked(adding, Lines.DAY, history)
            for dimension in dict.fromkeys(name for figure in figures for name in figure.by):
                split = tuple(figure for figure in figures if dimension in figure.by)
                yield from _asked(split, Lines.PERIOD, periods, dimension)

    def _history(self) -> Iterator[DateRange]:
        first, last = self.query.months[0].first_day, self.query.months[-1].last_day
        if first <= self.until:
            yield DateRange("history", first, min(last, self.until))

    def _periods(self) -> Iterator[DateRange]:
        for period in self.query.periods:
            if period.start <= self.until:
                last = min(period.end, self.until)
                yield DateRange(_range_name(period), period.start, last, period_cell(period))


def _tells_days(figure: AskedFigure) -> bool:
    return figure.metric in TELL_DAYS and not figure.where


def _scope(figure: AskedFigure) -> Scope:
    known = metric_named(figure.metric)
    return Scope.EVENTS if known is None else known.scope


def _that_go_together(figures: Iterable[AskedFigure]) -> Iterator[tuple[AskedFigure, ...]]:
    """Figures of one filter and one scope: one request may hold them."""
    groups: dict[tuple[str, Scope], list[AskedFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.filter, _scope(figure)), []).append(figure)
    yield from map(tuple, groups.values())


def _asked(
    figures: Sequence[AskedFigure],
    lines: Lines,
    ranges: Sequence[DateRange],
    dimension: str = "",
) -> Iterator[Report]:
    """The reports of figures that go together; none where there is nothing to ask."""
    if not figures:
        return
    known = metric_named(figures[0].metric)
    beside = known.beside if known is not None else ""
    split = tuple(dict.fromkeys(name for name in (dimension, beside) if name))
    for metrics in _packed(figure.metric for figure in figures):
        for some in batches(ranges, MOST_RANGES):
            yield Report(lines, metrics, some, split, figures[0].where)


def _packed(metrics: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Metrics in as few requests as hold them, each rate beside what it divides by."""
    packed: dict[str, None] = {}
    for metric in dict.fromkeys(metrics):
        known = metric_named(metric)
        needed = dict.fromkeys(name for name in (metric, known.over if known else "") if name)
        if len(packed | needed) > MOST_METRICS:
            yield tuple(packed)
            packed = {}
        packed |= needed
    yield tuple(packed)


def _range_name(period: Period) -> str:
    return f"{period.grain}_{period.start:%Y_%m}"
