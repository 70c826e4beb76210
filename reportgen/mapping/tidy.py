"""What the sources said becomes one tidy table, with where every figure comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from reportgen.errors import Problem
from reportgen.mapping.amounts import missing_amounts
from reportgen.mapping.cohorts import followed
from reportgen.mapping.columns import WHOLE_MONTH, date_column, filter_words, is_additive
from reportgen.mapping.counted import Taken, take_counted
from reportgen.mapping.counting import counted_distinct, given_by_month
from reportgen.mapping.coverage import days_spoken_of, holds_events
from reportgen.mapping.figures import DayColumn
from reportgen.mapping.filters import unseen_filters
from reportgen.mapping.pieces import Piece, added_up, fee_factor
from reportgen.mapping.rows import Days, Mask, SourceRows, source_rows
from reportgen.mapping.selection import Selection, select, untold
from reportgen.mapping.traces import months_of, traces
from reportgen.model.cohort import Cohort
from reportgen.model.config import ClientConfig, Metric
from reportgen.model.dialects import MONTHLY_TYPES, TOTALS_APART
from reportgen.model.observations import OBSERVATION_COLUMNS, Extract, Observations, Provenance
from reportgen.model.period import Month, Period
from reportgen.model.query import ASKED_TYPES
from reportgen.model.tables.word_array import words_of


@dataclass
class _Gathered:
    """What is found on the way through the metrics."""

    frames: list[pd.DataFrame] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    selections: dict[str, Selection] = field(default_factory=dict)
    cohorts: dict[str, tuple[Cohort, ...]] = field(default_factory=dict)
    problems: dict[tuple[object, ...], Problem] = field(default_factory=dict)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Keep problems, the same one of several metrics once."""
        for one in problems:
            self.problems.setdefault((one.code, one.place, one.level), one)


def tidy(
    extracts: Iterable[Extract], config: ClientConfig
) -> tuple[Observations, tuple[Problem, ...]]:
    """Every metric's figures by day, or by whole period where days do not add up.

    With an error among the problems the observations are not to be used.
    """
    gathered = _Gathered()
    days_seen: dict[str, frozenset[date]] = {}
    said = {extract.query.source: extract for extract in extracts}
    for name, source in config.sources.items():
        if name not in said:
            continue
        metrics = {
            id: metric
            for id, metric in config.metrics.items()
            if metric.from_ == name and metric.ratio is None
        }
        rows, problems = source_rows(config.client.id, source, said[name])
        gathered.tell((*said[name].problems, *problems))
        spoken = days_spoken_of(rows, tuple(metrics.values()))
        of_events = holds_events(rows, tuple(metrics.values()))
        days_seen[name] = frozenset(spoken.tolist())
        for id, metric in metrics.items():
            if source.type in ASKED_TYPES:
                _take(gathered, rows.name, id, take_counted(rows, id, metric, spoken))
                continue
            problem = untold(rows, id, metric)
            if problem is not None:
                gathered.tell((problem,))
            elif is_additive(metric):
                _measure(gathered, rows, id, metric, (spoken, of_events))
            else:
                _take_whole_months(gathered, rows, id, metric)
        own = {id: gathered.selections[id] for id in metrics if id in gathered.selections}
        gathered.cohorts.update(followed(rows, config, own))
    return (
        Observations(_table(gathered.frames), days_seen, gathered.provenance, gathered.cohorts),
        tuple(gathered.problems.values()),
    )


def _measure(
    gathered: _Gathered, rows: SourceRows, id: str, metric: Metric, known: tuple[Days, bool]
) -> None:
    spoken, of_events = known
    apart = metric.by if rows.source.type in TOTALS_APART else ()
    whole = metric.model_copy(update={"by": ()}) if apart else metric
    selection, problems = select(rows, id, whole, spoken, of_events)
    gathered.tell((*problems, *unseen_filters(rows, id, metric)))
    if metric.count is not None:
        gathered.selections[id] = selection
    excluded: Mapping[Month, int] = {}
    if of_events:
        excluded, problems = missing_amounts(rows, id, metric, selection)
        gathered.tell(problems)
    if metric.unique is not None:
        pieces = counted_distinct(rows, metric, selection)
        days = selection.known
    else:
        pieces = added_up(rows, whole, selection)
        for dimension in apart:
            pieces += _by_itself(gathered, rows, (id, metric), dimension, known)
        days = _days_told(rows, metric, pieces[0], spoken)
        days = np.union1d(days, rows.spanned(selection.chosen))
    gathered.frames += [_frame(piece, rows.name, id) for piece in pieces]
    gathered.provenance[id] = _provenance(rows, metric, selection, days, excluded)


