"""How much of a node's change each node below it accounts for; the parts add up exactly.

One multiplier per node, so that every level adds up: m(root) = 1 and contribution = m x change.
Sums use plain differences, products the logarithmic mean, and everything else the Shapley value
over the formula's inputs. Arithmetic, not cause.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.analysis.decomposition.change import Change
from reportgen.analysis.decomposition.products import (
    is_shared_by_logarithms,
    product_multipliers,
    switched,
)
from reportgen.analysis.decomposition.shapley import Undecomposable, shapley_multipliers
from reportgen.model.decomposition import Method
from reportgen.model.formula import (
    Binary,
    Call,
    Expression,
    Name,
    Negative,
    evaluate,
    names,
    product_factors,
    signed_terms,
)
from reportgen.model.quantity import Measured

MOST_AT_ONCE = 6
"""More inputs than this are shared out operand by operand, each of them as a formula of its own."""


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
    if factors is not None and is_shared_by_logarithms(factors, inputs):
        return product_multipliers(factors, inputs)
    ids = _ids(expression)
    if len(ids) <= MOST_AT_ONCE:
        return shapley_multipliers(expression, ids, inputs)
    return _by_operand(expression, inputs)


def method(expression: Expression, inputs: Mapping[str, Change]) -> Method:
    """By which rule the inputs of a formula share its change."""
    if signed_terms(expression) is not None:
        return Method.SUM
    factors = product_factors(expression)
    if factors is not None and is_shared_by_logarithms(factors, inputs):
        return Method.STARTED_STOPPED if switched(factors, inputs) else Method.LOGARITHMIC_MEAN
    return Method.SHAPLEY


def _ids(expression: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.id for name in names(expression)))


def _by_operand(expression: Expression, inputs: Mapping[str, Change]) -> Mapping[str, float]:
    """The outermost operation shared over its operands, and each operand's part over its inputs."""
    outer, operands = _operands(expression)
    changes = {str(place): _change(operand, inputs) for place, operand in enumerate(operands)}
    weights: dict[str, float] = dict.fromkeys(_ids(expression), 0.0)
    for place, weight in multipliers(outer, changes).items():
        for name, inner in multipliers(operands[int(place)], inputs).items():
            weights[name] += weight * inner
    return weights


def _operands(expression: Expression) -> tuple[Expression, tuple[Expression, ...]]:
    """The outermost operation over the names `0` and `1`, and what stands in their place."""
    first, second = Name("0", 1), Name("1", 1)
    match expression:
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, first, second), (left, right)
        case Negative(operand=operand):
            return Negative(first), (operand,)
        case Call(function=function, arguments=(one,)):
            return Call(function, (first,)), (one,)
        case Call(function=function, arguments=(one, other)):
            return Call(function, (first, second)), (one, other)
        case Call(function=function, arguments=(one, *others)):
            return Call(function, (first, second)), (one, Call(function, tuple(others)))
        case _:
            return first, (expression,)


def _change(expression: Expression, inputs: Mapping[str, Change]) -> Change:
    before = evaluate(expression, lambda name: Measured(inputs[name].before)).value
    after = evaluate(expression, lambda name: Measured(inputs[name].after)).value
    if before is None or after is None:
        raise Undecomposable("a part of the formula has no value before or after")
    return Change(before, after)
