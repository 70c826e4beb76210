"""Formulas: readable, over names that exist, of a node's own children or of metrics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.checks.metrics import is_unique
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.formula import (
    Binary,
    Call,
    Expression,
    FormulaError,
    Name,
    Negative,
    evaluate,
    names,
    parse,
)
from reportgen.model.quantity import UNSET

_SIGNS = str.maketrans("×÷−＋－＊／（）", "*/-+-*/()")


def formulas_can_be_read(agreed: Agreed) -> Iterator[Problem]:
    """The language is + - * / ( ) min max abs coalesce over ids and plain numbers."""
    for id, kpi in agreed.config.kpis.items():
        if kpi.formula is None:
            continue
        path: Path = ("kpis", id, "formula")
        foreign = re.search(r"[^\x00-\x7f]", kpi.formula)
        if foreign:
            plain = foreign[0].translate(_SIGNS)
            yield agreed.client.problem(
                "RG202",
                path,
                f"{foreign[0]!r} cannot stand in a formula",
                hint=f"write {plain}" if plain.isascii() else "write ids, numbers and + - * / ( )",
                part=(foreign.start(), foreign[0]),
            )
            continue
        try:
            parse(kpi.formula)
        except FormulaError as error:
            offset = min(_offset(kpi.formula, error.column), max(0, len(kpi.formula) - 1))
            yield agreed.client.problem(
                "RG202",
                path,
                error.what,
                hint="a formula is ids, numbers and + - * / ( ) min max abs coalesce",
                part=(offset, kpi.formula[offset : offset + error.width]),
            )


def formulas_name_something(agreed: Agreed) -> Iterator[Problem]:
    """A formula of numbers alone measures nothing."""
    for id in agreed.config.kpis:
        if agreed.formula(id) is not None and not agreed.names_in(id):
            yield agreed.client.problem(
                "RG207",
                ("kpis", id, "formula"),
                "this formula names no KPI and no metric",
                hint="name what is measured",
            )


def formula_names_exist(agreed: Agreed) -> Iterator[Problem]:
    """Every name in a formula is a KPI or a metric of the client."""
    config = agreed.config
    for id in config.kpis:
        for name in agreed.names_in(id):
            if name.id not in config.kpis and name.id not in config.metrics:
                node = config.tree.find(id)
                children = tuple(child.id for child in node.children) if node else ()
                yield agreed.client.problem(
                    "RG203",
                    ("kpis", id, "formula"),
                    f"{name.id!r} is neither a KPI nor a metric of {config.client.id}",
                    hint=did_you_mean(name.id, (*children, *config.metrics))
                    or "declare it under metrics:",
                    part=part_of(agreed, id, name),
                )


def formulas_name_own_children_or_metrics(agreed: Agreed) -> Iterator[Problem]:
    """A node is decomposed exactly into its children, or it is a leaf made of metrics."""
    config = agreed.config
    rings = {id for ring in _rings(agreed) for id in ring}
    for id in config.kpis:
        node = config.tree.find(id)
        children = {child.id for child in node.children} if node else set[str]()
        used = agreed.names_in(id)
        kpis = [one for one in used if one.id in config.kpis and one.id not in config.metrics]
        metrics = [one for one in used if one.id in config.metrics and one.id not in config.kpis]
        for name in kpis:
            if name.id not in children and not {id, name.id} <= rings:
                yield _not_a_child(agreed, id, name, bool(node))
        if kpis and metrics:
            yield agreed.client.problem(
                "RG205",
                ("kpis", id, "formula"),
                f"this formula uses the KPI {kpis[0].id!r} and the metric {metrics[0].id!r}",
                why="a node is either decomposed into its children or made of metrics",
                hint=f"show {metrics[0].id} as a KPI below {id}, or use metrics only",
                part=part_of(agreed, id, metrics[0]),
            )


def _not_a_child(agreed: Agreed, id: str, name: Name, is_in_tree: bool) -> Problem:
    made_of = ", ".join(agreed.metrics_of(name.id))
    metrics = f"use the metrics it is made of: {made_of}" if made_of else "use metrics"
    hint = f"put {name.id} below {id} in the tree, or {metrics}" if is_in_tree else metrics
    return agreed.client.problem(
        "RG204",
        ("kpis", id, "formula"),
        f"{name.id!r} is a KPI, but does not stand directly below {id!r} in the tree"
        if is_in_tree
        else f"{id!r} stands outside the tree, so it cannot be made of the KPI {name.id!r}",
        why="a formula uses the node's own children or metrics, so that the tree shows it whole",
        hint=hint,
        part=part_of(agreed, id, name),
    )


def formulas_have_no_cycle(agreed: Agreed) -> Iterator[Problem]:
    """No KPI is made of itself."""
    for ring in _rings(agreed):
        name = next(one for one in agreed.names_in(ring[0]) if one.id == ring[1 % len(ring)])
        yield agreed.client.problem(
            "RG206",
            ("kpis", ring[0], "formula"),
            f"{ring[0]!r} is made of itself",
            why=f"the formulas lead in a ring: {' → '.join((*ring, ring[0]))}",
            hint="make one of them of metrics",
            part=part_of(agreed, ring[0], name),
        )


def _rings(agreed: Agreed) -> tuple[tuple[str, ...], ...]:
    """Every ring of KPIs made of each other, told once, from its first KPI in the file."""
    made_of = {
        id: tuple(
            dict.fromkeys(one.id for one in agreed.names_in(id) if one.id in agreed.config.kpis)
        )
        for id in agreed.config.kpis
    }
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in made_of:
        trail = _way_back(made_of, start)
        if trail and frozenset(trail) not in found:
            found[frozenset(trail)] = trail
    return tuple(found.values())


def _way_back(made_of: dict[str, tuple[str, ...]], start: str) -> tuple[str, ...]:
    """The shortest way from a KPI through formulas back to itself; empty when there is none."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        trail = waiting.pop(0)
        for next_one in made_of[trail[-1]]:
            if next_one == start:
                return trail
            if next_one not in seen:
                seen.add(next_one)
                waiting.append((*trail, next_one))
    return ()


