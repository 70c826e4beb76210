"""Figures inside an account manager's comment: `{{ kpi.leads.value | count }}`.

A figure names a KPI, one of its values, and optionally how it is written. This small grammar is
all there is; it is no template language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIELDS = ("value", "previous", "year_ago", "target", "gap")
FORMATS = ("count", "money", "percent", "ratio", "days", "points", "signed")

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_FIGURE = re.compile(r"kpi\.([A-Za-z_]\w*)\.([a-z_]+)(?:\s*\|\s*([a-z]+))?", re.ASCII)


@dataclass(frozen=True)
class CommentFigure:
    """One figure of a comment and where it stands in the text (from `start` up to `end`)."""

    kpi: str
    field: str
    format: str
    start: int
    end: int


@dataclass(frozen=True)
class UnreadableFigure:
    """Braces that hold no figure: what is wrong, and where."""

    written: str
    what: str
    start: int
    end: int


def figures_in(comment: str) -> tuple[CommentFigure | UnreadableFigure, ...]:
    """Every pair of double braces in a comment, read."""
    return tuple(_read(match) for match in _BRACES.finditer(comment))


def _read(match: re.Match[str]) -> CommentFigure | UnreadableFigure:
    written, start, end = match[1].strip(), match.start(), match.end()
    parts = _FIGURE.fullmatch(written)
    if parts is None:
        return UnreadableFigure(written, "a figure is written kpi.ID.value | FORMAT", start, end)
    kpi, field, format = parts[1], parts[2], parts[3] or ""
    if field not in FIELDS:
        return UnreadableFigure(written, f"there is {', '.join(FIELDS)}", start, end)
    if format and format not in FORMATS:
        return UnreadableFigure(written, f"there is {', '.join(FORMATS)}", start, end)
    return CommentFigure(kpi, field, format, start, end)
