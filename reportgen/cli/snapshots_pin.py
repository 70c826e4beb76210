"""`reportgen snapshots pin` and `unpin`: whether a snapshot may ever be pruned."""

from __future__ import annotations

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.settings import Settings


@click.command(name="pin")
@click.argument("client", shell_complete=client_ids)
@click.argument("id")
@click.pass_obj
def pin_command(settings: Settings, client: str, id: str) -> None:
    """Keep the snapshot of CLIENT whose id begins with ID, whatever is pruned."""
    from reportgen.cli.snapshots_found import client_of, found
    from reportgen.snapshots.keeping import pin

    kept = found(client_of(settings.directory, client), id).kept
    pin(kept.shelf, kept.id)
    click.echo(f"✓ {client}  {kept.shelf.month}  {kept.id}  pinned", err=True)


@click.command(name="unpin")
@click.argument("client", shell_complete=client_ids)
@click.argument("id")
@click.pass_obj
def unpin_command(settings: Settings, client: str, id: str) -> None:
    """Let the snapshot of CLIENT whose id begins with ID be pruned again."""
    from reportgen.cli.snapshots_found import client_of, found
    from reportgen.snapshots.keeping import unpin

    kept = found(client_of(settings.directory, client), id).kept
    unpin(kept.shelf, kept.id)
    click.echo(f"✓ {client}  {kept.shelf.month}  {kept.id}  not pinned", err=True)
