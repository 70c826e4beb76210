"""The small graphics as SVG written by hand into the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

INK, GREY, GOOD, BAD, RULE = "#2B3138", "#B3BAC1", "#0B6B61", "#A1271B", "#D3D8DC"
BAND = "#E3E7EA"


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    size = f'width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _box(x: float, y: float, width: float, height: float, rest: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {rest}/>'


def _line(x1: float, y1: float, x2: float, y2: float, rest: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {rest}/>'


def _text(x: float, y: float, words: str, rest: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {rest}>{words}</text>'


def strip(values: Sequence[float], targets: Sequence[float | None]) -> str:
    """Thirteen columns, a line at each month's target."""
    top = max([*values, *(one for one in targets if one is not None)])
    parts = []
    for index, (value, target) in enumerate(zip(values, targets, strict=True)):
        x, high = index * 6.9, 21 * value / top
        colour = INK if target is not None else GREY
        parts.append(_box(x, 22 - high, 5.2, high, f'fill="{colour}"'))
        if target is not None:
            y = 22 - 21 * target / top
            parts.append(_line(x - 0.8, y, x + 6, y, 'stroke="#454D55" stroke-width=".7"'))
    return _svg(90, 22, [*parts, _line(0, 22, 90, 22, f'stroke="{INK}" stroke-width=".7"')])


def pin(gap: float, longest: float, is_good: bool) -> str:
    """A gap to target as a line with a head."""
    end = 44 + 40 * gap / longest
    colour = GOOD if is_good else BAD
    return _svg(
        88,
        14,
        [
            _line(44, 0, 44, 14, f'stroke="{INK}" stroke-width=".7"'),
            _line(44, 7, end, 7, f'stroke="{colour}" stroke-width="1.4"'),
            _box(end - 2.4, 4.6, 4.8, 4.8, f'fill="{colour}"'),
        ],
    )


def spark(
    values: Sequence[float],
    usual: tuple[float, float],
    target: float | None,
    size: tuple[int, int],
    events: Sequence[int] = (),
) -> str:
    """A course of thirteen months with its usual range, its target, and marks at its events."""
    wide, high = size
    places = [2 + index * (wide - 6) / 12 for index in events]
    marks = [f'<path d="M{x - 2:.1f} {high}h4l-2 -3z" fill="#454D55"/>' for x in places]
    return _svg(*size, [_spark(values, usual, target, size), *marks])


def _spark(
    values: Sequence[float], usual: tuple[float, float], target: float | None, size: tuple[int, int]
) -> str:
    wide, high = size
    known = [one for one in values if not isnan(one)]
    low, top = min([*known, usual[0]]), max([*known, usual[1], target or 0.0])

    def y(value: float) -> float:
        return high - 2 - (high - 4) * (value - low) / ((top - low) or 1)

    points = [(2 + index * (wide - 6) / 12, y(one)) for index, one in enumerate(values)]
    path = " ".join(f"{x:.1f},{at:.1f}" for x, at in points)
    x, at = points[-1]
    parts = [_box(0, y(usual[1]), wide, y(usual[0]) - y(usual[1]), f'fill="{BAND}"')]
    if target is not None:
        dashes = 'stroke="#454D55" stroke-width=".6" stroke-dasharray="2 1.4"'
        parts.append(_line(wide / 2, y(target), wide, y(target), dashes))
    parts.append(f'<polyline points="{path}" fill="none" stroke="{INK}" stroke-width="1"/>')
    return "".join([*parts, f'<circle cx="{x:.1f}" cy="{at:.1f}" r="2" fill="{INK}"/>'])


def amount_bar(amount: float, low: float, high: float) -> str:
    """An amount as a bar from zero."""
    zero, scale = 96 * -low / (high - low), 96 / (high - low)
    start, end = sorted((zero, zero + amount * scale))
    colour = GOOD if amount >= 0 else BAD
    line = _line(zero, 0, zero, 16, f'stroke="{INK}" stroke-width=".7"')
    return _svg(96, 16, [_box(start, 3, end - start, 10, f'fill="{colour}"'), line])


def year_bar(actual: float, plan: float, target: float) -> str:
    """The year so far: the actual, the plan to date, the whole year's target."""
    scale = 340 / target
    return _svg(
        396,
        41,
        [
            _box(0, 12, 340, 14, f'fill="white" stroke="{INK}" stroke-width=".8"'),
            _box(0, 15, actual * scale, 8, f'fill="{INK}"'),
            _line(plan * scale, 10, plan * scale, 28, f'stroke="{INK}" stroke-width="1"'),
            _text(plan * scale, 8, f"計画 {plan:g}件", 'font-size="8" text-anchor="middle"'),
            _text(actual * scale, 36, f"実績 {actual:g}件", 'font-size="8" text-anchor="end"'),
            _text(346, 22, f"目標 {target:g}件", 'font-size="8" font-weight="700"'),
        ],
    )


