"""`reportgen explain`: what an error code means, or how a figure was made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.settings import Settings
from reportgen.config import load_workspace
from reportgen.errors import UsageFailed
from reportgen.model.codes import CODES


@click.command(name="explain")
@click.argument("subject", metavar="CODE | CLIENT.KPI")
@click.option("-m", "month", default="last", show_default=True, help="2026-10, 2026-Q3, FY2026-Q2")
@click.pass_obj
def command(settings: Settings, subject: str, month: str) -> None:
    """Say what an error code means (RG203), or how a figure was made (minato.orders).

    A figure is followed through its formula down to the source, the filter, and the rows.
    """
    if subject.upper().startswith("RG") and subject[2:].isdigit():
        click.echo(_code(subject.upper()))
        return
    from reportgen.cli.figures import explained

    workspace = load_workspace(Path.cwd(), settings.directory)
    for line in explained(workspace, subject, month, datetime.now(UTC)):
        click.echo(line)


def _code(code: str) -> str:
    if code not in CODES:
        raise UsageFailed(
            f"{code} is not an error code", f"codes run from {min(CODES)} to {max(CODES)}"
        )
    return f"{code}: {CODES[code]}"
