"""The goal period by period as a chart: gaps to target above, columns from zero below."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.model.blocks import HistoryBlock
from reportgen.render.graphics.bars import judged_colour
from reportgen.render.graphics.chart_figures import History, Period, history_figures, titled
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.scales import from_zero, known
from reportgen.render.graphics.svg import Face, Stroke
from reportgen.render.graphics.vega import (
    Rows,
    Spec,
    at,
    boxes,
    by,
    chart,
    drawn_from,
    only,
    own,
    placed,
    rule,
    scale,
    triangles,
    words,
)

GAPS_HEIGHT = 58.0
VALUES_HEIGHT = 92.0
TITLE_BASE = 8.0
GAP_TOP = 24.0
GAP_BOTTOM = 58.0
VALUE_TOP = 22.0
FOOT = 25.0
COLUMN = 0.26
OUTLINE = 0.34
WIDEST_COLUMN = 18.0
BELOW = 9.0
EVENT_SIZE = 16.0
EVENT_BELOW = 2.6


@dataclass(frozen=True)
class _Plot:
    """Where the history is drawn: its upper edge, its horizontal scale, its lettering."""

    figures: History
    top: float
    width: float
    across: Spec
    face: Face
    look: Look


def history_chart(block: HistoryBlock, look: Look, width: float) -> Spec:
    """The specification of the history; the chart adds the unit to the titles.

    Upper tier: the gap to target, last year's in grey since nothing is asked of it any more. Lower
    tier: actual solid, last year light, the target an outline behind. A missing period is a dash
    on the base line. Without any target there is no upper tier.
    """
    figures = history_figures(block, look)
    has_gaps = bool(known(period.gap for period in figures.periods))
    count = max(len(figures.periods), 1)
    slot = width / count
    face, every = _lettering(figures, slot, look)
    inset = max(0.0, (_widest(figures, look) * face.size - slot) / 2)
    across = scale((-0.5, count - 0.5), (inset, width - inset))
    plot = _Plot(figures, GAPS_HEIGHT if has_gaps else 0.0, width, across, face, look)
    layers = _value_tier(plot)
    if has_gaps:
        layers += _gap_tier(plot, look.say(block.gap_title))
    rows = _rows(figures, slot, every, look)
    return chart(layers, rows, (width, plot.top + VALUES_HEIGHT), look)


def _widest(figures: History, look: Look) -> float:
    """The widest words of any period, at a size of one point."""
    printed = [(p.name.short, p.value_words, p.gap_words) for p in figures.periods]
    return max((look.measure(one, 1.0, True) for three in printed for one in three), default=0.0)


def _lettering(figures: History, slot: float, look: Look) -> tuple[Face, int]:
    """The face in which no number meets its neighbour, and every how many periods it is printed."""
    widest = _widest(figures, look)
    faces = [
        Face(size, look.colours.ink_2, anchor="middle")
        for size in (look.sizes.label, look.sizes.micro)
    ]
    fitting = (
        (face, every)
        for every in (1, 2, 3, 4)
        for face in faces
        if widest * face.size <= every * slot - 2
    )
    return next(fitting, (faces[-1], 6))


def _rows(figures: History, slot: float, every: int, look: Look) -> Rows:
    last = len(figures.periods) - 1
    widest = WIDEST_COLUMN / slot
    return [
        {
            **_values(index, period, look),
            "left": index - min(COLUMN, widest),
            "right": index + min(COLUMN, widest),
            "outer_left": index - min(OUTLINE, widest * OUTLINE / COLUMN),
            "outer_right": index + min(OUTLINE, widest * OUTLINE / COLUMN),
            **(_printed(period) if (last - index) % every == 0 else _printed(None)),
        }
        for index, period in enumerate(figures.periods)
    ]


def _printed(period: Period | None) -> Spec:
    """A period's words; every other period stays without, where there is no room for all."""
    if period is None:
        return {"name": "", "value_words": "", "gap_words": ""}
    return {
        "name": period.name.short,
        "value_words": period.value_words,
        "gap_words": period.gap_words,
    }


