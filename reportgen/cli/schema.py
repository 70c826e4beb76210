"""`reportgen schema`: what editors check a workspace's files with."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.settings import Settings
from reportgen.config import load_workspace
from reportgen.config.schemas import KINDS, kind_named, schema_text
from reportgen.config.starting.workspace import schema_files
from reportgen.errors import UsageFailed


@click.command(name="schema")
@click.argument("kind", metavar="[KIND]", required=False)
@click.option("--write", is_flag=True, help="Write all schemas into the workspace, for editors.")
@click.pass_obj
def command(settings: Settings, kind: str | None, write: bool) -> None:
    """Print the JSON Schema of a KIND of file, or say which kinds there are.

    The first line of every file of a workspace names its schema; editors with YAML support then
    show what a key means, which keys and words may follow, and what is wrong.
    """
    if kind is not None and write:
        raise UsageFailed("a kind is named and --write is given", "--write alone writes all kinds")
    if write:
        _write_all(load_workspace(Path.cwd(), settings.directory).root)
    elif kind is not None:
        click.echo(schema_text(kind_named(kind)), nl=False)
    else:
        for one in KINDS:
            click.echo(f"{one.name:<11} {one.files:<25} {one.holds}")


def _write_all(root: Path) -> None:
    for file in schema_files():
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        click.echo(file.path)
