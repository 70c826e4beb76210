"""`reportgen validate`: every problem of the clients' files at once, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.formats import FORMATS, one_a_line
from reportgen.cli.problems import counted, tell
from reportgen.cli.settings import Settings
from reportgen.errors import ConfigInvalid, Level, Problem, errors_in
from reportgen.model.period import Month, last_complete_month

if TYPE_CHECKING:
    from reportgen.config import Workspace


@click.command(name="validate")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@click.option("--all", "is_all", is_flag=True, help="Check every client of the workspace.")
@click.option("--strict", is_flag=True, help="Take warnings as errors.")
@click.option(
    "--format",
    "manner",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="short, github and json print a problem a line, on standard output.",
)
@click.pass_obj
def command(
    settings: Settings, clients: tuple[str, ...], is_all: bool, strict: bool, manner: str
) -> None:
    """Check the configuration files of CLIENTS (ids, or patterns such as 'acme*').

    The first rows of their newest exports are looked at too: do they have the columns?

    Prints one line a client; ends with 4 when any has an error.
    """
    from reportgen.config import chosen_clients, load_workspace

    workspace = load_workspace(Path.cwd(), settings.directory)
    chosen = chosen_clients(workspace, clients, is_all)
    today = datetime.now(UTC).date()
    found = problems_by_client(workspace, chosen, last_complete_month(today))
    if strict:
        found = {id: tuple(_as_error(one) for one in problems) for id, problems in found.items()}
    every = [problem for problems in found.values() for problem in problems]
    if manner == "text":
        tell(every)
    else:
        for line in one_a_line(every, FORMATS[manner]):
            click.echo(line)
    for id in chosen:
        state = "invalid" if errors_in(found[id]) else "ok"
        click.echo(f"{id}: {state}, {counted(found[id])}", err=manner != "text")
    if any(errors_in(problems) for problems in found.values()):
        click.get_current_context().exit(ConfigInvalid.exit_code)


def problems_by_client(
    workspace: Workspace, chosen: Iterable[str], first: Month
) -> dict[str, tuple[Problem, ...]]:
    """What is wrong with each chosen client; under the empty id, where all are, with no client.

    Every client is read, because two of them may claim the same data.
    """
    from reportgen.cli.headers import headers_are_there
    from reportgen.config import check_schedule, check_workspace, load_client

    loaded = {id: load_client(workspace, id) for id in workspace.clients}
    shared = check_workspace(workspace, loaded)
    found = {
        id: (
            *loaded[id].problems,
            *check_schedule(loaded[id], first),
            *headers_are_there(workspace.root, loaded[id], first),
            *_below(id, shared),
        )
        for id in chosen
    }
    if set(chosen) == set(workspace.clients):
        known = tuple(f"configs/{id}/" for id in workspace.clients)
        found[""] = tuple(one for one in shared if not one.place.path.startswith(known))
    return found


def _below(id: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.place.path.startswith(f"configs/{id}/"))


def _as_error(problem: Problem) -> Problem:
    return replace(problem, level=Level.ERROR)
