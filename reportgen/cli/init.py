"""`reportgen init`: a new workspace, empty or with the two sample clients."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from reportgen.cli.settings import Settings
from reportgen.config.starting.workspace import (
    DEMO_CLIENTS,
    DEMO_MONTH,
    demo_workspace,
    empty_workspace,
    start_workspace,
)


@click.command(name="init")
@click.argument("directory", metavar="[DIR]", default=".")
@click.option("--demo", is_flag=True, help="With two sample clients and what their tools exported.")
@click.pass_obj
def command(settings: Settings, directory: str, demo: bool) -> None:
    """Begin a workspace in DIR (default: this folder): the folder that holds your clients.

    Other files in DIR stay as they are; where one of its files exists already, nothing is written.
    Prints the folder.
    """
    root = ((settings.directory or Path.cwd()) / directory).resolve()
    start_workspace(root, demo_workspace() if demo else empty_workspace())
    click.echo(root)
    for line in _of_the_demo() if demo else _of_the_empty_one():
        click.echo(line, err=True)
    then = f"reportgen build --all -m {DEMO_MONTH}" if demo else "reportgen client add ID"
    click.echo(f"\nnext: {_way_to(root)}{then}", err=True)


def _way_to(root: Path) -> str:
    """The words that lead into a folder; none where one is there."""
    here = Path.cwd()
    if root == here:
        return ""
    return (
        f"cd {shlex.quote(str(root.relative_to(here) if root.is_relative_to(here) else root))} && "
    )


def _of_the_empty_one() -> tuple[str, ...]:
    return (
        "✓ an empty workspace",
        "  configs/agency.yml    what holds for every client; write your agency's name there",
        *_of_both(),
    )


def _of_the_demo() -> tuple[str, ...]:
    return (
        f"✓ a workspace with two sample clients: {', '.join(DEMO_CLIENTS)}",
        "  configs/              what was agreed with each: start at configs/minato/client.yml",
        "  sample_data/          what their tools exported, and the script that makes it",
        *_of_both(),
    )


def _of_both() -> tuple[str, ...]:
    return (
        "  .gitignore            secrets, and what reportgen makes",
        "  .editorconfig .vscode/ .reportgen/schema/    so that editors know every key",
    )
