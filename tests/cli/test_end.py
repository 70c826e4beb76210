"""How the process ends: at once, and yet with everything put away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def ended(folder: Path, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A process that runs a script and then the program."""
    program = "from reportgen.__main__ import main\nmain()\n"
    return subprocess.run(
        [sys.executable, "-c", script + program, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("words", "code"), [(("--version",), 0), (("validate",), 2)])
def test_who_registered_for_the_end_is_served_and_the_exit_code_kept(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    script = "import atexit\natexit.register(print, 'put away')\n"
    done = ended(tmp_path, script, *words)
    assert done.returncode == code
    assert done.stdout.endswith("put away\n")


def test_objects_are_not_taken_down_one_by_one(tmp_path: Path) -> None:
    script = (
        "class Lasting:\n    def __del__(self):\n        print('taken down')\nlasting = Lasting()\n"
    )
    done = ended(tmp_path, script, "--version")
    assert (done.returncode, "taken down" in done.stdout) == (0, False)


def test_a_thread_that_is_at_work_is_waited_for(tmp_path: Path) -> None:
    script = (
        "import threading\n"
        "def work():\n    threading.main_thread().join()\n    print('worked')\n"
        "threading.Thread(target=work).start()\n"
    )
    done = ended(tmp_path, script, "--version")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "worked")


def test_a_profile_of_the_program_is_written(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "cProfile", "-o", "seen.prof", "-m", "reportgen", "--version"]
    done = subprocess.run(words, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0
    assert (tmp_path / "seen.prof").stat().st_size > 0


@pytest.mark.skipif(sys.platform == "win32", reason="closes a stream as a shell does")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_stream_that_the_caller_closed_is_no_failure(tmp_path: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m reportgen --help {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == 0
