"""`reportgen retry`: build again what failed in a run, and nothing that is done."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.settings import Settings
from reportgen.config import Workspace, load_client, load_workspace
from reportgen.errors import UsageFailed
from reportgen.runner.record import PastRun, past_run


@click.command(name="retry")
@click.argument("run", default="last")
@click.option("-j", "slots", type=click.IntRange(1, 64), default=1, show_default=True)
@click.pass_obj
def command(settings: Settings, run: str, slots: int) -> None:
    """Build again the clients that failed in RUN, or that it never began (default: the last run).

    For the same month, and as settled data allow. What is done is left alone.
    """
    from reportgen.cli.reports import Order
    from reportgen.cli.running import Run, Running

    workspace = load_workspace(Path.cwd(), settings.directory)
    past = past_run(workspace.root, run)
    if not past.month:
        raise UsageFailed(f"the record of the run {past.id} cannot be read", "build again instead")
    clients = [client for client in past.unfinished if client in workspace.clients]
    if not clients:
        click.echo(f"nothing to do: every client of {past.id} is done", err=True)
        return
    by_month: dict[str, list[str]] = {}
    for client in clients:
        by_month.setdefault(_month(workspace, past, client), []).append(client)
    now, running = datetime.now(UTC), Running(slots)
    codes = [
        Run(workspace.root, Order(month), now, running, settings).of(some, sys.argv[1:])
        for month, some in by_month.items()
    ]
    click.get_current_context().exit(max(codes))


def _month(workspace: Workspace, past: PastRun, client: str) -> str:
    """The month a client was to be built for, also where `last` was written then."""
    from reportgen.cli.reports import period_of

    config = load_client(workspace, client).config
    began = datetime.fromisoformat(str(past.document["began"]))
    return past.month if config is None else period_of(config, past.month, began).name
