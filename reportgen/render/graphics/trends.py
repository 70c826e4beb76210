"""Thirteen periods at a glance: a line against its usual range, or columns from zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.formatting import HOLE, in_scale, scale_for
from reportgen.model.blocks import Trend
from reportgen.model.kpi import UsualRange
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.periods import span_name
from reportgen.render.graphics.scales import Plane, from_zero, known
from reportgen.render.graphics.svg import (
    Box,
    Graphic,
    Point,
    Stroke,
    circle,
    line,
    polygon,
    polyline,
    rectangle,
    text,
)
from reportgen.render.theme import Colours

DOTS = "1.2 1.6"
LAST_POINT = 1.9
MARGIN = 2.4
MARK = 1.6


def sparkline(
    trend: Trend, label: str, look: Look, width: float = 72.0, height: float = 22.0
) -> Graphic:
    """The course of a figure: its line, the dotted target, the usual range, the last point marked.

    A shape without an axis, so never for sizes. The grey field is where the last point usually
    lies; outside it the last point is a square (unfavourable) or a coloured dot (favourable).
    """
    box = Box(0, 0, width, height)
    body = sparkline_shapes(trend, box, look) + "".join(_event_marks(trend, box, look.colours))
    return look.finish((width, height), body, trend_alt(trend, label, look))


def sparkline_shapes(trend: Trend, box: Box, look: Look, *, is_muted: bool = False) -> str:
    """The shapes of a sparkline inside a box; muted ones stand back behind the rest of a page."""
    colours = look.colours
    limits = [] if trend.usual is None else [trend.usual.low, trend.usual.high]
    values = known(trend.values)
    if not values:
        return text((box.centre, box.middle + 3), HOLE, look.label(colours.ink_2, anchor="middle"))
    spread = values + known(trend.targets) + limits
    plane = Plane(box.grown(-MARGIN), min(spread), max(spread), len(trend.values))
    ink = Stroke(colours.ink_3 if is_muted else colours.ac, 0.9)
    parts = []
    if trend.usual is not None:
        parts.append(_usual_field(plane, trend.usual, box, colours))
    dots = Stroke(colours.ink_3, 0.7, DOTS)
    parts += [polyline(skyline_tops(plane, run), dots) for run in runs(trend.targets)]
    parts += _line(plane, trend.values, ink)
    good = ink.colour if is_muted else colours.good
    parts.append(_last_point(plane, trend, (ink.colour, good, colours.bad)))
    return "".join(parts)


def _event_marks(trend: Trend, box: Box, colours: Colours) -> Iterator[str]:
    """A triangle at every period with an event, at the edge that the line is further from."""
    values = known(trend.values)
    plane = Plane(box.grown(-MARGIN), 0, 1, max(len(trend.values), 1))
    for at in sorted({event.at for event in trend.events}):
        x, value = plane.x(at), trend.values[at]
        is_high = value is not None and 2 * value > min(values) + max(values)
        edge, tip = (box.bottom, -2 * MARK) if is_high else (box.y, 2 * MARK)
        yield polygon([(x - MARK, edge), (x + MARK, edge), (x, edge + tip)], colours.ink_2)


def _usual_field(plane: Plane, usual: UsualRange, box: Box, colours: Colours) -> str:
    """The usual range stands at the last point only: with a trend it lay elsewhere before."""
    left = plane.x(plane.count - 1) - 1.6 * plane.slot
    top, bottom = plane.y(usual.high), plane.y(usual.low)
    return rectangle(Box(left, top, box.right - left, bottom - top), colours.band)


def _line(plane: Plane, values: Sequence[float | None], ink: Stroke) -> list[str]:
    """The line, broken at every hole; a value between two holes is a dot."""
    parts = []
    for run in runs(values):
        points = [(plane.x(index), plane.y(value)) for index, value in run]
        parts.append(
            polyline(points, ink) if len(points) > 1 else circle(points[0], 0.9, ink.colour)
        )
    return parts


def _last_point(plane: Plane, trend: Trend, inks: tuple[str, str, str]) -> str:
    """The last value in the colour for usual, favourable or unfavourable."""
    usual, good, bad = inks
    value = trend.values[-1]
    if value is None:
        return ""
    x, y = plane.x(plane.count - 1), plane.y(value)
    if trend.usual is None or trend.usual.holds(value):
        return circle((x, y), LAST_POINT, usual)
    is_bad = (value < trend.usual.low) != trend.lower_is_better
    if is_bad:
        side = 2 * LAST_POINT
        return rectangle(Box(x - LAST_POINT, y - LAST_POINT, side, side), bad)
    return circle((x, y), LAST_POINT + 0.2, good)


def runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Stretches without a hole, as places and values."""
    run: list[tuple[int, float]] = []
    for index, value in enumerate(values):
        if value is not None:
            run.append((index, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def strip(
    trend: Trend, label: str, look: Look, width: float = 90.0, height: float = 30.0
) -> Graphic:
    """Columns from zero: the first is last year's (light), targets stand behind as outlines.

    A missing period is a dotted gap on the base line. Every strip has its own scale.
    """
    colours = look.colours
    low, high = from_zero([*trend.values, *trend.targets])
    box = Box(0, 0.6, width, height - 1.2)
    plane = Plane(box, low, high if high > low else 1.0, len(trend.values))
    outline = Stroke(colours.ink_3, 0.6)
    parts = [polyline(_skyline(plane, run), outline) for run in runs(trend.targets)]
    for index, value in enumerate(trend.values):
        fill = colours.py if index == 0 and plane.count > 1 else colours.ac
        if value is not None:
            parts.append(rectangle(plane.column(index, value, 0.5), fill))
    parts += _base_line(plane, trend.values, colours)
    return look.finish((width, height), "".join(parts), trend_alt(trend, label, look))


def _skyline(plane: Plane, run: list[tuple[int, float]]) -> list[Point]:
    """The common outline of targets side by side, from the base line up and down again."""
    corners = skyline_tops(plane, run)
    zero = plane.y(0)
    return [(corners[0][0], zero), *corners, (corners[-1][0], zero)]


def skyline_tops(plane: Plane, run: list[tuple[int, float]]) -> list[Point]:
    """Each value as wide as its period."""
    half = plane.slot / 2
    return [(plane.x(at) + side, plane.y(value)) for at, value in run for side in (-half, half)]


def _base_line(plane: Plane, values: Sequence[float | None], colours: Colours) -> Iterator[str]:
    zero = plane.y(0)
    for index, value in enumerate(values):
        left = plane.x(index) - plane.slot / 2
        dash = "" if value is not None else "0.8 1.4"
        yield line((left, zero), (left + plane.slot, zero), Stroke(colours.ink_2, 0.7, dash))


def trend_alt(trend: Trend, label: str, look: Look) -> str:
    """The figure's name, its periods, every value, and the last target."""
    values = known(trend.values)
    if not values:
        return f"{label}: {look.words('graphic.no_data')}"
    scale = scale_for(values + known(trend.targets), trend.unit, look.style)
    numbers = ", ".join(look.spoken(value, scale) for value in trend.values)
    alt = f"{label} {span_name(trend.labels, look.style)}: {numbers}"
    if trend.targets and trend.targets[-1] is not None:
        target = in_scale(trend.targets[-1], scale, look.style)
        alt += f"; {look.words('graphic.target')} {target}"
    return alt
