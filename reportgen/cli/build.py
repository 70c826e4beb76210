"""`reportgen build`: the reports of a month; one client's failure leaves the others alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import client_ids, months
from reportgen.cli.outcome import Outcome
from reportgen.cli.settings import Settings
from reportgen.config import chosen_clients, load_workspace
from reportgen.errors import UsageFailed

PARTIAL = 3
MIXED = 1


@click.command(name="build")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@click.option(
    "-m",
    "month",
    default="last",
    show_default=True,
    shell_complete=months,
    help="2026-10, 2026-Q3, FY2026-Q2",
)
@click.option("--all", "is_all", is_flag=True, help="Build every client of the workspace.")
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
@click.pass_obj
def command(
    settings: Settings,
    clients: tuple[str, ...],
    month: str,
    is_all: bool,
    is_draft: bool,
    is_final: bool,
    as_of: datetime | None,
    snapshot: str | None,
    is_anew: bool,
    is_offline: bool,
) -> None:
    """Make the reports of CLIENTS (ids, or patterns such as 'acme*') for a month or quarter.

    Prints the path of every PDF. A report whose data are settled and as agreed becomes an edition,
    r1; before that it is a draft. Data that are not as agreed end with 5.
    """
    from reportgen.cli.reports import Order, make_report
    from reportgen.pipeline import Asking, Choice

    _refuse_together({"--draft": is_draft, "--final": is_final})
    _refuse_together({"--as-of": as_of is not None, "--final": is_final})
    _refuse_together(
        {"--snapshot": snapshot is not None, "--refresh": is_anew, "--offline": is_offline}
    )
    workspace = load_workspace(Path.cwd(), settings.directory)
    chosen = chosen_clients(workspace, clients, is_all)
    if snapshot is not None and len(chosen) > 1:
        raise UsageFailed(
            "a snapshot is of one client", "name the client that --snapshot belongs to"
        )
    choice = Choice.DRAFT if is_draft else Choice.FINAL if is_final else Choice.SETTLED
    asking = Asking.AGAIN if is_anew else Asking.OFFLINE if is_offline else Asking.CHANGED
    day = None if as_of is None else as_of.date()
    order = Order(month, choice, asking, snapshot, day)
    now = datetime.now(UTC)
    outcomes = [make_report(workspace.root, client, order, now) for client in chosen]
    click.get_current_context().exit(exit_code(outcomes))


def _refuse_together(given: Mapping[str, bool]) -> None:
    """At most one of these options may be given."""
    named = [option for option, is_given in given.items() if is_given]
    if len(named) > 1:
        raise UsageFailed(f"{' and '.join(named)} exclude each other", "leave all but one out")


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 all done; the one code of all failures; 1 for mixed ones; 3 when any client is done."""
    failed = {one.exit_code for one in outcomes if one.exit_code}
    if not failed:
        return 0
    if any(one.exit_code == 0 for one in outcomes):
        return PARTIAL
    return failed.pop() if len(failed) == 1 else MIXED
