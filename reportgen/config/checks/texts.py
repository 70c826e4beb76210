"""Words a client reads: there are some, in each of the client's languages, short where needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from reportgen.config.agreed import Agreed
from reportgen.config.places import Origins, Path
from reportgen.errors import Problem
from reportgen.model.text import Language, Text

LONGEST_LABEL = {Language.JA: 8, Language.EN: 22}
"""Full-width characters in Japanese (two half-width ones count as one), characters in English."""

ONE_LANGUAGE = ("counter",)
"""Texts that one language needs and another does not: 件 after a Japanese count."""

Written = tuple[Origins, Path, Text]


def texts_speak_the_clients_languages(agreed: Agreed) -> Iterator[Problem]:
    """A language that was not written falls back to the other one, and is warned of."""
    for origins, path, text in texts_of(agreed):
        missing = [one for one in agreed.config.client.language if not text.has(one)]
        if missing and not text.is_empty and path[-1] not in ONE_LANGUAGE:
            written = next(one for one in Language if text.has(one))
            yield origins.warning(
                "RG130",
                path,
                f"there are no words in {missing[0]} here",
                why=f"the words in {written} would be printed instead",
                hint=f"write {{ja: …, en: …}} with {missing[0]}",
            )


def texts_are_not_empty(agreed: Agreed) -> Iterator[Problem]:
    """A text that is written says something."""
    for origins, path, text in texts_of(agreed):
        if text.is_empty:
            yield origins.problem(
                "RG129", path, "there are no words here", hint="write some, or delete the key"
            )


def long_names_have_short_labels(agreed: Agreed) -> Iterator[Problem]:
    """The tree has room for short words only."""
    for id, kpi in agreed.config.kpis.items():
        for language in agreed.config.client.language:
            room = LONGEST_LABEL[language]
            limit = f"{room} {'full-width ' if language is Language.JA else ''}characters"
            if kpi.short_label is not None:
                label = kpi.short_label.in_language(language)
                if label_length(label, language) > room:
                    yield agreed.client.problem(
                        "RG232",
                        _in_language(agreed, ("kpis", id, "short_label"), language),
                        f"the label {label!r} is longer than {limit}",
                        hint="shorten it; the whole name stands beside it in the tables",
                    )
            elif label_length(kpi.name.in_language(language), language) > room:
                yield agreed.client.problem(
                    "RG231",
                    ("kpis", id),
                    f"kpis.{id} needs a short_label",
                    why=f"its name is longer than the {limit} the tree has room for",
                    hint=f"write short_label: with at most {limit}",
                    at_key=True,
                )
                break


def label_length(words: str, language: Language) -> int:
    """The length of a label in the unit of its language's limit."""
    if language is Language.EN:
        return len(words)
    wide = sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in words)
    return (wide + 1) // 2


def versions(origins: Origins, path: Path, text: Text) -> Iterator[tuple[Path, str]]:
    """A text's words in each language they are written in; once where they are the same in all."""
    written = {(*path, "ja"): text.ja, (*path, "en"): text.en}
    if not any(origins.has(where) for where in written):
        written = {path: text.ja}
    for where, words in written.items():
        if words is not None:
            yield where, words


def _in_language(agreed: Agreed, path: Path, language: Language) -> Path:
    written = (*path, language.value)
    return written if agreed.client.has(written) else path


def texts_of(agreed: Agreed) -> Iterator[Written]:
    """Every text of every file that a client may read."""
    config, files = agreed.config, agreed.files
    for name in ("client", "agency", "sources", "metrics", "kgi", "kpis", "phases", "report"):
        yield from _texts_in(getattr(config, name), agreed.client, (name,))
    yield from _texts_in(config.delivery, agreed.client, ("delivery",))
    records = {
        "log.yml": ("entries", config.log),
        "actions.yml": ("items", config.actions),
        "agreements.yml": ("entries", config.agreements),
        "events.yml": ("entries", config.events),
    }
    for file, (key, values) in records.items():
        if file in files:
            yield from _texts_in(values, files[file], (key,))
    for month, notes in config.notes.items():
        yield from _texts_in(notes, agreed.notes_file(month), ())


def _texts_in(value: object, origins: Origins, path: Path) -> Iterator[Written]:
    if isinstance(value, Text):
        yield origins, path, value
    elif isinstance(value, BaseModel):
        for name, key in _fields_of(type(value)):
            below = getattr(value, name)
            if isinstance(below, _HOLDS_TEXTS):
                yield from _texts_in(below, origins, (*path, key))
    elif isinstance(value, dict):
        for key, below in value.items():
            if isinstance(below, _HOLDS_TEXTS):
                yield from _texts_in(below, origins, (*path, str(key)))
    elif isinstance(value, tuple):
        for index, below in enumerate(value):
            yield from _texts_in(below, origins, (*path, index))


_HOLDS_TEXTS = (Text, BaseModel, dict, tuple)


@cache
def _fields_of(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Every field of a model, and the key it is written under."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())
