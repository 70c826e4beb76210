"""Which columns of its source a metric is made of."""

from __future__ import annotations

from reportgen.model.catalogue import Adding, metric_named
from reportgen.model.columns import ColumnType
from reportgen.model.config import Metric, Source
from reportgen.model.dialects import DATE_COLUMNS

WHOLE_MONTH = "yearMonth"
"""The dimension under which analytics gives figures that do not add up over days."""

_DAY_TYPES = (ColumnType.DATE, ColumnType.DATETIME)


def is_additive(metric: Metric) -> bool:
    """False for a GA4 metric whose days must not be added up."""
    if metric.metric is None:
        return True
    known = metric_named(metric.metric)
    return known is None or known.adding is Adding.ADDITIVE


def date_column(metric: Metric, source: Source) -> str:
    """The column that says on which day a row counts; empty when nothing says it.

    It is the metric's `date:`, else the source type's own, else the only column of days that a
    client's own table declares (`date` where it declares several).
    """
    if not is_additive(metric):
        return WHOLE_MONTH
    if metric.date is not None:
        return metric.date
    if source.type in DATE_COLUMNS:
        return DATE_COLUMNS[source.type]
    dated = [column.as_ for column in source.columns.values() if column.type in _DAY_TYPES]
    if len(dated) == 1:
        return dated[0]
    return "date" if "date" in dated else ""


def needed_columns(metric: Metric, source: Source) -> tuple[str, ...]:
    """The columns without which the metric cannot be told: date, figures and filter."""
    names = (date_column(metric, source), metric.column, metric.weight or "", *metric.where)
    return tuple(dict.fromkeys(name for name in names if name))


def header_of(column: str, source: Source) -> str:
    """The header a client's own table gives a column; our name for it elsewhere."""
    return next(
        (header for header, declared in source.columns.items() if declared.as_ == column), column
    )


def filter_words(metric: Metric) -> str:
    """The metric's filter as a person reads it."""
    return " and ".join(f"{name} is {' or '.join(words)}" for name, words in metric.where.items())
