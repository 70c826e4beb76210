"""What is said of an error code: its meaning, an example with its message, and the fix."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from reportgen.cli.problems import cells, visible
from reportgen.model.codes import Code, path_of, unmarked

WIDTH = 92
EMPTY = "(an empty file)"


def page(code: Code) -> Iterator[str]:
    """The page of a code for a terminal."""
    yield f"{code.id}: {code.meaning}"
    yield ""
    yield from textwrap.wrap(f"{code.text} {found_by(code)}", WIDTH)
    for name in code.wrong:
        yield from ("", f"wrong: {name}")
        yield from (f"    {line}" for line in pointed(code, name))
    yield from ("", *told(code))
    for name, text in code.right.items():
        yield from ("", f"right: {name}")
        yield from (f"    {line}" for line in shown(text))


def pointed(code: Code, name: str) -> Iterator[str]:
    """The lines of an example's file, with carets below what the problem points at."""
    lines = unmarked(code.wrong[name]).split("\n")
    marks = {mark.line: mark for mark in code.marked if mark.path == path_of(name)}
    for number, line in enumerate(shown(code.wrong[name]), start=1):
        yield line
        if number in marks:
            start, width = marks[number].column - 1, marks[number].width
            before, meant = lines[number - 1][:start], lines[number - 1][start : start + width]
            yield " " * cells(visible(before)) + "^" * max(1, cells(visible(meant)))


def shown(text: str) -> Iterator[str]:
    """The lines of a file, with what cannot be seen spelt out."""
    yield from (visible(line) for line in unmarked(text).removesuffix("\n").split("\n") if text)
    if not text:
        yield EMPTY


def told(code: Code) -> Iterator[str]:
    """The message of the example, and its place where no words of a file are meant."""
    yield f"{code.level}[{code.id}]: {code.says}"
    if code.at:
        yield f"--> {code.at}"
    if code.unexecuted:
        yield f"({code.unexecuted})"


def found_by(code: Code) -> str:
    """Which command finds the problem."""
    return f"Found by `reportgen {code.found_by}`."
