"""The look of a report: colours, fonts and sizes, and which house colours it accepts.

Colour means status and nothing else; the one exception is the client's brand colour, used for
way-finding, forecasts and hypotheses. It must therefore be readable and unlike every status.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

LEAST_CONTRAST = 4.5
LEAST_DISTANCE = 25.0
LEAST_HUE_ANGLE = 25.0
NEARLY_GREY = 12.0
DARKEST = 0.6
STEPS = 12
TINT = 0.1
STATUS_COLOURS = ("good", "good_fill", "bad", "watch", "watch_fill", "hold")


@dataclass(frozen=True)
class Colours:
    """Every colour a page may use, as `#RRGGBB`; `brand` and `brand_tint` are the client's.

    `ac` fills actual figures, `py` last year's; a target is an outline. The smallest text grey is
    `ink_3`; `py`, `band`, the rules and the fills never carry text.
    """

    ink: str
    ink_2: str
    ink_3: str
    ac: str
    py: str
    band: str
    rule: str
    rule_strong: str
    tint: str
    paper: str
    good: str
    good_fill: str
    good_tint: str
    bad: str
    bad_fill: str
    bad_tint: str
    watch: str
    watch_fill: str
    watch_tint: str
    hold: str
    hold_fill: str
    hold_tint: str
    brand: str
    brand_tint: str
    on_brand: str


@dataclass(frozen=True)
class Sizes:
    """Text sizes in points; `micro` and `label` are for graphics, nothing is set smaller."""

    micro: float
    label: float
    note: float
    table: float
    body: float
    body_first: float
    lead: float
    h3: float
    h2: float
    h1: float
    verdict: float
    card: float
    figure: float


@dataclass(frozen=True)
class Theme:
    """Colours, font families in order of preference (as CSS writes them), sizes, spaces in mm."""

    colours: Colours
    sans: str
    serif: str
    sizes: Sizes
    space: tuple[float, ...]


def load_theme(tokens: Mapping[str, Any], brand_colour: str | None) -> Theme:
    """The theme of one client: the design tokens with the house colour as far as it is accepted."""
    base = Colours(**{_field(name): str(value) for name, value in tokens["colour"].items()})
    return Theme(
        colours=base if brand_colour is None else _branded(base, brand_colour),
        sans=_families(tokens["font"]["sans"]),
        serif=_families(tokens["font"]["serif"]),
        sizes=Sizes(**{_field(name): float(value) for name, value in tokens["size"].items()}),
        space=tuple(float(value) for value in tokens["space"]),
    )


def custom_properties(theme: Theme) -> str:
    """The theme as CSS custom properties: `--ink-2`, `--size-body`, `--space-3`, `--sans`."""
    lines = [f"--{_token(f.name)}: {getattr(theme.colours, f.name)};" for f in fields(Colours)]
    lines += [
        f"--size-{_token(f.name)}: {getattr(theme.sizes, f.name):g}pt;" for f in fields(Sizes)
    ]
    lines += [f"--space-{step}: {size:g}mm;" for step, size in enumerate(theme.space, 1)]
    lines += [f"--sans: {theme.sans};", f"--serif: {theme.serif};"]
    return ":root {\n  " + "\n  ".join(lines) + "\n}\n"


def accepted_brand(colour: str, colours: Colours) -> str:
    """The house colour, darkened towards ink where that makes it fit, else the default.

    A colour fits when it reads on white and on its own tint (contrast 4.5), lies at a distance of
    25 (CIE76) from every status colour, and, unless one of the two is nearly grey, 25 degrees of
    hue: a bright red is far from our red by number and still says "bad".
    """
    _channels(colour)
    fitting = (one for one in _darkened(colour.upper(), colours.ink) if _fits(one, colours))
    return next(fitting, colours.brand)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str) -> float:
    """How different two colours look (CIE76 in CIELAB, D65); 25 is told apart at a glance."""
    return math.dist(_lab(one), _lab(other))


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another mixed in."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _branded(base: Colours, colour: str) -> Colours:
    brand = accepted_brand(colour, base)
    if brand == base.brand:
        return base
    return replace(base, brand=brand, brand_tint=mixed(base.paper, brand, TINT))


def _darkened(colour: str, ink: str) -> Iterator[str]:
    for step in range(STEPS + 1):
        yield mixed(colour, ink, DARKEST * step / STEPS)


def _fits(colour: str, colours: Colours) -> bool:
    tint = mixed(colours.paper, colour, TINT)
    readable = min(contrast(colour, colours.paper), contrast(colour, tint)) >= LEAST_CONTRAST
    statuses = [str(getattr(colours, name)) for name in STATUS_COLOURS]
    return (
        readable
        and all(distance(colour, status) >= LEAST_DISTANCE for status in statuses)
        and all(_hue_angle(colour, status) >= LEAST_HUE_ANGLE for status in statuses)
    )


def _hue_angle(one: str, other: str) -> float:
    """The angle between two hues in degrees; a nearly grey colour has no hue to confuse."""
    (_, a1, b1), (_, a2, b2) = _lab(one), _lab(other)
    if min(math.hypot(a1, b1), math.hypot(a2, b2)) < NEARLY_GREY:
        return 180.0
    turn = math.degrees(math.atan2(b1, a1) - math.atan2(b2, a2)) % 360
    return min(turn, 360 - turn)


def _channels(colour: str) -> tuple[int, int, int]:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise ValueError(f"{colour!r} is not a colour; write it as #RRGGBB, for example #1F3A5F")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in _channels(colour))
    return _uncompanded(red), _uncompanded(green), _uncompanded(blue)


def _uncompanded(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    x = _cube_root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _cube_root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _cube_root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(share: float) -> float:
    return float(share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116)


def _families(names: list[str]) -> str:
    return ", ".join(f"'{name}'" if " " in name else name for name in names)


def _field(token: str) -> str:
    return token.replace("-", "_")


def _token(field: str) -> str:
    return field.replace("_", "-")
