"""One thing that was looked at: whether it is well, what was seen, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportgen.cli.doctor.case import Case
from reportgen.errors import EnvironmentFailed


class State(StrEnum):
    """`warn` stops no report; `fail` stops one."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `details` are lines below it, `remedy` the command to run."""

    subject: str
    state: State
    seen: str
    remedy: str = ""
    details: tuple[str, ...] = ()
    exit_code: int = EnvironmentFailed.exit_code


Check = Callable[[Case], Iterator[Finding]]
"""Looks at one thing, or at one for each client."""


def well(subject: str, seen: str, details: tuple[str, ...] = ()) -> Finding:
    """Something that is as it should be."""
    return Finding(subject, State.OK, seen, details=details)


def watch(subject: str, seen: str, remedy: str, details: tuple[str, ...] = ()) -> Finding:
    """Something to know of that stops no report."""
    return Finding(subject, State.WARN, seen, remedy, details)


def failing(
    subject: str,
    seen: str,
    remedy: str,
    details: tuple[str, ...] = (),
    exit_code: int = EnvironmentFailed.exit_code,
) -> Finding:
    """Something that stops a report."""
    return Finding(subject, State.FAIL, seen, remedy, details, exit_code)


def unread(case: Case, subject: str, client: str) -> Finding:
    """Something of a client that only its configuration could tell."""
    seen = "not looked at, because the configuration cannot be read"
    return watch(subject, seen, f"{case.command} validate {client}")
