"""`reportgen build`: the reports of a month; one client's failure leaves the others alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.outcome import Outcome
from reportgen.cli.settings import Settings
from reportgen.config import chosen_clients, load_workspace

PARTIAL = 3
MIXED = 1


@click.command(name="build")
@click.argument("clients", nargs=-1)
@click.option("-m", "month", default="last", show_default=True, help="2026-10, 2026-Q3, FY2026-Q2")
@click.option("--all", "is_all", is_flag=True, help="Build every client of the workspace.")
@click.option("--draft", "kind", flag_value="draft", help="Always write the draft.")
@click.option("--final", "kind", flag_value="final", help="Refuse (5) while data are not final.")
@click.pass_obj
def command(
    settings: Settings, clients: tuple[str, ...], month: str, is_all: bool, kind: str | None
) -> None:
    """Make the reports of CLIENTS (ids, or patterns such as 'acme*') for a month or quarter.

    Prints the path of every PDF. A report whose data are settled becomes an edition, r1; before
    that it is a provisional draft.
    """
    from reportgen.cli.reports import make_report

    workspace = load_workspace(Path.cwd(), settings.directory)
    now = datetime.now(UTC)
    outcomes = [
        make_report(workspace.root, client, month, kind or "settled", now)
        for client in chosen_clients(workspace, clients, is_all)
    ]
    click.get_current_context().exit(exit_code(outcomes))


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 all done; the one code of all failures; 1 for mixed ones; 3 when any client is done."""
    failed = {one.exit_code for one in outcomes if one.exit_code}
    if not failed:
        return 0
    if any(one.exit_code == 0 for one in outcomes):
        return PARTIAL
    return failed.pop() if len(failed) == 1 else MIXED
