"""Where a figure comes from: its formula, the inputs of that, and the rows they were counted in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.analysis.contributions import Shares
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.measure import measure
from reportgen.analysis.results import assess
from reportgen.model.config import ClientConfig
from reportgen.model.decomposition import Method
from reportgen.model.formula import names
from reportgen.model.observations import Observations, Provenance, RowRange
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Measured, Unit


@dataclass(frozen=True)
class SharedChange:
    """A KPI's part of the root's change against one comparison, and how it is shared below.

    `months` is how many months' parts were added up; 0 where the period was compared as a whole.
    """

    versus: str
    before: float
    after: float
    amount: float
    unit: Unit
    method: Method | None
    months: int


@dataclass(frozen=True)
class Lineage:
    """One KPI or metric with its value, how it was made, and what it was made of.

    A metric has its `provenance` and the `rows` of the period's months; a KPI has `inputs`, and
    `changes` where the tree's arithmetic reaches it.
    """

    id: str
    unit: Unit
    measured: Measured
    formula: str = ""
    provenance: Provenance | None = None
    rows: tuple[RowRange, ...] = ()
    inputs: tuple[Lineage, ...] = ()
    changes: tuple[SharedChange, ...] = ()


def lineage(observations: Observations, config: ClientConfig, kpi: str, period: Period) -> Lineage:
    """The lineage of a KPI in a period, down to files and line numbers."""
    evaluator = Evaluator(config, measure(observations, config))
    found = _of_kpi(evaluator, observations.provenance, kpi, period)
    comparisons = assess(evaluator, period).comparisons.values()
    return _with_changes(found, evaluator, tuple(comparisons))


def _with_changes(one: Lineage, evaluator: Evaluator, comparisons: tuple[Shares, ...]) -> Lineage:
    """The lineage with the parts of the root's change, on every KPI that has one."""
    unit = evaluator.config.kpis[evaluator.config.tree.id].unit
    return replace(
        one,
        inputs=tuple(_with_changes(below, evaluator, comparisons) for below in one.inputs),
        changes=tuple(
            SharedChange(
                shared.versus,
                shared.changes[one.id].before,
                shared.changes[one.id].after,
                shared.amounts[one.id],
                unit,
                shared.methods.get(one.id),
                len(shared.months),
            )
            for shared in comparisons
            if one.id in shared.amounts
        ),
    )


def _of_kpi(
    evaluator: Evaluator, provenance: Mapping[str, Provenance], kpi: str, period: Period
) -> Lineage:
    definition = evaluator.config.kpis[kpi]
    used = () if definition.qualitative else names(evaluator.expression(kpi))
    return Lineage(
        id=kpi,
        unit=definition.unit,
        measured=evaluator.value(kpi, period.months),
        formula="confirmed entries of log.yml"
        if definition.qualitative
        else _formula(evaluator, kpi),
        inputs=tuple(
            _of_kpi(evaluator, provenance, name, period)
            if name in evaluator.config.kpis
            else _of_metric(evaluator, provenance, name, period)
            for name in dict.fromkeys(one.id for one in used)
        ),
    )


def _formula(evaluator: Evaluator, kpi: str) -> str:
    definition = evaluator.config.kpis[kpi]
    return definition.formula or definition.metric or ""


def _of_metric(
    evaluator: Evaluator, provenance: Mapping[str, Provenance], metric: str, period: Period
) -> Lineage:
    definition = evaluator.config.metrics[metric]
    measured = evaluator.measures.value(metric, period.months)
    if definition.ratio is not None:
        parts = tuple(_of_metric(evaluator, provenance, part, period) for part in definition.ratio)
        return Lineage(
            metric, definition.unit, measured, " / ".join(definition.ratio), inputs=parts
        )
    traced = provenance.get(metric)
    rows = tuple(_rows(traced, period.months)) if traced else ()
    return Lineage(metric, definition.unit, measured, provenance=traced, rows=rows)


def _rows(traced: Provenance, months: tuple[Month, ...]) -> Iterator[RowRange]:
    for month in months:
        yield from traced.rows.get(month, ())
