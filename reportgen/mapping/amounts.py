"""Rows that count but have no amount: refused, or left out and counted where that is agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from reportgen.errors import Problem
from reportgen.mapping.columns import filter_words, header_of
from reportgen.mapping.rows import SourceRows
from reportgen.mapping.selection import Selection
from reportgen.model.config import Metric
from reportgen.model.period import Month


def missing_amounts(
    rows: SourceRows, id: str, metric: Metric, selection: Selection
) -> tuple[Mapping[Month, int], list[Problem]]:
    """Rows left out by month, where configuration allows it by name; else the problem of each."""
    column = metric.sum or metric.mean
    if column is None:
        return {}, []
    empty = np.asarray(selection.chosen & ~rows.figures[column].known, dtype=bool)
    if not empty.any():
        return {}, []
    if rows.source.missing_amount == "exclude":
        return Counter(Month.of(day) for day in selection.day[empty].tolist()), []
    header = header_of(column, rows.source)
    although = f" although {filter_words(metric)}" if metric.where else ""
    return {}, [
        Problem(
            "RG402",
            f"{header!r} is empty in {len(place.rows) + 1} of the rows{although}",
            place,
            why=f"metric {id!r} adds this column up; counting them as 0 would lower it by an"
            " unknown amount",
            hint="fill the cells in the source, or accept the hole with"
            f" `sources.{rows.name}.missing_amount: exclude`",
        )
        for place in rows.places(empty, header)
    ]
