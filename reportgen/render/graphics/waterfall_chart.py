"""From target to actual as a chart: one row for each step, totals at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.model.blocks import WaterfallBlock
from reportgen.render.graphics.bars import judged_colour
from reportgen.render.graphics.chart_figures import Bar, span_of, waterfall_figures, waterfall_unit
from reportgen.render.graphics.lettering import in_lines
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.scales import Span
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
    words,
)

ROW = 17.0
THICKNESS = 10.4
LABEL_LINE = 10.0
MOST_LINES = 3
WIDEST_LABEL = 0.38
GAP = 10.0
BREAK = 9.0
SLANT = 3.0
BASE = 2.9
HEAD = 12.0
HEAD_BASE = 8.0


@dataclass(frozen=True)
class _Plot:
    """Where the waterfall is drawn: rows, their height, its scales and its width."""

    bars: tuple[Bar, ...]
    names: tuple[tuple[str, ...], ...]
    row: float
    left: float
    width: float
    across: Spec
    down: Spec
    look: Look

    @property
    def half(self) -> float:
        """Half a bar's thickness as a share of its row."""
        return THICKNESS / 2 / self.row


def waterfall_chart(block: WaterfallBlock, look: Look, width: float) -> Spec:
    """The specification of the waterfall: totals outlined and solid, steps true to scale.

    Where the totals are cut a break is drawn through them; the printed steps add up.
    """
    bars = waterfall_figures(block, look)
    span = span_of(bars)
    room = min(max(look.wide(bar.label, _face(bar, look)) for bar in bars), width * WIDEST_LABEL)
    names = tuple(
        in_lines(bar.label, look.setting(_face(bar, look), room), MOST_LINES) for bar in bars
    )
    number = max(look.measure(bar.words, look.sizes.label, True) for bar in bars)
    row = max(ROW, max(len(lines) for lines in names) * LABEL_LINE + 6)
    height = HEAD + row * len(bars) + 1
    across = scale(span, (room + GAP, width - number - GAP))
    down = scale((0, len(bars)), (HEAD, height - 0.5))
    plot = _Plot(bars, names, row, room + GAP, width, across, down, look)
    layers = [*_bars(plot), *_words(plot), _unit(plot, waterfall_unit(block, look))]
    if span[0] > 0:
        layers += _break(plot)
    rows = [_values(index, plot, span) for index in range(len(bars))]
    return chart(layers, rows, (width, height), look)


def _face(bar: Bar, look: Look) -> Face:
    return look.label(look.colours.ink, bold=bar.is_total)


def _values(index: int, plot: _Plot, span: Span) -> Spec:
    """One row: the bar, the line on to the next row's bar, the printed amount."""
    bar, colours = plot.bars[index], plot.look.colours
    fill = colours.rule_strong
    if bar.is_good is not None:
        fill = colours.good_fill if bar.is_good else colours.bad_fill
    middle = index + 0.5
    is_last = index + 1 == len(plot.bars)
    is_next_empty = not is_last and plot.bars[index + 1].start == plot.bars[index + 1].end
    return {
        "kind": "step" if not bar.is_total else "start" if index == 0 else "end",
        "from": max(bar.start, span[0]) if bar.is_total else bar.start,
        "to": bar.end,
        "middle": middle,
        "top": middle - plot.half,
        "bottom": middle + plot.half,
        "next": None if is_last else middle + 1 + (plot.half if is_next_empty else -plot.half),
        "fill": fill,
        "words": bar.words,
        "colour": colours.ink if bar.is_total else judged_colour(bar.is_good, colours),
    }


def _bars(plot: _Plot) -> list[Spec]:
    colours = plot.look.colours
    kinds = {
        "start": boxes(colours.paper, Stroke(colours.ink_2, 0.8)),
        "end": boxes(colours.ac),
        "step": placed(boxes(), color=own("fill")),
    }
    links = placed(
        rule(Stroke(colours.rule_strong, 0.6)),
        x=by("to", plot.across),
        y=by("bottom", plot.down),
        y2="next",
    )
    layers = [only(links, "isValid(datum.next)")]
    for kind, layer in kinds.items():
        bars = placed(
            layer, x=by("from", plot.across), x2="to", y=by("top", plot.down), y2="bottom"
        )
        layers.append(only(bars, f"datum.kind == '{kind}'"))
    return layers


def _break(plot: _Plot) -> list[Spec]:
    """Two slanted strokes with a gap between them, through both totals: the scale is cut here."""
    colours = plot.look.colours
    rows = [
        {"low": index + 0.5 + plot.half + 0.08, "high": index + 0.5 - plot.half - 0.08}
        for index, bar in enumerate(plot.bars)
        if bar.is_total
    ]
    strokes = (
        (SLANT / 2, Stroke(colours.paper, SLANT + 0.4)),
        (0.0, Stroke(colours.ink_2, 0.7)),
        (SLANT, Stroke(colours.ink_2, 0.7)),
    )
    return [
        drawn_from(
            rows,
            placed(
                rule(stroke),
                x=at(plot.left + BREAK + shift),
                x2=at(plot.left + BREAK + shift + SLANT),
                y=by("low", plot.down),
                y2="high",
            ),
        )
        for shift, stroke in strokes
    ]


def _unit(plot: _Plot, unit: str) -> Spec:
    """The unit of all amounts, above them."""
    face = plot.look.label(plot.look.colours.ink_2, anchor="end")
    said = placed(words("words", face), x=at(plot.width), y=at(HEAD_BASE))
    return drawn_from([{"words": unit}], said)


def _words(plot: _Plot) -> list[Spec]:
    """Names at the left, amounts at the right, a line above the last total."""
    ink = plot.look.colours.ink
    names = [
        drawn_from(
            _lines(plot, is_total),
            placed(
                words("words", plot.look.label(ink, bold=is_total)),
                x=at(0),
                y=by("at", plot.down),
            ),
        )
        for is_total in (True, False)
    ]
    amounts = placed(
        words("words", plot.look.label(ink, bold=True, anchor="end"), BASE),
        x=at(plot.width),
        y=by("middle", plot.down),
        color=own("colour"),
    )
    line = placed(rule(Stroke(ink, 0.7)), x=at(0), x2=at(plot.width), y=by("at", plot.down))
    return [*names, amounts, drawn_from([{"at": len(plot.bars) - 1}], line)]


def _lines(plot: _Plot, is_total: bool) -> Rows:
    """The names of totals or of steps, each line on its own base."""
    return [
        {"words": line, "at": index + _base(place, lines, plot.row)}
        for index, (bar, lines) in enumerate(zip(plot.bars, plot.names, strict=True))
        for place, line in enumerate(lines)
        if bar.is_total == is_total
    ]


def _base(place: int, lines: Sequence[str], row: float) -> float:
    """Where a line's base lies in its row, as a share of the row."""
    return 0.5 + ((place - (len(lines) - 1) / 2) * LABEL_LINE + BASE) / row
