"""The command line: the only place that reads the clock, prints, and ends with an exit code."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import add_completion_class

from reportgen import __version__
from reportgen.cli.commands import LazyGroup
from reportgen.cli.failures import FailureDesk
from reportgen.cli.memory import live_shortly
from reportgen.cli.powershell import PowerShellComplete
from reportgen.cli.settings import Settings

add_completion_class(PowerShellComplete)

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_TALKATIVE = ("weasyprint", "fontTools")
"""Libraries whose steps are told with -vv only."""


class Reportgen(LazyGroup):
    """The program: its commands, run at the desk that tells failures."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command line; whatever the locale, file names are UTF-8 and words come out."""
        if args is None:
            _restart_where_names_would_be_ascii()
            live_shortly()
            for stream in (sys.stdout, sys.stderr):
                if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
                    stream.reconfigure(errors="backslashreplace")
        return super().main(args, *rest, **options)

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
        if settings.verbosity < len(_LEVELS) - 1:
            for library in _TALKATIVE:
                logging.getLogger(library).setLevel(logging.WARNING)
        with FailureDesk(settings):
            return super().invoke(ctx)


def _restart_where_names_would_be_ascii() -> None:
    """Start again in Python's UTF-8 mode, once, where LC_ALL=C has made all file names ASCII.

    There an export with a Japanese name would be missing.
    """
    if sys.getfilesystemencoding() == "ascii" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


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
