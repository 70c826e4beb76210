"""`reportgen build`: the reports of a month; one client's failure leaves the others alone."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.choosing import REPROCESS, Choosing, read_shard
from reportgen.cli.choosing import chosen as chosen_of
from reportgen.cli.completions import client_ids
from reportgen.cli.month_option import month_option
from reportgen.cli.settings import Settings
from reportgen.config import load_workspace
from reportgen.errors import UsageFailed


@click.command(name="build")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@month_option
@click.option("--all", "is_all", is_flag=True, help="Build every client of the workspace.")
@click.option("--tag", help="Build every client with this tag.")
@click.option("--shard", metavar="I/N", help="Only the I-th of N shares of the clients.")
@click.option(
    "--reprocess",
    type=click.Choice(REPROCESS),
    default="all",
    show_default=True,
    help="Of clients an earlier run of the month knew: none, those that failed, or all.",
)
@click.option(
    "--on-workday",
    metavar="N",
    type=click.IntRange(1, 23),
    help="Only clients for whom today is the N-th working day of the month.",
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Say which clients; build nothing.")
@click.option("--draft", "is_draft", is_flag=True, help="Always write the draft.")
@click.option("--final", "is_final", is_flag=True, help="Refuse (5) while data are not final.")
@click.option(
    "--as-of",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="A month up to a day of it, with where it lands; always provisional.",
)
@click.option("--snapshot", metavar="ID", help="Build from this snapshot; no source is read.")
@click.option("--refresh", "is_anew", is_flag=True, help="Ask every source anew.")
@click.option("--offline", "is_offline", is_flag=True, help="Ask no source that needs a network.")
@click.option(
    "-j",
    "slots",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Build so many clients side by side.",
)
@click.option(
    "--require-sandbox",
    "is_sandbox_required",
    is_flag=True,
    help="Refuse (1) where this machine cannot confine a build.",
)
@click.pass_obj
def command(
    settings: Settings,
    clients: tuple[str, ...],
    month: str,
    is_all: bool,
    tag: str | None,
    shard: str | None,
    reprocess: str,
    on_workday: int | None,
    is_dry: bool,
    is_draft: bool,
    is_final: bool,
    as_of: datetime | None,
    snapshot: str | None,
    is_anew: bool,
    is_offline: bool,
    slots: int,
    is_sandbox_required: bool,
) -> None:
    """Make the reports of CLIENTS (ids, or patterns such as 'acme*') for a month or quarter.

    Prints the path of every PDF. A report whose data are settled and as agreed becomes an edition,
    r1; before that it is a draft. Data that are not as agreed end with 5.
    """
    from reportgen.cli.reports import Order
    from reportgen.cli.running import Run, Running
    from reportgen.pipeline import Asking, Choice

    _refuse_together({"--draft": is_draft, "--final": is_final})
    _refuse_together({"--as-of": as_of is not None, "--final": is_final})
    _refuse_together(
        {"--snapshot": snapshot is not None, "--refresh": is_anew, "--offline": is_offline}
    )
    workspace = load_workspace(Path.cwd(), settings.directory)
    now = datetime.now(UTC)
    choosing = Choosing(clients, is_all, tag, read_shard(shard), reprocess, on_workday)
    chosen = chosen_of(workspace, choosing, month, now)
    if not chosen:
        _tell_that_nothing_is_due(choosing)
        return
    if is_dry:
        for client in chosen:
            click.echo(client)
        return
    if snapshot is not None and len(chosen) > 1:
        raise UsageFailed(
            "a snapshot is of one client", "name the client that --snapshot belongs to"
        )
    choice = Choice.DRAFT if is_draft else Choice.FINAL if is_final else Choice.SETTLED
    asking = Asking.AGAIN if is_anew else Asking.OFFLINE if is_offline else Asking.CHANGED
    day = None if as_of is None else as_of.date()
    order = Order(month, choice, asking, snapshot, day)
    running = Running(slots, is_sandbox_required)
    run = Run(workspace.root, order, now, running, settings)
    click.get_current_context().exit(run.of(chosen, sys.argv[1:]))


def _tell_that_nothing_is_due(choosing: Choosing) -> None:
    """Nothing to do on this day is well; a choice that leaves nobody is a mistake."""
    if choosing.on_workday is not None or choosing.reprocess != "all":
        what = "not today" if choosing.on_workday is not None else "nothing is left to do"
        click.echo(f"{what}: no client is due", err=True)
        return
    raise UsageFailed("no client is chosen", "see reportgen client list for tags and ids")


def _refuse_together(given: Mapping[str, bool]) -> None:
    """At most one of these options may be given."""
    named = [option for option, is_given in given.items() if is_given]
    if len(named) > 1:
        raise UsageFailed(f"{' and '.join(named)} exclude each other", "leave all but one out")
