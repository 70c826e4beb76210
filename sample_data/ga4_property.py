"""A GA4 property as its Data API answers: what was recorded, counted as a request asks for it.

It filters before it counts, leaves out rows whose figures are all 0, takes several date ranges in
one request, keeps to an order, and gives pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from google.analytics.data_v1beta import types

from reportgen.model.catalogue import METRICS

MOST_ROWS = 250_000
NO_MEMBER = "(not set)"

Row = tuple[tuple[str, ...], tuple[Decimal, ...]]
"""The members of a row, and its figures."""

Amount = Decimal | frozenset[str]
"""What a fact adds to a figure: an amount, or the people it counts, each once."""


@dataclass(frozen=True)
class Fact:
    """What a property recorded of one day and one member of each dimension."""

    day: date
    members: Mapping[str, str]
    figures: Mapping[str, Amount]


class NotUnderstood(ValueError):
    """A request for what the property does not have."""


@dataclass(frozen=True)
class Property:
    """A GA4 property: its number, its zone and currency, and everything it recorded."""

    number: str
    timezone: str
    currency: str
    facts: Sequence[Fact]

    def answer(self, asked: types.RunReportRequest) -> types.RunReportResponse:
        """The page of a report that a request asks for."""
        dimensions = [one.name for one in asked.dimensions]
        metrics = [one.name for one in asked.metrics]
        self._check(metrics)
        rows = sorted(self._rows(asked, dimensions, metrics), key=_order(asked))
        added = ["dateRange"] if len(asked.date_ranges) > 1 else []
        limit = min(asked.limit or 10_000, MOST_ROWS)
        page = rows[asked.offset : asked.offset + limit]
        answer = types.RunReportResponse(
            dimension_headers=[types.DimensionHeader(name=one) for one in dimensions + added],
            metric_headers=[types.MetricHeader(name=one) for one in metrics],
            row_count=len(rows),
            metadata=types.ResponseMetaData(currency_code=self.currency, time_zone=self.timezone),
            kind="analyticsData#runReport",
        )
        written = types.RunReportResponse.pb(answer).rows
        for members, figures in page:
            row = written.add()
            for member in members:
                row.dimension_values.add(value=member)
            for figure in figures:
                row.metric_values.add(value=str(figure))
        return answer

    def _check(self, metrics: Iterable[str]) -> None:
        known = {name for fact in self.facts for name in fact.figures} | set(METRICS)
        for name in metrics:
            if name not in known:
                raise NotUnderstood(f"Field {name} is not a valid metric.")

    def _rows(
        self, asked: types.RunReportRequest, dimensions: Sequence[str], metrics: Sequence[str]
    ) -> list[Row]:
        cells: dict[tuple[str, ...], list[Amount | None]] = {}
        ranges = [
            (one.name, date.fromisoformat(one.start_date), date.fromisoformat(one.end_date))
            for one in asked.date_ranges
        ]
        passes = _passes(asked.dimension_filter) if asked.dimension_filter else None
        for fact in self.facts:
            if passes is not None and not passes(fact):
                continue
            members = tuple(_member(fact, name) for name in dimensions)
            for name, first, last in ranges:
                if first <= fact.day <= last:
                    key = (*members, name) if len(ranges) > 1 else members
                    _add(cells.setdefault(key, [None] * len(metrics)), fact, metrics)
        counted = ((key, tuple(map(_counted, amounts))) for key, amounts in cells.items())
        return [(key, figures) for key, figures in counted if any(figures)]


def _member(fact: Fact, dimension: str) -> str:
    if dimension == "date":
        return f"{fact.day:%Y%m%d}"
    if dimension == "yearMonth":
        return f"{fact.day:%Y%m}"
    return fact.members.get(dimension, NO_MEMBER)


def _add(amounts: list[Amount | None], fact: Fact, metrics: Sequence[str]) -> None:
    for at, name in enumerate(metrics):
        more, sofar = fact.figures.get(name), amounts[at]
        if isinstance(more, frozenset):
            amounts[at] = more if sofar is None else more | _people(sofar)
        elif more is not None:
            amounts[at] = more if sofar is None else more + _counted(sofar)


def _people(amount: Amount) -> frozenset[str]:
    assert isinstance(amount, frozenset)
    return amount


def _counted(amount: Amount | None) -> Decimal:
    if isinstance(amount, Decimal):
        return amount
    return Decimal(len(amount or ()))


def _passes(asked: types.FilterExpression) -> Callable[[Fact], bool]:
    """Whether a fact passes a filter of lists, joined by `and`."""
    if asked.and_group.expressions:
        parts = [_passes(one) for one in asked.and_group.expressions]
        return lambda fact: all(part(fact) for part in parts)
    name, words = asked.filter.field_name, set(asked.filter.in_list_filter.values)
    if not words:
        raise NotUnderstood("Only filters of lists, joined by and, are served here.")
    return lambda fact: _member(fact, name) in words


def _order(asked: types.RunReportRequest) -> Callable[[Row], Any]:
    """Rows by the dimensions or the metric that the request names, then by all members."""
    dimensions = [one.name for one in asked.dimensions]
    metrics = [one.name for one in asked.metrics]
    by = [
        dimensions.index(one.dimension.dimension_name) for one in asked.order_bys if one.dimension
    ]
    falling = [metrics.index(one.metric.metric_name) for one in asked.order_bys if one.metric]

    def place(row: Row) -> Any:
        members, figures = row
        return [members[at] for at in by], [-figures[at] for at in falling], members

    return place
