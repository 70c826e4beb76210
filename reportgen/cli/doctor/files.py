"""What waits in the inbox, and which files of last month's report are there."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import Finding, failing, unread, watch, well
from reportgen.errors import DataRefused
from reportgen.model.config import ClientConfig, Source
from reportgen.model.period import Month, last_complete_month

INBOX = "inbox"
MOST_NAMED = 5
MISSING = "RG401"


def inbox(case: Case) -> Iterator[Finding]:
    """The exports that somebody dropped, and whether they can be read."""
    if case.workspace is None:
        return
    folder = case.root / INBOX
    if not folder.is_dir():
        yield well("inbox", f"there is no folder {INBOX}/, which is optional")
        return
    names = []
    for file in sorted(folder.iterdir()):
        if file.name.startswith(".") or file.is_dir():
            continue
        problem = _unreadable(file)
        if problem:
            remedy = f"ls -l {shlex.quote(str(file))}, then put the file there again"
            yield failing("inbox", f"{file.name} cannot be read: {problem}", remedy)
        else:
            names.append(file.name)
    yield well("inbox", _listed(names) if names else "empty")


def _unreadable(file: Path) -> str:
    """Why a file cannot be read; empty where it can. A pipe would wait for ever."""
    if file.exists() and not file.is_file():
        return "it is no regular file"
    try:
        with file.open("rb") as opened:
            opened.read(1)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    waiting = "1 file waits" if len(names) == 1 else f"{len(names)} files wait"
    return f"{waiting}: {', '.join(names[:MOST_NAMED])}{more}"


def files_of_last_month(case: Case) -> Iterator[Finding]:
    """For each client: the file of each source for the last complete month, and copies beside."""
    for id, loaded in case.clients.items():
        if loaded.agreed is None:
            yield unread(case, f"files of {id}", id)
        else:
            yield from _files_of(case, id, loaded.agreed.config)


def _files_of(case: Case, id: str, config: ClientConfig) -> Iterator[Finding]:
    from reportgen.connectors.exports.copies import copies_beside

    today = today_at(case, config)
    month = last_complete_month(today)
    subject = f"files of {id} for {month}"
    reading = {name: one for name, one in config.sources.items() if one.path is not None}
    there = []
    for name, source in reading.items():
        refused = _refusal(case, config, name, source, month)
        if refused is None:
            there.append(name)
        else:
            yield _not_there(subject, name, (source, refused), month, today)
        for copy in copies_beside(name, source, case.root):
            yield watch(subject, copy.what, copy.hint)
    if there:
        yield well(subject, ", ".join(there))


def today_at(case: Case, config: ClientConfig) -> date:
    """The client's day; the world's where its zone is not known."""
    try:
        return case.now.astimezone(ZoneInfo(config.client.timezone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return case.now.astimezone(UTC).date()


def _refusal(
    case: Case, config: ClientConfig, name: str, source: Source, month: Month
) -> DataRefused | None:
    """Why a source has no file for the month; None where it has."""
    from reportgen.connectors.base import Context
    from reportgen.connectors.exports.files import find_files
    from reportgen.model.query import Query

    client = config.client
    context = Context(case.root, client.id, client.timezone, client.currency, case.now)
    try:
        find_files(Query(name, (), (month,)), source, context)
    except DataRefused as refused:
        return refused
    return None


def _not_there(
    subject: str, name: str, found: tuple[Source, DataRefused], month: Month, today: date
) -> Finding:
    source, refused = found
    problem = refused.problems[0]
    if problem.code != MISSING:
        seen = f"{name}: {problem.what}"
        return failing(subject, seen, problem.hint, exit_code=refused.exit_code)
    days = source.freshness.expect_by_day
    due = month.last_day + timedelta(days=days) if days is not None else None
    if due is not None and today <= due:
        return well(subject, f"{name} is not there yet; it is expected by {due}")
    late = f", expected by {due}" if due is not None else ""
    return watch(subject, f"{name} is missing{late}", problem.hint)
