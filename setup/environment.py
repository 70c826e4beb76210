"""The project's own Python environment: `.venv`, filled from the lock file and nothing else.

Each of the two steps leaves a stamp that names everything it depended on, so a second call only
compares two stamps. The lock has a hash for every file, and only wheels are installed: no code
of a dependency runs while it is being installed. The lock names every package, so pip looks for
none by itself: older ones take a newer release for an extra (`coverage[toml]`) than the lock says.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUIET = ("-qq", "--no-input", "--disable-pip-version-check", "--progress-bar", "off")


def digest(*inputs: str) -> str:
    """One hash for the inputs of a step; it changes when any of them does."""
    return hashlib.sha256("\0".join(inputs).encode()).hexdigest()


def once(stamp: Path, key: str, step: Callable[[], None]) -> None:
    """Do the step unless its stamp already holds this key; the stamp is written last."""
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return
    step()
    stamp.write_text(key, encoding="ascii")


def run(*command: str | Path) -> None:
    """Run a command; when it fails, stop with its own message and one line more."""
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        sys.exit(f"Setting up stopped at: {' '.join(words)}")


def main() -> None:
    """Make `.venv` hold exactly what the lock names, and this project as an editable install."""
    venv = ROOT / ".venv"
    pip_install = (venv / "bin" / "python", "-m", "pip", "install", *QUIET)
    lock = ROOT / "requirements.lock"
    dependencies = digest(lock.read_text(encoding="utf-8"), sys.version, sys.executable, str(ROOT))
    project = digest(dependencies, (ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def install_dependencies() -> None:
        print("Filling .venv from requirements.lock (once; about a minute)", flush=True)
        run(sys.executable, "-m", "venv", "--clear", venv)
        run(*pip_install, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", lock)
        run(venv / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "-q", "check")

    def install_project() -> None:
        run(*pip_install, "--no-deps", "--no-build-isolation", "--editable", ROOT)

    once(venv / ".dependencies", dependencies, install_dependencies)
    once(venv / ".project", project, install_project)


if __name__ == "__main__":
    main()
