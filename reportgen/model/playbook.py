"""Candidate actions by kind of KPI: thoughts for the account manager, never inserted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from reportgen.model.config import Kpi
from reportgen.model.text import Text


@dataclass(frozen=True)
class Candidate:
    """An action that has been tried on figures of this kind: what, why, and how to measure it."""

    do: Text
    why: Text
    measure: Text


@dataclass(frozen=True)
class Play:
    """A kind of KPI, the words that name it, and its candidates.

    Without units any will do, and without a direction either.
    """

    id: str
    name: Text
    words: tuple[str, ...]
    units: tuple[str, ...]
    direction: str | None
    candidates: tuple[Candidate, ...]

    def fits(self, kpi: Kpi, words: str) -> bool:
        """True when unit and direction fit, and a word of the kind stands in an id or name."""
        return (
            (not self.units or kpi.unit in self.units)
            and self.direction in (None, kpi.direction)
            and any(word in words for word in self.words)
        )


def play_for(id: str, kpi: Kpi) -> Play | None:
    """The first kind whose words stand in a KPI's id or short label, else in its full name."""
    label, name = kpi.label, kpi.name
    for words in (f"{id} {label.ja} {label.en}", f"{name.ja} {name.en}"):
        found = next((one for one in playbook() if one.fits(kpi, words.lower())), None)
        if found is not None:
            return found
    return None


@cache
def playbook() -> tuple[Play, ...]:
    """Every kind, the more particular ones first."""
    file = resources.files("reportgen.model") / "playbook.yml"
    written = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_play(id, entry) for id, entry in written.items())


def _play(id: str, entry: Mapping[str, Any]) -> Play:
    candidates = tuple(
        Candidate(Text(**one["do"]), Text(**one["why"]), Text(**one["measure"]))
        for one in entry["actions"]
    )
    return Play(
        id,
        Text(**entry["name"]),
        tuple(entry["words"]),
        tuple(entry.get("units", ())),
        entry.get("direction"),
        candidates,
    )