def _by_itself(
    gathered: _Gathered,
    rows: SourceRows,
    named: tuple[str, Metric],
    dimension: str,
    known: tuple[Days, bool],
) -> list[Piece]:
    """A breakdown from the table that has its dimension; its members need not make the total."""
    id, metric = named
    alone = metric.model_copy(update={"by": (dimension,)})
    selection, problems = select(rows, id, alone, *known)
    gathered.tell(problems)
    return added_up(rows, alone, selection)[1:]


def _take_whole_months(gathered: _Gathered, rows: SourceRows, id: str, metric: Metric) -> None:
    pieces, used, problems = given_by_month(rows, id, metric)
    gathered.tell(problems)
    gathered.frames += [_frame(piece, rows.name, id) for piece in pieces]
    starts = pieces[0].dates if pieces else np.array([], dtype="datetime64[D]")
    gathered.provenance[id] = Provenance(
        source=rows.name,
        kind=metric.word,
        column=metric.column,
        filter=filter_words(metric),
        date_column=WHOLE_MONTH,
        rows=traces(rows, used, _whole_month_days(rows, used)),
        days=frozenset(day for month in months_of(starts) for day in Period.month(month).days()),
    )


def _take(gathered: _Gathered, source: str, id: str, taken: Taken) -> None:
    gathered.tell(taken.problems)
    gathered.frames += [_frame(piece, source, id) for piece in taken.pieces]
    gathered.provenance[id] = taken.provenance


def _days_told(rows: SourceRows, metric: Metric, total: Piece, spoken: Days) -> Days:
    """The days a metric is known on; a figure of a month speaks of all its days."""
    if rows.source.type not in MONTHLY_TYPES and metric.last is None:
        return np.unique(total.dates)
    months = np.unique(total.dates.astype("datetime64[M]"))
    return spoken[np.isin(spoken.astype("datetime64[M]"), months)]


def _provenance(
    rows: SourceRows,
    metric: Metric,
    selection: Selection,
    days: Days,
    excluded: Mapping[Month, int],
) -> Provenance:
    return Provenance(
        source=rows.name,
        kind=metric.word,
        column=metric.column,
        filter=filter_words(metric),
        date_column=date_column(metric, rows.source),
        rows=traces(rows, selection.chosen, selection.day),
        days=frozenset(days.tolist()),
        fee=_fee_words(rows, metric),
        excluded=excluded,
        outside=selection.outside,
    )


def _fee_words(rows: SourceRows, metric: Metric) -> str:
    fee = rows.source.fee
    if fee is None or fee_factor(rows, metric) == 1:
        return ""
    start = f" from {fee.from_}" if fee.from_ is not None else ""
    return f"{fee.rate.value:.6g}{start}"


def _frame(piece: Piece, source: str, metric: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": piece.dates.astype("datetime64[s]"),
            "grain": piece.grain,
            "source": source,
            "metric": metric,
            "dimension": piece.dimension,
            "member": pd.Series(list(piece.members), dtype="str"),
            "value": np.asarray(piece.values, dtype=np.float64),
            "weight": np.asarray(piece.weights, dtype=np.float64),
        },
        columns=list(OBSERVATION_COLUMNS),
    )


def _table(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """All observations in an order that does not depend on the order of any export."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=list(OBSERVATION_COLUMNS))
    order = ["source", "metric", "grain", "dimension", "member", "date"]
    return pd.concat(filled, ignore_index=True).sort_values(order, ignore_index=True)


def _whole_month_days(rows: SourceRows, used: Mask) -> DayColumn:
    written = words_of(rows.table[WHOLE_MONTH]).where(used, "197001")
    return DayColumn.of(written.translated(lambda one: f"{one[:4]}-{one[4:6]}-01"))
