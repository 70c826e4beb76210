"""Any formula's change, shared by the Shapley value over its inputs.

Each input is credited with the mean, over all orders in which the inputs could have changed, of
what its own change made (Sun 1998; Albrecht et al. 2002).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import factorial

from reportgen.analysis.decomposition.change import Change
from reportgen.model.formula import Expression, evaluate
from reportgen.model.quantity import Measured

STILL = 1e-7
"""A change smaller than this share of its value has a slope, not a quotient."""
NUDGE = 1e-5


class Undecomposable(ValueError):
    """A change whose formula has no value with some inputs changed and others not."""


def shapley_multipliers(
    expression: Expression, ids: tuple[str, ...], inputs: Mapping[str, Change]
) -> Mapping[str, float]:
    """How much of the result one unit of each input's change carries."""
    return {id: _carried(expression, id, ids, inputs) for id in ids}


def _carried(
    expression: Expression, id: str, ids: tuple[str, ...], inputs: Mapping[str, Change]
) -> float:
    """Amount of the result per unit of one input; the slope where the input hardly changed."""
    one = inputs[id]
    if abs(one.amount) <= STILL * one.size:
        middle, nudge = (one.before + one.after) / 2, NUDGE * (one.size or 1.0)
        inputs = {**inputs, id: Change(middle - nudge, middle + nudge)}
    return _credited(expression, id, ids, inputs) / inputs[id].amount


def _credited(
    expression: Expression, id: str, ids: tuple[str, ...], inputs: Mapping[str, Change]
) -> float:
    others = [other for other in ids if other != id]
    total = 0.0
    for size in range(len(others) + 1):
        weight = factorial(size) * factorial(len(others) - size) / factorial(len(ids))
        for chosen in combinations(others, size):
            with_it = _value(expression, inputs, frozenset((*chosen, id)))
            without = _value(expression, inputs, frozenset(chosen))
            total += weight * (with_it - without)
    return total


def _value(expression: Expression, inputs: Mapping[str, Change], changed: frozenset[str]) -> float:
    def input_of(name: str) -> Measured:
        one = inputs[name]
        return Measured(one.after if name in changed else one.before)

    result = evaluate(expression, input_of).value
    if result is None:
        raise Undecomposable("the formula has no value with only some of its inputs changed")
    return result
