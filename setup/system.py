"""What the reports need from the operating system: what is missing, and how to get it.

Runs with the system's own Python before there is an environment, so it uses the standard library
only. What is missing is installed with apt where that needs no question (root, or sudo without a
password); otherwise the commands are printed and the exit code is 1.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

OLDEST_PYTHON = (3, 11)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

Command = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One thing the operating system provides, how to see it, and the packages it comes in."""

    name: str
    present: Callable[[], bool]
    apt: str
    dnf: str
    brew: str = ""
    cask: str = ""


def missing(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts this machine lacks."""
    return tuple(part for part in parts if not part.present())


def packages(names: Iterable[str]) -> tuple[str, ...]:
    """Package names once each, in order; a name may hold several, an empty one none."""
    return tuple(dict.fromkeys(package for name in names for package in name.split()))


def apt_commands(lacking: Iterable[Part], privilege: Command) -> tuple[Command, ...]:
    """The apt calls that install the lacking parts and ask nothing; none when nothing lacks."""
    wanted = packages(part.apt for part in lacking)
    if not wanted:
        return ()
    apt = (*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y")
    return (
        (*apt, "update"),
        (*apt, "-o", "DPkg::Lock::Timeout=300", "install", "--no-install-recommends", *wanted),
    )


def advice(lacking: Iterable[Part]) -> str:
    """What is missing, and the command that installs it on each kind of system."""
    parts = tuple(lacking)
    apt = " ".join(packages(part.apt for part in parts))
    dnf = " ".join(packages(part.dnf for part in parts))
    formulae = " ".join(packages(part.brew for part in parts))
    casks = " ".join(packages(part.cask for part in parts))
    brew = (formulae and f"brew install {formulae}", casks and f"brew install --cask {casks}")
    return "\n".join(
        (
            "reportgen needs from this machine:",
            *(f"  - {part.name}" for part in parts),
            "It cannot be installed from here without asking. Run the line for your system, "
            "then make again:",
            "  Debian, Ubuntu:  sudo apt-get update && "
            f"sudo apt-get install -y --no-install-recommends {apt}",
            f"  Fedora:          sudo dnf install -y {dnf}",
            f"  macOS:           {' && '.join(filter(None, brew))}",
        )
    )


def styles_by_file_name(family: str, file_names: Iterable[str]) -> frozenset[str]:
    """The styles of a Noto CJK family told by its files' names.

    "Noto Sans CJK JP" is in NotoSansCJK-Bold.ttc (all regions) and NotoSansCJKjp-Bold.otf.
    """
    all_regions = family.removesuffix(" JP").replace(" ", "")
    stems = (Path(name).stem.partition("-") for name in file_names)
    return frozenset(
        style for stem, _, style in stems if style and stem in (all_regions, all_regions + "jp")
    )


def has_library(stem: str, version: int) -> bool:
    """Whether the dynamic library can be loaded, by the names it has on Linux and macOS."""
    for name in (f"lib{stem}.so.{version}", f"lib{stem}.{version}.dylib", f"lib{stem}.dylib"):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return sys.platform == "darwin" and ctypes.util.find_library(stem) is not None


def has_styles(family: str, *wanted: str) -> bool:
    """Whether the font family is installed in these styles; asks Fontconfig where it can."""
    if shutil.which("fc-list"):
        listing = ("fc-list", "--format", "%{style[0]}\n", family)
        found = subprocess.run(listing, capture_output=True, text=True, check=False).stdout
        return set(wanted) <= set(found.split("\n"))
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    names = (path.name for folder in folders for path in folder.rglob("Noto*CJK*"))
    return set(wanted) <= styles_by_file_name(family, names)


def has_venv() -> bool:
    """Whether this Python can make environments; Debian keeps that in a package of its own."""
    return importlib.util.find_spec("ensurepip") is not None


PARTS = (
    Part(
        "Python's venv module",
        has_venv,
        apt="python{}.{}-venv".format(*sys.version_info[:2]),
        dnf="python3",
        brew="python",
    ),
    Part(
        "Pango (lays out the text)",
        lambda: has_library("pango-1.0", 0) and has_library("pangoft2-1.0", 0),
        apt="libpango-1.0-0 libpangoft2-1.0-0",
        dnf="pango",
        brew="pango",
    ),
    Part(
        "HarfBuzz's subset library (without it, embedding the fonts is ten times slower)",
        lambda: has_library("harfbuzz-subset", 0),
        apt="libharfbuzz-subset0",
        dnf="harfbuzz",
        brew="harfbuzz",
    ),
    Part(
        "Fontconfig, with its commands (finds the fonts)",
        lambda: has_library("fontconfig", 1) and shutil.which("fc-match") is not None,
        apt="fontconfig",
        dnf="fontconfig",
        brew="fontconfig",
    ),
    Part(
        "the font Noto Sans CJK JP, Regular and Bold",
        lambda: has_styles("Noto Sans CJK JP", "Regular", "Bold"),
        apt="fonts-noto-cjk",
        dnf="google-noto-sans-cjk-fonts",
        cask="font-noto-sans-cjk",
    ),
    Part(
        "the font Noto Serif CJK JP, SemiBold",
        lambda: has_styles("Noto Serif CJK JP", "SemiBold"),
        apt="fonts-noto-cjk fonts-noto-cjk-extra",
        dnf="google-noto-serif-cjk-fonts",
        cask="font-noto-serif-cjk",
    ),
)


def apt_privilege() -> Command | None:
    """What to put before apt-get so that it asks nothing; None where it may not be used."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ()
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(("sudo", "-n", "true"), capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None


def install(commands: Iterable[Command]) -> None:
    """Run the commands, each shown first; what they achieved is seen by looking again."""
    for command in commands:
        print("+", shlex.join(command), flush=True)
        subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    importlib.invalidate_caches()


def main() -> int:
    """Install what is missing, or say how; the exit code is 1 while something is missing."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found = sys.version.partition(" ")[0]
        print(f"reportgen needs Python 3.11 or newer; this is {found}.", file=sys.stderr)
        print("Name another one with: make PYTHON=/path/to/python3", file=sys.stderr)
        return 1
    lacking = missing(PARTS)
    privilege = apt_privilege() if lacking else None
    if privilege is not None:
        install(apt_commands(lacking, privilege))
        lacking = missing(PARTS)
    if lacking:
        print(advice(lacking), file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
