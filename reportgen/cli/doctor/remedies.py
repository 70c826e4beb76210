"""The command that installs what is missing, by what this machine installs things with."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

REPOSITORY = Path(__file__).parents[3]


@dataclass(frozen=True)
class SystemPackages:
    """What a part of the system is called by each package manager."""

    apt: str
    dnf: str
    brew: str = ""
    cask: str = ""

    @property
    def commands(self) -> dict[str, str]:
        """The command of each package manager, by its program."""
        sudo = "" if os.geteuid() == 0 else "sudo "
        apt = f"{sudo}apt-get install -y --no-install-recommends {self.apt}"
        brew = (
            f"brew install {self.brew}" if self.brew else "",
            f"brew install --cask {self.cask}" if self.cask else "",
        )
        return {
            "apt-get": f"{sudo}apt-get update && {apt}",
            "dnf": f"{sudo}dnf install -y {self.dnf}",
            "brew": " && ".join(filter(None, brew)),
        }

    @property
    def remedy(self) -> str:
        """The command for this machine; all of them where it has none of the managers."""
        commands = self.commands
        for program, command in commands.items():
            if which(program):
                return command
        return "; or ".join(commands.values())


PANGO = SystemPackages("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango")
HARFBUZZ = SystemPackages("libharfbuzz-subset0", "harfbuzz", "harfbuzz")
FONTS = SystemPackages(
    "fonts-noto-cjk fonts-noto-cjk-extra",
    "google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts",
    cask="font-noto-sans-cjk font-noto-serif-cjk",
)


def python_packages(requirements: Sequence[str]) -> str:
    """The command that installs Python packages: the repository's own, or pip."""
    if (REPOSITORY / "setup" / "environment.py").is_file():
        return f"make -C {shlex.quote(str(REPOSITORY))} setup"
    wanted = " ".join(shlex.quote(one) for one in requirements)
    return f"{shlex.quote(sys.executable)} -m pip install {wanted}"
