"""A figure its source counted by itself, with where it comes from and what it disagrees with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.errors import Level, Place, Problem
from reportgen.mapping.asked import Counted
from reportgen.mapping.columns import filter_words
from reportgen.mapping.pieces import Piece
from reportgen.mapping.rows import Days, SourceRows
from reportgen.mapping.traces import traces
from reportgen.model.catalogue import metric_named
from reportgen.model.config import Metric
from reportgen.model.observations import Provenance

TOLERANCE = 0.005
TOLERANCE_OF_ESTIMATES = 0.02
"""How far the days of a period may add up to something else than the period itself."""


@dataclass(frozen=True)
class Taken:
    """One metric's observations, their origin, and what to know of them."""

    pieces: tuple[Piece, ...]
    provenance: Provenance
    problems: tuple[Problem, ...]


def take_counted(rows: SourceRows, id: str, metric: Metric, spoken: Days) -> Taken:
    """A metric as its source counted it; `spoken` are the days the source speaks of."""
    counted = Counted(rows, metric, spoken)
    provenance = Provenance(
        source=rows.name,
        kind=metric.word,
        column=metric.column,
        filter=filter_words(metric),
        date_column="",
        rows=traces(rows, *counted.used),
        days=frozenset(counted.known.tolist()),
        withheld=counted.withheld,
    )
    return Taken(tuple(counted.pieces()), provenance, tuple(_disagreement(counted, id)))


def _disagreement(counted: Counted, id: str) -> Iterator[Problem]:
    """The reported period, where its days add up to something else than it does."""
    period = counted.rows.extract.query.periods[0]
    whole = counted.whole.get((period.grain, period.first_month))
    if whole is None or not counted.adds_up:
        return
    days = sum(
        value
        for day, value in counted.by_day.items()
        if str(period.start) <= day <= str(period.end)
    )
    known = metric_named(counted.metric.column)
    is_estimate = known is not None and known.is_estimate
    tolerance = TOLERANCE_OF_ESTIMATES if is_estimate else TOLERANCE
    if abs(days - whole) <= tolerance * abs(whole) + 1e-6:
        return
    yield Problem(
        "RG521",
        f"{id}: the days of {period.name} add up to {days:,.10g}, the whole is {whole:,.10g}",
        Place(counted.rows.extract.files[0].path, field=counted.metric.column),
        level=Level.WARNING,
        why="the source sampled or withheld data, or they changed while it was asked; the period's"
        " own figure is used",
        hint="ask again a day later; if it stays so, compare with the source's own pages",
    )
