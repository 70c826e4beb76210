"""The rows a metric is made of: from the right table, through its filter, on days spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from reportgen.errors import Level, Place, Problem
from reportgen.mapping.columns import (
    WHOLE_MONTH,
    date_column,
    filter_words,
    header_of,
    needed_columns,
)
from reportgen.mapping.figures import DayColumn
from reportgen.mapping.rows import Days, Mask, SourceRows
from reportgen.model.columns import ColumnType
from reportgen.model.config import Metric


@dataclass(frozen=True)
class Selection:
    """A metric's rows: `chosen` pass its filter on known days, `day` is each row's day.

    `known` are the days on which no row means 0; `outside` counts rows of months that the source
    has no file for.
    """

    chosen: Mask
    day: DayColumn
    known: Days
    outside: int = 0


def select(
    rows: SourceRows, id: str, metric: Metric, spoken: Days, of_events: bool
) -> tuple[Selection, list[Problem]]:
    """The rows of a metric whose days may be added up."""
    dated = date_column(metric, rows.source)
    day = rows.days[dated]
    in_table = _in_best_table(rows, metric, day)
    passing = in_table & _passes(rows, metric)
    is_dated = day.is_dated
    known = spoken if of_events else np.intersect1d(day[in_table & is_dated], spoken)
    on_known = day.is_in(known) & is_dated
    problems = _lost_members(rows, id, metric, in_table & on_known)
    outside = 0
    if of_events:
        problems += _undated(rows, metric, dated, passing & ~is_dated)
        problems += _after_the_data(rows, dated, passing & is_dated & ~on_known, day)
        last = min(rows.months[-1].last_day, rows.extract.as_of)
        in_unknown_month = passing & is_dated & ~on_known & ~day.is_after(last)
        outside = int(in_unknown_month.sum())
    return Selection(passing & on_known, day, known, outside), problems


def untold(rows: SourceRows, id: str, metric: Metric) -> Problem | None:
    """Why a metric cannot be told from the source's columns; None when it can."""
    dated = date_column(metric, rows.source)
    needed = (*needed_columns(metric, rows.source), *metric.by)
    lacking = [name for name in needed if name not in rows.table.columns]
    figures = [name for name in _summed(metric) if name not in rows.figures]
    if not dated:
        what = f"nothing says on which day a row of {rows.name!r} counts"
        hint = "name a column with `date:`"
    elif lacking:
        what = f"what was read of {rows.name!r} has no column {lacking[0]!r}"
        hint = "read the source again"
    elif dated not in rows.days and dated != WHOLE_MONTH:
        what = f"{dated!r} is not a column of days"
        hint = "declare it `type: date` or `type: datetime`"
    elif figures:
        what = f"{figures[0]!r} is not a column of figures"
        hint = "declare it `type: number`, `money` or `percent`"
    else:
        return None
    place = Place(f"configs/{rows.client}/client.yml", field=f"metrics.{id}")
    return Problem("RG421", f"{id}: {what}", place, hint=hint)


def _summed(metric: Metric) -> tuple[str, ...]:
    names = (metric.metric, metric.sum, metric.last, metric.mean, metric.weight)
    return tuple(name for name in names if name is not None)


def _in_best_table(rows: SourceRows, metric: Metric, day: DayColumn) -> Mask:
    """Rows of tables that have all the metric needs; of each day, or month, from one table only.

    A day may stand in several tables with the same figure (by channel, by device): the table that
    has the metric's own dimensions is taken, then the one with the fewest others.
    """
    able = np.ones(len(rows.table), dtype=bool)
    for name in needed_columns(metric, rows.source):
        able &= rows.has(name)
    shapes = np.unique(rows.shape[able])
    if len(shapes) <= 1:
        return able
    dimensions = [
        name
        for name, kind in rows.extract.types.items()
        if kind in (ColumnType.TEXT, ColumnType.STATUS)
    ]
    worth = np.zeros(len(rows.table), dtype=np.int64)
    for name in dimensions:
        worth += rows.has(name) * (-1000 if name in metric.by else 1)
    rank = worth * len(shapes) + np.searchsorted(shapes, rows.shape).clip(0, len(shapes) - 1)
    # A row of several days stands on its first one, so tables with such rows compete by month.
    every = day[np.ones(len(rows.table), dtype=bool)]
    days, group = np.unique(
        every.astype("datetime64[M]") if rows.has_spans else every, return_inverse=True
    )
    best = np.full(len(days), np.iinfo(np.int64).max)
    np.minimum.at(best, group[able], rank[able])
    return np.asarray(able & (rank == best[group]), dtype=bool)


def _passes(rows: SourceRows, metric: Metric) -> Mask:
    passing = np.ones(len(rows.table), dtype=bool)
    for name, words in metric.where.items():
        passing &= rows.table[name].isin(words).to_numpy(dtype=bool)
    return passing


def _lost_members(rows: SourceRows, id: str, metric: Metric, used: Mask) -> list[Problem]:
    """A breakdown of which the reported month's own table knows nothing."""
    reported = rows.months[-1]
    dated = rows.days[date_column(metric, rows.source)]
    in_month = used & dated.is_after(reported.first_day - timedelta(days=1))
    return [
        Problem(
            "RG421",
            f"{id}: no table of {rows.name!r} for {reported} has {name!r} beside {metric.column!r}",
            place,
            hint="export the figure with this dimension, or take it out of `by:`",
        )
        for name in metric.by
        if in_month.any() and not (in_month & rows.has(name)).any()
        for place in rows.places(in_month, name)[:1]
    ]


def _undated(rows: SourceRows, metric: Metric, dated: str, undated: Mask) -> list[Problem]:
    """Rows that a status says to count, without the day they count on."""
    by_status = any(rows.extract.types.get(name) is ColumnType.STATUS for name in metric.where)
    if not by_status or not undated.any():
        return []
    header = header_of(dated, rows.source)
    return [
        Problem(
            "RG411",
            f"{header!r} is empty in {len(place.rows) + 1} of the rows"
            f" although {filter_words(metric)}",
            place,
            why="they belong to no month, so every month may be short of them",
            hint="fill the date in the source and export again",
        )
        for place in rows.places(undated, header)
    ]


def _after_the_data(rows: SourceRows, dated: str, unknown: Mask, day: DayColumn) -> list[Problem]:
    as_of = rows.extract.as_of
    later = unknown & day.is_after(as_of)
    header = header_of(dated, rows.source)
    return [
        Problem(
            "RG422",
            f"{header!r} lies after {as_of}, the day the data speak of,"
            f" in {len(place.rows) + 1} of the rows",
            place,
            level=Level.WARNING,
            why="they are not counted",
            hint="correct the dates in the source, or the source's `as_of:`",
        )
        for place in rows.places(later, header)
        if later.any()
    ]
