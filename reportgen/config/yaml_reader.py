"""YAML becomes plain mappings, lists and text, with the place of every key and value.

Every scalar stays text until its field says what it is; only an unquoted `null`, `~` or nothing is
None. What would let a file mean something else than it shows (duplicate keys, anchors, aliases,
merge keys, tags, further documents, tabs) is refused with its place. The parser's events are read
one by one, so a file nested without end is refused before it costs anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from reportgen.config.places import Extent, Path, Span, YamlFile, span_in
from reportgen.config.yaml_text import UNSEEN, lines_of, read_text
from reportgen.errors import Place, Problem

DEEPEST = 32
NULLS = ("", "~", "null", "Null", "NULL")
FREE_NOTE = "x-"

_SYNTAX_HINTS = {
    "mapping values are not allowed": "put text that holds a colon and a space in quotes, and "
    "begin keys of one level in the same column",
    "cannot start any token": "put a value that begins with @, ` or % in quotes",
    "could not find expected ':'": "every key needs a colon with a space after it",
    "expected ',' or '}'": "put text that holds , { } [ or ] in quotes, and close every {",
    "expected ',' or ']'": "put text that holds , { } [ or ] in quotes, and close every [",
    "end of stream": "close the quotes or brackets that begin here",
    "did not find expected key": "begin keys of one level in the same column",
}


def read_yaml(path: str, content: bytes) -> YamlFile:
    """Read one file; whatever is wrong with it is in its problems, and its data then None."""
    text, problems = read_text(path, content)
    lines = lines_of(text)
    if problems:
        return YamlFile(path, content, lines, problems=problems)
    builder = _Builder(path, lines, yaml.CSafeLoader(text))
    try:
        builder.read()
    except _Refused:
        pass
    except yaml.MarkedYAMLError as error:
        builder.tell_syntax(error)
    finally:
        builder.parser.dispose()
    return YamlFile(
        path,
        content,
        lines,
        None if builder.problems else builder.data,
        builder.keys,
        builder.scalars,
        builder.others,
        tuple(builder.problems),
    )


_START = Extent(0, 0, 0, 0)
_REFERENCE = "a value must stand where it is read"


def _extent(event: Any) -> Extent:
    first, last = event.start_mark, event.end_mark
    return Extent(first.line, first.column, last.line, last.column)


class _Refused(Exception):
    """Reading on would only repeat or multiply what has been told."""


@dataclass
class _Builder:
    """Builds the values of one file from the parser's events."""

    path: str
    lines: tuple[str, ...]
    parser: Any
    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Path, Extent] = field(default_factory=dict)
    scalars: dict[Path, Extent] = field(default_factory=dict)
    others: dict[Path, Extent] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        self.parser.get_event()
        if self.parser.check_event(yaml.StreamEndEvent):
            self.tell("RG110", "the file is empty", _START, hint="write at least its schema line")
            return
        self.parser.get_event()
        root = self.parser.peek_event()
        if not isinstance(root, yaml.MappingStartEvent):
            self.tell(
                "RG110",
                "the file is not a mapping of keys to values",
                _extent(root),
                hint="begin with a key, for example `schema: reportgen/client@1`",
            )
            return
        self.data = self.node((), None)
        self.parser.get_event()
        if not self.parser.check_event(yaml.StreamEndEvent):
            self.tell(
                "RG109",
                "a second document begins here",
                _extent(self.parser.peek_event()),
                why="only the first would be read",
                hint="delete the line `---`, or move what follows to a file of its own",
            )

    def node(self, path: Path, key: Extent | None) -> Any:
        """The value that begins with the next event."""
        event = self.parser.get_event()
        extent = _extent(event)
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_decoration(event, extent)
            self.refuse_escapes(event, extent)
            if not event.style and event.value in NULLS:
                self.others[path] = key or extent
                return None
            self.scalars[path] = extent
            return event.value
        if isinstance(event, yaml.AliasEvent):
            self.refuse_alias(event, extent)
            return None
        self.refuse_decoration(event, extent)
        if len(path) >= DEEPEST:
            self.tell("RG111", f"this is nested more than {DEEPEST} levels deep", extent)
            raise _Refused
        self.others[path] = key or extent
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.list(path)

    def list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not self.parser.check_event(yaml.SequenceEndEvent):
            items.append(self.node((*path, len(items)), None))
        self.parser.get_event()
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        seen: dict[str, Extent] = {}
        while not self.parser.check_event(yaml.MappingEndEvent):
            key, extent = self.key()
            if key in seen:
                self.tell(
                    "RG105",
                    f"{key!r} stands here twice",
                    extent,
                    why=f"line {seen[key].first_line + 1} gave it already; only one could count",
                    hint="delete one of the two",
                )
            seen.setdefault(key, extent)
            here = (*path, key)
            value = self.node(here, extent)
            if not key.startswith(FREE_NOTE):
                pairs.setdefault(key, value)
                self.keys.setdefault(here, extent)
        self.parser.get_event()
        return pairs

    def key(self) -> tuple[str, Extent]:
        event = self.parser.get_event()
        extent = _extent(event)
        if isinstance(event, yaml.AliasEvent):
            self.refuse_alias(event, extent)
            raise _Refused
        if not isinstance(event, yaml.ScalarEvent):
            self.tell("RG112", "a key must be one word", extent, hint="write `key: value`")
            raise _Refused
        self.refuse_decoration(event, extent)
        self.refuse_escapes(event, extent)
        if event.value == "<<" and not event.style:
            self.tell(
                "RG107",
                "`<<` is a merge key",
                extent,
                why="a reader of this file could not see what stands here",
                hint="write the keys out; shared defaults belong in configs/agency.yml",
            )
        elif not event.value.strip():
            self.tell("RG112", "there is no key before this colon", extent, hint="write a key")
        return event.value, extent

    def is_at_end(self, mark: Any) -> bool:
        """True when nothing is written from a mark on."""
        rest = "".join(self.lines[mark.line :])[mark.column :]
        return not rest.strip()

    def refuse_alias(self, event: Any, extent: Extent) -> None:
        self.tell("RG106", f"*{event.anchor} is an alias", extent, _REFERENCE, "write it out")

    def refuse_decoration(self, event: Any, extent: Extent) -> None:
        """Tell of an anchor or a tag."""
        if event.anchor is not None:
            self.tell("RG106", f"&{event.anchor} is an anchor", extent, _REFERENCE, "delete it")
        if event.tag is not None:
            why, hint = "what a value is follows from its key", "delete the word with the `!`"
            self.tell("RG108", f"{event.tag!r} is a tag", extent, why, hint)

    def refuse_escapes(self, event: Any, extent: Extent) -> None:
        """Tell of a character that cannot be seen, written as its escape."""
        unseen = UNSEEN.search(event.value) if event.style == '"' else None
        if unseen:
            what = f"the escape of U+{ord(unseen[0]):04X} may not stand in configuration"
            self.tell("RG102", what, extent, "it cannot be seen where it is printed", "delete it")

    def tell(self, code: str, what: str, extent: Extent, why: str = "", hint: str = "") -> None:
        self.tell_at(code, what, span_in(self.lines, extent), why, hint)

    def tell_at(self, code: str, what: str, span: Span, why: str = "", hint: str = "") -> None:
        line = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        place = Place(self.path, span.line, span.column)
        self.problems.append(
            Problem(code, what, place, why=why, hint=hint, excerpt=line, width=span.width)
        )

    def tell_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark
        if mark is None or self.is_at_end(mark):
            mark = error.context_mark or mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = error.problem or error.context or "it breaks off"
        hints = (hint for part, hint in _SYNTAX_HINTS.items() if part in message)
        hint = next(hints, "check indentation, quotes and brackets here and in the line above")
        self.tell_at("RG104", f"this is not YAML: {message}", Span(line, column), hint=hint)
