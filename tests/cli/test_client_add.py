from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.config.starting.client import NewFile, add_client
from reportgen.errors import EnvironmentFailed
from tests.config.acme import write

AGENCY = "schema: reportgen/agency@1\nagency: {name: Aobasha}\n"
NOBODY = 65534
USUAL = ("--preset", "ec", "--defaults", "--first-month", "2026-10")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "configs/agency.yml", AGENCY)
    return tmp_path


def add(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "client", "add", *arguments])


def written(root: Path) -> list[str]:
    """Every file and folder of the workspace."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_a_new_client_is_written_and_its_files_are_named(root: Path) -> None:
    done = add(root, "acme", *USUAL)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "configs/acme/client.yml",
        "configs/acme/log.yml",
        "configs/acme/actions.yml",
        "configs/acme/agreements.yml",
        "configs/acme/events.yml",
        "configs/acme/notes/2026-10.yml",
    ]
    assert written(root) == [
        "configs",
        "configs/acme",
        "configs/acme/actions.yml",
        "configs/acme/agreements.yml",
        "configs/acme/client.yml",
        "configs/acme/events.yml",
        "configs/acme/log.yml",
        "configs/acme/notes",
        "configs/acme/notes/2026-10.yml",
        "configs/agency.yml",
        "data",
        "data/acme",
    ]


def test_what_is_open_and_what_comes_next_is_told(root: Path) -> None:
    told = add(root, "acme", *USUAL, "--language", "en").stderr
    assert "✓ acme  ec: an online shop" in told
    assert "questions to the client stand open in its files" in told
    assert "  data/acme/orders_2026-10.csv\n      Shopify: Orders, Export" in told
    assert "  configs/acme/notes/2026-10.yml\n      Typed by hand every month" in told
    assert told.endswith("\nnext: reportgen validate acme\n      reportgen build acme -m 2026-10\n")


def test_a_new_client_is_valid_but_for_its_questions(root: Path) -> None:
    add(root, "acme", *USUAL)
    runner = CliRunner()
    done = runner.invoke(main, ["-C", str(root), "validate", "acme"])
    assert (done.exit_code, done.stdout) == (0, "acme: ok, 0 errors, 1 warning\n")
    strict = runner.invoke(main, ["-C", str(root), "validate", "acme", "--strict"])
    assert strict.exit_code == 4
    assert "error[RG134]" in strict.stderr


def test_a_dry_run_prints_the_files_and_writes_none(root: Path) -> None:
    before = written(root)
    done = add(root, "acme", *USUAL, "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("--- configs/acme/client.yml\n# yaml-language-server: ")
    assert "\n--- configs/acme/notes/2026-10.yml\n" in done.stdout
    assert written(root) == before


def test_without_a_terminal_what_is_missing_is_named_by_its_options(root: Path) -> None:
    done = add(root, "acme", "--name", "Acme Ltd")
    assert done.exit_code == 2
    assert (
        "error: not answered: --preset, --language, --currency, --timezone, "
        "--fiscal-year-starts, --target, --by\n" in done.stderr
    )
    assert "--preset is one of ec, b2b, saas, clinic, store, recruit" in done.stderr
    assert written(root) == ["configs", "configs/agency.yml"]


def test_defaults_answer_everything_but_the_preset(root: Path) -> None:
    done = add(root, "acme", "--defaults")
    assert done.exit_code == 2
    assert "error: not answered: --preset\n" in done.stderr


def test_what_the_agency_says_of_all_clients_needs_no_answer(root: Path) -> None:
    write(root, "configs/agency.yml", AGENCY + "client: {language: [en, ja], currency: EUR}\n")
    done = add(root, "acme", *USUAL)
    assert done.exit_code == 0
    text = (root / "configs/acme/client.yml").read_text(encoding="utf-8")
    assert "  language: [en, ja]\n" in text
    assert "  currency: EUR\n" in text


def test_an_agency_that_answers_nonsense_is_told_at_its_key(root: Path) -> None:
    write(root, "configs/agency.yml", AGENCY + "client: {currency: YEN}\n")
    done = add(root, "acme", *USUAL)
    assert done.exit_code == 4
    assert "error: configs/agency.yml: client.currency: 'YEN' is not a currency" in done.stderr


def test_an_agency_file_with_windows_line_ends_is_read_like_any(root: Path) -> None:
    text = AGENCY + "client:\n  language: en\n"
    write(root, "configs/agency.yml", text.replace("\n", "\r\n"))
    assert add(root, "acme", *USUAL).exit_code == 0
    assert b"\r" not in (root / "configs/acme/client.yml").read_bytes()


def test_a_source_that_the_agency_gives_to_all_clients_is_named_by_its_type(root: Path) -> None:
    source = "sources:\n  search: {type: search_console, path: 'data/search_{month}.csv'}\n"
    write(root, "configs/agency.yml", AGENCY + source)
    done = add(root, "acme", *USUAL)
    assert done.exit_code == 0
    assert "  data/search_2026-10.csv\n      search_console\n" in done.stderr


def test_an_unknown_preset_is_answered_with_the_nearest_and_all(root: Path) -> None:
    done = add(root, "acme", "--preset", "sass", "--defaults")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: there is no preset 'sass'\n"
        "  hint: did you mean 'saas'? (the presets: ec, b2b, saas, clinic, store, recruit)\n"
    )


@pytest.mark.parametrize("id", ["acme", "ACME", "Acme"])
def test_an_id_that_is_taken_in_any_case_is_refused(root: Path, id: str) -> None:
    write(root, "configs/acme/client.yml", "schema: reportgen/client@1\n")
    done = add(root, id, *USUAL)
    assert done.exit_code == 2
    assert done.stderr == (
        "error: there is a client 'acme' already: configs/acme/client.yml\n"
        "  hint: choose another id; upper and lower case do not make two\n"
    )
    assert (root / "configs/acme/client.yml").read_text() == "schema: reportgen/client@1\n"


def test_a_folder_of_another_case_takes_its_name_too(root: Path) -> None:
    write(root, "configs/Acme/client.yml", "schema: reportgen/client@1\n")
    assert "there is a client 'Acme' already" in add(root, "acme", *USUAL).stderr


def test_a_folder_that_is_no_client_is_left_alone(root: Path) -> None:
    write(root, "configs/acme/ideas.txt", "")
    done = add(root, "acme", *USUAL)
    assert done.exit_code == 2
    assert "configs/acme exists already, and is no client" in done.stderr


@pytest.mark.parametrize("id", ["Acme", "../acme", "configs/acme", "アクメ", ""])
def test_what_cannot_be_an_id_is_refused_before_anything_is_written(root: Path, id: str) -> None:
    done = add(root, id, *USUAL)
    assert done.exit_code == 2
    assert "is not a client's id" in done.stderr
    assert written(root) == ["configs", "configs/agency.yml"]


def test_outside_a_workspace_the_way_to_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["client", "add", "acme", *USUAL])
    assert done.exit_code == 2
    assert "make one: reportgen init DIR" in done.stderr


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_left(root: Path) -> None:
    write(root, "data", "a file where the folder should be")
    done = add(root, "acme", *USUAL)
    assert done.exit_code == 1
    assert f"error: {root / 'data'} cannot be written" in done.stderr
    assert "no client was added" in done.stderr
    assert written(root) == ["configs", "configs/agency.yml", "data"]


def test_a_read_only_folder_is_named_and_nothing_is_left(root: Path) -> None:
    with no_right_to_write(root / "configs"), pytest.raises(EnvironmentFailed) as failed:
        add_client(root, "acme", (NewFile("client.yml", "schema: reportgen/client@1\n"),))
    assert failed.value.exit_code == 1
    assert failed.value.message == f"{root / 'configs'} cannot be written: Permission denied"
    assert written(root) == ["configs", "configs/agency.yml"]


@contextmanager
def no_right_to_write(folder: Path) -> Iterator[None]:
    """The folder read-only; the superuser, who may write everywhere, is nobody meanwhile."""
    is_superuser = os.geteuid() == 0
    folder.chmod(0o555)
    if is_superuser:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_superuser:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "environment", [{"LANG": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]
)
def test_neither_the_locale_nor_a_path_with_spaces_and_japanese_matters(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    root = tmp_path / "月次 レポート"
    write(root, "configs/agency.yml", AGENCY)
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "client", "add", "acme", *USUAL],
        cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd()), **environment},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    text = (root / "configs/acme/client.yml").read_text(encoding="utf-8")
    assert "# ASK: 正式な社名は？" in text
    assert "正式な社名は？" in done.stderr.decode()


def at_a_terminal(root: Path, *answers: str) -> tuple[str, int]:
    """What somebody sees who types these answers, and the exit code."""
    terminal, program = pty.openpty()
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    command = ["client", "add", "acme", "--first-month", "2026-10"]
    with subprocess.Popen(
        [sys.executable, "-m", "reportgen", "-C", str(root), *command],
        stdin=program,
        stdout=subprocess.DEVNULL,
        stderr=program,
        env={**os.environ, "NO_COLOR": "1"},
    ) as running:
        os.close(program)
        seen = b""
        while True:
            try:
                seen += os.read(terminal, 4096)
            except OSError:
                break
    os.close(terminal)
    return seen.decode().replace("\r\n", "\n"), running.returncode


def test_at_a_terminal_every_question_is_asked_with_its_usual_answer(root: Path) -> None:
    seen, code = at_a_terminal(
        root, "b2b", "Acme Ltd", "en", "USD", "America/New_York", "", "50_000", ""
    )
    assert code == 0, seen
    assert "What kind of business is it? (it brings the tree, KPIs and sources)" in seen
    assert "    saas    software by subscription, by trials" in seen
    assert "How much a month is the goal: new contract value?" in seen
    assert "name [acme]: " in seen
    assert "currency [GBP]: " in seen
    assert "target [40_000]: " in seen
    assert "by [2027-12]: " in seen
    text = (root / "configs/acme/client.yml").read_text(encoding="utf-8")
    assert '  name: "Acme Ltd"\n' in text
    assert "  currency: USD\n" in text
    assert "  fiscal_year_starts: 1  # ASK:" in text
    assert "target: {value: 50_000, by: 2027-12}  # ASK:" in text


def test_an_answer_that_cannot_be_read_is_asked_for_again(root: Path) -> None:
    seen, code = at_a_terminal(root, "shop", "store", "", "", "", "", "", "5,000", "9_000_000", "")
    assert code == 0, seen
    assert "error: there is no preset 'shop'" in seen
    assert "hint: write 5_000 (digits" in seen
    text = (root / "configs/acme/client.yml").read_text(encoding="utf-8")
    assert "target: {value: 9_000_000, by: 2027-03}" in text


def test_the_clock_says_the_first_month_where_nobody_does(root: Path) -> None:
    add(root, "acme", "--preset", "b2b", "--defaults")
    (notes,) = (root / "configs/acme/notes").iterdir()
    assert notes.read_text(encoding="utf-8").endswith(
        f"month: {notes.stem}\ncomments: {{}}\ndecisions: []\nwork_done: []\n"
    )


def test_two_clients_stand_beside_each_other(root: Path) -> None:
    for id, preset in (("acme", "b2b"), ("bloom", "store")):
        assert add(root, id, "--preset", preset, "--defaults").exit_code == 0
    done = CliRunner().invoke(main, ["-C", str(root), "validate", "--all"])
    assert done.stdout == ("acme: ok, 0 errors, 1 warning\nbloom: ok, 0 errors, 1 warning\n")
    assert not list((root / "configs").glob(".*"))
