"""Problems for editors, CI and programs: one line each, whatever stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from reportgen.cli.problems import visible
from reportgen.errors import Place, Problem

Manner = Callable[[Problem], str]


def one_a_line(problems: Iterable[Problem], manner: Manner) -> Iterator[str]:
    """Every problem once, by its place."""
    for problem in sorted(dict.fromkeys(problems), key=lambda one: _position(one.place)):
        yield manner(problem)


def short(problem: Problem) -> str:
    """`path:line:column: error[RG203]: text`, as editors and grep read it."""
    return visible(f"{problem.place}: {problem.level}[{problem.code}]: {problem.what}")


def github(problem: Problem) -> str:
    """A workflow command of GitHub, shown beside the line of the file that it names."""
    place = problem.place
    properties = {
        "file": place.path,
        "line": place.line,
        "col": place.column,
        "endColumn": _end(problem),
        "title": problem.code,
    }
    written = ",".join(
        f"{name}={_of_command(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{problem.level} {written}::{_of_command(problem.what)}"


def json_object(problem: Problem) -> str:
    """An object of JSON; `end_column` is the column after the last character that is meant.

    `path` is the way to the value in configuration, `client` whose folder the file lies in.
    """
    place = problem.place
    text = json.dumps(
        {
            "code": problem.code,
            "severity": problem.level,
            "file": place.path,
            "line": place.line,
            "column": place.column,
            "end_column": _end(problem),
            "path": problem.key or None,
            "message": problem.what,
            "why": problem.why,
            "hint": problem.hint,
            "client": _client_of(place),
        },
        ensure_ascii=False,
    )
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


FORMATS: Mapping[str, Manner] = {"short": short, "github": github, "json": json_object}


def _of_command(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _end(problem: Problem) -> int | None:
    column = problem.place.column
    return None if column is None else column + problem.width


def _client_of(place: Place) -> str | None:
    folders = place.path.split("/")
    return folders[1] if len(folders) > 2 and folders[0] == "configs" else None


def _position(place: Place) -> tuple[str, int, int]:
    return place.path, place.line or 0, place.column or 0
