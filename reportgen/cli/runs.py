"""`reportgen runs`: what earlier runs did, and how each client ended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from reportgen.cli.client_list import table
from reportgen.cli.commands import Entry, LazyGroup
from reportgen.cli.settings import Settings
from reportgen.config import load_workspace
from reportgen.runner.record import PastRun, past_run, past_runs

RUN_COMMANDS: Mapping[str, Entry] = {
    "list": Entry("reportgen.cli.runs", "list_command", "List the runs, the newest first."),
    "show": Entry("reportgen.cli.runs", "show_command", "Show how each client of a run ended."),
}


class RunsGroup(LazyGroup):
    """The commands about runs."""

    @property
    def table(self) -> Mapping[str, Entry]:
        """Its commands by name."""
        return RUN_COMMANDS


@click.command(name="runs", cls=RunsGroup)
def command() -> None:
    """See what earlier runs did: which clients, how each ended, what it took."""


@click.command(name="list")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option("-n", "most", type=click.IntRange(1), default=20, show_default=True)
@click.pass_obj
def list_command(settings: Settings, is_json: bool, most: int) -> None:
    """List the runs, the newest first."""
    workspace = load_workspace(Path.cwd(), settings.directory)
    runs = tuple(past_runs(workspace.root))[:most]
    if is_json:
        click.echo(json.dumps([one.document for one in runs], ensure_ascii=False, indent=2))
        return
    if not runs:
        click.echo("no run yet: reportgen build makes one", err=True)
        return
    rows = [("run", "month", "clients", "done", "ended"), *map(_row, runs)]
    for line in table(rows):
        click.echo(line)


@click.command(name="show")
@click.argument("run", default="last")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_command(settings: Settings, run: str, is_json: bool) -> None:
    """Show how each client of RUN ended (its id, the beginning of it, or `last`)."""
    workspace = load_workspace(Path.cwd(), settings.directory)
    found = past_run(workspace.root, run)
    if is_json:
        click.echo(json.dumps(found.document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.id}  {found.month}  {_end(found)}")
    for lack in found.document.get("lacking", ()):
        click.echo(f"not confined: {lack}")
    heading = ("client", "state", "exit", "edition", "seconds", "MiB", "codes")
    for line in table([heading, *_clients(found)]):
        click.echo(line)


def _row(run: PastRun) -> tuple[str, ...]:
    done = len(run.clients) - len(run.unfinished)
    return run.id, run.month or "-", str(len(run.clients)), str(done), _end(run)


def _end(run: PastRun) -> str:
    ended = run.document.get("ended")
    if ended is None:
        return "not ended: still at work, or killed"
    return f"{ended} with {run.document.get('exit_code')}"


def _clients(run: PastRun) -> Iterator[tuple[str, ...]]:
    for client, one in run.clients.items():
        steps = one.get("steps", ())
        yield (
            client,
            str(one.get("state", "-")),
            str(one.get("exit_code", "-")),
            _edition(one),
            f"{sum(step['seconds'] for step in steps):.1f}" if steps else "-",
            f"{max(step['memory'] for step in steps) / 1024**2:.0f}" if steps else "-",
            ", ".join(one.get("codes", ())) or "-",
        )


def _edition(one: Mapping[str, Any]) -> str:
    if one.get("revision"):
        return f"r{one['revision']}{' (unchanged)' if one.get('is_unchanged') else ''}"
    return str(one.get("edition") or "-")
