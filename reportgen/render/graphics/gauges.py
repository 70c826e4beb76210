"""Lines agreed in advance: where a figure stands to its stop line, and for how long."""

from __future__ import annotations

from dataclasses import replace

from reportgen.formatting import number
from reportgen.model.blocks import StopRow
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.scales import Axis
from reportgen.render.graphics.svg import (
    Box,
    Graphic,
    Stroke,
    circle,
    hatching,
    line,
    polygon,
    rectangle,
)

TOP = 13.0
THICKNESS = 9.0
RING = 2.6
RING_STEP = 8.0


def stop_gauge(row: StopRow, look: Look, width: float = 176.0) -> Graphic:
    """A figure on its scale from zero; the side agreed to be left is hatched behind a heavy line.

    The line's value stands above, the figure's below; a figure beyond the scale is an arrow at its
    end, a figure that is unknown is a dash without a marker.
    """
    height = TOP + THICKNESS + 14
    colours = look.colours
    value, limit = look.together(row.value, row.line)
    limit = f"{look.words('graphic.stop_line')} {limit}"
    inset = 3.0
    axis = Axis(inset, width - 2 * inset, 0.0, max(row.scale_max, 0.0))
    edge = axis.left if row.line.value is None else axis.kept(row.line.value)
    bold = look.label(colours.ink, bold=True)
    ends = 0.0, width
    place = axis.left + axis.width / 2 if row.value.value is None else axis.kept(row.value.value)
    parts = [
        _track(row, axis, edge, look),
        _whisker(row, axis, look),
        _marker(row, axis, look),
        line((edge, TOP - 4), (edge, TOP + THICKNESS + 1.5), Stroke(colours.bad, 1.8)),
        look.centred((edge, TOP - 5.5), limit, replace(bold, colour=colours.bad), ends),
        look.centred((place, height - 3), value, bold, ends),
    ]
    alt = f"{look.say(row.label)} {value}; {limit}"
    return look.finish((width, height), "".join(parts), alt)


def consecutive(past: int, needed: int, look: Look) -> Graphic:
    """One ring for each period that would stop us, filled for those already past the line."""
    colours = look.colours
    outline = colours.bad if past else colours.hold
    rings = [
        circle(
            (RING + 1 + index * RING_STEP, RING + 1.4),
            RING,
            colours.bad if index < past else colours.paper,
            Stroke(outline, 0.9),
        )
        for index in range(needed)
    ]
    said = f"{number(past, 0, look.style)}/{number(needed, 0, look.style)}"
    size = (max(needed, 1) * RING_STEP + 1, 2 * RING + 2.8)
    return look.finish(size, "".join(rings), said)


def _track(row: StopRow, axis: Axis, edge: float, look: Look) -> str:
    colours = look.colours
    track = Box(axis.left, TOP, axis.width, THICKNESS)
    left, right = (edge, axis.right) if row.when == "above" else (axis.left, edge)
    forbidden = Box(left, TOP, right - left, THICKNESS)
    parts = [
        rectangle(track, colours.tint),
        hatching(forbidden, Stroke(colours.bad, 0.5), 3.0) if forbidden.width > 0 else "",
        rectangle(track, "none", Stroke(colours.rule_strong, 0.6)),
    ]
    return "".join(parts)


def _whisker(row: StopRow, axis: Axis, look: Look) -> str:
    """What the figure may be, as a line through its place; open where it has no upper end."""
    if row.low is None:
        return ""
    colours, middle = look.colours, TOP + THICKNESS / 2
    left = axis.kept(row.low)
    right = axis.right if row.high is None else axis.kept(row.high)
    caps = [left, *([right] if row.high is not None and row.high <= axis.high else [])]
    parts = [
        line((left, middle), (right, middle), Stroke(colours.paper, 3.4)),
        line((left, middle), (right, middle), Stroke(colours.ink, 1.4)),
        *(line((x, middle - 3), (x, middle + 3), Stroke(colours.ink, 1.4)) for x in caps),
    ]
    return "".join(parts)


def _marker(row: StopRow, axis: Axis, look: Look) -> str:
    """The figure's place: a block, or an arrow where it lies beyond the scale."""
    colours = look.colours
    value = row.value.value
    if value is None:
        return ""
    place, middle = axis.kept(value), TOP + THICKNESS / 2
    if axis.low <= value <= axis.high:
        block = Box(place - 2.6, TOP - 1.5, 5.2, THICKNESS + 3)
        return rectangle(block, colours.ac, Stroke(colours.paper, 0.8))
    way = 3.0 if value > axis.high else -3.0
    corners = [(place - way, middle - 5.5), (place + way, middle), (place - way, middle + 5.5)]
    return polygon(corners, colours.ac, Stroke(colours.paper, 0.8))