def unique_counts_are_not_added(agreed: Agreed) -> Iterator[Problem]:
    """Who is counted in two unique counts would be counted twice in their sum."""
    for id in agreed.config.kpis:
        expression = agreed.formula(id)
        for name in _added_unique(agreed, expression) if expression is not None else ():
            yield agreed.client.problem(
                "RG215",
                ("kpis", id, "formula"),
                f"{name.id!r} is a unique count and cannot be added to another",
                why="who is counted in both would be counted twice",
                hint="ask for one metric over both, without the filter that splits them",
                part=part_of(agreed, id, name),
            )


def _added_unique(agreed: Agreed, expression: Expression) -> Iterator[Name]:
    if not isinstance(expression, Binary):
        return
    left, right = expression.left, expression.right
    both = _is_unique(agreed, left) and _is_unique(agreed, right)
    if expression.operator == "+" and both and isinstance(right, Name):
        yield right
    yield from _added_unique(agreed, left)
    yield from _added_unique(agreed, right)


def _is_unique(agreed: Agreed, expression: Expression) -> bool:
    if isinstance(expression, Binary) and expression.operator == "+":
        return _is_unique(agreed, expression.right)
    if not isinstance(expression, Name):
        return False
    metric = agreed.config.metrics.get(expression.id)
    return metric is not None and is_unique(metric)


def formulas_divide_by_something(agreed: Agreed) -> Iterator[Problem]:
    """A divisor made of numbers alone is not 0: such a formula never has a value."""
    for id in agreed.config.kpis:
        expression = agreed.formula(id)
        if expression is None or not agreed.names_in(id):
            continue
        if any(_is_zero(divisor) for divisor in _divisors(expression)):
            yield agreed.client.problem(
                "RG208",
                ("kpis", id, "formula"),
                "this formula divides by 0",
                why=f"kpis.{id} would never have a value",
                hint="name what it is to be divided by",
            )


def _divisors(expression: Expression) -> Iterator[Expression]:
    match expression:
        case Binary(operator=operator, left=left, right=right):
            if operator == "/":
                yield right
            yield from (*_divisors(left), *_divisors(right))
        case Negative(operand=operand):
            yield from _divisors(operand)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from _divisors(argument)


def _is_zero(divisor: Expression) -> bool:
    """True for `0` and `(2 - 2)`; what names something is known only month by month."""
    return not any(names(divisor)) and evaluate(divisor, lambda id: UNSET).value == 0


def part_of(agreed: Agreed, kpi: str, name: Name) -> tuple[int, str]:
    """Where a name stands in the text of a KPI's formula."""
    return _offset(agreed.config.kpis[kpi].formula or "", name.column), name.id


def _offset(formula: str, column: int) -> int:
    return len(formula) - len(formula.lstrip()) + column - 1