def gauge(value: float, line: float) -> str:
    """Where a cost stands against its stop line."""
    scale = 130 / (line * 1.5)
    at, stop = value * scale, line * scale
    return _svg(
        136,
        34,
        [
            _box(0, 12, 130, 9, f'fill="white" stroke="{GREY}" stroke-width=".8"'),
            _box(stop, 12, 130 - stop, 9, 'fill="#F9E9E6"'),
            _line(stop, 10, stop, 23, f'stroke="{BAD}" stroke-width="1.2"'),
            _line(at, 10, at, 23, f'stroke="{INK}" stroke-width="2.4"'),
            _text(stop, 8, f"ライン {line:,.0f}円", 'font-size="8" text-anchor="middle"'),
            _text(at, 32, f"{value:,.0f}円", 'font-size="8" text-anchor="middle"'),
        ],
    )


def rings(past: int, needed: int) -> str:
    """A ring for each month that would stop us."""
    fills = [BAD if index < past else "white" for index in range(needed)]
    rings = [
        f'<circle cx="{5 + index * 11}" cy="5" r="3.4" fill="{fill}" stroke="{BAD}"/>'
        for index, fill in enumerate(fills)
    ]
    return _svg(needed * 11, 10, rings)


def record(marks: Sequence[tuple[int, str]]) -> str:
    """The year's actions, a mark in the month each was judged."""
    parts = [_line(0, 32, 240, 32, f'stroke="{INK}" stroke-width=".7"')]
    heights: dict[int, int] = {}
    for month, kind in marks:
        high = heights[month] = heights.get(month, 0) + 1
        across, up = 16 + 34 * month, 36 - 10 * high
        colour = {"good": GOOD, "bad": BAD}.get(kind, "white")
        parts.append(f'<circle cx="{across}" cy="{up}" r="3.4" fill="{colour}" stroke="{INK}"/>')
    names = [_text(16 + 34 * index, 43, f"{4 + index}月", SMALL) for index in range(7)]
    return _svg(240, 46, [*parts, *names])


SMALL = 'font-size="8" text-anchor="middle"'


def roadmap(phases: Sequence[tuple[str, str, int]], now: int) -> str:
    """The year in phases of three months, and where we are."""
    parts = []
    for index in range(12):
        x = 96 + 33 * index
        parts.append(_text(x + 16, 8, f"{(index + 3) % 12 + 1}月", SMALL))
        parts.append(_line(x, 12, x, 16, f'stroke="{INK}" stroke-width=".6"'))
    for row, (name, lead, start) in enumerate(phases):
        y, x = 20 + row * 30, 96 + 33 * start
        is_done = start <= now
        look = f'fill="{INK}"' if is_done else f'fill="white" stroke="{INK}"'
        colour = "white" if is_done else INK
        parts.append(_text(4, y + 14, name, 'font-size="9" font-weight="700"'))
        parts.append(_box(x, y, 99, 22, look))
        parts.append(_text(x + 6, y + 14, lead, f'font-size="8" fill="{colour}"'))
    here = 96 + 33 * (now + 0.6)
    parts.append(_line(here, 12, here, 142, 'stroke="#1F3A5F" stroke-width="1.6"'))
    parts.append(_text(here, 152, "いまここ", 'font-size="8" text-anchor="middle" fill="#1F3A5F"'))
    return _svg(499, 156, parts)


@dataclass(frozen=True)
class Card:
    """A KPI in the tree, and where it stands."""

    name: str
    value: str
    target: str
    status: str
    course: str
    x: float
    y: float


def tree(cards: Sequence[Card], links: Sequence[tuple[int, int, str]]) -> str:
    """The KPI tree: a card for each KPI at its place, lines from result to cause."""
    parts = []
    for one, other, dashes in links:
        start, end = cards[one], cards[other]
        middle = (start.x + 92 + end.x) / 2
        path = f"M{start.x + 92:g} {start.y + 42:g}H{middle:g}V{end.y + 42:g}H{end.x:g}"
        look = f'fill="none" stroke="#8B949C" stroke-width="1.2" stroke-dasharray="{dashes}"'
        parts.append(f'<path d="{path}" {look}/>')
    return _svg(499, 504, [*parts, *map(_card, cards)])


def _card(card: Card) -> str:
    edge = GREY if card.status.startswith("●") else "#1B2026"
    status = card.status.replace("いつもの", "")
    return "".join(
        [
            f'<g transform="translate({card.x} {card.y})">',
            _box(0, 0, 92, 84, f'fill="white" stroke="{edge}" stroke-width="1.2"'),
            _text(6, 14, card.name, 'font-size="8.5"'),
            _text(6, 30, card.value, 'font-size="12.5" font-weight="700"'),
            _text(6, 42, f"目標 {card.target}", 'font-size="8" fill="#454D55"'),
            f'<g transform="translate(6 46)">{card.course}</g>',
            _text(6, 79, status, 'font-size="8" font-weight="700"'),
            "</g>",
        ]
    )


def tree_spark(values: Sequence[float], usual: tuple[float, float], target: float | None) -> str:
    """The course within a card of the tree."""
    return _spark(values, usual, target, (80, 22))
