"""The gap of the whole tree, shared out over its arithmetic, against one comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.analysis.decomposition.change import Change
from reportgen.analysis.decomposition.multipliers import method, multipliers
from reportgen.analysis.decomposition.shapley import Undecomposable
from reportgen.analysis.evaluate import Evaluator
from reportgen.model.config import TreeNode
from reportgen.model.decomposition import Method
from reportgen.model.formula import evaluate, names
from reportgen.model.quantity import Measured

Lookup = Callable[[str], Measured]


@dataclass(frozen=True)
class Shares:
    """Contributions of every node that the root's arithmetic reaches, in the root's unit.

    `multipliers` turn one unit of a node's change into the root's; `methods` say how each inner
    node's change was shared. `unexplained` is what the root's own comparison value differs from
    the one its formula gives: a target of the root that is not the product of its factors'
    targets. `months` are the shares of each month, where their amounts were added up; none where
    the period was compared as a whole.
    """

    versus: str
    amounts: Mapping[str, float]
    root_before: float
    root_after: float
    unexplained: float
    changes: Mapping[str, Change] = field(default_factory=dict)
    multipliers: Mapping[str, float] = field(default_factory=dict)
    methods: Mapping[str, Method] = field(default_factory=dict)
    months: tuple[Shares, ...] = ()


def shares(evaluator: Evaluator, versus: str, before: Lookup, after: Lookup) -> Shares | None:
    """Share the root's change out over the tree; None where a value is missing on either side."""
    root = evaluator.config.tree
    values: dict[str, Change] = {}
    if not _collect(evaluator, root, before, after, values):
        return None
    weights: dict[str, float] = {}
    methods: dict[str, Method] = {}
    try:
        _share(evaluator, root, 1.0, values, weights, methods)
    except Undecomposable:
        return None
    own = before(root.id).value
    change = values[root.id]
    return Shares(
        versus=versus,
        amounts={id: weight * values[id].amount for id, weight in weights.items()},
        root_before=change.before if own is None else own,
        root_after=change.after,
        unexplained=0.0 if own is None else change.before - own,
        changes=values,
        multipliers=weights,
        methods=methods,
    )


def chained(months: Sequence[Shares | None], whole: Shares | None) -> Shares | None:
    """The shares of a period of several months: each month's amounts, added up.

    Where a month has none, or the months' changes are not the period's (a root that does not add
    up over time), the period is compared as a whole.
    """
    known = [one for one in months if one is not None]
    if whole is None or len(known) < len(months) or len(known) < 2:
        return whole
    amounts = {id: sum(one.amounts[id] for one in known) for id in whole.amounts}
    unexplained = sum(one.unexplained for one in known)
    change = whole.root_after - whole.root_before
    root = next(iter(whole.amounts))
    if abs(amounts[root] + unexplained - change) > 1e-6 * max(abs(whole.root_after), abs(change)):
        return whole
    return replace(
        whole, amounts=amounts, unexplained=unexplained, multipliers={}, months=tuple(known)
    )


def arithmetic_children(evaluator: Evaluator, node: TreeNode) -> tuple[TreeNode, ...]:
    """The children a node's formula is made of; none for a leaf."""
    used = {name.id for name in names(evaluator.expression(node.id))}
    return tuple(child for child in node.children if child.id in used)


def leaves(evaluator: Evaluator, node: TreeNode) -> tuple[str, ...]:
    """The factors at the end of the arithmetic below a node, in the outline's order."""
    below = arithmetic_children(evaluator, node)
    if not below:
        return (node.id,)
    return tuple(leaf for child in below for leaf in leaves(evaluator, child))


def _collect(
    evaluator: Evaluator, node: TreeNode, before: Lookup, after: Lookup, into: dict[str, Change]
) -> bool:
    """Fill in every node's change, inner nodes by their formula; False when a leaf lacks one."""
    below = arithmetic_children(evaluator, node)
    if evaluator.config.kpis[node.id].qualitative:
        return False
    if not below:
        first, second = before(node.id).value, after(node.id).value
    else:
        if not all(_collect(evaluator, child, before, after, into) for child in below):
            return False
        expression = evaluator.expression(node.id)
        first = evaluate(expression, lambda name: Measured(into[name].before)).value
        second = evaluate(expression, lambda name: Measured(into[name].after)).value
    if first is None or second is None:
        return False
    into[node.id] = Change(first, second)
    return True


def _share(
    evaluator: Evaluator,
    node: TreeNode,
    multiplier: float,
    values: Mapping[str, Change],
    into: dict[str, float],
    methods: dict[str, Method],
) -> None:
    into[node.id] = multiplier
    below = arithmetic_children(evaluator, node)
    if below:
        expression = evaluator.expression(node.id)
        methods[node.id] = method(expression, values)
        each = multipliers(expression, values)
        for child in below:
            _share(evaluator, child, multiplier * each[child.id], values, into, methods)
