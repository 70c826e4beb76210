"""Which KPI a sentence speaks of, by the names the client knows it by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportgen.model.config import ClientConfig


@dataclass(frozen=True)
class Mention:
    """A KPI named in a sentence, from `start` up to `end`."""

    kpi: str
    start: int
    end: int


@dataclass(frozen=True)
class Names:
    """Every name of every KPI of a client, in both languages."""

    of: Mapping[str, str]

    @classmethod
    def of_client(cls, config: ClientConfig) -> Names:
        """The names and short labels; one that two KPIs share names neither."""
        found: dict[str, str] = {}
        shared: set[str] = set()
        for kpi, definition in config.kpis.items():
            texts = (definition.name, definition.label)
            for name in {one for text in texts for one in (text.ja, text.en) if one}:
                plain = name.casefold()
                if found.setdefault(plain, kpi) != kpi:
                    shared.add(plain)
        return cls({name: kpi for name, kpi in found.items() if name not in shared})

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.of, key=len, reverse=True)
        words = (rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in longest_first)
        return re.compile("|".join(words) or r"(?!)", re.IGNORECASE)

    def mentions(self, sentence: str) -> tuple[Mention, ...]:
        """The KPIs a sentence names, in its order; of names within names the longest."""
        return tuple(
            Mention(self.of[match[0].casefold()], match.start(), match.end())
            for match in self._pattern.finditer(sentence)
        )


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text, beginning at `start`."""

    words: str
    start: int


_SENTENCE = re.compile(r"[^。！？!?\n]*?(?:[。！？!?\n]|\.(?=\s|$)|$)")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text; a figure's point ends none."""
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield Sentence(match[0], match.start())


_BETWEEN_CLAUSES = re.compile(r"[、;，；]|,(?!\d)|\bbut\b|\band\b")


def clauses(sentence: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence, each with its start; a comma within a number parts none."""
    start = 0
    for mark in _BETWEEN_CLAUSES.finditer(sentence):
        yield start, sentence[start : mark.start()]
        start = mark.end()
    yield start, sentence[start:]
