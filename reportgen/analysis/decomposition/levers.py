"""Which factor is worth moving: how far it could go, how well that is shown, and who can move it.

In a product one percent of any factor is one percent of the result, so what tells factors apart is
how far each can move: to the quarter of its own best months, or to a named figure from outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from reportgen.analysis.contributions import leaves
from reportgen.analysis.results import Assessment
from reportgen.model.config import Kpi
from reportgen.model.decomposition import Lever
from reportgen.model.kpi import KpiResult
from reportgen.model.quantity import Measured
from reportgen.model.states import Direction, Evidence, KpiClass
from reportgen.model.text import Text

FEWEST = 12
MOST = 24
BEST = 0.75
WEIGHTS = {Evidence.A: 1.0, Evidence.B: 0.5}
"""What a potential counts by how well the relation is shown; anything else is tested first."""


def levers(assessment: Assessment, results: tuple[KpiResult, ...]) -> tuple[Lever, ...]:
    """The leading factors, the one worth most first; those to be tested, by their potential."""
    found = tuple(_levers(assessment, results[0]))
    return tuple(
        sorted(found, key=lambda one: (one.worth, one.potential.value or 0.0), reverse=True)
    )


def _levers(assessment: Assessment, root: KpiResult) -> Iterator[Lever]:
    everything = {one.id: one for one in root.walk()}
    for kpi in leaves(assessment.evaluator, assessment.evaluator.config.tree):
        result = everything[kpi]
        if result.kpi_class is KpiClass.LEADING:
            yield _lever(assessment, root, result)


def _lever(assessment: Assessment, root: KpiResult, result: KpiResult) -> Lever:
    definition = assessment.evaluator.config.kpis[result.id]
    past = [one for one in assessment.alike(result.id, result.series)[-MOST:] if one is not None]
    best = _best(past, result.direction)
    benchmark = None if definition.target is None else definition.target.benchmark
    reference = best if benchmark is None else Measured(benchmark.value.value)
    return Lever(
        kpi=result.id,
        now=result.value,
        reference=reference,
        potential=_potential(assessment, root, result, reference),
        evidence=result.evidence,
        controllable=definition.controllable,
        weight=0.0 if result.evidence is None else WEIGHTS.get(result.evidence, 0.0),
        months=len(past) if benchmark is None else 0,
        source=_source(definition),
        dated=None if benchmark is None else benchmark.date,
        n=None if benchmark is None else benchmark.n,
    )


def _source(definition: Kpi) -> Text | None:
    benchmark = None if definition.target is None else definition.target.benchmark
    return None if benchmark is None else benchmark.source


def _best(past: list[float], direction: Direction) -> Measured:
    """The edge of the best quarter of past values; None with less than a year of them."""
    if len(past) < FEWEST:
        return Measured.unknown("too_few", str(len(past)))
    return Measured(quantile(past, BEST if direction is Direction.UP else 1 - BEST))


def quantile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies, between neighbours on a straight line."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = min(floor(place), len(ordered) - 2)
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def _potential(
    assessment: Assessment, root: KpiResult, result: KpiResult, reference: Measured
) -> Measured:
    """What the root would gain with this factor at the reference and all others as they are."""
    now = root.value.value
    if reference.value is None or result.value.value is None or now is None:
        return reference if reference.value is None else result.value
    better = result.direction is Direction.UP
    if (reference.value > result.value.value) is not better:
        return Measured(0.0)
    moved = assessment.root_if(result.id, reference).value
    if moved is None:
        return Measured.unknown("missing_input", result.id)
    gain = moved - now if root.direction is Direction.UP else now - moved
    return Measured(max(0.0, gain))
