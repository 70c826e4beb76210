"""Whether a source answers at all, by the smallest question that tells."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import Problem


@dataclass(frozen=True)
class Probed:
    """A source that answers: what was seen of it, and what to know of it."""

    seen: str
    problems: tuple[Problem, ...] = ()
