from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner, Result

from reportgen.cli import commands, main
from reportgen.cli.commands import COMMANDS, Entry
from reportgen.cli.settings import Settings
from reportgen.errors import DataRefused, Place, Problem
from tests.config.acme import AGENCY, write

Body = Callable[[Settings], None]


def run(monkeypatch: pytest.MonkeyPatch, body: Body, *options: str) -> Result:
    """The program with one command, `try`, that does nothing but call a function."""

    @click.command(name="try")
    @click.pass_obj
    def command(settings: Settings) -> None:
        body(settings)

    def import_module(name: str) -> SimpleNamespace:
        return SimpleNamespace(command=command)

    entry = Entry("tried", "command", "Try.")
    monkeypatch.setattr(commands, "COMMANDS", {"try": entry})
    monkeypatch.setattr(commands, "import_module", import_module)
    return CliRunner().invoke(main, [*options, "try"])


def fail(error: BaseException) -> Body:
    def body(_: Settings) -> None:
        raise error

    return body


def test_a_failure_is_told_with_its_problems_hint_and_exit_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = Problem("RG401", "the file is missing", Place("data/crm.csv"))
    done = run(monkeypatch, fail(DataRefused("no data yet", "wait for the export", [problem])))
    assert done.exit_code == 5
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "error[RG401]: the file is missing",
        "--> data/crm.csv",
        "",
        "1 error, 0 warnings",
        "error: no data yet",
        "  hint: wait for the export",
    ]


def test_an_interrupted_command_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(monkeypatch, fail(KeyboardInterrupt()))
    assert (done.exit_code, done.stderr) == (130, "interrupted\n")


def test_an_interruption_that_python_wrapped_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = RuntimeError("while a class was made")
    wrapped.__cause__ = KeyboardInterrupt()
    done = run(monkeypatch, fail(wrapped))
    assert (done.exit_code, done.stderr) == (130, "interrupted\n")


def test_an_interruption_while_the_program_is_loaded_ends_in_a_word(tmp_path: Path) -> None:
    write(tmp_path, "click.py", "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "validate"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}"},
        capture_output=True,
        text=True,
        check=False,
        # What a shell runs in the background ignores interruptions, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert (done.returncode, done.stderr) == (130, "interrupted\n")


def test_a_terminated_command_ends_with_143_and_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    done = run(monkeypatch, lambda _: signal.raise_signal(signal.SIGTERM))
    assert (done.exit_code, done.stderr) == (143, "terminated\n")
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_full_disk_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(monkeypatch, fail(OSError(errno.ENOSPC, "No space left on device", "out/a.pdf")))
    assert done.exit_code == 1
    assert done.stderr.startswith("error: out/a.pdf: No space left on device\n")


def test_a_fault_of_ours_leaves_a_report_and_no_trace_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(tmp_path, "configs/agency.yml", AGENCY)
    done = run(monkeypatch, fail(ZeroDivisionError("oh")), "-C", str(tmp_path))
    assert done.exit_code == 70
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: internal error")
    (report,) = (tmp_path / ".reportgen" / "crash").iterdir()
    assert f"crash report: {report}" in done.stderr
    assert "ZeroDivisionError: oh" in report.read_text(encoding="utf-8")


def test_debug_shows_where_a_fault_came_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = run(monkeypatch, fail(ZeroDivisionError("oh")), "--debug", "-C", str(tmp_path))
    assert done.exit_code == 70
    assert "Traceback" in done.stderr


def test_a_crash_that_cannot_be_written_down_is_still_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(tmp_path, ".reportgen", "a file where the folder should be")
    done = run(monkeypatch, fail(ZeroDivisionError("oh")), "-C", str(tmp_path))
    assert done.exit_code == 70
    assert "crash report" not in done.stderr


def test_options_before_the_command_reach_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[Settings] = []
    run(monkeypatch, seen.append, "-C", str(tmp_path), "-vv", "--debug")
    assert seen == [Settings(tmp_path, debug=True, verbosity=2)]


@pytest.mark.parametrize(
    ("options", "environment", "has_colour"),
    [
        (["--color", "always"], {}, True),
        (["--color", "never"], {}, False),
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_is_chosen_or_left_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    environment: dict[str, str],
    has_colour: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = run(monkeypatch, fail(DataRefused("no data")), *options)
    assert ("\x1b[31m" in done.stderr) is has_colour


def test_every_command_says_in_the_list_what_it_does() -> None:
    done = CliRunner().invoke(main, ["--help"])
    assert done.exit_code == 0
    for name, entry in COMMANDS.items():
        assert f"  {name}" in done.stdout
        assert entry.help.endswith(".")


def test_a_command_that_does_not_exist_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["biuld"]).exit_code == 2
