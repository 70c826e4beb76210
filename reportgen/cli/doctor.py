"""`reportgen doctor`: what this machine and workspace need for reports, each with its command."""

from __future__ import annotations

import ctypes.util
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import click

from reportgen.cli.settings import Settings
from reportgen.errors import EnvironmentFailed, ReportgenError

LEAST_DISK = 500_000_000
APT = "sudo apt-get install -y --no-install-recommends"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and how to mend it."""

    subject: str
    is_well: bool
    seen: str
    remedy: str = ""
    exit_code: int = EnvironmentFailed.exit_code


Check = Callable[[Settings], Finding]


@click.command(name="doctor")
@click.pass_obj
def command(settings: Settings) -> None:
    """Check that this machine can make reports, and that the workspace is well.

    Nothing leaves this machine. Each failing line says what to do.
    """
    findings = [check(settings) for check in CHECKS]
    for one in findings:
        click.echo(f"{'✓' if one.is_well else '✗'} {one.subject}: {one.seen}")
        if one.remedy and not one.is_well:
            click.echo(f"    {one.remedy}")
    codes = [one.exit_code for one in findings if not one.is_well]
    click.get_current_context().exit(max(codes, default=0))


def python(settings: Settings) -> Finding:
    """Python itself."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")


def packages(settings: Settings) -> Finding:
    """The packages a report is made with."""
    needed = (
        "weasyprint",
        "altair",
        "vl-convert-python",
        "pandas",
        "jinja2",
        "google-analytics-data",
    )
    try:
        seen = ", ".join(f"{name} {metadata.version(name)}" for name in needed)
    except metadata.PackageNotFoundError as missing:
        return Finding("packages", False, f"{missing.name} is not installed", "run: make setup")
    return Finding("packages", True, seen)


def pango(settings: Settings) -> Finding:
    """The library that sets text."""
    found = ctypes.util.find_library("pango-1.0")
    return Finding(
        "Pango", bool(found), found or "not found", f"{APT} libpango-1.0-0 libpangoft2-1.0-0"
    )


def harfbuzz_subset(settings: Settings) -> Finding:
    """The library that makes fonts small; without it that takes ten times as long."""
    found = ctypes.util.find_library("harfbuzz-subset")
    return Finding(
        "harfbuzz-subset", bool(found), found or "not found", f"{APT} libharfbuzz-subset0"
    )


def report_fonts(settings: Settings) -> Finding:
    """The report's own faces, made from Noto."""
    from reportgen.render.fonts import faces

    try:
        made = faces()
    except EnvironmentFailed as failed:
        return Finding("fonts", False, failed.message, failed.hint)
    return Finding("fonts", True, f"{made.directory}: {', '.join(made.files)}")


def time_zones(settings: Settings) -> Finding:
    """The time zone data months are cut by."""
    from zoneinfo import available_timezones

    count = len(available_timezones())
    return Finding("time zones", count > 0, f"{count} known", f"{APT} tzdata")


def disk(settings: Settings) -> Finding:
    """Room for editions and snapshots."""
    free = shutil.disk_usage(settings.directory or Path.cwd()).free
    seen = f"{free // 1_000_000:,} MB free"
    return Finding("disk", free >= LEAST_DISK, seen, "free at least 500 MB")


def workspace(settings: Settings) -> Finding:
    """The workspace and every client's configuration."""
    from reportgen.config import load_client, load_workspace

    try:
        found = load_workspace(Path.cwd(), settings.directory)
        invalid = [id for id in found.clients if load_client(found, id).config is None]
    except ReportgenError as failed:
        return Finding("workspace", False, failed.message, failed.hint, failed.exit_code)
    seen = f"{found.root}, clients: {', '.join(found.clients) or 'none'}"
    if invalid:
        return Finding(
            "workspace", False, f"{', '.join(invalid)} invalid", "run: reportgen validate --all", 4
        )
    return Finding("workspace", True, seen)


CHECKS: tuple[Check, ...] = (
    python,
    packages,
    pango,
    harfbuzz_subset,
    report_fonts,
    time_zones,
    disk,
    workspace,
)
