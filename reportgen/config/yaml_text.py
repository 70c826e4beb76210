"""The bytes of a configuration file become lines of text, or problems that say which byte."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportgen.errors import Place, Problem

LARGEST = 1_000_000
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BREAK = re.compile("\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


def read_text(path: str, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text without its byte order mark; empty with a problem when there is none to read."""
    if len(content) > LARGEST:
        problem = Problem(
            "RG111",
            f"the file is larger than {LARGEST:_} bytes",
            Place(path, 1, 1),
            why="configuration is written by people; a file of this size is something else",
            hint="move data to an export and read it as a source",
        )
        return "", (problem,)
    body = content.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_not_utf8(path, body, error, len(content) - len(body)),)
    return text, tuple(_unseen_characters(path, lines_of(text)))


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text as YAML counts them."""
    return tuple(_BREAK.split(text))


def _not_utf8(path: str, body: bytes, error: UnicodeDecodeError, skipped: int) -> Problem:
    before = lines_of(body[: error.start].decode("utf-8"))
    rest = _BREAK.split(body[error.start :].decode("utf-8", "replace"))[0]
    return Problem(
        "RG101",
        f"byte {error.start + skipped + 1} (0x{body[error.start]:02X}) is not UTF-8",
        Place(path, len(before), len(before[-1]) + 1),
        why="every configuration file is UTF-8, so that it reads the same on every machine",
        hint=_encoding_hint(body),
        excerpt=before[-1] + rest,
    )


def _encoding_hint(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "this looks like UTF-16: save the file as UTF-8"
    try:
        body.decode("cp932")
    except UnicodeDecodeError:
        return "save the file as UTF-8"
    return "this looks like Shift_JIS: save the file as UTF-8"


def _unseen_characters(path: str, lines: tuple[str, ...]) -> Iterator[Problem]:
    """The first character of each line that cannot be seen."""
    for number, line in enumerate(lines, start=1):
        unseen = UNSEEN.search(line)
        if unseen:
            name = unicodedata.name(unseen[0], "a control character")
            yield Problem(
                "RG102",
                f"U+{ord(unseen[0]):04X} ({name}) may not stand in configuration",
                Place(path, number, unseen.start() + 1),
                why="it cannot be seen, so nobody could agree to it",
                hint="delete it; it often comes with text copied from elsewhere",
                excerpt=line,
            )
        tab = line.find("\t")
        if tab >= 0:
            yield Problem(
                "RG103",
                "there is a tab in this line",
                Place(path, number, tab + 1),
                why="how far a tab indents depends on the editor",
                hint="write spaces",
                excerpt=line,
            )
