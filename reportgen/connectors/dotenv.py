"""The file `.env` of a workspace: a key and its value a line; values are wrapped at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from reportgen.errors import Level, Place, Problem

FILE = ".env"

_LINE = re.compile(
    r"""\s*(?:export\s+)?(?P<key>[A-Za-z_]\w*)\s*=\s*
    (?:'(?P<as_it_is>[^']*)'|"(?P<escaped>(?:[^"\\]|\\.)*)"|(?P<plain>(?!['"]).*?))
    \s*(?:(?<=\s)\#.*)?""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


class Secret:
    """A value that is used and never shown: it prints as `••` and stays in its process."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for whom it is sent to."""
        return self._value

    def __repr__(self) -> str:
        """Never the value."""
        return "••"

    def __reduce__(self) -> NoReturn:
        """Refuse to be written anywhere."""
        raise TypeError("a secret does not leave its process")


@dataclass(frozen=True)
class DotEnv:
    """The values of the file by key, and the lines that cannot be read, by their numbers only.

    `unreadable` says why the file as a whole gave nothing; empty where it did.
    """

    values: Mapping[str, Secret] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unreadable: str = ""


def read_dotenv(root: Path) -> DotEnv:
    """Read the workspace's file; a later line wins over an earlier one of the same key."""
    try:
        content = (root / FILE).read_bytes()
    except FileNotFoundError:
        return DotEnv(unreadable="no such file")
    except OSError as error:
        return DotEnv(unreadable=f"cannot be read: {error.strerror}")
    values: dict[str, Secret] = {}
    bad: list[int] = []
    for number, line in enumerate(re.split(b"\r\n|\r|\n", content), start=1):
        try:
            text = line.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            bad.append(number)
            continue
        found = _LINE.fullmatch(text)
        if found:
            values[found["key"]] = Secret(_value(found))
        elif text and not text.startswith("#"):
            bad.append(number)
    return DotEnv(values, tuple(_unread(number) for number in bad))


def _value(found: re.Match[str]) -> str:
    if found["escaped"] is None:
        return found["as_it_is"] or found["plain"] or ""
    return _ESCAPE.sub(lambda one: _ESCAPES.get(one[1], one[1]), found["escaped"])


def _unread(number: int) -> Problem:
    return Problem(
        "RG502",
        "this line is not KEY=VALUE in UTF-8",
        Place(FILE, number),
        Level.WARNING,
        hint="write KEY=VALUE on one line, a value with spaces or # in single quotes",
    )
