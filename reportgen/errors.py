"""What can go wrong: problems in a user's files as values, and exceptions for "cannot go on".

A `Problem` says what is wrong, where, why, and what to do; all problems of all files are told at
once. An exception stops the work; its class says what the operator does next, and carries the one
exit code that says so to cron.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error stops the report, a warning is printed with it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """Where in a user's file something stands; line and column count from 1.

    `rows` are further line numbers when one problem stands in several rows, `field` the header of
    the column it stands in. In a workbook `sheet` is the sheet's name, and line and column a cell.
    """

    path: str
    line: int | None = None
    column: int | None = None
    field: str = ""
    rows: tuple[int, ...] = ()
    sheet: str = ""

    def __str__(self) -> str:
        """`path:line:column`, as editors read it, or `path sheet!B12`, as spreadsheets do."""
        if self.sheet and self.line is not None and self.column is not None:
            return f"{self.path} {self.sheet}!{column_letters(self.column)}{self.line}"
        if self.sheet:
            row = "" if self.line is None else f" row {self.line}"
            return f"{self.path} {self.sheet}{row}"
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join([self.path, *numbers])


def column_letters(column: int) -> str:
    """The column as spreadsheets name it: 1 is `A`, 28 is `AB`."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a user's file, with its stable code (`reportgen explain CODE`).

    `key` is the way to the value in configuration: `kpis.leads.target`.
    """

    code: str
    what: str
    place: Place
    level: Level = Level.ERROR
    why: str = ""
    hint: str = ""
    excerpt: str = ""
    width: int = 1
    key: str = ""

    @property
    def is_error(self) -> bool:
        """True when no report may be made while it stands."""
        return self.level is Level.ERROR


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a report, in their order."""
    return tuple(problem for problem in problems if problem.is_error)


class ReportgenError(Exception):
    """The work cannot go on; the subclass says what the operator does next."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = tuple(problems)


class EnvironmentFailed(ReportgenError):
    """The machine lacks something: disk, permission, font, library. Mend the machine (1)."""


class UsageFailed(ReportgenError):
    """The command asks for something that does not exist. Call again, corrected (2)."""

    exit_code = 2


class ConfigInvalid(ReportgenError):
    """Configuration, notes or a template is not valid. Edit the file (4)."""

    exit_code = 4


class DataRefused(ReportgenError):
    """A source's data is missing, not ready, or not what the mapping says. Get the data (5)."""

    exit_code = 5


class AccessFailed(ReportgenError):
    """A source cannot be asked: no credentials, or they may not. Get access (6)."""

    exit_code = 6


class UpstreamFailed(ReportgenError):
    """A source was asked, again where that may help, and gave no answer. Try later (7)."""

    exit_code = 7


class Locked(ReportgenError):
    """Another run is making the same client's month. Wait for it (9)."""

    exit_code = 9


class OutcomeUnknown(UpstreamFailed):
    """Something was handed over, and nobody said whether it arrived. Look before sending again."""


class NotApproved(ReportgenError):
    """The edition waits for somebody's approval. Approve it (8)."""

    exit_code = 8
