"""Fetching one client's sources from the command line, or telling what that would take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from reportgen.cli.outcome import Outcome
from reportgen.cli.problems import tell, tell_failure, visible
from reportgen.cli.reports import job_for
from reportgen.connectors.prospects import Prospect
from reportgen.errors import ReportgenError
from reportgen.pipeline import Answers, Job, Wish, ask, foresee, keep

KILOBYTE = 1000
SHOWN = 3
"""Files of a source that are named one by one."""


def fetch_client(root: Path, client: str, month: str, wish: Wish, now: datetime) -> Outcome:
    """Ask a client's sources, keep what they say, and tell of each how it went."""
    try:
        job = job_for(root, client, month, now)
        said = ask(job, wish)
    except ReportgenError as error:
        return _failed(error, f"{client}  no snapshot")
    states = ", ".join(_states(said, job, wish))
    try:
        snapshot = keep(job, said)
    except ReportgenError as error:
        return _failed(error, f"{client}  {job.period.name}  no snapshot: {states}")
    tell(problem for extract in snapshot.extracts.values() for problem in extract.problems)
    click.echo(f"✓ {client}  {job.period.name}  {states}", err=True)
    click.echo(snapshot.path)
    return Outcome(client, 0)


def _states(said: Answers, job: Job, wish: Wish) -> Iterator[str]:
    """How it went with each source, in the order of configuration."""
    for source in job.config.sources:
        name = visible(source)
        if source in said.failures:
            yield f"{name} failed"
        elif source in said.fresh:
            count = said.fresh[source].rows_used
            yield f"{name} read anew ({count:,} row{'' if count == 1 else 's'})"
        elif source in said.held:
            yield f"{name} {'as kept' if wish.only not in (None, source) else 'unchanged'}"


def foresee_client(root: Path, client: str, month: str, wish: Wish, now: datetime) -> Outcome:
    """Tell what asking a client's sources would take; nothing is read or asked."""
    try:
        job = job_for(root, client, month, now)
        prospects = foresee(job, wish)
    except ReportgenError as error:
        return _failed(error, f"{client}  nothing to tell")
    codes = set()
    click.echo(f"{client}  {job.period.name}")
    for source, one in prospects.items():
        if isinstance(one, ReportgenError):
            tell_failure(one)
            codes.add(one.exit_code)
            click.echo(f"  {visible(source)}  would fail: {visible(one.message)}")
        else:
            click.echo(f"  {visible(source)}  {_foreseen(one)}")
    return Outcome(client, codes.pop() if len(codes) == 1 else min(len(codes), 1))


def _foreseen(one: Prospect) -> str:
    if one.is_answered:
        return f"GA4 property {one.property} would not be asked: kept already (--refresh asks)"
    if one.property:
        return f"would ask GA4 property {one.property} in {one.requests} requests"
    if one.files:
        return f"has {_files(one.files)}"
    if one.type == "manual":
        return "typed by hand, in the month's notes"
    return f"would ask {one.type}"


def _files(files: Sequence[tuple[str, int]]) -> str:
    """The files with their sizes; of many the first and the last."""
    named = [f"{visible(path)} ({_size(size)})" for path, size in files]
    if len(named) <= SHOWN:
        return ", ".join(named)
    total = _size(sum(size for _, size in files))
    return f"{len(files)} files of {total}: {named[0]} to {named[-1]}"


def _size(count: int) -> str:
    if count < KILOBYTE:
        return f"{count} bytes"
    if count < KILOBYTE**2:
        return f"{count / KILOBYTE:,.1f} kB"
    return f"{count / KILOBYTE**2:,.1f} MB"


def _failed(error: ReportgenError, said: str) -> Outcome:
    tell_failure(error)
    click.echo(f"✗ {said}", err=True)
    return Outcome(said.partition(" ")[0], error.exit_code)
