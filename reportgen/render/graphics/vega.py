"""Pieces of a Vega-Lite specification: plain values, placed exactly where they are told to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportgen.render.graphics.look import Look
from reportgen.render.graphics.scales import Span
from reportgen.render.graphics.svg import Face, Stroke

Spec = dict[str, Any]
Rows = list[dict[str, Any]]


def scale(domain: Span, places: Span) -> Spec:
    """From values to points, exactly as given; a span without height gets one."""
    low, high = domain if domain[1] > domain[0] else (domain[0], domain[0] + 1)
    return {"domain": [low, high], "range": list(places), "nice": False, "zero": False}


def by(field: str, along: Spec) -> Spec:
    """A place that follows a field of the data on a scale."""
    return {"field": field, "type": "quantitative", "scale": along, "axis": None}


def at(points: float) -> Spec:
    """A fixed place, in points."""
    return {"value": points}


def own(field: str) -> Spec:
    """A colour that stands in the data."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def words(field: str, face: Face, down: float = 0.0) -> Spec:
    """Words from a field of the data, on their base line."""
    mark = {
        "type": "text",
        "align": {"start": "left", "middle": "center", "end": "right"}[face.anchor],
        "baseline": "alphabetic",
        "dy": down,
        "fontSize": face.size,
        "fontWeight": "bold" if face.bold else "normal",
        "color": face.colour,
    }
    return {"mark": mark, "encoding": {"text": {"field": field, "type": "nominal"}}}


def boxes(fill: str | None = None, stroke: Stroke | None = None) -> Spec:
    """Boxes; without a fill of their own their colour stands in the data."""
    mark: Spec = {"type": "rect"}
    if fill is not None:
        mark["fill"] = fill
    if stroke is not None:
        mark |= {"stroke": stroke.colour, "strokeWidth": stroke.width}
    return {"mark": mark, "encoding": {}}


def rule(stroke: Stroke) -> Spec:
    """Straight lines."""
    mark = {"type": "rule", "color": stroke.colour, "strokeWidth": stroke.width}
    return {"mark": mark, "encoding": {}}


def triangles(colour: str, size: float) -> Spec:
    """Small triangles that point up."""
    mark = {"type": "point", "shape": "triangle-up", "filled": True, "color": colour, "size": size}
    return {"mark": {**mark, "opacity": 1}, "encoding": {}}


def placed(layer: Spec, **channels: Spec | str) -> Spec:
    """A layer with its places; `x2` and `y2` name the field the shape reaches to."""
    ends = {
        name: {"field": value} if isinstance(value, str) else value
        for name, value in channels.items()
    }
    return {**layer, "encoding": {**layer["encoding"], **ends}}


def only(layer: Spec, condition: str) -> Spec:
    """A layer of those rows for which a condition holds."""
    return {**layer, "transform": [{"filter": condition}]}


def drawn_from(rows: Rows, layer: Spec) -> Spec:
    """A layer with data of its own."""
    return {**layer, "data": {"values": rows}}


def chart(layers: Sequence[Spec], rows: Rows, size: Span, look: Look) -> Spec:
    """The whole: exact size, no decoration that was not asked for, the report's faces.

    Every layer keeps the vertical scale it brings.
    """
    return {
        "data": {"values": rows},
        "layer": list(layers),
        "resolve": {"scale": {"y": "independent"}},
        "width": size[0],
        "height": size[1],
        "padding": 0,
        "autosize": "none",
        "background": "transparent",
        "config": {"aria": False, "font": look.theme.sans, "view": {"stroke": None}},
    }
