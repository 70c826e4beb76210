"""Small graphics drawn by hand: each is a pure function of a value of the report and a look."""

from reportgen.render.graphics.bars import contribution_bar, gap_words, pin
from reportgen.render.graphics.fan import fan
from reportgen.render.graphics.gauges import consecutive, stop_gauge
from reportgen.render.graphics.landing import year_bar
from reportgen.render.graphics.lettering import Measure, estimate, font_measure
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.marks import legend_sample, status_shape, tone_of
from reportgen.render.graphics.record import action_record
from reportgen.render.graphics.roadmap import roadmap
from reportgen.render.graphics.svg import Graphic
from reportgen.render.graphics.tree import tree
from reportgen.render.graphics.trends import sparkline, strip

__all__ = [
    "Graphic",
    "Look",
    "Measure",
    "action_record",
    "consecutive",
    "contribution_bar",
    "estimate",
    "fan",
    "font_measure",
    "gap_words",
    "legend_sample",
    "pin",
    "roadmap",
    "sparkline",
    "status_shape",
    "stop_gauge",
    "strip",
    "tone_of",
    "tree",
    "year_bar",
]
