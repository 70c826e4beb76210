"""Status as shape: circle good, diamond watch, square bad, ring not judged."""

from __future__ import annotations

from typing import Literal, assert_never

from reportgen.model.blocks import PhaseState, Tone
from reportgen.model.states import ActionVerdict, Status, StopState, Verdict
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.svg import (
    Box,
    Graphic,
    Point,
    Stroke,
    circle,
    line,
    polygon,
    rectangle,
)
from reportgen.render.theme import Colours

State = Status | Verdict | StopState | ActionVerdict | PhaseState
Sample = Literal[
    "actual",
    "last_year",
    "target",
    "target_line",
    "favourable",
    "unfavourable",
    "usual_gap",
    "usual_range",
    "exact",
    "hypothesis",
]
SAMPLE_HEIGHT = 9.0


def tone_of(state: State) -> Tone:
    """What a state of any kind asks of the reader; the one place where that is decided."""
    match state:
        case Status.ON_TARGET | Verdict.ON_COURSE | StopState.CLEAR | "done":
            return "good"
        case ActionVerdict.WORKED | ActionVerdict.REACHED:
            return "good"
        case Status.SHORT_USUAL | Verdict.CORRECT_COURSE | "late":
            return "watch"
        case StopState.NEAR | StopState.WATCH:
            return "watch"
        case Status.SHORT_UNUSUAL | Verdict.OFF_COURSE | StopState.STOP:
            return "bad"
        case ActionVerdict.DID_NOT_WORK | ActionVerdict.NOT_REACHED:
            return "bad"
        case Status.NOT_JUDGED | Status.NO_DATA | Verdict.NOT_JUDGED | StopState.NOT_JUDGED:
            return "hold"
        case ActionVerdict.TOO_EARLY | ActionVerdict.CANNOT_TELL | "now" | "next":
            return "hold"
        case _:
            assert_never(state)


def tone_colour(tone: Tone, colours: Colours) -> str:
    """The colour of a tone's words and shape, readable on white and on its tint."""
    return str(getattr(colours, tone))


def status_shape(tone: Tone, look: Look, size: float = 8.0) -> Graphic:
    """The mark that stands before a status word."""
    body = shape(tone, (size / 2, size / 2), size * 0.4, tone_colour(tone, look.colours))
    return look.finish((size, size), body, look.words(f"tone.{tone}"))


def shape(tone: Tone, at: Point, radius: float, colour: str) -> str:
    """A tone's mark around a point."""
    x, y = at
    match tone:
        case "good":
            return circle(at, radius, colour)
        case "watch":
            reach = radius * 1.2
            corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
            return polygon(corners, colour)
        case "bad":
            half = radius * 0.92
            return rectangle(Box(x - half, y - half, 2 * half, 2 * half), colour)
        case "hold":
            return circle(at, radius * 0.85, "#FFFFFF", Stroke(colour, max(0.9, radius * 0.28)))


def legend_sample(sample: Sample, look: Look, width: float = 14.0) -> Graphic:
    """A small piece of the notation, to stand before its explanation in a legend."""
    return look.finish(
        (width, SAMPLE_HEIGHT), _sample(sample, width, look.colours), look.words(f"legend.{sample}")
    )


def _sample(sample: Sample, width: float, colours: Colours) -> str:
    middle = SAMPLE_HEIGHT / 2
    square = Box(width / 2 - 3.5, middle - 3.5, 7, 7)
    ends = (0.0, middle), (width, middle)
    match sample:
        case "actual":
            return rectangle(square, colours.ac)
        case "last_year":
            return rectangle(square, colours.py)
        case "target":
            return rectangle(square, colours.paper, Stroke(colours.ink_2, 0.8))
        case "target_line":
            return line(*ends, Stroke(colours.ink_3, 0.7, "1.2 1.6"))
        case "favourable":
            return circle((width / 2, middle), 2.6, colours.good)
        case "unfavourable":
            return rectangle(square.grown(-1.1), colours.bad)
        case "usual_gap":
            ring = circle((width / 2 - 3.6, middle), 2.3, colours.paper, Stroke(colours.good, 1.1))
            box = Box(width / 2 + 1.4, middle - 2.2, 4.4, 4.4)
            return ring + rectangle(box, colours.paper, Stroke(colours.bad, 1.1))
        case "usual_range":
            return rectangle(Box(0, middle - 3, width, 6), colours.band)
        case "exact":
            return line(*ends, Stroke(colours.ink_2, 1))
        case "hypothesis":
            return line(*ends, Stroke(colours.brand, 1.1, "3 2.4"))
