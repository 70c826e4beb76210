"""Questions to the client that still stand in its files, as comments `# ASK: ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Span, YamlFile
from reportgen.config.workspace import CLIENT_FILE, CONFIGS
from reportgen.errors import Level, Place, Problem

_QUESTION = re.compile(r"(?:^|(?<=\s))#\s*ASK[:：]")
_BLOCK_INDICATORS = "|>"


def questions_to_the_client_are_answered(agreed: Agreed) -> Iterator[Problem]:
    """Behind a question stands an example; no report that is final may rest on it."""
    own = [origins.files[0] for name, origins in agreed.files.items() if not _is_shared(name)]
    own.sort(key=lambda file: (not file.path.endswith(f"/{CLIENT_FILE}"), file.path))
    found = [(file, span) for file in own for span in _questions_in(file)]
    if not found:
        return
    file, first = found[0]
    one = len(found) == 1
    yield Problem(
        "RG134",
        f"{len(found)} {'question' if one else 'questions'} to the client "
        f"{'stands' if one else 'stand'} open in its files, this one first",
        Place(file.path, first.line, first.column),
        level=Level.WARNING,
        why="what stands before such a comment is an example; until it is answered, reports are "
        "drafts",
        hint="correct what stands before each `# ASK:`, then delete that comment",
        excerpt=file.excerpt(first),
        width=first.width,
    )


def _is_shared(name: str) -> bool:
    """True for the agency's file, which is nobody's own."""
    return name.startswith(f"{CONFIGS}/")


def _questions_in(file: YamlFile) -> Iterator[Span]:
    """Where the file asks, once a line; a `#` in a key or a value is no comment."""
    for number, line in enumerate(file.lines):
        places = (match.start() for match in _QUESTION.finditer(line))
        asked = next((place for place in places if not _is_written(file, number, place)), None)
        if asked is not None:
            yield Span(number + 1, asked + 1, len(line.rstrip()) - asked)


def _is_written(file: YamlFile, line: int, column: int) -> bool:
    """True where a place lies within a key or a value."""
    return any(
        (one.first_line, one.first_column) <= (line, column) < (one.last_line, one.last_column)
        and not (line == one.first_line and file.lines[line][one.first_column] in _BLOCK_INDICATORS)
        for places in (file.keys, file.scalars)
        for one in places.values()
    )
