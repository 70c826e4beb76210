"""The two large charts; the only importer of Altair.

A chart is first a specification (plain values), then SVG, so that the conversion can happen in a
process of its own. Altair names the version of Vega-Lite it is written for. That every word of it
is known to Altair's schema is held by the tests: data change its values, never its words, and the
check takes longer than the drawing.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import altair

from reportgen.model.blocks import HistoryBlock, WaterfallBlock
from reportgen.render.conversion import converted
from reportgen.render.graphics.chart_figures import history_alt, waterfall_alt
from reportgen.render.graphics.history_chart import history_chart
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.svg import Graphic
from reportgen.render.graphics.vega import Spec
from reportgen.render.graphics.waterfall_chart import waterfall_chart

WIDTH = 499.0


def history_spec(block: HistoryBlock, look: Look, width: float = WIDTH) -> Spec:
    """The specification of the goal period by period."""
    return _versioned(history_chart(block, look, width))


def waterfall_spec(block: WaterfallBlock, look: Look, width: float = WIDTH) -> Spec:
    """The specification of the steps from target to actual."""
    return _versioned(waterfall_chart(block, look, width))


def history(block: HistoryBlock, look: Look, fonts: Path | None, width: float = WIDTH) -> Graphic:
    """The goal period by period: gaps to target above, actual, last year and target below."""
    return drawn(history_spec(block, look, width), history_alt(block, look), fonts)


def waterfall(
    block: WaterfallBlock, look: Look, fonts: Path | None, width: float = WIDTH
) -> Graphic:
    """From target to actual, one row for each step."""
    return drawn(waterfall_spec(block, look, width), waterfall_alt(block, look), fonts)


def drawn(spec: Spec, alt: str, fonts: Path | None) -> Graphic:
    """A specification as a graphic that says what it shows."""
    said = f'<svg role="img" aria-label="{escape(alt)}" '
    svg = convert(spec, fonts).replace("<svg ", said, 1)
    return Graphic(svg, float(spec["width"]), float(spec["height"]), alt)


def convert(spec: Spec, fonts: Path | None) -> str:
    """A specification as SVG in points; `fonts` is the folder of the report's own faces."""
    svg = converted(spec, fonts)
    in_points = r' width="\1pt" height="\2pt"'
    return re.sub(r' width="([\d.]+)" height="([\d.]+)"', in_points, svg, count=1)


def _versioned(spec: Spec) -> Spec:
    """The specification with the version of the language it is written in."""
    return {"$schema": altair.SCHEMA_URL, **spec}
