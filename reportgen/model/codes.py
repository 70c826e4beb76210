"""Every problem's stable code: what it means, an example that is told with it, and the fix.

The codes are declared in codes.yml beside this file. In an example `⟦` and `⟧` stand around what
the problem points at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from reportgen.errors import Level

_MARKED = re.compile("⟦(.*?)⟧")
_ENCODED = re.compile(r"(?P<path>.*) \((?P<encoding>[\w-]+)\)")


@dataclass(frozen=True)
class Marked:
    """The words of a file that a problem points at: line and column from 1, and how wide."""

    path: str
    line: int
    column: int
    width: int


@dataclass(frozen=True)
class Code:
    """One code. `wrong` are lines of files, by path, that are told with it; `right` mends them.

    A path may end in the file's encoding: `data/crm.csv (cp932)`. `at` is the place that is told
    where it is no words of a file; `found_by` the command that finds the problem: validate, build
    or doctor. `unexecuted` says why the example is only told.
    """

    id: str
    meaning: str
    text: str
    wrong: Mapping[str, str]
    says: str
    right: Mapping[str, str]
    level: Level = Level.ERROR
    at: str = ""
    found_by: str = "validate"
    unexecuted: str = ""

    @property
    def marked(self) -> tuple[Marked, ...]:
        """What the problem points at, in the order of the files."""
        return tuple(
            Marked(path_of(name), number, len(unmarked(line[: found.start()])) + 1, len(found[1]))
            for name, text in self.wrong.items()
            for number, line in enumerate(text.split("\n"), start=1)
            for found in _MARKED.finditer(line)
        )


def unmarked(text: str) -> str:
    """The text of an example without its marks."""
    return text.replace("⟦", "").replace("⟧", "")


def path_of(name: str) -> str:
    """The path of an example's file without its encoding."""
    found = _ENCODED.fullmatch(name)
    return found["path"] if found else name


def encoding_of(name: str) -> str:
    """The encoding of an example's file."""
    found = _ENCODED.fullmatch(name)
    return found["encoding"] if found else "utf-8"


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its id, in order."""
    file = resources.files("reportgen.model") / "codes.yml"
    written = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {id: _code(id, **entry) for id, entry in written.items()}


def _code(id: str, level: str = "error", **rest: Any) -> Code:
    return Code(id=id, level=Level(level), **rest)
