"""What to ask of which source: the columns its metrics need, or the figures it shall count."""

from __future__ import annotations

from reportgen.mapping.columns import is_additive, needed_columns
from reportgen.model.config import ClientConfig, Metric, Source
from reportgen.model.dialects import ID_COLUMNS
from reportgen.model.period import Grain, Period, months_between
from reportgen.model.query import ASKED_TYPES, AskedFigure, Query

HISTORY = 49
"""Months before the reported one: four years and the month before them."""


def queries(config: ClientConfig, period: Period) -> tuple[Query, ...]:
    """One query for every source that a metric is made of, in the order of configuration."""
    last = period.last_month
    months = months_between(last.plus(-HISTORY), last)
    asked = []
    for name, source in config.sources.items():
        metrics = [
            metric
            for metric in config.metrics.values()
            if metric.from_ == name and metric.ratio is None
        ]
        if not metrics:
            continue
        columns: dict[str, None] = {}
        for metric in metrics:
            columns |= dict.fromkeys((*needed_columns(metric, source), *metric.by))
        columns |= dict.fromkeys(known_again_by(source))
        if source.type in ASKED_TYPES:
            figures = tuple(dict.fromkeys(asked_figure(metric) for metric in metrics))
            asked.append(Query(name, tuple(columns), months, figures, whole_periods(period)))
        else:
            asked.append(Query(name, tuple(columns), months))
    return tuple(asked)


def known_again_by(source: Source) -> tuple[str, ...]:
    """The columns by which a row is known again in a later export; nothing personal is kept."""
    personal = {column.as_ for column in source.columns.values() if column.pii}
    ids = source.unique_by or ID_COLUMNS.get(source.type, ())
    return ids if personal.isdisjoint(ids) else ()


def asked_figure(metric: Metric) -> AskedFigure:
    """What a source that counts by itself is asked for a metric; equal for equal questions."""
    return AskedFigure(
        metric.column,
        tuple((name, tuple(sorted(set(words)))) for name, words in sorted(metric.where.items())),
        metric.by,
        is_additive(metric),
    )


def whole_periods(period: Period) -> tuple[Period, ...]:
    """The periods that are counted as a whole, the reported one first.

    For a month the one before and the one a year ago: months are also counted one by one. For a
    quarter all of history, because nothing else tells how many people its months have in common.
    """
    if period.grain is Grain.MONTH:
        return (period.shifted(0), period.previous(), period.year_ago())
    return tuple(period.shifted(-step) for step in range(HISTORY // period.grain.months))
