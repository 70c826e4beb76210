"""Where things stand in a user's file, and the problems told there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from reportgen.errors import Level, Place, Problem

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and, from 0, positions in lists."""


def dotted(path: Path) -> str:
    """A path as people say it: `kpis.leads.target`, `phases[2].exit` for the second phase."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f"[{step + 1}]"
        else:
            words += f".{step}" if words else step
    return words


class Span(NamedTuple):
    """Where something is written: its first character from 1, and how many characters wide."""

    line: int
    column: int
    width: int = 1


class Extent(NamedTuple):
    """Where a key or a value begins and ends in its file; lines and columns count from 0."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


@dataclass(frozen=True)
class YamlFile:
    """One file as it was written: its values as text, and where each of them stands.

    `keys` are the places of keys, `scalars` those of written values. A mapping, a list or an empty
    value is told at its key (its first character where it is an item of a list): `others`. `data`
    is None when the file cannot be read.
    """

    path: str
    content: bytes = b""
    lines: tuple[str, ...] = ()
    data: Mapping[str, Any] | None = None
    keys: Mapping[Path, Extent] = field(default_factory=dict)
    scalars: Mapping[Path, Extent] = field(default_factory=dict)
    others: Mapping[Path, Extent] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def has(self, path: Path) -> bool:
        """True when something is written at the path, if only an empty value."""
        return path in self.scalars or path in self.others

    def key_span(self, path: Path) -> Span:
        """Where a key stands; for an item of a list, where the item does."""
        extent = self.keys.get(path)
        return self.value_span(path) if extent is None else span_in(self.lines, extent)

    def value_span(self, path: Path) -> Span:
        """Where a value stands."""
        return span_in(self.lines, self.scalars.get(path) or self.others[path])

    def excerpt(self, span: Span) -> str:
        """The line a place stands in."""
        return self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""

    def within(self, path: Path, offset: int, fragment: str) -> Span | None:
        """Where a fragment of a scalar's text is written, by its occurrence in the file."""
        extent = self.scalars.get(path)
        text = None if extent is None else self._text(path)
        if extent is None or text is None or not fragment:
            return None
        before = text[:offset].count(fragment)
        for number in range(extent.first_line, min(extent.last_line + 1, len(self.lines))):
            line = self.lines[number]
            start = extent.first_column if number == extent.first_line else 0
            end = extent.last_column if number == extent.last_line else len(line)
            found = line.find(fragment, start, end)
            while found >= 0 and before:
                before -= 1
                found = line.find(fragment, found + len(fragment), end)
            if found >= 0:
                return Span(number + 1, found + 1, len(fragment))
        return None

    def _text(self, path: Path) -> str | None:
        value: Any = self.data
        for step in path:
            value = value[step]
        return value if isinstance(value, str) else None


def span_in(lines: Sequence[str], extent: Extent) -> Span:
    """The first line of an extent, as people count."""
    end = extent.last_column
    if extent.last_line != extent.first_line:
        end = len(lines[extent.first_line]) if extent.first_line < len(lines) else 0
    width = max(1, end - extent.first_column)
    return Span(extent.first_line + 1, extent.first_column + 1, width)


@dataclass(frozen=True)
class Origins:
    """Where every value of a configuration was written, the strongest file first."""

    files: tuple[YamlFile, ...]

    def has(self, path: Path) -> bool:
        """True when something is written at the path, if only an empty value."""
        return any(file.has(path) for file in self.files)

    def place_of(self, path: Path) -> Place | None:
        """File, line and column a value was written at; None when it is built in."""
        for file in self.files:
            if file.has(path):
                span = file.value_span(path)
                return Place(file.path, span.line, span.column)
        return None

    def problem(
        self,
        code: str,
        path: Path,
        what: str,
        *,
        why: str = "",
        hint: str = "",
        level: Level = Level.ERROR,
        at_key: bool = False,
        part: tuple[int, str] | None = None,
        is_secret: bool = False,
    ) -> Problem:
        """A problem told where its value stands, or else at the nearest mapping around it.

        `part` is a fragment of the value's text, by its offset. A secret's line is not shown.
        """
        file, span = self._find(path, at_key)
        if part is not None:
            span = file.within(path, *part) or span
        return Problem(
            code,
            what,
            Place(file.path, span.line, span.column),
            level=level,
            why=why,
            hint=hint,
            excerpt="" if is_secret else file.excerpt(span),
            width=span.width,
            key=dotted(path),
        )

    def warning(
        self,
        code: str,
        path: Path,
        what: str,
        *,
        why: str = "",
        hint: str = "",
        part: tuple[int, str] | None = None,
    ) -> Problem:
        """A problem that a report may be made with."""
        told = self.problem(code, path, what, why=why, hint=hint, part=part)
        return replace(told, level=Level.WARNING)

    def _find(self, path: Path, at_key: bool) -> tuple[YamlFile, Span]:
        for length in range(len(path), 0, -1):
            around = path[:length]
            for file in self.files:
                if file.has(around):
                    is_key = at_key or around not in file.scalars
                    return file, file.key_span(around) if is_key else file.value_span(around)
        file = self.files[0]
        return file, file.value_span(()) if file.has(()) else Span(1, 1)
