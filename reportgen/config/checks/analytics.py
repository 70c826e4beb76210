"""Figures of analytics: names GA4 knows today, and rates that are never averaged."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.checks.metrics import read_metrics
from reportgen.config.columns import declared
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.catalogue import METRICS, RENAMED, Adding, metric_named, present_name
from reportgen.model.config import Metric
from reportgen.model.dialects import GA4_TYPES
from reportgen.model.query import ASKED_TYPES


def analytics_names_are_known(agreed: Agreed) -> Iterator[Problem]:
    """A GA4 metric stands in the catalogue, which says how it adds up."""
    for id, metric, source in read_metrics(agreed):
        if metric.metric is None or source.type not in GA4_TYPES:
            continue
        if metric_named(metric.metric) is None and declared(source, metric.metric) is None:
            yield agreed.client.problem(
                "RG214",
                ("metrics", id, "metric"),
                f"{metric.metric!r} is not a GA4 metric we know how to add up",
                hint=did_you_mean(metric.metric, METRICS)
                or "the names are those of the GA4 Data API, for example sessions",
            )


def analytics_names_are_present(agreed: Agreed) -> Iterator[Problem]:
    """A name that GA4 used before is read as what it is called today."""
    for id, metric, source in read_metrics(agreed):
        if source.type not in GA4_TYPES:
            continue
        for path, name in _analytics_names(id, metric):
            renamed = RENAMED.get(name.partition(":")[0])
            if renamed is not None and declared(source, name) is None:
                yield agreed.client.warning(
                    "RG219",
                    path,
                    f"GA4 has no {name!r} any more",
                    why=f"it is {renamed.now} since {renamed.since}, and is read as that",
                    hint=f"write {present_name(name)}",
                )


def _analytics_names(id: str, metric: Metric) -> Iterator[tuple[Path, str]]:
    if metric.metric is not None:
        yield ("metrics", id, "metric"), metric.metric
    for name in metric.where:
        yield ("metrics", id, "where", name), name
    for at, name in enumerate(metric.by):
        yield ("metrics", id, "by", at), name


def what_is_asked_is_no_file(agreed: Agreed) -> Iterator[Problem]:
    """A property that is asked tells its own day; how files are read does not concern it."""
    for name, source in agreed.config.sources.items():
        if source.type not in ASKED_TYPES:
            continue
        for key in ("as_of", "encoding", "unique_by"):
            if getattr(source, key):
                yield agreed.client.problem(
                    "RG141",
                    ("sources", name, key),
                    f"a source of type {source.type} has no {key!r}",
                    why="it is asked, and its figures are those of the day it was asked",
                    hint="delete it, or correct the type",
                    at_key=True,
                )


def rates_are_made_from_parts(agreed: Agreed) -> Iterator[Problem]:
    """Rates that are only known by day, or only by campaign, cannot be averaged into a month."""
    for id, metric, source in read_metrics(agreed):
        known = metric_named(metric.metric) if metric.metric is not None else None
        if source.type not in GA4_TYPES or known is None or known.adding is not Adding.RATIO:
            continue
        if source.type == "ga4" and not known.beside:
            continue
        known_by = f"each {known.beside}" if source.type == "ga4" else "single days"
        hint = "read its two parts, and write ratio: [numerator, denominator]"
        if known.parts is not None:
            top, bottom = known.parts
            hint = f"read {top} and {bottom}, and write ratio: [numerator, denominator]"
        yield agreed.client.problem(
            "RG218",
            ("metrics", id, "metric"),
            f"{metric.metric!r} of {known_by} cannot be averaged into a month",
            hint=hint,
        )
