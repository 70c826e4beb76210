"""A metric's rows become observations: sums of days, stocks, and counts of whole periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from reportgen.mapping.figures import DayColumn, Figures, ones
from reportgen.mapping.rows import Days, Mask, SourceRows
from reportgen.mapping.selection import Selection
from reportgen.model.config import Metric
from reportgen.model.dialects import ADS_TYPES
from reportgen.model.observations import NOT_ATTRIBUTED, NOT_IN_TABLE
from reportgen.model.tables.word_array import words_of
from reportgen.model.tables.words import Words

MOST_PAIRS = 10_000_000
"""Days times members, up to which each pair has a place of its own to be marked in."""

FEE_COLUMN = "cost"
"""What an agency's fee is added to, in sources of ad cost."""


@dataclass(frozen=True)
class Piece:
    """Some observations of one metric: a date, a member and a value each, of one dimension."""

    grain: str
    dimension: str
    dates: Days
    members: Sequence[str]
    values: Sequence[float]
    weights: Sequence[float]


def added_up(rows: SourceRows, metric: Metric, selection: Selection) -> list[Piece]:
    """The metric by day: its total first, then each of its breakdowns."""
    figures, weight, chosen = _what_is_added(rows, metric, selection)
    adding = _Adding(rows, metric, selection.day.where(chosen), figures, weight)
    has_rows = chosen if metric.count is not None else selection.chosen
    zeros = np.setdiff1d(selection.known, selection.day[has_rows])
    if metric.mean is not None or metric.last is not None:
        zeros = zeros[:0]
    breakdowns = [
        adding.by(dimension, members_of(rows, dimension, chosen)) for dimension in metric.by
    ]
    return [adding.total(zeros), *breakdowns]


def fee_factor(rows: SourceRows, metric: Metric) -> Fraction:
    """What ad cost is multiplied by where the agency's fee is added; 1 elsewhere."""
    fee = rows.source.fee
    if fee is None or rows.source.type not in ADS_TYPES or metric.column != FEE_COLUMN:
        return Fraction(1)
    return 1 + Fraction(Decimal(repr(fee.rate.value)))


def _what_is_added(
    rows: SourceRows, metric: Metric, selection: Selection
) -> tuple[Figures, Figures | None, Mask]:
    """The figures, their weights, and the rows that have them."""
    if metric.count is not None:
        filled = np.asarray(rows.table[metric.count] != "", dtype=bool)
        chosen = np.asarray(selection.chosen & filled, dtype=bool)
        return ones(int(chosen.sum())), None, chosen
    figures = rows.figures[metric.column]
    if metric.weight is None:
        chosen = np.asarray(selection.chosen & figures.known, dtype=bool)
        return figures.where(chosen), None, chosen
    weights = rows.figures[metric.weight]
    chosen = np.asarray(selection.chosen & figures.known & weights.known, dtype=bool)
    weight = weights.where(chosen)
    return figures.where(chosen).times(weight), weight, chosen


def members_of(rows: SourceRows, dimension: str, chosen: Mask) -> Words:
    """Each row's member of a dimension; rows that name none share one."""
    members = words_of(rows.table[dimension]).take(chosen)
    nobody = {"", NOT_IN_TABLE}
    return members.translated(lambda member: NOT_ATTRIBUTED if member in nobody else member)


def _found(
    day: npt.NDArray[np.int32], member: npt.NDArray[np.int32], days: int, members: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
    """The pairs of a day and a member that rows have, as numbers, and each row's place in them."""
    pairs = days * members
    if pairs > MOST_PAIRS:
        found, group = np.unique(day.astype(np.int64) * members + member, return_inverse=True)
        return found, group
    keys = day * np.int32(members) + member
    has_rows = np.zeros(max(pairs, 1), dtype=bool)
    has_rows[keys] = True
    return np.flatnonzero(has_rows), (np.cumsum(has_rows, dtype=np.int32) - np.int32(1))[keys]


@dataclass(frozen=True)
class _Adding:
    """Rows with their days, ready to be summed by day and by member."""

    rows: SourceRows
    metric: Metric
    day: DayColumn
    figures: Figures
    weight: Figures | None

    def total(self, zeros: Days) -> Piece:
        """The metric's total by day, and 0 on the days spoken of without a row that counts."""
        days, group = self.day.grouped()
        piece = self._piece("", days, [""] * len(days), group)
        weight = 0.0 if self.weight is not None else 1.0
        return Piece(
            "day",
            "",
            np.concatenate([days, zeros]),
            [""] * (len(days) + len(zeros)),
            [*piece.values, *([0.0] * len(zeros))],
            [*piece.weights, *([weight] * len(zeros))],
        )

    def by(self, dimension: str, members: Words) -> Piece:
        """The metric by day and member of a dimension."""
        codes, texts = members.factorized()
        names = sorted(texts)
        place = {name: number for number, name in enumerate(names)}
        member = np.array([place[text] for text in texts] or [0], dtype=np.int32)[codes]
        days, day = self.day.grouped()
        found, group = _found(day, member, len(days), max(len(names), 1))
        of_day, of_member = np.divmod(found, max(len(names), 1))
        return self._piece(dimension, days[of_day], [names[one] for one in of_member], group)

    def _piece(
        self, dimension: str, dates: Days, members: Sequence[str], group: np.ndarray
    ) -> Piece:
        sums = self.figures.summed(group, len(dates))
        weights = [1.0] * len(dates)
        if self.weight is not None:
            weights = self.weight.values(self.weight.summed(group, len(dates)))
        return Piece("day", dimension, dates, members, self._values(sums, dates), weights)

    def _values(self, sums: np.ndarray, dates: Days) -> list[float]:
        factor = fee_factor(self.rows, self.metric)
        if factor == 1:
            return self.figures.values(sums)
        fee = self.rows.source.fee
        start = fee.from_.first_day if fee is not None and fee.from_ is not None else None
        with_fee = self.figures.values(sums, factor)
        without = self.figures.values(sums)
        is_charged = np.ones(len(dates), bool) if start is None else dates >= np.datetime64(start)
        return [
            one if charged else other
            for one, other, charged in zip(with_fee, without, is_charged.tolist(), strict=True)
        ]
