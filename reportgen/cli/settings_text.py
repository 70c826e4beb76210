"""A client's settings as YAML that can be read again, each line with where it was said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from reportgen.cli.problems import IDEOGRAPHIC_SPACE, cells
from reportgen.config.resolved import Setting, Value, values_in
from reportgen.config.yaml_reader import NULLS

WIDEST = 100
ORIGIN_COLUMN = 64
BUILT_IN = "built in"

OnOneLine = Callable[[Setting], bool]


class Line(NamedTuple):
    """One line of YAML, and where its value was said; empty for a key that only leads to others."""

    text: str
    origin: str


def yaml_lines(settings: Mapping[str, Setting]) -> Iterator[str]:
    """The settings, on one line what was written on one line."""
    for line in _of_mapping(settings, 0, _was_written_on_one_line):
        yield line.text


def lines_with_origin(settings: Mapping[str, Setting]) -> Iterator[str]:
    """The settings, on one line what was said in one place; behind each line, the place."""
    for line in _of_mapping(settings, 0, _has_one_origin):
        room = " " * max(2, ORIGIN_COLUMN - cells(line.text))
        yield f"{line.text}{room}# {line.origin}" if line.origin else line.text


def origin_of(value: Value) -> str:
    """`configs/minato/client.yml:12`, or that it is built in."""
    return f"{value.place.path}:{value.place.line}" if value.place else BUILT_IN


def _of_mapping(
    settings: Mapping[str, Setting], depth: int, is_on_one_line: OnOneLine
) -> Iterator[Line]:
    for key, setting in settings.items():
        start = f"{'  ' * depth}{scalar(key)}:"
        yield from _of_setting(start, setting, depth + 1, is_on_one_line)


def _of_setting(
    start: str, setting: Setting, depth: int, is_on_one_line: OnOneLine
) -> Iterator[Line]:
    """A setting behind its key, or on the lines below it."""
    text = f"{start} {_on_one_line(setting)}".rstrip()
    fits = cells(text) <= WIDEST and is_on_one_line(setting) and not _is_outline(setting)
    if isinstance(setting, Value) or fits:
        yield Line(text, origin_of(next(values_in(setting))))
        return
    yield Line(start, "")
    if isinstance(setting, Mapping):
        yield from _of_mapping(setting, depth, is_on_one_line)
        return
    for item in setting:
        yield from _of_item(item, depth, is_on_one_line)


def _of_item(item: Setting, depth: int, is_on_one_line: OnOneLine) -> Iterator[Line]:
    """An item of a list; the first key of a mapping stands behind its dash."""
    indent = "  " * depth
    text = f"{indent}- {_on_one_line(item)}".rstrip()
    fits = cells(text) <= WIDEST and is_on_one_line(item)
    if isinstance(item, Value) or fits:
        yield Line(text, origin_of(next(values_in(item))))
    elif isinstance(item, Mapping):
        first, *others = _of_mapping(item, depth + 1, is_on_one_line)
        yield Line(f"{indent}- {first.text.lstrip()}", first.origin)
        yield from others
    else:
        yield from _of_setting(f"{indent}-", item, depth + 1, is_on_one_line)


def _on_one_line(setting: Setting) -> str:
    """A value as it stands alone; what holds several as it stands inside brackets."""
    if isinstance(setting, Value):
        return _alone(setting)
    return _in_brackets(setting)


def _alone(value: Value) -> str:
    if value.written is None:
        return ""
    return scalar(value.written) if isinstance(value.written, str) else _empty(value)


def _in_brackets(setting: Setting) -> str:
    if isinstance(setting, Mapping):
        pairs = (f"{_inside(key)}: {_in_brackets(below)}" for key, below in setting.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(setting, tuple):
        return f"[{', '.join(_in_brackets(item) for item in setting)}]"
    if setting.written is None:
        return "null"
    return _inside(setting.written) if isinstance(setting.written, str) else _empty(setting)


def _empty(value: Value) -> str:
    return "{}" if isinstance(value.written, Mapping) else "[]"


def _was_written_on_one_line(setting: Setting) -> bool:
    places = {(value.place.path, value.place.line) for value in values_in(setting) if value.place}
    return len(places) <= 1


def _has_one_origin(setting: Setting) -> bool:
    return len({origin_of(value) for value in values_in(setting)}) == 1


def _is_outline(setting: Setting) -> bool:
    """True for a part of the tree, and for a key that holds one other mapping or list alone."""
    if any(value.written is None for value in values_in(setting)):
        return True
    if not isinstance(setting, Mapping) or len(setting) != 1:
        return False
    return not isinstance(next(iter(setting.values())), Value)


_PLAIN = re.compile(r"(?![\s\-?:,\[\]{}#&*!|>'\"%@`]).+|-[\d.].*")
_BRACKETS = frozenset(",[]{}")


def scalar(text: str) -> str:
    """A text as a value of YAML, in quotes only where it would mean something else without."""
    return text if _is_plain(text) else _quoted(text)


def _inside(text: str) -> str:
    return text if _is_plain(text) and not _BRACKETS & set(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and text not in (*NULLS, "<<")
        and text == text.strip()
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
        and all(map(_is_seen, text))
    )


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return "".join(one if _is_seen(one) else f"\\U{ord(one):08x}" for one in written)


def _is_seen(character: str) -> bool:
    return character.isprintable() or character == IDEOGRAPHIC_SPACE
