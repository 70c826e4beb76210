"""Making one client's report from the command line: the job, the run, and what is said of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from reportgen.cli.outcome import Outcome
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


@dataclass(frozen=True)
class Made:
    """A finished build: what is said of it, its documents, and whether data were as agreed."""

    said: str
    paths: tuple[str, ...]
    is_as_agreed: bool = True


def make_report(root: Path, client: str, order: Order, now: datetime) -> Outcome:
    """Build one client's report and say how it ended; its failure is told, not raised."""
    began = time.monotonic()
    try:
        made = _made(job_for(root, client, order.month, now, order.as_of), order)
    except ReportgenError as error:
        tell_failure(error)
        click.echo(f"✗ {client}  no report", err=True)
        return Outcome(client, error.exit_code)
    mark = "✓" if made.is_as_agreed else "!"
    click.echo(f"{mark} {client}  {made.said}  {time.monotonic() - began:.1f} s", err=True)
    for path in made.paths:
        click.echo(path)
    return Outcome(client, 0 if made.is_as_agreed else DataRefused.exit_code)


def job_for(root: Path, client: str, month: str, now: datetime, as_of: date | None = None) -> Job:
    """The configuration and period of one client; its warnings are told, its errors refused."""
    loaded = load_client(Workspace(root, (client,)), client)
    if loaded.config is None:
        raise ConfigInvalid(
            f"{client}: the configuration is invalid", "mend it, then build again", loaded.problems
        )
    tell((*loaded.problems, *_copies(root, loaded.config)))
    if month == "last":
        today = now.astimezone(ZoneInfo(loaded.config.client.timezone)).date()
        last = last_complete_month(today) if as_of is None else Month.of(as_of)
        period = Period.month(last)
    else:
        try:
            period = parse_period(month, loaded.config.client.fiscal_year_starts)
        except ValueError as error:
            raise UsageFailed(str(error)) from None
    if as_of is not None:
        _require_inside(as_of, period)
    return Job(root, loaded.config, period, now, loaded.problems, as_of)


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


def _made(job: Job, order: Order) -> Made:
    """Build, and tell what there is to know of the data."""
    snapshot = stored(job, order.snapshot) if order.snapshot else fetch(job, Wish(order.asking))
    result = build(job, snapshot, order.choice)
    if not isinstance(result, Run):
        tell(observe(job, snapshot)[1])
        if len(result.paths) < len(job.config.client.language):
            raise _lost(job, result)
        return Made(f"{result.period}  unchanged since r{result.revision}", result.paths)
    tell((*result.warnings, *result.gates))
    edition = result.edition
    name = f"r{edition.revision}" if edition.revision else str(edition.kind)
    pages = sum(document.pages for document in result.documents)
    codes = ", ".join(dict.fromkeys(gate.code for gate in result.gates))
    said = [edition.period, name, f"{pages} pages", edition.held_back, codes]
    return Made(
        "  ".join(part for part in said if part),
        edition.paths,
        is_as_agreed=not result.gates or order.choice is Choice.DRAFT,
    )


def _lost(job: Job, edition: Edition) -> EnvironmentFailed:
    """An edition stands in its manifest, but not all of its documents are on the disk."""
    folder = f"out/{edition.period}/{edition.client}"
    manifest = f"{edition.client}_{edition.period}_r{edition.revision}.manifest.json"
    return EnvironmentFailed(
        f"{job.client}: r{edition.revision} was made from these inputs, but its PDF is gone",
        f"put it back into {folder}, or delete {manifest} there to make it again",
    )
