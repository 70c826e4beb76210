"""Cohorts: where both figures of a rate count the same ids by two dates, the cases followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.mapping.columns import date_column
from reportgen.mapping.rows import SourceRows
from reportgen.mapping.selection import Selection
from reportgen.model.cohort import Cohort
from reportgen.model.config import ClientConfig, Metric
from reportgen.model.formula import parse, quotient
from reportgen.model.period import Month


def followed(
    rows: SourceRows, config: ClientConfig, selections: Mapping[str, Selection]
) -> Iterator[tuple[str, tuple[Cohort, ...]]]:
    """The cohorts of every KPI that divides one count of an id column by another of the same."""
    for kpi, definition in config.kpis.items():
        parts = quotient(parse(definition.formula)) if definition.formula else None
        if parts is None or not set(parts) <= set(selections):
            continue
        step, begin = (config.metrics[name] for name in parts)
        if _is_pair(rows, step, begin):
            yield kpi, _cohorts(rows, step.column, selections[parts[0]], selections[parts[1]])


def _is_pair(rows: SourceRows, step: Metric, begin: Metric) -> bool:
    """True for two counts of one column of ids, dated by two columns."""
    is_same = step.count is not None and step.count == begin.count
    return is_same and date_column(step, rows.source) != date_column(begin, rows.source)


def _cohorts(
    rows: SourceRows, column: str, step: Selection, begin: Selection
) -> tuple[Cohort, ...]:
    began, took = _first_months(rows, column, begin), _first_months(rows, column, step)
    waited = (took.reindex(began.index) - began).dropna()
    waited = waited[waited >= 0].astype(np.int64)
    found = []
    for start, ids in began.groupby(began).groups.items():
        delays = waited[waited.index.isin(ids)]
        length = int(
            rows.months[-1].first_day.year * 12 + rows.months[-1].month - 1 - _number(start)
        )
        counts = np.bincount(delays, minlength=max(length + 1, 0))[: length + 1]
        month = Month(_number(start) // 12, _number(start) % 12 + 1)
        found.append(Cohort(month, len(ids), tuple(int(one) for one in counts)))
    return tuple(found)


def _first_months(rows: SourceRows, column: str, selection: Selection) -> pd.Series[int]:
    """The month of each id's first chosen row, counted from the year 0."""
    ids = rows.table.loc[selection.chosen, column]
    months: npt.NDArray[np.int64] = (
        selection.day[selection.chosen].astype("datetime64[M]").astype(np.int64) + 1970 * 12
    )
    return pd.Series(months, index=ids.to_numpy()).groupby(level=0).min()


def _number(month: object) -> int:
    return int(str(month))
