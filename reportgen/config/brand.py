"""brand.yml: the published format's keys that are printed, and what is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.config.checks.paths import outside_workspace
from reportgen.config.places import Origins, Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
KEYS = ("meta", "logo", "color", "typography", "defaults")
"""The keys of the published format; `defaults` speaks to other tools and is left to them."""


def brand_problems(data: Mapping[str, Any], origins: Origins, at: Path = ()) -> Iterator[Problem]:
    """What in a brand would not be printed as it looks."""
    for key in data:
        if key not in KEYS:
            yield origins.warning(
                "RG171",
                (*at, key),
                f"{key!r} is not read from brand.yml",
                hint=did_you_mean(key, KEYS, "its keys"),
            )
    yield from _lost_values(data, origins, at)
    yield from _colours(data.get("color"), origins, (*at, "color"))
    yield from _logo_paths(data.get("logo"), origins, (*at, "logo"))
    typography = data.get("typography")
    fonts = typography.get("fonts") if isinstance(typography, Mapping) else None
    for index, font in enumerate(fonts if isinstance(fonts, list) else ()):
        path = (*at, "typography", "fonts", index)
        if isinstance(font, Mapping) and font.get("source", "file") not in ("file", "system"):
            yield origins.problem(
                "RG172",
                (*path, "source"),
                f"a font from {font['source']!r} is not fetched",
                why="a report is made without the network, from files that stay the same",
                hint="put the font file beside brand.yml and write source: file",
            )


def _colours(value: object, origins: Origins, path: Path) -> Iterator[Problem]:
    """Colours are `#RRGGBB`, or names of the palette beside them."""
    if not isinstance(value, Mapping):
        return
    palette = value.get("palette")
    names = tuple(palette) if isinstance(palette, Mapping) else ()
    for key, colour in value.items():
        if key == "palette":
            yield from _colours_in(colour, origins, (*path, key), ())
        else:
            yield from _colours_in({key: colour}, origins, path, names)


def _colours_in(
    colours: object, origins: Origins, path: Path, names: tuple[str, ...]
) -> Iterator[Problem]:
    for key, colour in colours.items() if isinstance(colours, Mapping) else ():
        is_colour = isinstance(colour, str) and (_COLOUR.fullmatch(colour) or colour in names)
        if colour is not None and not is_colour:
            yield origins.problem(
                "RG170",
                (*path, key),
                f"{colour!r} is not a colour"
                if isinstance(colour, str)
                else "this is not a colour",
                hint='write it as "#RRGGBB", or a name of color.palette',
            )


def _lost_values(value: object, origins: Origins, path: Path) -> Iterator[Problem]:
    """`primary: #1a2b3c` is a key without a value: YAML takes `#` for a comment."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _lost_values(below, origins, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _lost_values(below, origins, (*path, index))
    elif value is None:
        is_colour = "color" in path
        yield origins.problem(
            "RG170" if is_colour else "RG121",
            path,
            f"{str(path[-1])!r} has no value",
            why="without quotes, `#` begins a comment" if is_colour else "",
            hint='write it in quotes, for example "#1A2B3C"' if is_colour else "write one",
            at_key=True,
        )


def _logo_paths(value: object, origins: Origins, path: Path) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from outside_workspace(origins, path, value)
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if key != "alt":
                yield from _logo_paths(below, origins, (*path, key))
