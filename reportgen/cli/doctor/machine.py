"""The machine: versions of what a report is made with, the terminal, time zone data."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import resource
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from reportgen import __version__
from reportgen.cli.doctor import remedies
from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import Finding, failing, watch, well
from reportgen.cli.doctor.telling import can_show, terminal_encoding
from reportgen.cli.doctor.versions import (
    Requirement,
    fits,
    installed,
    our_requirements,
    python_wanted,
)
from reportgen.errors import ConfigInvalid, EnvironmentFailed

OLDEST_PANGO = (1, 44, 0)
"""What WeasyPrint lays out Japanese with."""
CHART_ADDRESSES = 70_000_000_000
"""Bytes of addresses, not of memory, that the chart converter reserves when it starts."""
PANGO_NAMES = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib")
PANGOFT2_NAMES = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0.dylib")


def reportgen(case: Case) -> Iterator[Finding]:
    """The program itself."""
    yield well("reportgen", f"{__version__}, {Path(__file__).parents[2]}")


def python(case: Case) -> Iterator[Finding]:
    """Python itself."""
    seen, wanted = platform.python_version(), python_wanted()
    if fits(seen, wanted):
        yield well("Python", f"{seen}, {sys.executable}")
    else:
        yield failing("Python", f"{seen}; {wanted} is needed", "install a newer Python")


def packages(case: Case) -> Iterator[Finding]:
    """The packages a report is made with, in the versions it is made for."""
    good = []
    for requirement in our_requirements():
        version = installed(requirement.name)
        if version is not None and fits(version, requirement.versions):
            good.append(f"{requirement.name} {version}")
        else:
            yield _lacking(requirement, version)
    yield well("packages", ", ".join(good))


def _lacking(requirement: Requirement, version: str | None) -> Finding:
    remedy = remedies.python_packages([str(requirement)])
    if version is None:
        return failing(requirement.name, "not installed", remedy)
    return failing(requirement.name, f"{version}; {requirement.versions} is needed", remedy)


def yaml_reader(case: Case) -> Iterator[Finding]:
    """PyYAML's fast reader, which tells where every word stands."""
    import yaml

    if hasattr(yaml, "CSafeLoader"):
        yield well("YAML", "PyYAML has its C loader")
    else:
        remedy = f"{sys.executable} -m pip install --force-reinstall --only-binary :all: pyyaml"
        yield failing("YAML", "PyYAML was built without its C loader", remedy)


def pango(case: Case) -> Iterator[Finding]:
    """The library that sets text."""
    library = loaded(PANGO_NAMES, "pango-1.0")
    if library is None or loaded(PANGOFT2_NAMES, "pangoft2-1.0") is None:
        yield failing("Pango", "not found", remedies.PANGO.remedy)
    else:
        yield pango_of(library.pango_version())


def pango_of(number: int) -> Finding:
    """Pango by its version as it tells it: 15012 is 1.50.12."""
    version = number // 10_000, number // 100 % 100, number % 100
    seen, oldest = (".".join(map(str, one)) for one in (version, OLDEST_PANGO))
    if version < OLDEST_PANGO:
        seen = f"{seen} is too old; {oldest} or newer is needed"
        return failing("Pango", seen, remedies.PANGO.remedy)
    return well("Pango", seen)


def loaded(names: tuple[str, ...], stem: str) -> ctypes.CDLL | None:
    """A library of the system; None where it is not there."""
    for name in (*names, ctypes.util.find_library(stem)):
        try:
            return ctypes.CDLL(name) if name else None
        except OSError:
            continue
    return None


def harfbuzz_subset(case: Case) -> Iterator[Finding]:
    """The library that makes fonts small."""
    from reportgen.render import harfbuzz

    try:
        yield well("HarfBuzz", f"{harfbuzz.version()}, with its subset library")
    except EnvironmentFailed as missing:
        yield failing("HarfBuzz", missing.message, remedies.HARFBUZZ.remedy)


def memory(case: Case) -> Iterator[Finding]:
    """A limit on addresses, which ends the program where charts are drawn."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY or limit >= CHART_ADDRESSES:
        yield well("memory", "no limit that charts would meet")
        return
    wanted, given = CHART_ADDRESSES // 1_000_000, limit // 1_000_000
    seen = f"ulimit -v allows {given:,} MB of addresses; drawing charts reserves {wanted:,} MB"
    yield failing("memory", seen, "ulimit -v unlimited, where the limit is set")


def terminal(case: Case) -> Iterator[Finding]:
    """Whether what is printed here can be read."""
    encoding = terminal_encoding()
    if can_show("受注", encoding):
        yield well("terminal", encoding)
        return
    is_chosen = bool(case.environment.get("PYTHONIOENCODING"))
    remedy = "unset PYTHONIOENCODING" if is_chosen else "export PYTHONUTF8=1"
    seen = f"{encoding}: Japanese is printed here as \\u53d7\\u6ce8; reports are not affected"
    yield watch("terminal", seen, remedy)


def time_zones(case: Case) -> Iterator[Finding]:
    """The time zone data months are cut by, and the zones of the clients."""
    if not zoneinfo.available_timezones():
        remedy = remedies.python_packages(["tzdata"])
        yield failing("time zones", "this machine has no time zone data", remedy)
        return
    named = {zone: id for id in case.clients for zone in _zones_of(case, id)}
    unknown = [zone for zone in named if not _is_known(zone)]
    for zone in unknown:
        yield failing(
            "time zones",
            f"{zone!r} of {named[zone]} is not known here ({_zone_data()})",
            f"{case.command} validate {named[zone]}",
            exit_code=ConfigInvalid.exit_code,
        )
    if not unknown:
        yield well("time zones", ", ".join((_zone_data(), *sorted(named))))


def _zones_of(case: Case, id: str) -> Iterator[str]:
    agreed = case.clients[id].agreed
    if agreed is not None:
        sources = (source.timezone for source in agreed.config.sources.values())
        yield from filter(None, (agreed.config.client.timezone, *sources))


def _is_known(zone: str) -> bool:
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _zone_data() -> str:
    """Which time zone data are used: the system's, or else the package tzdata's."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "UTC").is_file():
            return f"{_system_version(folder)}{folder}"
    return f"package tzdata {installed('tzdata') or ''}".rstrip()


def _system_version(folder: Path) -> str:
    try:
        with (folder / "tzdata.zi").open(encoding="utf-8", errors="replace") as file:
            return f"{file.readline().removeprefix('# version').strip()} in "
    except OSError:
        return ""
