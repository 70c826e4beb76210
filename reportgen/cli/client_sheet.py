"""`reportgen client sheet`: a one-page workbook for a client's goal and figures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.settings import Settings
from reportgen.config import chosen_clients, load_client, load_workspace
from reportgen.config.starting.sheet import Filled, new_sheet
from reportgen.config.starting.sheet_of_client import filled_from
from reportgen.errors import ConfigInvalid, EnvironmentFailed, UsageFailed
from reportgen.model.period import last_complete_month
from reportgen.model.text import Language

NAME = "kpi_sheet.xlsx"


@click.command(name="sheet")
@click.argument("id", required=False, shell_complete=client_ids)
@click.option(
    "--language",
    type=click.Choice([str(one) for one in Language]),
    help="The sheet's language; else the client's first, or ja.",
)
@click.option(
    "--to",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"The file to write; else {NAME}, or ID_{NAME}.",
)
@click.pass_obj
def command(settings: Settings, id: str | None, language: str | None, path: Path | None) -> None:
    """Write a one-page workbook for the account manager: goal, KPIs, targets, monthly figures.

    With the ID of a client it holds what its configuration says already. A filled one begins a new
    client (client add ID --from FILE), and is read every month as a source of type `sheet`.
    """
    spoken = Language(language) if language else Language.JA
    filled = Filled()
    if id is not None:
        workspace = load_workspace(Path.cwd(), settings.directory)
        (client,) = chosen_clients(workspace, (id,))
        loaded = load_client(workspace, client)
        if loaded.config is None:
            raise ConfigInvalid(
                f"{client}: the configuration is invalid", "mend it first", loaded.problems
            )
        spoken = Language(language) if language else loaded.config.client.language[0]
        filled = filled_from(loaded.config, spoken)
    target = path or Path(f"{id}_{NAME}" if id else NAME)
    month = last_complete_month(datetime.now(UTC).date())
    _write(target, new_sheet(spoken, month, filled))
    click.echo(target)


def _write(path: Path, content: bytes) -> None:
    """Write a file that is not there yet: a filled sheet is never lost."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageFailed(f"{path} exists already", "name another file with --to") from None
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise EnvironmentFailed(message, "choose another folder with --to") from error
