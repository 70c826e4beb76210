"""Which lines of which files a figure was made of, month by month."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from reportgen.mapping.figures import DayColumn
from reportgen.mapping.rows import Days, Mask, SourceRows
from reportgen.model.observations import RowRange
from reportgen.model.period import Month


def traces(rows: SourceRows, chosen: Mask, day: DayColumn) -> Mapping[Month, tuple[RowRange, ...]]:
    """The lines of the chosen rows, by the month of their day and by file."""
    file, line = rows.table["_file"].to_numpy(), rows.table["_row"].to_numpy()
    months = day.days.astype("datetime64[M]")
    found: dict[Month, tuple[RowRange, ...]] = {}
    for month in np.unique(months[~np.isnat(months)]):
        of_month = np.flatnonzero(chosen & (months == month)[day.codes])
        if len(of_month):
            files, lines = file[of_month], line[of_month]
            found[_month(int(month.astype(np.int64)))] = tuple(
                RowRange(rows.extract.files[one].path, _listed(lines[files == one]))
                for one in np.unique(files).tolist()
            )
    return found


def _listed(lines: npt.NDArray[np.integer[Any]]) -> array[int]:
    return array("i", np.sort(lines).astype(np.int32).tobytes())


def months_of(starts: Days) -> tuple[Month, ...]:
    """The months that some first days begin."""
    numbers = np.unique(starts.astype("datetime64[M]").astype(np.int64))
    return tuple(_month(number) for number in numbers.tolist())


def _month(number: int) -> Month:
    return Month(1970 + number // 12, number % 12 + 1)
