"""Which days a source speaks of: there a count without rows is 0, elsewhere it is a hole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from reportgen.mapping.rows import Days, SourceRows
from reportgen.model.columns import ColumnType
from reportgen.model.config import SOURCE_TYPES, Metric
from reportgen.model.dialects import EVENT_TYPES, MONTHLY_TYPES
from reportgen.model.period import Month, months_between
from reportgen.model.query import ASKED_TYPES


def holds_events(rows: SourceRows, metrics: Sequence[Metric]) -> bool:
    """True when a source's rows are events (deals, orders, leads) and not figures of days.

    A client's own table, or what another package's connector reads, holds events when its rows
    have an id or a status, or when a metric counts them.
    """
    source = rows.source
    if source.type in EVENT_TYPES:
        return True
    if source.type in SOURCE_TYPES and source.type not in ("csv", "xlsx"):
        return False
    has_status = any(column.type is ColumnType.STATUS for column in source.columns.values())
    counts = any(metric.count is not None or metric.unique is not None for metric in metrics)
    return bool(source.unique_by) or has_status or counts


def days_spoken_of(rows: SourceRows, metrics: Sequence[Metric]) -> Days:
    """The days of the history that the source speaks of, in order (see Observations)."""
    if holds_events(rows, metrics):
        days = _of_months(_months_with_files(rows) or _months_between_rows(rows))
        days = days[days <= np.datetime64(rows.extract.as_of)]
    elif rows.source.type in MONTHLY_TYPES or all(metric.last is not None for metric in metrics):
        days = _of_months(_months_with_rows(rows))
    else:
        days = _days_with_rows(rows)
    return in_history(days, rows)


def in_history(days: Days, rows: SourceRows) -> Days:
    """Those of the days that lie in the months asked for."""
    first, last = rows.months[0].first_day, rows.months[-1].last_day
    return days[(days >= np.datetime64(first)) & (days <= np.datetime64(last))]


def _months_with_files(rows: SourceRows) -> frozenset[Month]:
    return frozenset(file.month for file in rows.extract.files if file.month is not None)


def _months_with_rows(rows: SourceRows) -> frozenset[Month]:
    return frozenset(Month.of(day) for day in _days_with_rows(rows).tolist())


def _months_between_rows(rows: SourceRows) -> tuple[Month, ...]:
    months = _months_with_rows(rows)
    return months_between(min(months), max(months)) if months else ()


def _days_with_rows(rows: SourceRows) -> Days:
    days = [column.found for column in rows.days.values()]
    days.append(rows.spanned(np.ones(len(rows.table), dtype=bool)))
    # A source that counts by itself is always asked for days too, and those tell.
    if "yearMonth" in rows.table.columns and rows.source.type not in ASKED_TYPES:
        days.append(_of_months(Month(int(one[:4]), int(one[4:])) for one in _year_months(rows)))
    return np.unique(np.concatenate(days))


def _year_months(rows: SourceRows) -> list[str]:
    written = rows.table.loc[rows.has("yearMonth"), "yearMonth"].unique().tolist()
    return [one for one in written if len(one) == 6 and one.isascii() and one.isdigit()]


def _of_months(months: Iterable[Month]) -> Days:
    days = [
        np.arange(np.datetime64(month.first_day), np.datetime64(month.plus(1).first_day))
        for month in sorted(set(months))
    ]
    return np.concatenate(days) if days else np.array([], dtype="datetime64[D]")
