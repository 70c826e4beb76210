"""How a command ends that cannot go on: words for the operator, and the exit code for cron."""

from __future__ import annotations

import os
import platform
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType, TracebackType

import click

from reportgen import __version__
from reportgen.cli.problems import tell_failure
from reportgen.cli.settings import Settings
from reportgen.errors import EnvironmentFailed, ReportgenError

INTERNAL = 70
INTERRUPTED = 130
TERMINATED = 143
AGENCY_FILE = Path("configs") / "agency.yml"


Handler = Callable[[int, FrameType | None], object] | int | None


class Terminated(BaseException):
    """The machine asks the program to end; what is half written is put away first."""


class FailureDesk:
    """Stands around a command; turns whatever stops it into words and an exit code."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._before: dict[signal.Signals, Handler] = {}

    def __enter__(self) -> None:
        """From now on the signals to end are told like any other failure."""
        if threading.current_thread() is not threading.main_thread():
            return
        self._before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
        signal.signal(signal.SIGTERM, _terminate)
        if self._before[signal.SIGINT] is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell a failure and leave; click's own ways to end are left to click."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if _is_interruption(error):
            click.echo("interrupted", err=True)
            raise click.exceptions.Exit(INTERRUPTED)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            self._trace_if_asked(error)
            error = _environment(error)
        if isinstance(error, ReportgenError):
            self._trace_if_asked(error)
            tell_failure(error)
            raise click.exceptions.Exit(error.exit_code)
        if isinstance(error, Terminated):
            click.echo("terminated", err=True)
            raise click.exceptions.Exit(TERMINATED)
        if isinstance(error, Exception) and not _is_clicks_own(error):
            self._tell_crash(error)
            raise click.exceptions.Exit(INTERNAL)

    def _trace_if_asked(self, error: Exception) -> None:
        if self.settings.debug:
            click.echo("".join(traceback.format_exception(error)), err=True)

    def _tell_crash(self, error: Exception) -> None:
        self._trace_if_asked(error)
        click.echo("error: internal error; nothing you configured should cause this", err=True)
        written = write_crash_report(_folder(self.settings), error)
        if written is not None:
            click.echo(f"  crash report: {written}", err=True)
            click.echo("  hint: send it with what you did; --debug shows it here", err=True)


def _is_interruption(error: BaseException | None) -> bool:
    """True for Ctrl-C, also where it came while a class was made and Python wrapped it."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


def write_crash_report(folder: Path, error: Exception) -> Path | None:
    """Write what is needed to find the fault; None where nothing can be written."""
    now = datetime.now(UTC)
    lines = [
        f"reportgen {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"at: {now:%Y-%m-%dT%H:%M:%SZ}",
        f"called: {' '.join(sys.argv[1:])}",
        "",
        *traceback.format_exception(error),
    ]
    path = folder / f"{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        return None
    return path


def _folder(settings: Settings) -> Path:
    """The crash folder of the workspace, or of this folder where there is none."""
    start = settings.directory or Path.cwd()
    found = (folder for folder in (start, *start.parents) if (folder / AGENCY_FILE).is_file())
    return next(found, start) / ".reportgen" / "crash"


def _environment(error: OSError) -> EnvironmentFailed:
    where = f"{error.filename}: " if error.filename else ""
    return EnvironmentFailed(
        f"{where}{error.strerror or error}", "check the disk and the permissions of this place"
    )


def _is_clicks_own(error: Exception) -> bool:
    return isinstance(
        error,
        (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError),
    )
