"""Making one client's report from the command line: the job, the run, and what is said of it."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from reportgen.cli.outcome import Outcome
from reportgen.cli.problems import tell, tell_failure
from reportgen.config import Workspace, load_client
from reportgen.errors import ConfigInvalid, EnvironmentFailed, ReportgenError, UsageFailed
from reportgen.model.edition import Edition
from reportgen.model.period import Period, last_complete_month, parse_period
from reportgen.pipeline import Choice, Job, Run, build, fetch


def make_report(root: Path, client: str, month: str, kind: str, now: datetime) -> Outcome:
    """Build one client's report and say how it ended; its failure is told, not raised."""
    began = time.monotonic()
    try:
        said, paths = _made(job_for(root, client, month, now), Choice(kind))
    except ReportgenError as error:
        tell_failure(error)
        click.echo(f"✗ {client}  no report", err=True)
        return Outcome(client, error.exit_code)
    click.echo(f"✓ {client}  {said}  {time.monotonic() - began:.1f} s", err=True)
    for path in paths:
        click.echo(path)
    return Outcome(client, 0)


def job_for(root: Path, client: str, month: str, now: datetime) -> Job:
    """The configuration and period of one client; its warnings are told, its errors refused."""
    loaded = load_client(Workspace(root, (client,)), client)
    if loaded.config is None:
        raise ConfigInvalid(
            f"{client}: the configuration is invalid", "mend it, then build again", loaded.problems
        )
    tell(loaded.problems)
    if month == "last":
        today = now.astimezone(ZoneInfo(loaded.config.client.timezone)).date()
        period = Period.month(last_complete_month(today))
    else:
        try:
            period = parse_period(month, loaded.config.client.fiscal_year_starts)
        except ValueError as error:
            raise UsageFailed(str(error)) from None
    return Job(root, loaded.config, period, now, loaded.problems)


def _made(job: Job, choice: Choice) -> tuple[str, tuple[str, ...]]:
    """What is said of a finished build, and the paths of its documents."""
    result = build(job, fetch(job), choice)
    if not isinstance(result, Run):
        if len(result.paths) < len(job.config.client.language):
            raise _lost(job, result)
        return f"{result.period}  unchanged since r{result.revision}", result.paths
    tell(result.warnings)
    edition = result.edition
    name = f"r{edition.revision}" if edition.revision else str(edition.kind)
    pages = sum(document.pages for document in result.documents)
    said = [edition.period, name, f"{pages} pages", edition.held_back]
    return "  ".join(part for part in said if part), edition.paths


def _lost(job: Job, edition: Edition) -> EnvironmentFailed:
    """An edition stands in its manifest, but not all of its documents are on the disk."""
    folder = f"out/{edition.period}/{edition.client}"
    manifest = f"{edition.client}_{edition.period}_r{edition.revision}.manifest.json"
    return EnvironmentFailed(
        f"{job.client}: r{edition.revision} was made from these inputs, but its PDF is gone",
        f"put it back into {folder}, or delete {manifest} there to make it again",
    )
