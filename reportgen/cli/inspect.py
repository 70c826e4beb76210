"""`reportgen inspect`: what the reader sees in an exported file."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.problems import tell
from reportgen.cli.settings import Settings
from reportgen.errors import DataRefused, UsageFailed


@click.command(name="inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "is_json", is_flag=True, help="Print JSON, with exact decimals as text.")
@click.option(
    "--as-config", "is_config", is_flag=True, help="Print the source to paste into client.yml."
)
@click.pass_obj
def command(settings: Settings, file: Path, is_json: bool, is_config: bool) -> None:
    """Look at FILE, an export of any known tool or a table of your own, as the reader sees it.

    Prints which tool wrote it, how it is written, and the rows, columns and sums of every table.
    Of what stands in its cells only sums are printed; --as-config prints the words of columns of
    states too. Needs no client, and FILE may lie anywhere. Ends with 5 when the file is refused.
    """
    from reportgen.connectors.inspecting.inspection import inspect

    if is_json and is_config:
        raise UsageFailed("--json and --as-config print different things", "choose one of them")
    inspection = inspect(file)
    if is_config:
        from reportgen.cli.inspected_config import config_lines

        lines = config_lines(inspection)
    elif is_json:
        from reportgen.cli.inspected_json import json_lines

        lines = json_lines(inspection)
    else:
        from reportgen.cli.inspected_text import text_lines

        lines = text_lines(inspection)
    for line in lines:
        click.echo(line)
    if not is_json:
        tell(inspection.problems)
    if inspection.errors:
        click.get_current_context().exit(DataRefused.exit_code)
