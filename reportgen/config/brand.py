"""brand.yml: the published format's keys that are printed, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.config.checks.sources import outside_workspace
from reportgen.config.places import Origins, Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem

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
    yield from _lost_colours(data.get("color"), origins, (*at, "color"))
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


def _lost_colours(value: object, origins: Origins, path: Path) -> Iterator[Problem]:
    """`primary: #1a2b3c` is a key without a value: YAML takes `#` for a comment."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _lost_colours(below, origins, (*path, key))
    elif value is None and origins.has(path) and len(path) > 1:
        yield origins.problem(
            "RG170",
            path,
            f"the colour {str(path[-1])!r} has no value",
            why="without quotes, `#` begins a comment",
            hint='write it in quotes, for example "#1A2B3C"',
            at_key=True,
        )


def _logo_paths(value: object, origins: Origins, path: Path) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from outside_workspace(origins, path, value)
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if key != "alt":
                yield from _logo_paths(below, origins, (*path, key))
