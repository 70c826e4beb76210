"""Findings as lines of a terminal that may know no Japanese and no tick, or as one object."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from reportgen.cli.doctor.finding import Finding, State
from reportgen.cli.problems import visible

MARKS = {State.OK: "✓", State.WARN: "!", State.FAIL: "✗"}
PLAIN_MARKS = {State.OK: "ok  ", State.WARN: "!   ", State.FAIL: "FAIL"}


def as_text(findings: Iterable[Finding]) -> Iterator[str]:
    """A line a finding, its details below it, and what to do where it is not well."""
    encoding = terminal_encoding()
    marks = MARKS if can_show("".join(MARKS.values()), encoding) else PLAIN_MARKS
    for one in findings:
        yield _shown(f"{marks[one.state]} {one.subject}: {one.seen}", encoding)
        for detail in one.details:
            yield _shown(f"    {detail}", encoding)
        if one.remedy and one.state is not State.OK:
            yield _shown(f"    → {one.remedy}", encoding)


def as_json(findings: Iterable[Finding]) -> Iterator[str]:
    """One object for all of them."""
    checks = [
        {
            "subject": one.subject,
            "state": one.state,
            "seen": one.seen,
            "details": list(one.details),
            "remedy": one.remedy,
        }
        for one in findings
    ]
    yield json.dumps({"checks": checks}, indent=1)


def terminal_encoding() -> str:
    """How words must be encoded to be printed."""
    return sys.stdout.encoding or "ascii"


def can_show(words: str, encoding: str) -> bool:
    """True when an encoding has every character of the words."""
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _shown(line: str, encoding: str) -> str:
    """The line as the terminal can show it: `→` as `->`, what it lacks as its code point."""
    if not can_show("→", encoding):
        line = line.replace("→", "->")
    return visible(line).encode(encoding, "backslashreplace").decode(encoding)
