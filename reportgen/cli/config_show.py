"""`reportgen config show`: the settings that hold for a client, and where each was said."""

from __future__ import annotations

import json
from pathlib import Path

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.problems import tell
from reportgen.cli.settings import Settings
from reportgen.errors import ConfigInvalid, UsageFailed, errors_in


@click.command(name="show")
@click.argument("client", shell_complete=client_ids)
@click.argument("path", required=False)
@click.option("--origin", "has_origin", is_flag=True, help="Add the file and line of each value.")
@click.option(
    "--json", "is_json", is_flag=True, help="Print JSON, with values as they are written."
)
@click.pass_obj
def command(
    settings: Settings, client: str, path: str | None, has_origin: bool, is_json: bool
) -> None:
    """Print the settings of CLIENT: built-in values, agency.yml and client.yml merged.

    PATH is a part of them, as messages name it: kpis.orders, phases[2].exit. The YAML can be read
    again as a client.yml. Ends with 4 when the configuration has an error, and shows what there is.
    """
    from reportgen.cli.settings_path import at, only, origins, plain, steps
    from reportgen.cli.settings_text import lines_with_origin, yaml_lines
    from reportgen.config import chosen_clients, load_client, load_workspace
    from reportgen.config.resolved import resolve

    workspace = load_workspace(Path.cwd(), settings.directory)
    id, *others = chosen_clients(workspace, [client])
    if others:
        raise UsageFailed(f"{client!r} names {len(others) + 1} clients", "name one of them")
    every = resolve(workspace, id)
    way = steps(every, path or "", id)
    if is_json:
        found = at(every, way)
        value = plain(found)
        shown = {"value": value, "origins": dict(origins(found, way))} if has_origin else value
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for line in (lines_with_origin if has_origin else yaml_lines)(only(every, way)):
            click.echo(line)
    errors = errors_in(load_client(workspace, id).problems)
    tell(errors)
    if errors:
        click.get_current_context().exit(ConfigInvalid.exit_code)
