"""Amounts as lengths: the gap to target and a factor's share of it."""

from __future__ import annotations

from dataclasses import replace

from reportgen.formatting import HOLE, scale_for, signed_in_scale
from reportgen.model.blocks import Delta
from reportgen.model.quantity import Unit
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.scales import Axis, Span, from_zero
from reportgen.render.graphics.svg import (
    Box,
    Graphic,
    Stroke,
    circle,
    line,
    polygon,
    rectangle,
    text,
)
from reportgen.render.theme import Colours

USUAL_NUMBER = "−100.0%"
LINE = 8.2
HEAD = 2.4
ARROW = 4.4
BAR_NUMBER = 54.0
BAR_WIDTH = 130.0


def gap_words(delta: Delta, longest: float, look: Look) -> str:
    """A difference with its sign, with the decimals of its column, points in their short form."""
    scale = scale_for([longest], delta.amount.unit, look.style)
    if delta.amount.unit is Unit.POINTS:
        scale = replace(scale, suffix=look.points)
    return signed_in_scale(delta.amount.value, scale, look.style)


def pin(delta: Delta, scale: float, label: str, look: Look, width: float = 104.0) -> Graphic:
    """A gap as a pin from the axis; `scale` is the gap at full length, one for the whole table.

    The head is round where the gap is favourable, square where it is not, hollow inside the usual
    range; an arrow says that the gap is longer than the scale. The number stands in a column of
    its own, with its unit below it where one line is too short, so that all axes are in line.
    """
    height = 18.0
    words = gap_words(delta, scale, look)
    colour = judged_colour(delta.is_good, look.colours)
    face = look.label(colour, bold=True, anchor="end")
    usual = max(look.wide(one, face) for one in (USUAL_NUMBER, look.points.strip()))
    lines = _number_lines(words, delta.amount.unit, usual, look)
    room = max([usual, *(look.wide(one, face) for one in lines)])
    field = Box(0, 0, width - room - 5, height)
    first = height / 2 + 2.8 - (len(lines) - 1) * LINE / 2
    parts = [
        line((field.centre, 1), (field.centre, height - 1), Stroke(look.colours.ink_2, 0.7)),
        _needle(delta, scale, field, colour, look.colours),
        *(text((width, first + row * LINE), one, face) for row, one in enumerate(lines)),
    ]
    return look.finish((width, height), "".join(parts), f"{label}: {words}")


def _number_lines(words: str, unit: Unit, room: float, look: Look) -> tuple[str, ...]:
    """A number on one line, or a number of points above its unit."""
    is_long = look.measure(words, look.sizes.label, True) > room
    if unit is not Unit.POINTS or not is_long:
        return (words,)
    return words.removesuffix(look.points), look.points.strip()


def judged_colour(is_good: bool | None, colours: Colours) -> str:
    """The colour of a judged number; what may not be judged is grey."""
    if is_good is None:
        return colours.hold
    return colours.good if is_good else colours.bad


def _needle(delta: Delta, scale: float, field: Box, colour: str, colours: Colours) -> str:
    if delta.amount.value is None:
        return ""
    share = delta.amount.value / scale if scale else 0.0
    is_longer = abs(share) > 1
    reach = field.width / 2 - HEAD - 1 - (ARROW + 1.6 if is_longer else 0.0)
    tip = field.centre + max(-1.0, min(1.0, share)) * reach
    stem = line((field.centre, field.middle), (tip, field.middle), Stroke(colour, 1.3))
    is_hollow = bool(delta.is_usual) or delta.is_good is None or share == 0
    outline, fill = Stroke(colour, 1.1), colours.paper if is_hollow else colour
    if delta.is_good is False:
        head = rectangle(Box(tip - 2.2, field.middle - 2.2, 4.4, 4.4), fill, outline)
    else:
        head = circle((tip, field.middle), HEAD, fill, outline)
    return stem + head + (_arrow(tip, share > 0, field.middle, colour) if is_longer else "")


def _arrow(tip: float, is_right: bool, middle: float, colour: str) -> str:
    """The sign that a pin is longer than its scale."""
    way = 1.0 if is_right else -1.0
    base, point = tip + way * (HEAD + 1.6), tip + way * (HEAD + 1.6 + ARROW)
    return polygon([(base, middle - 3), (point, middle), (base, middle + 3)], colour)


def contribution_bar(
    words: str, amount: float | None, span: Span, is_good: bool | None, look: Look
) -> Graphic:
    """A factor's part of the gap as a bar from zero; `span` is the column's lowest and highest.

    `words` is the printed amount, rounded together with its column so that the parts add up. What
    may not be judged, such as the total, is in ink.
    """
    width, height = BAR_WIDTH, 14.0
    colours = look.colours
    colour = colours.ink if is_good is None else judged_colour(is_good, colours)
    fill = colours.ink if is_good is None else colours.good_fill if is_good else colours.bad_fill
    axis = Axis(1, width - BAR_NUMBER - 2, *from_zero(span))
    zero = axis.x(0)
    bar = "" if amount is None else rectangle(axis.bar(amount, 3, height - 6), fill)
    face = look.label(colour, bold=True, anchor="end")
    said = look.words("graphic.no_data") if amount is None else words
    parts = [
        bar,
        line((zero, 0), (zero, height), Stroke(colours.ink_2, 0.7)),
        text((width, height / 2 + 2.8), HOLE if amount is None else words, face),
    ]
    return look.finish((width, height), "".join(parts), said)
