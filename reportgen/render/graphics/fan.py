"""A figure's last periods and those to come: a line that opens into a fan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.formatting import counter, in_scale, scale_for
from reportgen.model.blocks import ForecastBlock
from reportgen.model.quantity import Quantity, Unit
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.periods import axis_names, full_name
from reportgen.render.graphics.scales import Plane, known
from reportgen.render.graphics.svg import (
    Box,
    Face,
    Graphic,
    Point,
    Stroke,
    circle,
    line,
    polygon,
    polyline,
    text,
)
from reportgen.render.graphics.trends import runs, skyline_tops
from reportgen.render.theme import mixed

DOTS, DASHES = "1.2 1.6", "3 2.4"
HEADROOM, FOOT = 12.0, 24.0
DARKER = 0.3
SIDE = 10.0
APART = 9.5
"""The least distance between two names at the right end."""


@dataclass(frozen=True)
class _Fan:
    """Where the fan is drawn, in what words."""

    block: ForecastBlock
    plane: Plane
    look: Look

    @property
    def start(self) -> int:
        """The place of the last actual period, where the bands begin."""
        return len(self.block.values) - 1

    def ahead(self, step: int) -> int:
        """The place of a period to come."""
        return self.start + 1 + step

    def words(self, value: float, *, is_estimate: bool = False) -> str:
        """A value with its unit; expected ones say so, and counts come whole."""
        unit = self.block.unit
        shown = float(round(value)) if is_estimate and unit is Unit.COUNT else value
        values = [*known(self.block.values), *(one.centre for one in self.block.ahead)]
        scale = scale_for([max(values, key=abs)], unit, self.look.style)
        if unit is Unit.COUNT:
            scale = scale_for([shown], unit, self.look.style)
        figure = Quantity(shown, unit, None, self.block.counter)
        said = in_scale(shown, scale, self.look.style) + counter(figure, self.look.style)
        return self.look.about(said) if is_estimate else said


def fan(block: ForecastBlock, look: Look, width: float = 330.0) -> Graphic:
    """Actual values as a line, the expected ones dashed in bands that hold 5 and 8 of 10.

    The bands begin at the last actual value, targets are steps, and the ends are named directly.
    """
    height = 104.0
    labels = [*block.labels, *(one.label for one in block.ahead)]
    bounds = [value for one in block.ahead for value in (one.low, one.high, one.centre)]
    spread = [*known(block.values), *known(block.targets), *known(bounds)]
    spread += known(one.target for one in block.ahead)
    low, high = min(spread, default=0.0), max(spread, default=1.0)
    room = 62.0 if look.style.is_japanese else 66.0
    box = Box(SIDE, HEADROOM, width - room - SIDE, height - HEADROOM - FOOT)
    drawn = _Fan(block, Plane(box, low, high, len(labels)), look)
    parts = [*_bands(drawn), *_targets(drawn), *_line(drawn), *_names(drawn), *_ends(drawn, width)]
    return look.finish((width, height), "".join(parts), fan_alt(block, look))


def _bands(fan: _Fan) -> Iterator[str]:
    """The light band of 8 of 10, then the dark one of 5 of 10, as far as there are ranges."""
    colours = fan.look.colours
    pairs = (
        (colours.brand_tint, [(one.low, one.high) for one in fan.block.ahead]),
        (
            mixed(colours.brand_tint, colours.brand, DARKER),
            [(one.inner_low, one.inner_high) for one in fan.block.ahead],
        ),
    )
    last = fan.block.values[-1]
    for colour, band in pairs:
        found = [(low, high) for low, high in band if low is not None and high is not None]
        if last is None or not found:
            continue
        start = (fan.plane.x(fan.start), fan.plane.y(last))
        places = [fan.plane.x(fan.ahead(step)) for step in range(len(found))]
        upper = [(x, fan.plane.y(high)) for x, (_, high) in zip(places, found, strict=True)]
        lower = [(x, fan.plane.y(low)) for x, (low, _) in zip(places, found, strict=True)]
        yield polygon([start, *upper, *reversed(lower)], colour)


def _targets(fan: _Fan) -> Iterator[str]:
    wanted = [*fan.block.targets, *(one.target for one in fan.block.ahead)]
    dots = Stroke(fan.look.colours.ink_3, 0.8, DOTS)
    for run in runs(wanted):
        yield polyline(skyline_tops(fan.plane, run), dots)


def _line(fan: _Fan) -> Iterator[str]:
    colours = fan.look.colours
    for run in runs(fan.block.values):
        points = [(fan.plane.x(at), fan.plane.y(value)) for at, value in run]
        if len(points) > 1:
            yield polyline(points, Stroke(colours.ac, 1.3))
        yield from (circle(point, 1.3, colours.ac) for point in points)
    course = _course(fan)
    if len(course) > 1:
        yield polyline(course, Stroke(colours.brand, 1.3, DASHES))
    for point in course[1:] if fan.block.values[-1] is not None else course:
        yield circle(point, 1.9, colours.paper, Stroke(colours.brand, 1.2))


def _course(fan: _Fan) -> list[Point]:
    """From the last actual value through the centres to come."""
    last = fan.block.values[-1]
    start = [] if last is None else [(fan.plane.x(fan.start), fan.plane.y(last))]
    return start + [
        (fan.plane.x(fan.ahead(step)), fan.plane.y(one.centre))
        for step, one in enumerate(fan.block.ahead)
    ]


def _names(fan: _Fan) -> Iterator[str]:
    """Periods below, with their years, and the last actual value above its point."""
    look, plane = fan.look, fan.plane
    labels = [*fan.block.labels, *(one.label for one in fan.block.ahead)]
    face = look.label(look.colours.ink_2, anchor="middle")
    foot = plane.box.bottom
    edge = plane.x(fan.start) + plane.slot / 2
    yield line((edge, plane.box.y - 4), (edge, foot + 3), Stroke(look.colours.rule_strong, 0.5))
    for at, name in enumerate(axis_names(labels, look.style)):
        is_kept = len(labels) <= 12 or (fan.start - at) % 2 == 0
        if is_kept:
            yield text((plane.x(at), foot + 12), name.short, face)
        if name.year:
            yield text((plane.x(at), foot + 21.5), name.year, face)
    last = fan.block.values[-1]
    if last is not None:
        bold = look.label(look.colours.ink, bold=True, anchor="end")
        yield text((plane.x(fan.start) + 2, plane.y(last) - 5), fan.words(last), bold)


def _ends(fan: _Fan, width: float) -> Iterator[str]:
    """The last centre and its target, named at the right end and kept apart."""
    look = fan.look
    last = fan.block.ahead[-1]
    named = [
        (
            fan.plane.y(last.centre),
            fan.words(last.centre, is_estimate=True),
            look.label(look.colours.brand, bold=True),
        )
    ]
    if last.target is not None:
        words = f"{look.words('graphic.target')} {fan.words(last.target)}"
        named.append((fan.plane.y(last.target), words, look.label(look.colours.ink_2)))
    left = fan.plane.box.right + 2
    for place, words, face in _apart(named):
        yield text((min(left, width - look.wide(words, face)), place + 2.8), words, face)


def _apart(named: Sequence[tuple[float, str, Face]]) -> list[tuple[float, str, Face]]:
    """Names from top to bottom, each at least a line below the one before."""
    placed: list[tuple[float, str, Face]] = []
    for place, words, face in sorted(named, key=lambda one: one[0]):
        least = placed[-1][0] + APART if placed else place
        placed.append((max(place, least), words, face))
    return placed


def fan_alt(block: ForecastBlock, look: Look) -> str:
    """The last actual value, and every expected one with its range."""
    words = _Fan(block, Plane(Box(0, 0, 1, 1), 0, 1, 1), look)
    said = []
    if block.values and block.values[-1] is not None:
        said.append(f"{full_name(block.labels[-1], look.style)} {words.words(block.values[-1])}")
    for one in block.ahead:
        centre = words.words(one.centre, is_estimate=True)
        said.append(f"{full_name(one.label, look.style)} {centre}")
        if one.low is not None and one.high is not None:
            said[-1] += f" ({words.words(one.low)}–{words.words(one.high)})"
    return f"{look.say(block.heading)}: {', '.join(said)}"
