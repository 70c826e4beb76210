"""`reportgen whatif`: what the goal would be if some factors moved."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.month_option import month_option
from reportgen.cli.settings import Settings
from reportgen.errors import UsageFailed


@click.command(name="whatif")
@click.argument("client", shell_complete=client_ids)
@click.option(
    "--set",
    "steps",
    multiple=True,
    required=True,
    metavar="KPI=STEP",
    help="+0.2pt for points of a rate, +10% for a share of itself, +200, or the new value.",
)
@month_option
@click.option("--json", "is_json", is_flag=True, help="Print one object of JSON.")
@click.option("--propose", "is_proposed", is_flag=True, help="Add it to the month's notes.")
@click.option("--title", metavar="WORDS", help="With --propose: what is proposed, for the report.")
@click.pass_obj
def command(
    settings: Settings,
    client: str,
    steps: tuple[str, ...],
    month: str,
    is_json: bool,
    is_proposed: bool,
    title: str | None,
) -> None:
    """Say what the goal of CLIENT would be if some factors moved and all else stayed.

    Computed through the tree, exactly; prints every node before and after, and the first month
    that each change reaches by its lag. --propose adds it to the notes, and the report prints it
    beside the actions.
    """
    from reportgen.cli import what_if_text
    from reportgen.cli.what_if_asked import asked, changes_of, propose
    from reportgen.config import chosen_clients, load_workspace

    if title is not None and not is_proposed:
        raise UsageFailed("--title goes with --propose", "add --propose, or leave --title out")
    workspace = load_workspace(Path.cwd(), settings.directory)
    chosen_clients(workspace, (client,))
    found = asked(workspace.root, client, month, changes_of(steps), datetime.now(UTC))
    lines = what_if_text.json_lines(found) if is_json else what_if_text.text_lines(found)
    for line in lines:
        click.echo(line)
    if is_proposed:
        click.echo(f"proposed in {propose(workspace.root, found, title)}", err=True)
