"""`reportgen snapshots prune`: make room, and lose nothing that a report rests on."""

from __future__ import annotations

import click

from reportgen.cli.completions import client_ids, months
from reportgen.cli.settings import Settings


@click.command(name="prune")
@click.argument("client", shell_complete=client_ids)
@click.option("-m", "month", shell_complete=months, help="Only this month: 2026-10, 2026-Q3.")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Of every month, keep so many of those made last.",
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would go; remove nothing.")
@click.pass_obj
def command(settings: Settings, client: str, month: str | None, keep: int, is_dry: bool) -> None:
    """Remove old snapshots of CLIENT, and print the folder of each.

    Never removed are the newest of a month, pinned ones, those an edition was made from, and
    damaged ones.
    """
    from reportgen.cli.snapshots_found import client_of, shelves_of, standing
    from reportgen.snapshots.keeping import remove, surplus

    every = [standing(shelf) for shelf in shelves_of(client_of(settings.directory, client), month)]
    going = [
        one
        for of_month in every
        for one in surplus(
            [each.kept for each in of_month],
            keep,
            {each.kept.id for each in of_month if each.editions},
        )
    ]
    for one in going:
        if not is_dry:
            remove(one)
        click.echo(one.shelf.path_of(one.id))
    verb = "would remove" if is_dry else "removed"
    total = sum(map(len, every))
    click.echo(f"✓ {client}  {verb} {len(going)} of {total} snapshots", err=True)
