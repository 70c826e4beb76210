"""Figures that do not add up: distinct counts of whole periods, and analytics' own by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reportgen.errors import Place, Problem
from reportgen.mapping.columns import WHOLE_MONTH
from reportgen.mapping.pieces import Piece, members_of
from reportgen.mapping.rows import Days, Mask, SourceRows
from reportgen.mapping.selection import Selection
from reportgen.model.config import Metric
from reportgen.model.observations import NOT_IN_TABLE
from reportgen.model.tables.word_array import words_of

Months = npt.NDArray[np.int64]
"""Months counted from 1970."""

PERIODS = (("month", 1), ("quarter", 3))


def counted_distinct(rows: SourceRows, metric: Metric, selection: Selection) -> list[Piece]:
    """Different values of a column in every month and every three months, never a sum of them."""
    column = metric.column
    filled = np.asarray(rows.table[column] != "", dtype=bool)
    chosen = np.asarray(selection.chosen & filled, dtype=bool)
    month = _months(selection.day[chosen])
    value, _ = words_of(rows.table[column]).take(chosen).factorized()
    spoken = np.unique(_months(selection.known))
    pieces = []
    for grain, length in PERIODS:
        starts = _starts(spoken, length)
        nobody = np.zeros(len(value), dtype=np.int64)
        total = _distinct(month, nobody, value, length)
        counts = [float(total.get((start, 0), 0)) for start in starts.tolist()]
        pieces.append(_piece(grain, "", starts, [""] * len(starts), counts))
        for dimension in metric.by:
            member, names = members_of(rows, dimension, chosen).factorized()
            by_member = _distinct(month, member, value, length)
            known = [key for key in sorted(by_member) if key[0] in set(starts.tolist())]
            pieces.append(
                _piece(
                    grain,
                    dimension,
                    np.array([start for start, _ in known], dtype=np.int64),
                    [str(names[of]) for _, of in known],
                    [float(by_member[key]) for key in known],
                )
            )
    return pieces


def given_by_month(
    rows: SourceRows, id: str, metric: Metric
) -> tuple[list[Piece], Mask, list[Problem]]:
    """What analytics says of whole months, as it says it: one row a month, or one a member."""
    pieces: list[Piece] = []
    problems: list[Problem] = []
    used = np.zeros(len(rows.table), dtype=bool)
    for dimension in ("", *metric.by):
        mask = _whole_month_rows(rows, metric, dimension)
        month = words_of(rows.table[WHOLE_MONTH]).take(mask)
        names = list(members_of(rows, dimension, mask)) if dimension else [""] * len(month)
        if mask.any() and len(set(zip(month, names, strict=True))) == len(names):
            starts = np.array([_month_number(one) for one in month], dtype=np.int64)
            figures = rows.figures[metric.column].where(mask)
            values = figures.values(figures.units)
            pieces.append(_piece("month", dimension, starts, names, values))
            used |= mask
        else:
            problems.append(_not_by_month(rows, id, metric, dimension))
    return pieces, used, problems


def _whole_month_rows(rows: SourceRows, metric: Metric, dimension: str) -> Mask:
    """The metric's rows by month; for the total, those of the table that splits it least."""
    mask = rows.figures[metric.column].known & rows.has(WHOLE_MONTH)
    for name in (*metric.where, *([dimension] if dimension else [])):
        mask &= rows.has(name)
    for name, words in metric.where.items():
        mask &= np.asarray(rows.table[name].isin(words), dtype=bool)
    first, last = (str(month).replace("-", "") for month in (rows.months[0], rows.months[-1]))
    written = rows.table[WHOLE_MONTH]
    mask &= np.asarray((written >= first) & (written <= last) & (written != NOT_IN_TABLE))
    if not dimension:
        for name in metric.by:
            undivided = mask & ~rows.has(name)
            mask = undivided if undivided.any() else mask
    return np.asarray(mask, dtype=bool)


def _not_by_month(rows: SourceRows, id: str, metric: Metric, dimension: str) -> Problem:
    by = f" by {dimension!r}" if dimension else ""
    return Problem(
        "RG420",
        f"{id}: {metric.column!r}{by} is not given once for each month",
        Place(rows.extract.files[-1].path, field=metric.column),
        why="the same user is counted on several days and in several groups, so they never add up",
        hint=f"export it by month ({WHOLE_MONTH}), without a date"
        + (f", and with {dimension!r} alone" if dimension else " and without other dimensions"),
    )


def _distinct(
    month: Months, member: npt.NDArray[np.int64], value: npt.NDArray[Any], length: int
) -> dict[tuple[int, int], int]:
    """How many different values each period of so many months has, by its start and member."""
    triples = [np.stack([month - back, member, value], axis=1) for back in range(length)]
    different = np.unique(np.concatenate(triples), axis=0)
    if not len(different):
        return {}
    keys, counts = np.unique(different[:, :2], axis=0, return_counts=True)
    return {
        (start, of): count
        for (start, of), count in zip(keys.tolist(), counts.tolist(), strict=True)
    }


def _starts(spoken: Months, length: int) -> Months:
    """The first months of the periods whose months are all spoken of."""
    whole = np.ones(len(spoken), dtype=bool)
    for ahead in range(1, length):
        whole &= np.isin(spoken + ahead, spoken)
    return spoken[whole]


def _piece(
    grain: str,
    dimension: str,
    starts: Months,
    members: Sequence[str],
    values: Sequence[float],
) -> Piece:
    dates = starts.astype("datetime64[M]").astype("datetime64[D]")
    return Piece(grain, dimension, dates, members, values, [1.0] * len(values))


def _months(days: Days) -> Months:
    return days.astype("datetime64[M]").astype(np.int64)


def _month_number(written: str) -> int:
    return (int(written[:4]) - 1970) * 12 + int(written[4:6]) - 1
