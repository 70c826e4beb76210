"""What a figure was counted from: hits of tries, or events in so much time or money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.intervals import newcombe, wilson
from reportgen.analysis.variation.charts import Limits, counts, proportions
from reportgen.analysis.variation.counting import TAIL, cost_range, two_counts_p
from reportgen.model.formula import Binary, Name, evaluate, quotient
from reportgen.model.period import Month
from reportgen.model.quantity import Unit
from reportgen.model.states import Direction

WHOLE = 0.01


@dataclass(frozen=True)
class Sample:
    """The counts behind one value: a share is `hits` of `of` tries, a count is `hits` in `of` days.

    A cost per hit is `hits` for `of` money.
    """

    kind: Literal["share", "count", "cost"]
    hits: float
    of: float

    def is_apart_from(self, other: Sample) -> bool:
        """True when chance hardly parts the two so far: the 95 % interval leaves out nothing."""
        if self.kind == "share":
            _, low, high = newcombe((self.hits, self.of), (other.hits, other.of))
            return not low <= 0 <= high
        return two_counts_p(self.hits, other.hits, (self.of, other.of)) < 2 * TAIL

    def difference(self, other: Sample) -> tuple[float, float] | None:
        """The 95 % interval of the difference of two shares; None for counts."""
        if self.kind != "share":
            return None
        _, low, high = newcombe((self.hits, self.of), (other.hits, other.of))
        return low, high

    def is_outside(self, before: tuple[Sample, ...]) -> bool:
        """True when it lies beyond what chance makes of the samples before it."""
        hits, sizes = [one.hits for one in before], [one.of for one in before]
        if self.kind == "share":
            limits: Limits = proportions(hits, sizes, of=self.of)
            return limits.is_outside(self.hits / self.of)
        return counts(hits, sizes, of=self.of).is_outside(self.hits)

    @property
    def interval(self) -> tuple[float, float | None] | None:
        """The 95 % interval of a share or a cost per hit; None for a plain count."""
        match self.kind:
            case "share":
                return wilson(self.hits, self.of)
            case "cost":
                return cost_range(self.of, self.hits)
            case "count":
                return None


def sample(evaluator: Evaluator, kpi: str, months: tuple[Month, ...]) -> Sample | None:
    """The counts behind a KPI over months; None where it is not made of counts, or has no data."""
    definition = evaluator.config.kpis[kpi]
    if definition.qualitative:
        return None
    if definition.unit is Unit.COUNT and evaluator.adds_up(kpi):
        value = evaluator.value(kpi, months).value
        if value is None or value < 0 or abs(value - round(value)) > WHOLE:
            return None
        return Sample("count", round(value), sum(month.last_day.day for month in months))
    return _of_quotient(evaluator, kpi, months)


def member_sample(
    evaluator: Evaluator, kpi: str, months: tuple[Month, ...], dimension: str, member: str
) -> tuple[float, float] | None:
    """Hits and tries behind a rate within one member of a dimension; None for what is no rate."""
    parts = quotient(evaluator.expression(kpi))
    metrics = evaluator.config.metrics
    if parts is None or not all(one in metrics and _is_count(evaluator, one) for one in parts):
        return None
    hits, tries = (
        evaluator.measures.value(name, months, dimension, member).value for name in parts
    )
    return None if hits is None or tries is None else (hits, tries)


def _of_quotient(evaluator: Evaluator, kpi: str, months: tuple[Month, ...]) -> Sample | None:
    expression = evaluator.expression(kpi)
    if not isinstance(expression, Binary) or expression.operator != "/":
        return None
    left, right = expression.left, expression.right
    if not isinstance(right, Name) or not _is_count(evaluator, right.id):
        return None
    top = evaluate(left, lambda name: evaluator.input(name, months)).value
    bottom = evaluator.input(right.id, months).value
    if top is None or bottom is None:
        return None
    if isinstance(left, Name) and _is_count(evaluator, left.id):
        return Sample("share", top, bottom) if 0 <= top <= bottom and bottom > 0 else None
    definition = evaluator.config.kpis[kpi]
    is_cost = definition.unit is Unit.MONEY and definition.direction is Direction.DOWN
    return Sample("cost", bottom, top) if is_cost and top > 0 else None


def _is_count(evaluator: Evaluator, name: str) -> bool:
    """True for what is counted one by one, not for money, stocks or means."""
    if name in evaluator.config.kpis:
        return evaluator.config.kpis[name].unit is Unit.COUNT and evaluator.adds_up(name)
    metric = evaluator.config.metrics[name]
    is_added = metric.ratio is None and metric.last is None and metric.mean is None
    return metric.unit is Unit.COUNT and is_added and metric.unique is None