def _values(index: int, period: Period, look: Look) -> Spec:
    colours = look.colours
    is_below = (period.value or 0.0) < 0
    ends = [0.0, *known([period.value, period.target])]
    gap_fill = colours.good_fill if period.is_good else colours.bad_fill
    return {
        "middle": index,
        "year": period.name.year,
        "zero": 0,
        "value": period.value,
        "target": period.target,
        "gap": period.gap,
        "end": 0.0 if period.value is None else min(ends) if is_below else max(ends),
        "is_below": is_below,
        "is_reported": period.is_reported,
        "has_event": period.has_event,
        "fill": colours.py if period.is_last_year else colours.ac,
        "gap_fill": colours.py if period.is_last_year else gap_fill,
        "gap_colour": (
            colours.ink_3 if period.is_last_year else judged_colour(period.is_good, colours)
        ),
    }


def _value_tier(plot: _Plot) -> list[Spec]:
    colours = plot.look.colours
    span = from_zero([v for p in plot.figures.periods for v in (p.value, p.target)])
    foot = plot.top + VALUES_HEIGHT - FOOT
    base = foot - (BELOW if span[0] < 0 else 0)
    up = scale(span, (base, plot.top + VALUE_TOP))
    outline = boxes(colours.paper, Stroke(colours.ink_2, 0.7))
    solid = placed(boxes(), color=own("fill"))
    layers = [
        _title(plot.look.words("graphic.actual"), plot.figures.unit, plot.top, plot.look),
        _columns(outline, ("outer_left", "outer_right", "target"), plot, up),
        _columns(solid, ("left", "right", "value"), plot, up),
        _base_line(plot.width, up, colours.ink),
    ]
    middle = by("middle", plot.across)
    bold = replace(plot.face, bold=True, colour=colours.ink)
    for face, chosen in ((plot.face, "!datum.is_reported"), (bold, "datum.is_reported")):
        for side, down in (("!datum.is_below", -3.5), ("datum.is_below", BELOW)):
            value = placed(words("value_words", face, down), x=middle, y=by("end", up))
            layers.append(only(value, f"{chosen} && {side}"))
        layers.append(only(placed(words("name", face), x=middle, y=at(foot + 11)), chosen))
    layers.append(placed(words("year", plot.face), x=middle, y=at(foot + 20.5)))
    event = placed(triangles(colours.ink_2, EVENT_SIZE), x=middle, y=at(foot + EVENT_BELOW))
    layers.append(only(event, "datum.has_event"))
    return layers


def _gap_tier(plot: _Plot, title: str) -> list[Spec]:
    up = scale(from_zero(p.gap for p in plot.figures.periods), (GAP_BOTTOM, GAP_TOP))
    bars = placed(boxes(), color=own("gap_fill"))
    layers = [
        _title(title, plot.figures.gap_unit, 0.0, plot.look),
        _columns(bars, ("left", "right", "gap"), plot, up),
        _base_line(plot.width, up, plot.look.colours.ink_2),
    ]
    bold = replace(plot.face, bold=True)
    for sign, down in ((">=", -3.0), ("<", BELOW)):
        gap = placed(
            words("gap_words", bold, down),
            x=by("middle", plot.across),
            y=by("gap", up),
            color=own("gap_colour"),
        )
        layers.append(only(gap, f"isValid(datum.gap) && datum.gap {sign} 0"))
    return layers


def _columns(layer: Spec, fields: tuple[str, str, str], plot: _Plot, up: Spec) -> Spec:
    """Columns from zero, none where the value is missing."""
    left, right, value = fields
    column = placed(layer, x=by(left, plot.across), x2=right, y=by("zero", up), y2=value)
    return only(column, f"isValid(datum.{value})")


def _base_line(width: float, up: Spec, colour: str) -> Spec:
    line = placed(rule(Stroke(colour, 0.7)), x=at(0), x2=at(width), y=by("zero", up))
    return drawn_from([{"zero": 0}], line)


def _title(name: str, unit: str, top: float, look: Look) -> Spec:
    title = placed(words("words", look.label(look.colours.ink_2)), x=at(0), y=at(top + TITLE_BASE))
    return drawn_from([{"words": titled(name, unit, look)}], title)
