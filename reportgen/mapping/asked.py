"""Figures a source counted by itself: taken as they were asked for, nothing is counted again.

The figure of a whole period stands for it, also where its days add up: what is counted
approximately differs a little from the sum of its days. The days say when the source recorded
anything at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np

from reportgen.mapping.columns import WHOLE_MONTH
from reportgen.mapping.figures import DayColumn
from reportgen.mapping.pieces import Piece, members_of
from reportgen.mapping.queries import asked_figure
from reportgen.mapping.rows import Days, Mask, SourceRows
from reportgen.mapping.withheld import (
    NO_PERMISSION,
    TRUNCATED,
    cut_off,
    is_restricted,
    is_thresholded,
    truncations,
)
from reportgen.model.catalogue import Adding, metric_named
from reportgen.model.columns import ColumnType
from reportgen.model.config import Metric
from reportgen.model.flags import Flag
from reportgen.model.period import Grain, Month, Period
from reportgen.model.query import FILTER_COLUMN, PERIOD_COLUMN, AskedFigure, period_cell

Span = tuple[Grain, Month]
"""A whole month or quarter, by the month it begins with."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Counted:
    """One metric as its source counted it; `spoken` are the days the source speaks of."""

    rows: SourceRows
    metric: Metric
    spoken: Days

    def pieces(self) -> Iterator[Piece]:
        """The metric by whole period, by member of its breakdowns, and by day."""
        yield from _by_grain("", {(span, ""): value for span, value in self.whole.items()})
        for dimension in self.metric.by:
            yield from _by_grain(dimension, self._members(dimension))
        if self.adds_up:
            days = np.array(list(self.by_day), dtype="datetime64[D]")
            blank, ones = [""] * len(days), [1.0] * len(days)
            yield Piece("day", "", days, blank, list(self.by_day.values()), ones)

    @property
    def adds_up(self) -> bool:
        """True where days add up to months, and members to the whole."""
        return self._figure.adds_up

    @cached_property
    def whole(self) -> Mapping[Span, float]:
        """The metric by whole period; a period counted by itself stands before its month."""
        months = self._summed(self._taken(WHOLE_MONTH), self._months)
        periods = self._summed(self._taken(PERIOD_COLUMN), self._periods)
        return self._zeros() | months | periods

    @cached_property
    def by_day(self) -> Mapping[str, float]:
        """The metric by day: 0 on a day it is known on without a row of its own."""
        told = self._summed(self._taken("date"), lambda mask: self.rows.table.loc[mask, "date"])
        return dict.fromkeys(self.known.astype(str).tolist(), 0.0) | told

    @cached_property
    def known(self) -> Days:
        """The days the metric is known on."""
        if self._is_restricted:
            return self.spoken[:0]
        if self.metric.where and self._is_thresholded:
            return np.unique(self.rows.days["date"][self._taken("date")])
        is_whole = [not self._is_cut(day, day) for day in self.spoken.tolist()]
        return np.asarray(self.spoken[np.array(is_whole, dtype=bool)])

    @cached_property
    def withheld(self) -> Mapping[Month, str]:
        """Why the source keeps some of the months it was asked for to itself."""
        if self._is_restricted:
            return dict.fromkeys(self.rows.months, NO_PERMISSION)
        return {
            month: TRUNCATED
            for month in self.rows.months
            if (Grain.MONTH, month) not in self.whole
            and self._is_cut(month.first_day, month.last_day)
        }

    @property
    def used(self) -> tuple[Mask, DayColumn]:
        """The rows whole periods are taken from, and the first day of each."""
        starts = np.full(len(self.rows.table), "NaT", dtype="datetime64[D]")
        taken = np.zeros(len(starts), dtype=bool)
        for mask, spans in (
            (self._taken(PERIOD_COLUMN), self._periods),
            (self._taken(WHOLE_MONTH), self._months),
        ):
            firsts = np.array([month.first_day for _, month in spans(mask)], dtype="datetime64[D]")
            rows = np.flatnonzero(mask)[~np.isin(firsts, starts[taken])]
            starts[mask], taken[rows] = firsts, True
        return taken, DayColumn.each(starts)

    @cached_property
    def _figure(self) -> AskedFigure:
        return asked_figure(self.metric)

    @cached_property
    def _is_restricted(self) -> bool:
        return is_restricted(self.rows, self._figure.metric)

    @cached_property
    def _is_thresholded(self) -> bool:
        return is_thresholded(self.rows, self._files)

    @cached_property
    def _cut(self) -> tuple[Flag, ...]:
        return truncations(self.rows, self._files)

    def _is_cut(self, first: date, last: date) -> bool:
        return any(flag.touches(first, last) for flag in self._cut)

    @cached_property
    def _answering(self) -> Mask:
        """The rows that have the metric under its filter."""
        passed = np.asarray(self.rows.table[FILTER_COLUMN] == self._figure.filter, dtype=bool)
        return passed & self.rows.figures[self._figure.metric].known

    @cached_property
    def _files(self) -> frozenset[int]:
        return frozenset(self.rows.table.loc[self._answering, "_file"].tolist())

    @cached_property
    def _telling(self) -> Mask:
        """Of them, those of days that are all there, and rates of something above 0."""
        telling = self._answering & ~cut_off(self.rows)
        known = metric_named(self._figure.metric)
        if known is None or not known.over:
            return telling
        over = self.rows.figures[known.over]
        return np.asarray(telling & over.known & ~over.is_zero, dtype=bool)

    def _taken(self, lines: str, dimension: str = "") -> Mask:
        """The rows by period, month or day, split by a dimension or by none."""
        known = metric_named(self._figure.metric)
        beside = known.beside if known is not None else ""
        split = [name for name in dict.fromkeys((dimension, beside)) if name]
        mask = self._telling & self.rows.has(lines)
        for name, kind in self.rows.extract.types.items():
            if kind is ColumnType.TEXT and name not in (FILTER_COLUMN, PERIOD_COLUMN, WHOLE_MONTH):
                mask &= self.rows.has(name) == (name in split)
        # The same figure stands in two answers where two rates that need it do.
        repeated = self.rows.table.loc[mask, [lines, *split]].duplicated().to_numpy(dtype=bool)
        mask[np.flatnonzero(mask)[repeated]] = False
        return np.asarray(mask, dtype=bool)

    def _summed(self, mask: Mask, keys: Callable[[Mask], Iterable[Key]]) -> dict[Key, float]:
        """The figures of some rows by key; several rows of one key only where days add up."""
        of_rows = list(keys(mask))
        numbers = {key: number for number, key in enumerate(dict.fromkeys(of_rows))}
        group = np.array([numbers[key] for key in of_rows], dtype=np.intp)
        figures = self.rows.figures[self._figure.metric].where(mask)
        values = figures.values(figures.summed(group, len(numbers)))
        return dict(zip(numbers, values, strict=True))

    def _months(self, mask: Mask) -> list[Span]:
        written = self.rows.table.loc[mask, WHOLE_MONTH]
        return [(Grain.MONTH, Month(int(one[:4]), int(one[4:]))) for one in written]

    def _periods(self, mask: Mask) -> list[Span]:
        asked = {period_cell(one): (one.grain, one.first_month) for one in self._asked_periods}
        return [asked[cell] for cell in self.rows.table.loc[mask, PERIOD_COLUMN]]

    @property
    def _asked_periods(self) -> tuple[Period, ...]:
        return self.rows.extract.query.periods

    def _zeros(self) -> dict[Span, float]:
        """Whole periods without a row in which the source recorded other things: nothing of this.

        A rate of nothing is no rate, and a row that may have been left out is not 0.
        """
        known = metric_named(self._figure.metric)
        if self._is_thresholded or (known is not None and known.adding is Adding.RATIO):
            return {}
        recorded = {Month.of(day) for day in self.known.tolist()}
        periods = (*map(Period.month, self.rows.months), *self._asked_periods)
        return {
            (one.grain, one.first_month): 0.0
            for one in periods
            if recorded.issuperset(one.months) and not self._is_cut(one.start, one.end)
        }

    def _members(self, dimension: str) -> dict[tuple[Span, str], float]:
        """The members of a dimension in the periods asked for: 0 where only others have a row."""
        mask = self._taken(PERIOD_COLUMN, dimension)
        members = list(members_of(self.rows, dimension, mask))
        told = self._summed(mask, lambda mask: list(zip(self._periods(mask), members, strict=True)))
        if self._is_thresholded:
            return told
        spans = dict.fromkeys(span for span, _ in told)
        others = {(span, member): 0.0 for span in spans for member in dict.fromkeys(members)}
        return others | told


def _by_grain(dimension: str, values: Mapping[tuple[Span, str], float]) -> Iterator[Piece]:
    for grain in Grain:
        found = [(month, who, value) for ((g, month), who), value in values.items() if g is grain]
        starts = np.array([month.first_day for month, _, _ in found], dtype="datetime64[D]")
        members, ones = [who for _, who, _ in found], [1.0] * len(found)
        yield Piece(str(grain), dimension, starts, members, [v for _, _, v in found], ones)
