"""`reportgen fetch`: what the sources say now, kept as a snapshot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.month_option import month_option
from reportgen.cli.outcome import exit_code
from reportgen.cli.settings import Settings
from reportgen.config import chosen_clients, load_workspace


@click.command(name="fetch")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@month_option
@click.option("--all", "is_all", is_flag=True, help="Fetch every client of the workspace.")
@click.option(
    "--source", metavar="NAME", help="Ask this source alone; of all others, what is kept."
)
@click.option("--refresh", "is_anew", is_flag=True, help="Ask anew, also where nothing changed.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be asked; read nothing.")
@click.pass_obj
def command(
    settings: Settings,
    clients: tuple[str, ...],
    month: str,
    is_all: bool,
    source: str | None,
    is_anew: bool,
    is_dry: bool,
) -> None:
    """Ask the sources of CLIENTS for a month or quarter, and keep what they say as a snapshot.

    Prints the folder of every snapshot. A snapshot is never changed; `build` takes the newest. Exit
    codes are those of `build`.
    """
    from reportgen.cli.fetching import fetch_client, foresee_client
    from reportgen.cli.inbox import bring_home
    from reportgen.pipeline import Asking, Wish

    workspace = load_workspace(Path.cwd(), settings.directory)
    wish = Wish(Asking.AGAIN if is_anew else Asking.CHANGED, source)
    now = datetime.now(UTC)
    if not is_dry:
        bring_home(workspace)
    each = foresee_client if is_dry else fetch_client
    outcomes = [
        each(workspace.root, client, month, wish, now)
        for client in chosen_clients(workspace, clients, is_all)
    ]
    click.get_current_context().exit(exit_code(outcomes))
