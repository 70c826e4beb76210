"""What a source keeps to itself, by its own flags: metrics, days that are cut off, small groups."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import numpy as np

from reportgen.mapping.columns import WHOLE_MONTH
from reportgen.mapping.rows import Mask, SourceRows
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import NOT_IN_TABLE
from reportgen.model.period import Month
from reportgen.model.query import PERIOD_COLUMN

NO_PERMISSION = "no_permission"
TRUNCATED = "truncated"
"""Reasons, as the wording catalogue has them."""

Days = tuple[date, date]
"""First and last day."""


def is_restricted(rows: SourceRows, metric: str) -> bool:
    """True for a metric that who asked may not see: its figures are not 0, they are not told."""
    return any(metric in flag.about for flag in _flags(rows, FlagKind.RESTRICTED))


def is_thresholded(rows: SourceRows, files: Collection[int]) -> bool:
    """True where a row that is not there may have been left out: it is not 0."""
    return any(_is_of(flag, files) for flag in _flags(rows, FlagKind.THRESHOLDED))


def truncations(rows: SourceRows, files: Collection[int]) -> tuple[Flag, ...]:
    """What is said of cut-off days in some answers."""
    return tuple(flag for flag in _flags(rows, FlagKind.TRUNCATED) if _is_of(flag, files))


def cut_off(rows: SourceRows) -> Mask:
    """The rows that speak of days the data of which are not all there any more."""
    mask = np.zeros(len(rows.table), dtype=bool)
    files = rows.table["_file"].to_numpy()
    for flag in _flags(rows, FlagKind.TRUNCATED):
        of_file = np.ones(len(mask), dtype=bool) if flag.file is None else files == flag.file
        for row in np.flatnonzero(of_file & ~mask).tolist():
            mask[row] = flag.touches(*_days_of(rows, row))
    return mask


def _flags(rows: SourceRows, kind: FlagKind) -> Iterable[Flag]:
    return (flag for flag in rows.extract.flags if flag.kind is kind)


def _is_of(flag: Flag, files: Collection[int]) -> bool:
    return flag.file is None or flag.file in files


def _days_of(rows: SourceRows, row: int) -> Days:
    """The days one row speaks of."""
    period = _cell(rows, PERIOD_COLUMN, row)
    if period:
        first, last = period.split("/")
        return date.fromisoformat(first), date.fromisoformat(last)
    written = _cell(rows, WHOLE_MONTH, row)
    if written:
        month = Month(int(written[:4]), int(written[4:]))
        return month.first_day, month.last_day
    day = date.fromisoformat(_cell(rows, "date", row))
    return day, day


def _cell(rows: SourceRows, column: str, row: int) -> str:
    cell = str(rows.table[column].iat[row]) if column in rows.table.columns else NOT_IN_TABLE
    return "" if cell == NOT_IN_TABLE else cell
