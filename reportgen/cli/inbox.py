"""The inbox, before sources are read: each export to its client, and what is left, with why."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import click

from reportgen.cli.problems import visible
from reportgen.config import Workspace, load_client
from reportgen.connectors.inbox.moving import move
from reportgen.connectors.inbox.routing import FOLDER, Routed, route
from reportgen.model.config import ClientConfig

STILL = 2.0
"""Seconds a file must have stood still; a younger one may still be on its way."""


def is_empty(root: Path) -> bool:
    """True where nothing waits in the inbox."""
    folder = root / FOLDER
    return not folder.is_dir() or not any(folder.iterdir())


def bring_home(workspace: Workspace) -> tuple[Routed, ...]:
    """Move what is recognised to its place, and say of each file what became of it."""
    left = []
    for one in waiting(workspace):
        if one.place == one.file:
            continue
        if one.place is None:
            left.append(one)
            click.echo(f"! {visible(one.file)} is left: {visible(one.why)}", err=True)
            if one.hint:
                click.echo(f"  hint: {visible(one.hint)}", err=True)
            continue
        moved = move(workspace.root, one)
        client = "" if one.home is None else f"{one.home.client}.{one.home.source}: "
        click.echo(f"✓ {client}{visible(one.file)} {visible(moved.said)}", err=True)
    return tuple(left)


def waiting(workspace: Workspace) -> tuple[Routed, ...]:
    """What is to become of every file that has come to rest."""
    now = time.time()
    return tuple(
        one
        if not _is_moving(workspace.root / one.file, now)
        else Routed(one.file, why="it is still being written", hint="it is looked at next time")
        for one in route(workspace.root, _configurations(workspace))
    )


def _is_moving(path: Path, now: float) -> bool:
    try:
        return now - path.lstat().st_ctime < STILL
    except OSError:
        return True


def _configurations(workspace: Workspace) -> Mapping[str, ClientConfig]:
    """Every client whose files can be read; the others' exports wait for them to be mended."""
    loaded = {client: load_client(workspace, client).config for client in workspace.clients}
    return {client: config for client, config in loaded.items() if config is not None}
