"""`reportgen validate`: every problem of the clients' files at once, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.problems import counted, tell
from reportgen.cli.settings import Settings
from reportgen.config import (
    Loaded,
    Workspace,
    check_schedule,
    check_workspace,
    chosen_clients,
    load_client,
    load_workspace,
)
from reportgen.errors import ConfigInvalid, Level, Problem, errors_in
from reportgen.model.period import Month, last_complete_month


@click.command(name="validate")
@click.argument("clients", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Check every client of the workspace.")
@click.option("--strict", is_flag=True, help="Take warnings as errors.")
@click.pass_obj
def command(settings: Settings, clients: tuple[str, ...], is_all: bool, strict: bool) -> None:
    """Check the configuration files of CLIENTS (ids, or patterns such as 'acme*').

    Prints one line a client; ends with 4 when any has an error.
    """
    workspace = load_workspace(Path.cwd(), settings.directory)
    chosen = chosen_clients(workspace, clients, is_all)
    today = datetime.now(UTC).date()
    found = problems_by_client(workspace, chosen, last_complete_month(today))
    if strict:
        found = {id: tuple(_as_error(one) for one in problems) for id, problems in found.items()}
    tell(problem for problems in found.values() for problem in problems)
    for id in chosen:
        state = "invalid" if errors_in(found[id]) else "ok"
        click.echo(f"{id}: {state}, {counted(found[id])}")
    if any(errors_in(problems) for problems in found.values()):
        click.get_current_context().exit(ConfigInvalid.exit_code)


def problems_by_client(
    workspace: Workspace, chosen: Iterable[str], first: Month
) -> dict[str, tuple[Problem, ...]]:
    """What is wrong with each chosen client; under the empty id, where all are, with no client.

    Every client is read, because two of them may claim the same data.
    """
    loaded = {id: load_client(workspace, id) for id in workspace.clients}
    shared = check_workspace(workspace, loaded)
    found = {id: (*_of_client(loaded[id], first), *_below(id, shared)) for id in chosen}
    if set(chosen) == set(workspace.clients):
        known = tuple(f"configs/{id}/" for id in workspace.clients)
        found[""] = tuple(one for one in shared if not one.place.path.startswith(known))
    return found


def _of_client(loaded: Loaded, first: Month) -> tuple[Problem, ...]:
    return (*loaded.problems, *check_schedule(loaded, first))


def _below(id: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.place.path.startswith(f"configs/{id}/"))


def _as_error(problem: Problem) -> Problem:
    return replace(problem, level=Level.ERROR)
