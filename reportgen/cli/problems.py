"""Problems and failures as people read them: one shape, on standard error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from reportgen.errors import Level, Place, Problem, ReportgenError

MOST_PER_FILE = 20
MOST_RANGES = 12
WIDEST = 100
IDEOGRAPHIC_SPACE = "\u3000"
_NUMBER = re.compile(r"0x[0-9A-F]{2}|[0-9]+")
_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow"}


def tell(problems: Iterable[Problem]) -> None:
    """Print problems and their count on standard error; nothing where there are none."""
    text = render(problems)
    if text:
        click.echo(text, err=True)


def tell_failure(error: ReportgenError) -> None:
    """Print why the work cannot go on, and what to do."""
    tell(error.problems)
    click.echo(f"{click.style('error', fg='red', bold=True)}: {visible(error.message)}", err=True)
    if error.hint:
        click.echo(f"  hint: {visible(error.hint)}", err=True)


def render(problems: Iterable[Problem]) -> str:
    """Every problem with its place, excerpt, reason and hint, by position; then how many."""
    unique = tuple(dict.fromkeys(problems))
    if not unique:
        return ""
    likes = _alike(unique)
    told = [one for one in unique if one not in likes or one.place.path == likes[one][-1]]
    parts: list[str] = []
    for path in sorted({problem.place.path for problem in told}):
        parts.extend(_of_file(path, [one for one in told if one.place.path == path], likes))
    return "\n\n".join([*parts, _counted_as_told(told, unique, likes)])


def _counted_as_told(
    told: Sequence[Problem], every: Sequence[Problem], likes: Mapping[Problem, tuple[str, ...]]
) -> str:
    """`1 error (in 49 files), 0 warnings`: what is alike in many files is one mistake."""
    words = []
    for level in Level:
        mistakes = [one for one in told if one.level is level]
        files = {one.place.path for one in every if one.level is level}
        within = f" (in {len(files)} files)" if any(one in likes for one in mistakes) else ""
        words.append(f"{_number_of(len(mistakes), level)}{within}")
    return ", ".join(words)


def _alike(problems: Sequence[Problem]) -> dict[Problem, tuple[str, ...]]:
    """Of each problem of the data that many files share but for its numbers: those files.

    A wrong setting is wrong in the files of all months; it is told once, for the last of them.
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        if one.code.startswith("RG4"):
            words = (_NUMBER.sub("#", text) for text in (one.what, one.hint))
            groups.setdefault((one.code, one.level, one.place.field, *words), []).append(one)
    return {
        one: tuple(sorted({other.place.path for other in group}))
        for group in groups.values()
        for one in group
        if len({other.place.path for other in group}) > 1
    }


def counted(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`."""
    levels = [problem.level for problem in problems]
    errors, warnings = levels.count(Level.ERROR), levels.count(Level.WARNING)
    return f"{_number_of(errors, 'error')}, {_number_of(warnings, 'warning')}"


def visible(text: str) -> str:
    """The text with everything unseen, and everything that turns its direction, spelt out."""
    return "".join(_spelt_out(character) for character in text)


def cells(text: str) -> int:
    """How many columns of a terminal a text fills."""
    return sum(_cells_of(character) for character in text)


def _of_file(
    path: str, problems: Sequence[Problem], likes: Mapping[Problem, tuple[str, ...]]
) -> Iterator[str]:
    by_weight = sorted(problems, key=lambda one: (not one.is_error, _position(one.place)))
    shown = by_weight[:MOST_PER_FILE]
    for problem in sorted(shown, key=lambda one: _position(one.place)):
        yield "\n".join(_lines(problem, likes.get(problem, ())[:-1]))
    if len(problems) > MOST_PER_FILE:
        rest = by_weight[MOST_PER_FILE:]
        yield f"… and {counted(rest)} more in {visible(path)}"


def _position(place: Place) -> tuple[int, int]:
    return place.line or 0, place.column or 0


def _lines(problem: Problem, likes: Sequence[str]) -> Iterator[str]:
    label = click.style(f"{problem.level}[{problem.code}]", fg=_COLOURS[problem.level], bold=True)
    yield f"{label}: {visible(problem.what)}"
    gutter = " " * len(str(problem.place.line or ""))
    yield f"{gutter}--> {_where(problem.place)}"
    if problem.excerpt.strip() and problem.place.line and problem.place.column:
        line, carets = _pointed(problem.excerpt, problem.place.column, problem.width)
        yield f"{gutter} |"
        yield f"{problem.place.line} | {line}"
        yield f"{gutter} | {click.style(carets, fg=_COLOURS[problem.level])}"
    elif problem.excerpt.strip() and problem.place.line:
        yield f"{problem.place.line} | {visible(problem.excerpt.rstrip())}"
    if likes:
        names = [visible(Path(path).name) for path in (likes[0], likes[-1])]
        span = " to ".join(dict.fromkeys(names))
        yield f"{gutter} also: alike in {_number_of(len(likes), 'more file')}, {span}"
    if problem.why:
        yield f"{gutter} why:  {visible(problem.why)}"
    if problem.hint:
        yield f"{gutter} hint: {visible(problem.hint)}"


def _where(place: Place) -> str:
    words = visible(str(place))
    if place.rows:
        further = tuple(row for row in place.rows if row != place.line)
        words = ", ".join(part for part in (words, line_ranges(further)) if part)
    return f"{words}   column {visible(place.field)}" if place.field else words


def line_ranges(lines: Sequence[int]) -> str:
    """Line numbers with runs written as `4-9`, cut after a dozen with how many more there are."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    shown = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:MOST_RANGES]]
    more = sum(b - a + 1 for a, b in runs[MOST_RANGES:])
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _pointed(excerpt: str, column: int, width: int) -> tuple[str, str]:
    """A line, cut where it is long, and the carets below the part that is meant."""
    before, meant = excerpt[: column - 1], excerpt[column - 1 : column - 1 + width]
    meant = meant.rstrip() or meant
    after = excerpt[column - 1 + len(meant) :].rstrip()
    before, meant, after = visible(before), visible(meant), visible(after)
    if cells(before) + cells(meant) + cells(after) > WIDEST:
        before = _end_of(before, WIDEST // 2)
        meant = _start_of(meant, WIDEST - cells(before))
        after = _start_of(after, max(1, WIDEST - cells(before) - cells(meant)))
    return before + meant + after, " " * cells(before) + "^" * max(1, cells(meant))


def _start_of(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    while text and cells(text) >= room:
        text = text[:-1]
    return text + "…"


def _end_of(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    while cells(text) >= room:
        text = text[1:]
    return "…" + text


def _spelt_out(character: str) -> str:
    if character.isprintable() or character == IDEOGRAPHIC_SPACE:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _number_of(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
