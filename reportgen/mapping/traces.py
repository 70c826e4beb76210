"""Which lines of which files a figure was made of, month by month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.mapping.rows import Days, Mask, SourceRows
from reportgen.model.observations import RowRange
from reportgen.model.period import Month


def traces(rows: SourceRows, chosen: Mask, day: Days) -> Mapping[Month, tuple[RowRange, ...]]:
    """The lines of the chosen rows, by the month of their day and by file."""
    month = day[chosen].astype("datetime64[M]").astype(np.int64)
    file = rows.table["_file"].to_numpy()[chosen]
    line = rows.table["_row"].to_numpy()[chosen]
    order = np.lexsort((line, file, month))
    month, file, line = month[order], file[order], line[order]
    is_new = np.ones(len(line), dtype=bool)
    is_new[1:] = (month[1:] != month[:-1]) | (file[1:] != file[:-1])
    starts = np.flatnonzero(is_new)
    found: dict[Month, list[RowRange]] = {}
    for start, lines in zip(starts, np.split(line, starts[1:]), strict=False):
        if len(lines):
            path = rows.extract.files[int(file[start])].path
            of_month = found.setdefault(_month(int(month[start])), [])
            of_month.append(RowRange(path, tuple(lines.tolist())))
    return {one: tuple(ranges) for one, ranges in found.items()}


def months_of(starts: Days) -> tuple[Month, ...]:
    """The months that some first days begin."""
    numbers = np.unique(starts.astype("datetime64[M]").astype(np.int64))
    return tuple(_month(number) for number in numbers.tolist())


def _month(number: int) -> Month:
    return Month(1970 + number // 12, number % 12 + 1)
