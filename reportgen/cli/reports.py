"""Making one client's report from the command line: the job, the run, and what is said of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from reportgen.cli.problems import tell, tell_failure
from reportgen.config import Workspace, load_client
from reportgen.connectors.exports.copies import copies_beside
from reportgen.errors import (
    ConfigInvalid,
    DataRefused,
    EnvironmentFailed,
    Problem,
    ReportgenError,
    UsageFailed,
)
from reportgen.model.config import ClientConfig
from reportgen.model.edition import Edition
from reportgen.model.period import Grain, Month, Period, last_complete_month, parse_period
from reportgen.pipeline import Asking, Choice, Job, Run, Wish, build, fetch, observe, stored
from reportgen.runner.child import Done


@dataclass(frozen=True)
class Order:
    """What is asked of a build: the month, the kind of report, and which data it is made from.

    `as_of` is a day of the month up to which it is reported. `snapshot` names one that stands
    already; without it the sources are asked as `asking` says.
    """

    month: str
    choice: Choice = Choice.SETTLED
    asking: Asking = Asking.CHANGED
    snapshot: str | None = None
    as_of: date | None = None


def asked(root: Path, client: str, order: Order, now: datetime) -> Done:
    """Ask a client's sources and keep what they say: the first half of its report."""
    try:
        job = job_for(root, client, order.month, now, order.as_of)
        snapshot = fetch(job, Wish(order.asking))
    except ReportgenError as error:
        return _failed(client, error)
    return Done(0, {"month": job.period.name, "snapshot": snapshot.id})


def made(root: Path, client: str, order: Order, now: datetime, snapshot: str) -> Done:
    """Make a client's report from a snapshot, and say how it ended: the second half."""
    began = time.monotonic()
    try:
        job = _job(root, client, order.month, now, order.as_of)
        return _built(job, order, snapshot, began)
    except ReportgenError as error:
        return _failed(client, error)


def _failed(client: str, error: ReportgenError) -> Done:
    tell_failure(error)
    click.echo(f"✗ {client}  no report", err=True)
    codes = sorted({problem.code for problem in error.problems})
    return Done(error.exit_code, {"codes": codes})


def job_for(root: Path, client: str, month: str, now: datetime, as_of: date | None = None) -> Job:
    """The configuration and period of one client; its warnings are told, its errors refused."""
    job = _job(root, client, month, now, as_of)
    tell((*job.warnings, *_copies(root, job.config)))
    return job


def _job(root: Path, client: str, month: str, now: datetime, as_of: date | None) -> Job:
    loaded = load_client(Workspace(root, (client,)), client)
    if loaded.config is None:
        raise ConfigInvalid(
            f"{client}: the configuration is invalid", "mend it, then build again", loaded.problems
        )
    period = period_of(loaded.config, month, now, as_of)
    return Job(root, loaded.config, period, now, loaded.problems, as_of)


def period_of(config: ClientConfig, month: str, now: datetime, as_of: date | None = None) -> Period:
    """The period somebody wrote; `last` is the last complete month where the client is.

    With a day, `as_of`, it is a month that still runs on that day.
    """
    if month == "last":
        today = now.astimezone(ZoneInfo(config.client.timezone)).date()
        return Period.month(last_complete_month(today) if as_of is None else Month.of(as_of))
    try:
        period = parse_period(month, config.client.fiscal_year_starts)
    except ValueError as error:
        raise UsageFailed(str(error)) from None
    if as_of is not None:
        _require_inside(as_of, period)
    return period


def _require_inside(as_of: date, period: Period) -> None:
    """A day before the last of a month: only a month that still runs is reported up to a day."""
    if period.grain is not Grain.MONTH:
        raise UsageFailed(
            f"--as-of is for months, and {period.name} is a quarter", "name one month with -m"
        )
    if not period.start <= as_of < period.end:
        raise UsageFailed(
            f"{as_of} is no day before the end of {period.name}",
            f"choose one from {period.start} on, or leave --as-of out for the whole month",
        )


def _copies(root: Path, config: ClientConfig) -> Iterator[Problem]:
    """Files beside those of every source that nobody reads."""
    for name, source in config.sources.items():
        yield from copies_beside(name, source, root)


def _built(job: Job, order: Order, id: str, began: float) -> Done:
    """Build, and tell what there is to know of the data."""
    snapshot = stored(job, id)
    result = build(job, snapshot, order.choice)
    if not isinstance(result, Run):
        tell(observe(job, snapshot)[1])
        if len(result.paths) < len(job.config.client.language):
            raise _lost(job, result)
        unchanged = f"{result.period}  unchanged since r{result.revision}"
        return _finished(job, result, unchanged, began, Done(0))
    tell((*result.warnings, *result.gates))
    edition = result.edition
    name = f"r{edition.revision}" if edition.revision else str(edition.kind)
    pages = sum(document.pages for document in result.documents)
    codes = tuple(dict.fromkeys(gate.code for gate in result.gates))
    said = [edition.period, name, f"{pages} pages", edition.held_back, ", ".join(codes)]
    is_as_agreed = not result.gates or order.choice is Choice.DRAFT
    facts = {"pages": pages, "codes": codes}
    done = Done(0 if is_as_agreed else DataRefused.exit_code, facts)
    return _finished(job, edition, "  ".join(part for part in said if part), began, done)


def _finished(job: Job, edition: Edition, said: str, began: float, done: Done) -> Done:
    """Say how a report ended, its documents last."""
    mark = "!" if done.exit_code else "✓"
    click.echo(f"{mark} {job.client}  {said}  {time.monotonic() - began:.1f} s", err=True)
    for path in edition.paths:
        click.echo(path)
    facts = {
        "edition": str(edition.kind),
        "revision": edition.revision,
        "is_unchanged": edition.unchanged,
    }
    return Done(done.exit_code, {**done.facts, **facts})


def _lost(job: Job, edition: Edition) -> EnvironmentFailed:
    """An edition stands in its manifest, but not all of its documents are on the disk."""
    folder = f"out/{edition.period}/{edition.client}"
    manifest = f"{edition.client}_{edition.period}_r{edition.revision}.manifest.json"
    return EnvironmentFailed(
        f"{job.client}: r{edition.revision} was made from these inputs, but its PDF is gone",
        f"put it back into {folder}, or delete {manifest} there to make it again",
    )
