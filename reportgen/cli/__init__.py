"""The command line: the only place that reads the clock, prints, and ends with an exit code."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import click

from reportgen import __version__
from reportgen.cli.commands import LazyGroup
from reportgen.cli.failures import FailureDesk
from reportgen.cli.settings import Settings

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


class Reportgen(LazyGroup):
    """The program: its commands, run at the desk that tells failures."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        directory = ctx.params.get("directory")
        settings = Settings(
            Path(directory) if directory else None,
            bool(ctx.params.get("debug")),
            int(ctx.params.get("verbosity") or 0),
        )
        ctx.obj = settings
        ctx.color = _colour(str(ctx.params.get("color")))
        logging.basicConfig(
            level=_LEVELS[min(settings.verbosity, 2)], format="%(levelname)s %(name)s: %(message)s"
        )
        with FailureDesk(settings):
            return super().invoke(ctx)


def _colour(choice: str) -> bool | None:
    """Whether to print colours; None leaves it to what standard error is."""
    if choice == "auto":
        return False if os.environ.get("NO_COLOR") else None
    return choice == "always"


@click.command(
    cls=Reportgen,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "REPORTGEN",
        "max_content_width": 100,
    },
)
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="The workspace; else the nearest parent with configs/agency.yml.",
)
@click.option("--debug", is_flag=True, help="Show where in the program a failure came from.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Print colours. NO_COLOR in the environment turns them off.",
)
@click.option("-v", "verbosity", count=True, help="Tell more; -vv tells all.")
@click.version_option(__version__, prog_name="reportgen")
def main(**options: object) -> None:
    """Make monthly client reports as PDF: results first, then what moves the next results."""
