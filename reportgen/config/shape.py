"""The shape of a file against its model: every mismatch told where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.config.expected import annotation_at, keys_of, model_at, words_of
from reportgen.config.places import Origins, Path, YamlFile, dotted
from reportgen.config.schema_line import SCHEMA
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import FieldError

M = TypeVar("M", bound=BaseModel)
KEY_OF_MAPPING = "[key]"
MAY_BE_EMPTY = ("comments",)
"""A comment that nobody has written yet loses nothing."""


def read_shape(
    model: type[M], data: Mapping[str, Any], origins: Origins
) -> tuple[M | None, tuple[Problem, ...]]:
    """The values of a file, or every place where it is not shaped as its model says.

    What is wrong with its schema line is told by `schema_problems`.
    """
    try:
        return model.model_validate(data, by_alias=True, by_name=False), ()
    except ValidationError as error:
        told = [one for one in error.errors(include_url=False) if one["loc"] != (SCHEMA,)]
        mismatches = _first_causes(told)
        return None, tuple(_Mismatch(model, one, origins).problem() for one in mismatches)


def _first_causes(mismatches: list[ErrorDetails]) -> tuple[ErrorDetails, ...]:
    """Without lists that are too short only because an item of theirs could not be read."""
    return tuple(
        one
        for one in mismatches
        if one["type"] != "too_short"
        or not any(
            other["loc"][: len(one["loc"])] == one["loc"]
            for other in mismatches
            if other is not one
        )
    )


def empty_keys(
    model: type[BaseModel],
    data: Mapping[str, Any],
    origins: Origins,
    below: YamlFile | None = None,
    path: Path = (),
) -> Iterator[Problem]:
    """Keys without a value that are no word of the model, or that lose what they were to say.

    An empty value is left out, so nothing else would miss `where: {stage: }`. It removes what
    stands in the file below.
    """
    for key, value in data.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            yield from empty_keys(model, value, origins, below, here)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from empty_keys(model, item, origins, below, (*here, index))
        elif value is None and not (below is not None and below.has(here)):
            yield from _empty_key(model, here, origins)


def _empty_key(model: type[BaseModel], path: Path, origins: Origins) -> Iterator[Problem]:
    around = annotation_at(model, path[:-1])
    owner = model_at(model, path[:-1])
    if owner is not None and path[-1] not in keys_of(owner):
        yield _unknown_key(model, path, origins)
    elif get_origin(around) is Mapping and path[0] not in MAY_BE_EMPTY:
        what = f"{path[-1]!r} has no value"
        yield origins.problem("RG121", path, what, hint="write one, or delete the key")


def _unknown_key(model: type[BaseModel], path: Path, origins: Origins) -> Problem:
    key, where = str(path[-1]), dotted(path[:-1])
    owner = model_at(model, path[:-1])
    hint = did_you_mean(key, keys_of(owner) if owner else (), "its keys")
    if key.strip("()%").isdigit():
        hint = "a comma ends a value inside { }: write thousands with `_`, for example 1_234"
    what = f"{key!r} is not a key of {where}" if where else f"{key!r} is not a key here"
    return origins.problem("RG120", path, what, hint=hint, at_key=True)


@dataclass(frozen=True)
class _Mismatch:
    """One mismatch as pydantic tells it, and how we do."""

    model: type[BaseModel]
    error: ErrorDetails
    origins: Origins

    @property
    def path(self) -> Path:
        return tuple(step for step in self.error["loc"] if step != KEY_OF_MAPPING)

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})

    def problem(self) -> Problem:
        tellers: Mapping[str, Callable[[], Problem]] = {
            "missing": self.missing,
            "extra_forbidden": self.unknown_key,
            "enum": self.unknown_word,
            "literal_error": self.unknown_word,
            "value_error": self.unreadable,
            "string_pattern_mismatch": self.misspelt,
            "greater_than_equal": self.out_of_range,
            "less_than_equal": self.out_of_range,
            "too_short": self.out_of_range,
            "too_long": lambda: self.wrong_count(self.path),
        }
        return tellers.get(self.error["type"], self.wrong_kind)()

    def missing(self) -> Problem:
        *around, key = self.path
        if isinstance(key, int):
            return self.wrong_count(tuple(around))
        owner = dotted(tuple(around))
        if self.origins.has(self.path):
            what = f"{key!r} has no value"
        else:
            what = f"{owner} has no {key!r}" if owner else f"{key!r} is missing"
        return self.origins.problem("RG121", self.path, what, hint=self._hint_for(key))

    def unknown_key(self) -> Problem:
        *around, key = self.path
        owner = model_at(self.model, tuple(around))
        known = keys_of(owner) if owner else ()
        where = dotted(tuple(around))
        return self.origins.problem(
            "RG120",
            self.path,
            f"{str(key)!r} is not a key of {where}" if where else f"{str(key)!r} is not a key here",
            hint=did_you_mean(str(key), known, "its keys") or "notes of your own begin with x-",
            at_key=True,
        )

    def unknown_word(self) -> Problem:
        words = re.findall(r"'([^']*)'", str(self.context.get("expected", "")))
        written = self.error["input"]
        if not isinstance(written, str):
            return self.wrong_kind()
        return self.origins.problem(
            "RG122",
            self.path,
            f"{_noun(self.path)} may not be {written!r}",
            hint=did_you_mean(written, words),
        )

    def unreadable(self) -> Problem:
        error = self.context.get("error")
        hint, part = (error.hint, error.path) if isinstance(error, FieldError) else ("", ())
        return self.origins.problem(
            "RG123",
            (*self.path, *part),
            str(error),
            hint=hint,
            at_key=bool(part) or self.error["loc"][-1] == KEY_OF_MAPPING,
        )

    def misspelt(self) -> Problem:
        pattern = str(self.context.get("pattern", ""))
        return self.origins.problem(
            "RG127",
            self.path,
            f"{_noun(self.path)} may not be {self.error['input']!r}",
            hint=_PATTERNS.get(pattern, f"write it as {pattern}"),
        )

    def out_of_range(self) -> Problem:
        limits = {
            "ge": "at least {}",
            "le": "at most {}",
            "min_length": "at least {} long",
        }
        limit = next(
            words.format(self.context[name])
            for name, words in limits.items()
            if name in self.context
        )
        return self.origins.problem(
            "RG126", self.path, f"{dotted(self.path)} must be {limit}", hint=f"write {limit}"
        )

    def wrong_kind(self) -> Problem:
        wanted = next(
            (words for start, words in _KINDS.items() if self.error["type"].startswith(start)),
            self.error["msg"],
        )
        return self.origins.problem(
            "RG125",
            self.path,
            f"{dotted(self.path) or 'this'} must be {wanted}, not {_kind_of(self.error['input'])}",
            hint=_WRITE.get(wanted, ""),
        )

    def wrong_count(self, path: Path) -> Problem:
        count = len(get_args(annotation_at(self.model, path)))
        what = f"{dotted(path)} needs exactly {count} values"
        return self.origins.problem("RG126", path, what, hint=f"write {count} values in [ ]")

    def _hint_for(self, key: str) -> str:
        owner = model_at(self.model, self.path[:-1])
        words = words_of(owner, key) if owner else ()
        return f"write {key}: {' or '.join(words)}" if words else f"write {key}: …"


_PATTERNS = {
    r"^[A-Z]{3}$": "write the three letters of ISO 4217, for example JPY",
    r"^[A-Z]{2}$": "write the two letters of ISO 3166, for example JP",
    r"^x-[a-z0-9-]+$": "write x- and lower-case letters, digits or -, for example x-branches",
}
_TEXT, _LIST, _MAPPING = "text", "a list", "a mapping of keys to values"
_KINDS = {
    "string": _TEXT,
    "list": _LIST,
    "tuple": _LIST,
    "dict": _MAPPING,
    "mapping": _MAPPING,
    "model": _MAPPING,
}
_WRITE = {
    _TEXT: "write one word or sentence, in quotes where it holds a colon",
    _LIST: "write [one, two]",
    _MAPPING: "write {key: value}",
}


def _kind_of(written: object) -> str:
    if written is None:
        return "empty"
    if isinstance(written, Mapping):
        return _MAPPING
    return _LIST if isinstance(written, (list, tuple)) else f"{written!r}"


def _noun(path: Path) -> str:
    named = [step for step in path if isinstance(step, str)]
    return named[-1] if named else "value"
