"""Chart specifications to SVG; the only importer of the converter.

Its engine takes most of a second to start, and a process that has started it must not be forked.
So a process may hand its charts to another one: `hand_to` says how this process has them converted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from reportgen.render.graphics.vega import Spec

Convert = Callable[[Spec, Path | None], str]
"""A specification as SVG; the folder is that of the report's own faces."""


def here(spec: Spec, fonts: Path | None) -> str:
    """Convert in this process."""
    import vl_convert

    if fonts is not None:
        _register(fonts)
    return str(vl_convert.vegalite_to_svg(spec))


@cache
def _register(fonts: Path) -> None:
    """Make the faces known to the converter, once."""
    import vl_convert

    vl_convert.register_font_directory(str(fonts))


class _Handed:
    """How this process has its charts converted."""

    to: Convert = staticmethod(here)


def hand_to(convert: Convert) -> None:
    """From now on this process has its charts converted so."""
    _Handed.to = staticmethod(convert)


def converted(spec: Spec, fonts: Path | None) -> str:
    """A specification as SVG."""
    return _Handed.to(spec, fonts)
