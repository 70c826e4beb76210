"""The doctor called as people call it, in a process of its own where the machine is meant."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from reportgen.cli import main
from tests.config.acme import AGENCY, CLIENT, write

REPOSITORY = Path(__file__).parents[3]
CACHE = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
"""Where this machine keeps the faces, so that they need not be made for every test."""


@dataclass(frozen=True)
class Check:
    """One line of what the doctor found."""

    subject: str
    state: str
    seen: str
    details: list[str]
    remedy: str


@dataclass(frozen=True)
class Visit:
    """What a call printed, and how it ended."""

    exit_code: int
    text: str
    told: str

    @property
    def checks(self) -> list[Check]:
        """The findings of a call with --json."""
        return [Check(**one) for one in json.loads(self.text)["checks"]]

    def of(self, subject: str) -> Check:
        """The one finding of a subject."""
        (found,) = (one for one in self.checks if one.subject == subject)
        return found

    def subjects(self, state: str) -> list[str]:
        """The subjects of all findings in a state."""
        return [one.subject for one in self.checks if one.state == state]


def doctor(root: Path, *arguments: str, shell: str = "", **environment: str) -> Visit:
    """Call the doctor for a workspace; `shell` runs before it in the same shell."""
    words = [sys.executable, "-m", "reportgen", "-C", str(root), "doctor", *arguments]
    ran = subprocess.run(
        ["/bin/sh", "-c", f"{shell}\nexec {shlex.join(words)}"],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "XDG_CACHE_HOME": CACHE, **environment},
        capture_output=True,
        check=False,
    )
    return Visit(ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode())


def visit(root: Path, *arguments: str, **environment: str) -> Visit:
    """Call the doctor here, with these variables and none of Google's."""
    variables = {"XDG_CACHE_HOME": CACHE, "GOOGLE_APPLICATION_CREDENTIALS": None, **environment}
    done = CliRunner().invoke(main, ["-C", str(root), "doctor", *arguments], env=variables)
    return Visit(done.exit_code, done.stdout, done.stderr)


def acme(root: Path, lines: str = "") -> Path:
    """A workspace with the small valid client, whose files of last month are not there."""
    write(root, "configs/agency.yml", AGENCY)
    write(root, "configs/acme/client.yml", CLIENT + lines)
    return root
