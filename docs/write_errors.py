"""Writes errors.md, the reference of all error codes, from their own texts: `make docs`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from reportgen.cli.code_page import found_by, pointed, shown, told
from reportgen.model.codes import Code, codes

WIDTH = 100
TARGET = Path(__file__).with_name("errors.md")

INTRODUCTION = """\
# Errors and warnings

Every problem has a code that stays the same from version to version. `reportgen explain RG203`
prints what stands here. An error stops the report; a warning is printed with it.

`reportgen validate --format short` prints a line a problem as editors read it, `github` as GitHub's
workflows do, `json` an object a line: code, severity, file, line, column, end_column (the column
after the last character meant), path (the way to the value, as `reportgen config show` takes it),
message, why, hint, client. What is not known is null.

The examples are lines of the files of a small client, `acme`; whatever they do not show is right.
Carets stand below what the message points at. The tests put each example into that client's
workspace, and hold what is told of it, where, and that nothing is told of the mended lines. Where
an example is only told, a line in brackets says why.
"""

GROUPS = {
    "RG1": "Files, sources and the report's settings",
    "RG2": "Metrics, formulas, tree, targets and phases",
    "RG3": "Templates",
    "RG4": "Data",
    "RG5": "Credentials and services",
    "RG6": "Log, actions, agreements and notes",
    "RG7": "Delivery",
}


def document() -> str:
    """The whole reference."""
    return "\n".join([INTRODUCTION, *_index(), *_chapters()])


def _index() -> Iterator[str]:
    for start, title in GROUPS.items():
        members = [one for one in codes().values() if one.id.startswith(start)]
        if members:
            yield f"**{title}**\n"
            yield from (f"- [{one.id}](#{one.id.lower()}) {one.meaning}" for one in members)
            yield ""


def _chapters() -> Iterator[str]:
    for start, title in GROUPS.items():
        members = [one for one in codes().values() if one.id.startswith(start)]
        if members:
            yield f"## {title}\n"
            for code in members:
                yield from _section(code)


def _section(code: Code) -> Iterator[str]:
    yield f"### {code.id}\n"
    meaning = f"{code.meaning[0].upper()}{code.meaning[1:]}"
    yield from textwrap.wrap(f"**{meaning}.** {code.text} {found_by(code)}", WIDTH)
    yield ""
    for name in code.wrong:
        yield from (f"`{name}`", "```text", *pointed(code, name), "```")
    yield from ("```text", *told(code), "```", "", "Mended:", "")
    for name, text in code.right.items():
        yield from (f"`{name}`", "```text", *shown(text), "```")
    yield ""


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
