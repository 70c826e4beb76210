"""Where the year lands: what passed, what is expected to come, and the target around both."""

from __future__ import annotations

from reportgen.model.blocks import YearBlock
from reportgen.model.quantity import Quantity
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.scales import Axis, from_zero
from reportgen.render.graphics.svg import (
    Box,
    Graphic,
    Stroke,
    hatching,
    line,
    polyline,
    rectangle,
    text,
)
from reportgen.render.theme import Colours

TOP, THICKNESS = 17.0, 14.0
BRACKET = 12.7
TICK = 2.6


def year_bar(block: YearBlock, look: Look, width: float = 300.0) -> Graphic:
    """The year: actual solid from zero, what is expected hatched, the target as outline around.

    The bracket above holds 8 of 10 landings, its words stand over it; a mark in the bar is the
    plan so far. Actual and plan are named below and the target beside, so that no two words meet.
    """
    height = TOP + THICKNESS + 11
    colours = look.colours
    said = _words(block, look)
    bold = look.label(colours.ink, bold=True)
    brand = look.label(colours.brand, bold=True)
    ends_of_scale = [block.actual, block.plan, block.target, block.landing, block.high]
    span = from_zero([None if one is None else one.value for one in ends_of_scale])
    axis = Axis(1, width - look.wide(said["target"], bold) - 7, *span)
    ends = axis.left, axis.right
    parts = [
        _shapes(block, axis, colours),
        text((axis.right + 6, TOP + THICKNESS / 2 + 2.9), said["target"], bold),
        look.centred((_place(axis, block.actual), height - 1.5), said["actual"], bold, ends),
    ]
    if block.landing is not None:
        middle = _place(axis, block.landing)
        parts += _bracket(block, axis, colours)
        parts.append(look.centred((middle, BRACKET - 4.8), said["landing"], brand, ends))
    alt = "; ".join(said[name] for name in ("actual", "landing", "target") if said[name])
    return look.finish((width, height), "".join(parts), f"{look.say(block.heading)}: {alt}")


def _words(block: YearBlock, look: Look) -> dict[str, str]:
    """Actual with the plan so far, target and landing by their names, in one scale."""
    figures = (block.actual, block.plan, block.target, block.landing, block.low, block.high)
    actual, plan, target, landing, low, high = look.together(*figures)
    opened, closed = ("（", "）") if look.style.is_japanese else (" (", ")")
    between = "〜" if look.style.is_japanese else "–"
    span = f"{opened}{low}{between}{high}{closed}" if low and high else ""
    so_far = f"{opened}{look.words('graphic.plan_so_far')} {plan}{closed}"
    return {
        "actual": f"{look.words('graphic.actual')} {actual}"
        f"{'' if block.plan.value is None else so_far}",
        "target": f"{look.words('graphic.target')} {target}",
        "landing": f"{look.words('graphic.landing')} {look.about(landing)}{span}"
        if landing
        else "",
    }


def _shapes(block: YearBlock, axis: Axis, colours: Colours) -> str:
    parts = []
    actual, target = block.actual.value, block.target.value
    if target is not None:
        outline = Stroke(colours.ink_2, 0.8)
        parts.append(rectangle(axis.bar(target, TOP, THICKNESS), colours.paper, outline))
    if actual is not None:
        solid = axis.bar(actual, TOP + 3, THICKNESS - 6)
        parts.append(rectangle(solid, colours.ac))
        landing = None if block.landing is None else block.landing.value
        if landing is not None and landing > actual >= 0:
            right = axis.x(landing)
            rest = Box(solid.right, solid.y, right - solid.right, solid.height)
            parts.append(hatching(rest, Stroke(colours.ac, 0.6)))
    if block.plan.value is not None:
        x = axis.x(block.plan.value)
        ends = (x, TOP), (x, TOP + THICKNESS)
        parts += [line(*ends, Stroke(colours.paper, 3.4)), line(*ends, Stroke(colours.ink, 1.2))]
    zero = axis.x(0)
    edge = (zero, TOP - 3), (zero, TOP + THICKNESS + 3)
    parts.append(line(*edge, Stroke(colours.ink_2, 0.7)))
    return "".join(parts)


def _bracket(block: YearBlock, axis: Axis, colours: Colours) -> list[str]:
    """The range of the landing above the bar, with its centre; the centre alone without one."""
    stroke = Stroke(colours.brand, 1.2)
    parts = []
    if block.low is not None and block.high is not None:
        left, right = _place(axis, block.low), _place(axis, block.high)
        corners = [(left, BRACKET + TICK), (left, BRACKET), (right, BRACKET)]
        parts.append(polyline([*corners, (right, BRACKET + TICK)], stroke))
    if block.landing is not None:
        middle = _place(axis, block.landing)
        parts.append(line((middle, BRACKET - 1.6), (middle, BRACKET + TICK), stroke))
    return parts


def _place(axis: Axis, figure: Quantity) -> float:
    """Where a figure lies; one that is unknown is named at the axis' start."""
    return axis.left if figure.value is None else axis.x(figure.value)
