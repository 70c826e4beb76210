"""SVG in points, written out: shapes, lettering and the finished graphic.

Nothing here needs an id, a pattern or a variable, so every viewer draws the same and two graphics
on one page never meet. The drawing area is as large as the graphic, one unit to the point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

ROUND_TO = 2


@dataclass(frozen=True)
class Graphic:
    """A finished drawing: its SVG, its size in points, and what it says to one who cannot see."""

    svg: str
    width: float
    height: float
    alt: str


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> float:
        """The horizontal middle."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """The vertical middle."""
        return self.y + self.height / 2

    def grown(self, by: float) -> Box:
        """The box with so much more on every side, less when negative."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True)
class Stroke:
    """A line's colour, width and dashes."""

    colour: str
    width: float = 0.6
    dash: str = ""


@dataclass(frozen=True)
class Face:
    """How words are set: size, colour, weight, and which end of them stands at the point."""

    size: float
    colour: str
    bold: bool = False
    anchor: Anchor = "start"


def document(graphic_size: Point, body: str, alt: str, fonts: str) -> Graphic:
    """The finished graphic around its shapes."""
    width, height = graphic_size
    w, h = decimal(width), decimal(height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" '
        f'viewBox="0 0 {w} {h}" role="img" aria-label="{escape(alt)}" '
        f'font-family="{escape(fonts)}">{body}</svg>'
    )
    return Graphic(svg, width, height, alt)


def decimal(value: float) -> str:
    """A coordinate: two decimals at most, no trailing zeros, never `-0`."""
    shown = round(value, ROUND_TO) + 0.0
    return f"{shown:.{ROUND_TO}f}".rstrip("0").rstrip(".")


def text(at: Point, words: str, face: Face) -> str:
    """Words on a base line."""
    weight = ' font-weight="700"' if face.bold else ""
    anchor = f' text-anchor="{face.anchor}"' if face.anchor != "start" else ""
    return (
        f'<text x="{decimal(at[0])}" y="{decimal(at[1])}" font-size="{decimal(face.size)}" '
        f'fill="{face.colour}"{weight}{anchor}>{escape(words, quote=False)}</text>'
    )


def rectangle(box: Box, fill: str, stroke: Stroke | None = None, radius: float = 0) -> str:
    """A filled or outlined box; a size below zero is drawn as nothing."""
    corner = f' rx="{decimal(radius)}"' if radius else ""
    return (
        f'<rect x="{decimal(box.x)}" y="{decimal(box.y)}" width="{decimal(max(box.width, 0))}" '
        f'height="{decimal(max(box.height, 0))}"{corner} fill="{fill}"{_stroke(stroke)}/>'
    )


def line(start: Point, end: Point, stroke: Stroke) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{decimal(x1)}" y1="{decimal(y1)}" x2="{decimal(x2)}" y2="{decimal(y2)}"'
        f"{_stroke(stroke)}/>"
    )


def circle(at: Point, radius: float, fill: str, stroke: Stroke | None = None) -> str:
    """A disc or a ring."""
    return (
        f'<circle cx="{decimal(at[0])}" cy="{decimal(at[1])}" r="{decimal(radius)}" '
        f'fill="{fill}"{_stroke(stroke)}/>'
    )


def polygon(points: Iterable[Point], fill: str, stroke: Stroke | None = None) -> str:
    """A closed shape."""
    return f'<path d="{_route(points)}Z" fill="{fill}"{_stroke(stroke)}/>'


def polyline(points: Iterable[Point], stroke: Stroke) -> str:
    """A line through points."""
    return f'<path d="{_route(points)}" fill="none"{_stroke(stroke)}/>'


def hatching(box: Box, stroke: Stroke, gap: float = 2.8) -> str:
    """Slanted lines cut to a box, and its outline: a fill that survives greyscale and copying."""
    strokes = []
    start = box.x - box.height
    while start < box.right:
        left, right = max(start, box.x), min(start + box.height, box.right)
        if right > left:
            low = (left, box.bottom - (left - start))
            high = (right, box.bottom - (right - start))
            strokes.append(_route([low, high]))
        start += gap
    lines = f'<path d="{"".join(strokes)}" fill="none"{_stroke(stroke)}/>' if strokes else ""
    return lines + rectangle(box, "none", stroke)


def moved(by: Point, body: str) -> str:
    """Shapes set off to another place."""
    return f'<g transform="translate({decimal(by[0])} {decimal(by[1])})">{body}</g>'


def _route(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{decimal(x)} {decimal(y)}" for x, y in points)


def _stroke(stroke: Stroke | None) -> str:
    if stroke is None:
        return ""
    dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    return f' stroke="{stroke.colour}" stroke-width="{decimal(stroke.width)}"{dash}'
