"""`reportgen snapshots show`: what is in a snapshot, checked to the last byte."""

from __future__ import annotations

import json

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.settings import Settings


@click.command(name="show")
@click.argument("client", shell_complete=client_ids)
@click.argument("id")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(settings: Settings, client: str, id: str, is_json: bool) -> None:
    """Show the snapshot of CLIENT whose id begins with ID, source by source.

    Tells what was asked, the files with their rows and hashes, and flags. All hashes are checked
    first; a damaged snapshot ends with 5.
    """
    from reportgen.cli.snapshots_found import client_of, found
    from reportgen.cli.snapshots_text import details, lines

    one = found(client_of(settings.directory, client), id)
    snapshot = one.kept.shelf.load(one.kept.id)
    if is_json:
        click.echo(json.dumps(details(one, snapshot), ensure_ascii=False, indent=2))
        return
    for line in lines(one, snapshot):
        click.echo(line)
