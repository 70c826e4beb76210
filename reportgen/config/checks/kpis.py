"""KPIs: one definition each, in a unit that fits, broken down by what is read."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path, dotted
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import Kpi
from reportgen.model.quantity import Unit

DEFINITIONS = ("metric", "formula", "qualitative")


def kpis_have_one_definition(agreed: Agreed) -> Iterator[Problem]:
    """A KPI is one metric, or a formula, or counted from the log."""
    for id, kpi in agreed.config.kpis.items():
        written = _definitions(kpi)
        path: Path = ("kpis", id)
        if len(written) > 1:
            yield agreed.client.problem(
                "RG220",
                (*path, written[1]),
                f"kpis.{id} has {' and '.join(written)}",
                why="its value must come from one place",
                hint=f"keep one of {', '.join(written)}",
                at_key=True,
            )
        elif not written:
            yield agreed.client.problem(
                "RG220",
                path,
                f"kpis.{id} does not say where its value comes from",
                hint="write metric: an id, or formula: …, or qualitative: true",
                at_key=True,
            )


def _definitions(kpi: Kpi) -> tuple[str, ...]:
    given = (kpi.metric is not None, kpi.formula is not None, kpi.qualitative)
    return tuple(word for word, is_given in zip(DEFINITIONS, given, strict=True) if is_given)


def units_agree(agreed: Agreed) -> Iterator[Problem]:
    """A KPI that is one metric is printed in that metric's unit."""
    for id, kpi in agreed.config.kpis.items():
        metric = agreed.config.metrics.get(kpi.metric or "")
        if metric is not None and "unit" in metric.model_fields_set and metric.unit is not kpi.unit:
            yield agreed.client.warning(
                "RG238",
                ("kpis", id, "unit"),
                f"kpis.{id} is counted in {kpi.unit}, its metric {kpi.metric!r} in {metric.unit}",
                hint="write the same unit at both",
            )


def logged_kpis_are_counts(agreed: Agreed) -> Iterator[Problem]:
    """What is counted from the log is a count, has no breakdown, and only it a watchlist."""
    for id, kpi in agreed.config.kpis.items():
        path: Path = ("kpis", id)
        if kpi.qualitative and kpi.unit is not Unit.COUNT:
            yield agreed.client.problem(
                "RG237",
                (*path, "unit"),
                f"a qualitative KPI is counted from the log, not in {kpi.unit}",
                hint="write unit: count",
            )
        if kpi.watchlist and not kpi.qualitative:
            yield agreed.client.problem(
                "RG236",
                (*path, "watchlist"),
                f"kpis.{id} has a watchlist but is not qualitative",
                why="a watchlist is matched with log.yml only",
                hint="write qualitative: true, or delete the watchlist",
                at_key=True,
            )


def breakdowns_exist(agreed: Agreed) -> Iterator[Problem]:
    """Every metric a KPI is made of is read by the dimension it is broken down by."""
    for id, kpi in agreed.config.kpis.items():
        metrics = agreed.metrics_of(id)
        for at, dimension in enumerate(kpi.breakdown):
            path: Path = ("kpis", id, "breakdown", at)
            lacking = [one for one in metrics if dimension not in agreed.config.metrics[one].by]
            if not metrics:
                yield agreed.client.problem(
                    "RG235",
                    path,
                    f"kpis.{id} has no metric to break down by {dimension!r}",
                    hint=f"delete {dotted(path[:-1])}",
                )
            elif lacking:
                known = agreed.config.metrics[lacking[0]].by
                yield agreed.client.problem(
                    "RG235",
                    path,
                    f"the metric {lacking[0]!r} is not read by {dimension!r}",
                    why=f"kpis.{id} is made of {', '.join(metrics)}; all of them are needed",
                    hint=did_you_mean(dimension, known)
                    or f"write by: [{dimension}] at metrics.{lacking[0]}",
                )
