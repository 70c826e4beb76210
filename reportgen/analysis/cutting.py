"""Observations as they were known on a day, and earlier periods cut to be compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from reportgen.model.config import ClientConfig
from reportgen.model.dialects import MONTHLY_TYPES
from reportgen.model.observations import Observations, Provenance
from reportgen.model.period import LAST_YEAR, Month, Period

END = date(LAST_YEAR, 12, 31)
Span = tuple[date, date]
"""The first and the last of some days."""


def up_to(observations: Observations, config: ClientConfig, until: date) -> Observations:
    """What was known of the days up to one; of a period that runs on, no whole count remains."""
    return _without(observations, config, [(until + timedelta(days=1), END)])


def alike(
    observations: Observations, config: ClientConfig, period: Period, until: date
) -> Observations:
    """The same with the period before and the year before cut after as many days."""
    days = until - period.start
    spans = [
        (earlier.start + days + timedelta(days=1), earlier.end)
        for earlier in (period.previous(), period.year_ago())
        if earlier.start + days < earlier.end
    ]
    return _without(observations, config, spans)


def _without(
    observations: Observations, config: ClientConfig, spans: Sequence[Span]
) -> Observations:
    table = observations.table
    for span in spans:
        table = table[_keeps(table, observations, config, span)]
    return replace(
        observations,
        table=table,
        days_seen={
            source: frozenset(day for day in days if _stands(day, spans))
            for source, days in observations.days_seen.items()
        },
        provenance={
            metric: _traced(traced, config, spans)
            for metric, traced in observations.provenance.items()
        },
    )


def _keeps(
    table: pd.DataFrame, observations: Observations, config: ClientConfig, span: Span
) -> pd.Series:
    """The rows outside a span: daily ones by their day, counted ones by their last day.

    A sum typed by hand speaks of its whole month, which the span cuts.
    """
    day = pd.to_datetime(table["date"])
    months = table["grain"].map({"day": 0, "month": 1, "quarter": 3}).astype(int)
    by_hand = [
        metric
        for metric, traced in observations.provenance.items()
        if _is_whole_month(traced, config)
    ]
    months = months.where(~table["metric"].isin(by_hand), 1)
    last = day.where(months == 0, day.dt.to_period("M").dt.start_time)
    for count in (1, 3):
        ends = last + pd.offsets.MonthEnd(count)
        last = last.where(months != count, ends)
    first, until = (pd.Timestamp(one) for one in span)
    return ~((last >= first) & (day <= until))


def _is_whole_month(traced: Provenance, config: ClientConfig) -> bool:
    source = config.sources.get(traced.source)
    return source is not None and source.type in MONTHLY_TYPES and traced.kind != "last"


def _traced(traced: Provenance, config: ClientConfig, spans: Sequence[Span]) -> Provenance:
    days = traced.days
    if _is_whole_month(traced, config):
        cut = {Month.of(first) for first, _ in spans}
        days = frozenset(day for day in days if Month.of(day) not in cut)
    return replace(traced, days=frozenset(day for day in days if _stands(day, spans)))


def _stands(day: date, spans: Sequence[Span]) -> bool:
    return not any(first <= day <= last for first, last in spans)
