"""How much of a node's change each node below it accounts for; the parts add up exactly.

One multiplier per node, so that every level adds up: m(root) = 1 and contribution = m x change.
Products use the additive logarithmic mean Divisia index (Ang, Energy Policy 33 (2005) 867),
sums plain differences, and everything else the Shapley value over the formula's inputs
(Sun 1998; Albrecht et al. 2002). Arithmetic, not cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial, log1p

from reportgen.model.formula import Expression, evaluate, names, product_factors, signed_terms
from reportgen.model.quantity import Measured


@dataclass(frozen=True)
class Change:
    """A node's value before and after."""

    before: float
    after: float

    @property
    def amount(self) -> float:
        """After minus before."""
        return self.after - self.before


def logarithmic_mean(a: float, b: float) -> float:
    """L(a, b) = (a - b) / ln(a / b) for positive numbers; L(a, a) = a."""
    low, high = min(a, b), max(a, b)
    ratio = (high - low) / low
    if ratio < 1e-8:
        return low * (1 + ratio / 2 - ratio * ratio / 12)
    return (high - low) / log1p(ratio)


def multipliers(expression: Expression, inputs: Mapping[str, Change]) -> Mapping[str, float]:
    """For each input of a formula, how much of the result one unit of its change carries.

    The inputs' changes times their multipliers add up to the change of the formula's value.
    """
    terms = signed_terms(expression)
    if terms is not None:
        weights: dict[str, float] = {}
        for name, sign in terms:
            weights[name] = weights.get(name, 0.0) + sign
        return weights
    factors = product_factors(expression)
    if factors is not None and _is_plain_product(factors, inputs):
        return _product_multipliers(factors, inputs)
    return _shapley_multipliers(expression, inputs)


def _is_plain_product(factors: tuple[str, ...], inputs: Mapping[str, Change]) -> bool:
    positive = all(inputs[name].before > 0 and inputs[name].after > 0 for name in factors)
    return positive and len(set(factors)) == len(factors)


def _product_multipliers(
    factors: tuple[str, ...], inputs: Mapping[str, Change]
) -> Mapping[str, float]:
    before = after = 1.0
    for name in factors:
        before *= inputs[name].before
        after *= inputs[name].after
    mean = logarithmic_mean(before, after)
    return {
        name: mean / logarithmic_mean(inputs[name].before, inputs[name].after) for name in factors
    }


def _shapley_multipliers(
    expression: Expression, inputs: Mapping[str, Change]
) -> Mapping[str, float]:
    ids = tuple(dict.fromkeys(name.id for name in names(expression)))
    return {id: _carried(expression, id, ids, inputs) for id in ids}


class Undecomposable(ValueError):
    """A change whose formula has no value with some inputs changed and others not."""


def _carried(
    expression: Expression, id: str, ids: tuple[str, ...], inputs: Mapping[str, Change]
) -> float:
    """Amount of the result per unit of one input; the slope where the input did not change."""
    one = inputs[id]
    if one.amount == 0:
        nudge = 1e-6 * max(1.0, abs(one.before))
        inputs = {**inputs, id: Change(one.before, one.before + nudge)}
    return _shapley(expression, id, ids, inputs) / inputs[id].amount


def _shapley(
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
