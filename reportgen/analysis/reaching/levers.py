"""Back from the goal's target: what each factor would have to be.

One factor alone: the formula solved for it. All together: each factor is multiplied by (target /
now) to the power of its share, where the shares follow each factor's own room, its 75th percentile
of the last two years over its present value; for a product this is exact in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite
from statistics import quantiles
from types import MappingProxyType

from reportgen.analysis.contributions import arithmetic_children, leaves
from reportgen.analysis.targets import Targets
from reportgen.model.config import TreeNode
from reportgen.model.formula import evaluate
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Period
from reportgen.model.pursuit import Lever, Reach
from reportgen.model.quantity import Measured, Unit
from reportgen.model.states import Direction

MOST_STEPS = 60
CLOSE = 1e-10
FAR = 1e15
AS_THEY_ARE: Mapping[str, float] = MappingProxyType({})
YEARS_LOOKED_AT = 24
FEWEST = 6


@dataclass(frozen=True)
class Goal:
    """The goal's arithmetic over its factors: a value for every set of theirs."""

    targets: Targets
    node: TreeNode
    values: Mapping[str, float]

    @property
    def factors(self) -> tuple[str, ...]:
        """The ends of the arithmetic below the goal."""
        return leaves(self.targets.evaluator, self.node)

    def value(
        self,
        changed: Mapping[str, float] = AS_THEY_ARE,
        shifts: Mapping[str, float] = AS_THEY_ARE,
    ) -> float | None:
        """The goal with some factors at other values, and some nodes shifted by an amount.

        An action may move a node without saying which of its factors it moves.
        """
        return self._of(self.node, {**self.values, **changed}, shifts).value

    def _of(
        self, node: TreeNode, values: Mapping[str, float], shifts: Mapping[str, float]
    ) -> Measured:
        evaluator = self.targets.evaluator
        below = {one.id: one for one in arithmetic_children(evaluator, node)}
        found = (
            evaluate(
                evaluator.expression(node.id), lambda name: self._of(below[name], values, shifts)
            )
            if below
            else Measured(values[node.id])
        )
        if found.value is None:
            return found
        return Measured(found.value + shifts.get(node.id, 0.0))


def goal(targets: Targets, results: Mapping[str, KpiResult]) -> Goal | None:
    """The goal's arithmetic at this period's values; None where a factor has none."""
    config = targets.evaluator.config
    node = config.tree.find(config.kgi.kpi)
    if node is None:
        return None
    values = {kpi: results[kpi].value.value for kpi in leaves(targets.evaluator, node)}
    known = {kpi: value for kpi, value in values.items() if value is not None}
    return Goal(targets, node, known) if len(known) == len(values) else None


def reach(arithmetic: Goal, results: Mapping[str, KpiResult], period: Period) -> Reach | None:
    """What the factors would have had to be for the goal's target of the period.

    The period's own target, because another month's season is not that of these figures. None for
    a goal without factors, and where the target is met.
    """
    if len(arithmetic.factors) < 2:
        return None
    target = results[arithmetic.node.id].target.value
    now = arithmetic.value()
    if target is None or now is None or _is_met(results[arithmetic.node.id], now, target):
        return None
    together = _together(arithmetic, results, target)
    return Reach(
        arithmetic.node.id,
        period,
        now,
        target,
        tuple(
            Lever(
                kpi,
                arithmetic.values[kpi],
                _within_unit(results[kpi], alone(arithmetic, kpi, target)),
                _within_unit(results[kpi], together.get(kpi)),
                _best(results[kpi]),
            )
            for kpi in arithmetic.factors
        ),
    )


def alone(arithmetic: Goal, kpi: str, target: float) -> float | None:
    """The value of one factor at which the goal meets its target, all others as they are."""
    return solve(lambda value: arithmetic.value({kpi: value}), arithmetic.values[kpi], target)


def solve(function: Callable[[float], float | None], start: float, target: float) -> float | None:
    """Where a function meets a level, by Newton's method from a start; None where it does not."""
    at = start
    for _ in range(MOST_STEPS):
        here = function(at)
        step = 1e-6 * max(abs(at), 1e-6)
        there = function(at + step)
        if here is None or there is None or there == here:
            return None
        at -= (here - target) * step / (there - here)
        if abs(here - target) <= CLOSE * max(1.0, abs(target)):
            return at
        if not isfinite(at) or abs(at) > FAR:
            return None
    return None


def scaled(values: Mapping[str, float], shares: Mapping[str, float], by: float) -> dict[str, float]:
    """Every factor times a common growth to the power of its share."""
    return {kpi: value * by ** shares.get(kpi, 0.0) for kpi, value in values.items()}


def _together(
    arithmetic: Goal, results: Mapping[str, KpiResult], target: float
) -> dict[str, float]:
    """All factors moved by one common growth, shared out by their room; empty without any."""
    if any(value <= 0 for value in arithmetic.values.values()):
        return {}
    room = {kpi: _room(results[kpi]) for kpi in arithmetic.factors}
    whole = sum(room.values())
    if not whole:
        return {}
    shares = {
        kpi: (one / whole) * (1 if results[kpi].direction is Direction.UP else -1)
        for kpi, one in room.items()
    }
    found = solve(
        lambda power: arithmetic.value(scaled(arithmetic.values, shares, exp(power))),
        0.0,
        target,
    )
    return {} if found is None else scaled(arithmetic.values, shares, exp(found))


def _room(result: KpiResult) -> float:
    """How far its 75th percentile of the last two years lies on the good side of the value."""
    known = _recent(result)
    value = result.value.value
    if value is None or value <= 0 or len(known) < FEWEST:
        return 0.0
    low, _, high = quantiles(known, n=4, method="inclusive")
    better = high / value if result.direction is Direction.UP else value / low if low > 0 else 1.0
    return max(0.0, better - 1.0)


def _best(result: KpiResult) -> float | None:
    known = _recent(result)
    if len(known) < FEWEST:
        return None
    return max(known) if result.direction is Direction.UP else min(known)


def _recent(result: KpiResult) -> Sequence[float]:
    return [value for value in result.series.values[-YEARS_LOOKED_AT:] if value is not None]


def _within_unit(result: KpiResult, value: float | None) -> float | None:
    """A value the factor can have: nothing below 0, no share of a whole above it."""
    if value is None or value < 0:
        return None
    largest = max((one for one in result.series.values if one is not None), default=0.0)
    is_share = result.unit is Unit.PERCENT and largest <= 1.0
    return None if is_share and value > 1.0 else value


def _is_met(result: KpiResult, value: float, target: float) -> bool:
    return value >= target if result.direction is Direction.UP else value <= target
