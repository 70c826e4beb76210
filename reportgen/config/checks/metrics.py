"""Metrics: one defining word each, over columns their source has, adding up as they may."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.columns import columns_of
from reportgen.config.places import Path
from reportgen.errors import Problem
from reportgen.model.catalogue import Adding, metric_named
from reportgen.model.columns import ColumnType
from reportgen.model.config import DEFINING_WORDS, Metric, Source
from reportgen.model.dialects import GA4_TYPES
from reportgen.model.quantity import Unit


def metrics_have_one_defining_word(agreed: Agreed) -> Iterator[Problem]:
    """How a metric adds up follows from one word."""
    for id, metric in agreed.config.metrics.items():
        if len(metric.words) == 1:
            continue
        path: Path = ("metrics", id)
        if not metric.words:
            yield agreed.client.problem(
                "RG210",
                path,
                f"metrics.{id} does not say what is counted",
                hint=f"write one of: {', '.join(DEFINING_WORDS)}",
                at_key=True,
            )
        else:
            yield agreed.client.problem(
                "RG210",
                (*path, metric.words[1]),
                f"metrics.{id} has {' and '.join(metric.words)}",
                why="how it adds up follows from exactly one of these words",
                hint="delete the others, or make two metrics",
                at_key=True,
            )


def means_have_weights(agreed: Agreed) -> Iterator[Problem]:
    """A mean of days is wrong unless busy days weigh more; nothing else is weighted."""
    for id, metric in agreed.config.metrics.items():
        if metric.mean is not None and metric.weight is None:
            yield agreed.client.problem(
                "RG211",
                ("metrics", id, "mean"),
                "'mean' needs 'weight'",
                why="a plain mean of days or rows lets the small ones count as much as the big",
                hint="write weight: the column that says how many each row stands for",
                at_key=True,
            )
        elif metric.weight is not None and metric.mean is None:
            yield agreed.client.problem(
                "RG211",
                ("metrics", id, "weight"),
                "'weight' stands only beside 'mean'",
                hint="delete it",
                at_key=True,
            )


def metrics_are_read_from_a_source(agreed: Agreed) -> Iterator[Problem]:
    """Every metric but a ratio has `from`; a ratio has nothing of its own."""
    for id, metric in agreed.config.metrics.items():
        if metric.ratio is None and metric.from_ is None:
            yield agreed.client.problem(
                "RG212",
                ("metrics", id, "from"),
                f"metrics.{id} has no 'from'",
                hint=f"write from: one of {', '.join(agreed.config.sources)}",
            )
        if metric.ratio is None or len(metric.words) > 1:
            continue
        for key, value in (
            ("from", metric.from_),
            ("where", metric.where),
            ("date", metric.date),
            ("by", metric.by),
        ):
            if value:
                yield agreed.client.problem(
                    "RG216",
                    ("metrics", id, key),
                    f"a ratio has no {key!r} of its own",
                    hint=f"write {key!r} at its two metrics",
                    at_key=True,
                )
        for at, part in enumerate(metric.ratio):
            below = agreed.config.metrics.get(part)
            if below is not None and below.ratio is not None:
                yield agreed.client.problem(
                    "RG216",
                    ("metrics", id, "ratio", at),
                    f"{part!r} is a ratio itself",
                    hint="name two metrics that are read from a source",
                )


def words_fit_their_source(agreed: Agreed) -> Iterator[Problem]:
    """Analytics is asked by `metric`, tables by the other words."""
    for id, metric, source in read_metrics(agreed):
        is_analytics = source.type in GA4_TYPES
        if is_analytics == (metric.word == "metric"):
            continue
        hint = (
            f"write metric: {metric.column}"
            if is_analytics
            else "write sum, count, unique, last or mean, and the column it speaks of"
        )
        yield agreed.client.problem(
            "RG213",
            ("metrics", id, metric.word),
            f"{metric.word!r} does not read a source of type {source.type}",
            hint=hint,
            at_key=True,
        )


def unique_counts_are_not_split(agreed: Agreed) -> Iterator[Problem]:
    """Who is counted once in all would be counted under several members."""
    for id, metric, _ in read_metrics(agreed):
        if metric.by and is_unique(metric):
            yield agreed.client.problem(
                "RG215",
                ("metrics", id, "by"),
                f"{metric.column!r} is a unique count and cannot be split by {metric.by[0]!r}",
                why="one visitor or company can stand under several members, so they never add up "
                "to the whole",
                hint="delete `by`, or split a metric that adds up, such as sessions",
                at_key=True,
            )


def money_is_called_money(agreed: Agreed) -> Iterator[Problem]:
    """A sum of a money column without `unit: money` would be printed as a plain count."""
    for id, metric, source in read_metrics(agreed):
        if metric.word not in ("sum", "metric"):
            continue
        kind = columns_of(source).get(metric.column)
        if kind is ColumnType.MONEY and metric.unit is not Unit.MONEY:
            yield agreed.client.warning(
                "RG238",
                ("metrics", id, "unit"),
                f"metrics.{id} is money by its column and {metric.unit} by its unit",
                hint="write unit: money",
            )


def is_unique(metric: Metric) -> bool:
    """True for a metric whose days and members overlap."""
    if metric.unique is not None:
        return True
    known = metric_named(metric.metric) if metric.metric is not None else None
    return known is not None and known.adding is Adding.UNIQUE


def read_metrics(agreed: Agreed) -> Iterator[tuple[str, Metric, Source]]:
    """Every well-defined metric with the source it is read from."""
    for id, metric in agreed.config.metrics.items():
        source = agreed.config.sources.get(metric.from_ or "")
        if source is not None and len(metric.words) == 1 and metric.ratio is None:
            yield id, metric, source
