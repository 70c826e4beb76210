"""Every fixed word of the report, by message id, in both languages.

A message may hold facts in braces, `{value}`, with a manner after a colon: `{gap:signed}`. A
client's own wording (`report.wording`) replaces a message by its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter

import yaml

from reportgen.model.text import Language, Text


@dataclass(frozen=True)
class Wording:
    """The messages by id."""

    messages: Mapping[str, Text]

    def text(self, id: str) -> Text:
        """A message's words; KeyError names an id that does not exist."""
        return self.messages[id]

    def with_client_words(self, own: Mapping[str, Text]) -> Wording:
        """The same catalogue with a client's own words; a language not given keeps ours."""
        changed = {
            id: Text(words.ja or self.messages[id].ja, words.en or self.messages[id].en)
            for id, words in own.items()
        }
        return Wording({**self.messages, **changed})


def facts_in(message: str) -> frozenset[str]:
    """The names of the facts a message speaks of."""
    return frozenset(name for _, name, _, _ in Formatter().parse(message) if name)


@cache
def built_in() -> Wording:
    """The catalogue that comes with the tool."""
    ja, en = _read(Language.JA), _read(Language.EN)
    return Wording({id: Text(ja[id], en[id]) for id in ja})


def _read(language: Language) -> Mapping[str, str]:
    file = resources.files("reportgen.model") / "words" / f"{language}.yml"
    nested = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return dict(_flat("", nested))


def _flat(prefix: str, nested: Mapping[str, object]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in nested.items():
        id = f"{prefix}{key}"
        if isinstance(value, Mapping):
            pairs.extend(_flat(f"{id}.", value))
        else:
            pairs.append((id, str(value).strip()))
    return pairs
