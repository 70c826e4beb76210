"""Completion, asked as each shell asks; bash is really run with the printed script."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from tests.config.acme import AGENCY, CLIENT, write

REPOSITORY = Path(__file__).parents[2]
HEAVY = {"pandas", "numpy", "weasyprint", "altair", "jinja2", "google"}
SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "configs/agency.yml", AGENCY)
    for id in ("acme", "harrow", "minato"):
        write(tmp_path, f"configs/{id}/client.yml", CLIENT)
    for month in ("2026-09", "2026-10", ".unfinished"):
        (tmp_path / ".reportgen/snapshots/minato" / month).mkdir(parents=True)
    (tmp_path / ".reportgen/snapshots/acme/2026-08").mkdir(parents=True)
    return tmp_path


def run(root: Path, variables: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        command or (sys.executable, "-m", "reportgen"),
        cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def offered(root: Path, *words: str) -> list[str]:
    """What is offered for the last of the words, which is not finished."""
    asked = {"COMP_WORDS": " ".join(("reportgen", *words)), "COMP_CWORD": str(len(words))}
    lines = run(root, {"_REPORTGEN_COMPLETE": "bash_complete", **asked}).split()
    return [line.removeprefix("plain,") for line in lines]


def test_commands_are_offered_and_those_below_them(root: Path) -> None:
    assert offered(root, "val") == ["validate"]
    assert {"build", "client", "config", "explain"} <= set(offered(root, ""))
    assert {"add", "list"} <= set(offered(root, "client", ""))


def test_clients_are_offered_by_the_names_of_their_folders(root: Path) -> None:
    assert offered(root, "validate", "") == ["acme", "harrow", "minato"]
    assert offered(root, "build", "m") == ["minato"]
    assert offered(root, "config", "show", "h") == ["harrow"]
    assert offered(root, "doctor", "h") == ["harrow"]


def test_a_client_that_is_named_already_is_not_offered_again(root: Path) -> None:
    assert offered(root, "validate", "acme", "") == ["harrow", "minato"]


def test_clients_of_the_workspace_chosen_with_an_option_are_offered(root: Path) -> None:
    (root / "elsewhere").mkdir()
    elsewhere = root / "elsewhere"
    assert offered(elsewhere, "-C", str(root), "validate", "h") == ["harrow"]


def test_a_workspace_is_found_from_a_folder_in_it(root: Path) -> None:
    assert offered(root / "configs" / "acme", "validate", "a") == ["acme"]


def test_outside_a_workspace_nothing_is_offered_and_nothing_fails(tmp_path: Path) -> None:
    assert offered(tmp_path, "validate", "") == []


def test_months_are_those_of_the_named_clients_data_newest_first(root: Path) -> None:
    assert offered(root, "build", "minato", "-m", "") == ["last", "2026-10", "2026-09"]
    assert offered(root, "build", "-m", "2026") == ["2026-10", "2026-09", "2026-08"]
    assert offered(root, "explain", "acme.leads", "-m", "2") == ["2026-08"]


def test_presets_are_offered_to_a_new_client(root: Path) -> None:
    assert offered(root, "client", "add", "aoi", "--preset", "s") == ["saas", "store"]


def test_error_codes_are_offered_in_either_case(root: Path) -> None:
    assert offered(root, "explain", "RG60") == ["RG600", "RG601", "RG602", "RG603", "RG604"]
    assert offered(root, "explain", "rg600") == ["RG600"]


@pytest.mark.parametrize(
    "words", [(), ("validate",), ("build",), ("config", "show"), ("explain",), ("client", "add")]
)
def test_nothing_heavy_is_imported_to_offer_a_word(root: Path, words: tuple[str, ...]) -> None:
    script = (
        "import atexit, sys\n"
        "from reportgen.__main__ import main\n"
        "def loaded():\n"
        "    print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
        "atexit.register(loaded)\n"
        "main()\n"
    )
    line = " ".join(("reportgen", *words, ""))
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) + 1)}
    variables = {"_REPORTGEN_COMPLETE": "bash_complete", **asked}
    loaded = run(root, variables, sys.executable, "-c", script).splitlines()[-1]
    assert not HEAVY & set(loaded.split())


def test_bash_completes_with_the_script_that_is_printed(root: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = """
        reportgen() { "$PYTHON" -m reportgen "$@"; }
        export -f reportgen
        eval "$(reportgen completion bash)"
        program="$(mktemp -d)/reportgen"
        printf '#!/bin/sh\\nexec "%s" -m reportgen "$@"\\n' "$PYTHON" > "$program"
        chmod +x "$program"
        COMP_WORDS=(reportgen build m) COMP_CWORD=2
        _reportgen_completion "$program"
        echo "${COMPREPLY[@]}"
        complete -p reportgen
    """
    words, registered = run(root, {"PYTHON": sys.executable}, bash, "-c", script).splitlines()
    assert words == "minato"
    assert registered == "complete -o nosort -F _reportgen_completion reportgen"


def test_zsh_is_told_what_a_code_means(root: Path) -> None:
    asked = {"COMP_WORDS": "reportgen explain RG600", "COMP_CWORD": "2"}
    lines = run(root, {"_REPORTGEN_COMPLETE": "zsh_complete", **asked}).splitlines()
    assert lines == ["plain", "RG600", "an id used twice in the log or the actions"]


def test_fish_is_told_what_a_command_does(root: Path) -> None:
    asked = {"COMP_WORDS": "reportgen val", "COMP_CWORD": "val"}
    (line,) = run(root, {"_REPORTGEN_COMPLETE": "fish_complete", **asked}).splitlines()
    assert line == "plain,validate\tCheck the clients' configuration files."


@pytest.mark.parametrize(
    ("words", "word", "lines"),
    [
        (["reportgen", "val"], "val", ["validate\tCheck the clients' configuration files."]),
        (["reportgen", "validate"], "", ["acme\tacme", "harrow\tharrow", "minato\tminato"]),
        (["reportgen", "validate", "'mi"], "'mi", ["minato\tminato"]),
        (["reportgen", "-C"], "", []),
    ],
)
def test_powershell_is_given_words_and_what_they_mean(
    root: Path, words: list[str], word: str, lines: list[str]
) -> None:
    asked = {"COMP_WORDS": "\n".join(words)} | ({"COMP_WORD": word} if word else {})
    variables = {"_REPORTGEN_COMPLETE": "powershell_complete", **asked}
    assert run(root, variables).strip().splitlines() == lines


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_every_shell_calls_the_program_back(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0
    assert f"{shell}_complete" in done.stdout
    assert "_REPORTGEN_COMPLETE" in done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_the_one_the_program_itself_gives_a_shell(root: Path, shell: str) -> None:
    printed = run(root, {}, sys.executable, "-m", "reportgen", "completion", shell)
    assert run(root, {"_REPORTGEN_COMPLETE": f"{shell}_source"}) == printed


def test_a_shell_that_is_not_known_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["completion", "tcsh"]).exit_code == 2
