"""What to ask of which source: the columns its metrics need, over the months of history."""

from __future__ import annotations

from reportgen.mapping.columns import needed_columns
from reportgen.model.config import ClientConfig
from reportgen.model.observations import Query
from reportgen.model.period import Period, months_between

HISTORY = 49
"""Months before the reported one: four years and the month before them."""


def queries(config: ClientConfig, period: Period) -> tuple[Query, ...]:
    """One query for every source that a metric is made of, in the order of configuration."""
    last = period.last_month
    months = months_between(last.plus(-HISTORY), last)
    asked = []
    for name, source in config.sources.items():
        metrics = [
            metric
            for metric in config.metrics.values()
            if metric.from_ == name and metric.ratio is None
        ]
        if not metrics:
            continue
        columns: dict[str, None] = {}
        for metric in metrics:
            columns |= dict.fromkeys((*needed_columns(metric, source), *metric.by))
        asked.append(Query(name, tuple(columns), months))
    return tuple(asked)
