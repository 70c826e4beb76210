"""Words that a client's president does not read outside the appendix, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from reportgen.model.text import Language


@dataclass(frozen=True)
class RefusedWord:
    """A word as a pattern, and the word that stands for it."""

    pattern: re.Pattern[str]
    instead: str


@cache
def refused_words(language: Language) -> tuple[RefusedWord, ...]:
    """The word list of one language."""
    file = resources.files("reportgen.model") / "words" / "refused.yml"
    listed = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(
        RefusedWord(re.compile(one["words"], re.IGNORECASE), one["instead"])
        for one in listed[str(language)]
    )
