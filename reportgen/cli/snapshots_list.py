"""`reportgen snapshots list`: a client's snapshots, a line each."""

from __future__ import annotations

import json

import click

from reportgen.cli.client_list import table
from reportgen.cli.completions import client_ids, months
from reportgen.cli.settings import Settings


@click.command(name="list")
@click.argument("client", shell_complete=client_ids)
@click.option("-m", "month", shell_complete=months, help="Only this month: 2026-10, 2026-Q3.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(settings: Settings, client: str, month: str | None, is_json: bool) -> None:
    """List the snapshots of CLIENT: when each was made, its sources, and what it is kept for.

    `newest` is the one that `build` takes, `pinned` ones are never pruned, `r1` was made from it.
    """
    from reportgen.cli.snapshots_found import client_of, shelves_of, standing
    from reportgen.cli.snapshots_text import HEADINGS, damage, row, summary

    client_in = client_of(settings.directory, client)
    every = [one for shelf in shelves_of(client_in, month) for one in standing(shelf)]
    if is_json:
        click.echo(json.dumps([summary(one) for one in every], ensure_ascii=False, indent=2))
    elif every:
        for line in table([HEADINGS, *map(row, every)]):
            click.echo(line)
    else:
        click.echo(f"no snapshot yet: reportgen fetch {client} makes the first one", err=True)
    for one in every:
        for line in damage(one):
            click.echo(line, err=True)
