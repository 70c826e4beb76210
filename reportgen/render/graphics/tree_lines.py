"""The lines between the cards of a KPI tree, and the operators on them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportgen.render.graphics.look import Look
from reportgen.render.graphics.svg import Point, Stroke, circle, polyline, text
from reportgen.render.graphics.tree_layout import Placed, TreePlan
from reportgen.render.theme import Colours

DASH = "3 2.4"
TRUNK = 0.58
SIDE_TRUNK = 0.24
SIDE_STEP = 5.0
OPERATOR_RADIUS = 5.0
OPERATORS = {"*": "×", "/": "÷", "-": "−"}


def connections(plan: TreePlan, look: Look) -> str:
    """Every line from a card to its children, the path to the bottleneck over the others."""
    drawn = sorted(_lines(plan, look.colours), key=lambda one: one[0])
    return "".join([*(line for _, line in drawn), *_operators(plan, look)])


def _lines(plan: TreePlan, colours: Colours) -> Iterator[tuple[bool, str]]:
    for parent in plan.placed:
        below = plan.children[parent.card.id]
        has_arithmetic = any(not child.is_hypothesis for child in below)
        for child in below:
            is_path = plan.has_path and parent.card.on_path and child.card.on_path
            is_aside = child.is_hypothesis and has_arithmetic
            route = _route(parent, child, plan.gutter, is_aside)
            yield is_path, polyline(route, _stroke(child, plan, is_path, colours))


def _route(parent: Placed, child: Placed, gutter: float, is_aside: bool) -> list[Point]:
    """An elbow; a hypothesis beside arithmetic leaves its parent lower, on a trunk of its own."""
    start, end = parent.box.middle, child.box.middle
    trunk = parent.box.right + gutter * (SIDE_TRUNK if is_aside else TRUNK)
    if is_aside:
        start += min(SIDE_STEP, parent.box.height / 3)
    return [(parent.box.right, start), (trunk, start), (trunk, end), (child.box.x, end)]


def _stroke(child: Placed, plan: TreePlan, is_path: bool, colours: Colours) -> Stroke:
    colour, dash = (colours.brand, DASH) if child.is_hypothesis else (colours.ink_2, "")
    if is_path:
        return Stroke(colour if dash else colours.ink, 2.0, dash)
    return Stroke(colours.rule_strong if plan.has_path else colour, 1.0, dash)


def _operators(plan: TreePlan, look: Look) -> Iterator[str]:
    """Each operator in a circle on the trunk, between the two figures it joins."""
    colours = look.colours
    for parent in plan.placed:
        below = [child for child in plan.children[parent.card.id] if not child.is_hypothesis]
        x = parent.box.right + plan.gutter * TRUNK
        for before, after in pairwise(below):
            operator = after.card.operator
            if not operator:
                continue
            y = (before.box.middle + after.box.middle) / 2
            sign = OPERATORS.get(operator, operator)
            face = look.label(colours.ink, bold=True, anchor="middle")
            yield circle((x, y), OPERATOR_RADIUS, colours.paper, Stroke(colours.rule_strong, 0.6))
            yield text((x, y + 2.9), sign, face)
