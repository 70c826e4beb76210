"""`reportgen explain`: what an error code means, or how a figure was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import error_codes
from reportgen.cli.month_option import month_option
from reportgen.cli.settings import Settings
from reportgen.errors import UsageFailed

STAGES = (
    "config",
    "connectors",
    "snapshots",
    "mapping",
    "analysis",
    "narrative",
    "composition",
    "render",
    "archive",
)
"""The stages that leave something to look at, in their order."""


@click.command(name="explain")
@click.argument("subject", metavar="CODE | CLIENT.KPI", shell_complete=error_codes)
@month_option
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    help="Print what this stage makes of CLIENT's month (analysis also of CLIENT.KPI).",
)
@click.pass_obj
def command(settings: Settings, subject: str, month: str, stage: str | None) -> None:
    """Say what an error code means (RG203), or how a figure was made (minato.orders).

    A figure is followed through its formula down to the source, the filter, and the rows. With
    --stage every intermediate of a report can be looked at; nothing is built.
    """
    if stage is not None:
        from reportgen.cli.stages import stage_text
        from reportgen.config import load_workspace

        workspace = load_workspace(Path.cwd(), settings.directory)
        click.echo(stage_text(workspace, subject, month, stage, datetime.now(UTC)))
        return
    lines = (
        _of_code(subject.upper()) if _CODE.match(subject) else _of_figure(settings, subject, month)
    )
    for line in lines:
        click.echo(line)


_CODE = re.compile(r"RG\d+$", re.IGNORECASE | re.ASCII)


def _of_code(code: str) -> Iterator[str]:
    from reportgen.cli.code_page import page
    from reportgen.model.codes import codes

    if code not in codes():
        number = int(code[2:].ljust(3, "0"))
        nearest = sorted(codes().values(), key=lambda one: abs(int(one.id[2:]) - number))[:2]
        meant = " or ".join(f"{one.id} ({one.meaning})" for one in nearest)
        raise UsageFailed(f"{code} is not an error code", f"did you mean {meant}?")
    return page(codes()[code])


def _of_figure(settings: Settings, subject: str, month: str) -> Iterator[str]:
    from reportgen.cli.figures import explained
    from reportgen.config import load_workspace

    workspace = load_workspace(Path.cwd(), settings.directory)
    return explained(workspace, subject, month, datetime.now(UTC))
