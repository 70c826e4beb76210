from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.config import load_client, load_workspace
from reportgen.config.starting.workspace import StartingFile, empty_workspace, start_workspace
from reportgen.errors import EnvironmentFailed
from tests.config.acme import CLIENT

ROOT = Path(__file__).parents[2]
SETTINGS = {".gitignore", ".editorconfig", ".vscode", ".reportgen"}


def init(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(folder), "init", *arguments])


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes, every folder with nothing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_an_empty_workspace_has_the_agencys_file_and_what_editors_and_git_need(
    tmp_path: Path,
) -> None:
    done = init(tmp_path, "ours")
    assert done.exit_code == 0
    assert done.stdout == f"{tmp_path / 'ours'}\n"
    assert done.stderr.startswith("✓ an empty workspace\n")
    assert done.stderr.endswith(f"\nnext: cd {tmp_path / 'ours'} && reportgen client add ID\n")
    assert {one.name for one in (tmp_path / "ours").iterdir()} == {"configs", *SETTINGS}
    assert load_workspace(tmp_path / "ours").clients == ()


def test_what_is_secret_or_made_is_kept_out_of_git(tmp_path: Path) -> None:
    init(tmp_path)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    ignored = [".env", "configs/secrets.toml", "out/a.pdf", ".reportgen/snapshots/a"]
    check = ["git", "-C", str(tmp_path), "check-ignore", *ignored, "configs/agency.yml"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ignored


def test_the_agencys_file_is_valid_as_it_is_and_with_its_examples(tmp_path: Path) -> None:
    init(tmp_path)
    client = tmp_path / "configs/acme/client.yml"
    client.parent.mkdir()
    client.write_text(f"{CLIENT}client: {{id: acme, name: Acme}}\n", encoding="utf-8")
    agency = tmp_path / "configs/agency.yml"
    assert told_of_the_agency(tmp_path) == []
    assert "client has no 'currency'" in told(tmp_path)
    used = re.sub(r"^#(?! \S)", "", agency.read_text(encoding="utf-8"), flags=re.MULTILINE)
    agency.write_text(used, encoding="utf-8")
    assert told_of_the_agency(tmp_path) == []
    assert "client has no 'currency'" not in told(tmp_path)


def told(root: Path) -> list[str]:
    return [one.what for one in load_client(load_workspace(root), "acme").problems]


def told_of_the_agency(root: Path) -> list[str]:
    problems = load_client(load_workspace(root), "acme").problems
    return [one.what for one in problems if one.place.path == "configs/agency.yml"]


def test_the_demo_has_two_valid_clients_and_the_script_of_their_data(tmp_path: Path) -> None:
    done = init(tmp_path, "demo", "--demo")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.endswith("reportgen build --all -m 2026-10\n")
    demo = tmp_path / "demo"
    workspace = load_workspace(demo)
    assert workspace.clients == ("harrow", "minato")
    for client in workspace.clients:
        assert load_client(workspace, client).problems == ()
    assert not [path for path in everything(demo) if "__pycache__" in path]
    generate = [sys.executable, "-m", "sample_data.generate"]
    before = everything(demo / "sample_data/minato")
    (demo / "sample_data/minato/sns_followers.csv").unlink()
    subprocess.run(generate, cwd=demo, check=True, capture_output=True)
    assert everything(demo / "sample_data/minato") == before


def test_without_a_folder_the_workspace_begins_in_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["init"])
    assert done.exit_code == 0
    assert done.stderr.endswith("\nnext: reportgen client add ID\n")
    assert (tmp_path / "configs/agency.yml").is_file()


def test_files_that_are_none_of_the_workspaces_stay_as_they_are(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "README.md").write_text("ours\n", encoding="utf-8")
    before = everything(tmp_path)
    assert init(tmp_path).exit_code == 0
    assert everything(tmp_path).items() >= before.items()


def test_a_workspace_is_not_begun_twice(tmp_path: Path) -> None:
    init(tmp_path)
    before = everything(tmp_path)
    again = init(tmp_path, "--demo")
    assert again.exit_code == 2
    assert again.stderr == (
        f"error: {tmp_path} is a workspace already\n"
        "  hint: begin a client in it: reportgen client add ID\n"
    )
    assert everything(tmp_path) == before


def test_a_workspace_in_a_workspace_is_refused(tmp_path: Path) -> None:
    init(tmp_path)
    done = init(tmp_path, "clients/acme")
    assert done.exit_code == 2
    assert f"lies in the workspace {tmp_path}" in done.stderr
    assert not (tmp_path / "clients").exists()


def test_existing_files_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.tmp\n", encoding="utf-8")
    (tmp_path / "configs").mkdir()
    (tmp_path / "sample_data").write_text("a file", encoding="utf-8")
    before = everything(tmp_path)
    done = init(tmp_path, "--demo")
    assert done.exit_code == 2
    assert f"in {tmp_path} there is already: .gitignore, sample_data\n" in done.stderr
    assert "nothing was written" in done.stderr
    assert everything(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file", encoding="utf-8")
    done = init(tmp_path, "demo")
    assert done.exit_code == 2
    assert "demo is a file\n  hint: name a folder" in done.stderr


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not be written, not even by the superuser."""
    if os.geteuid() == 0:
        yield Path("/sys")
    else:
        tmp_path.chmod(0o500)
        yield tmp_path
        tmp_path.chmod(0o700)


def test_a_folder_that_may_not_be_written_is_named(read_only: Path) -> None:
    done = init(read_only, "demo")
    assert done.exit_code == 1
    assert f"error: {read_only / 'demo'} cannot be written: " in done.stderr
    assert "hint: choose another folder, or mend this one's permissions" in done.stderr
    assert not (read_only / "demo").exists()


def test_what_was_written_before_a_failure_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours\n", encoding="utf-8")
    before = everything(tmp_path)
    unwritable = StartingFile(f"configs/{'n' * 300}.yml", b"")
    with pytest.raises(EnvironmentFailed, match="cannot be written: File name too long") as failed:
        start_workspace(tmp_path, (*empty_workspace(), unwritable))
    assert failed.value.exit_code == 1
    assert "nothing was written" in failed.value.hint
    assert everything(tmp_path) == before


@pytest.mark.parametrize("locale", ["LANG", "LC_ALL"])
def test_the_locale_c_changes_nothing(tmp_path: Path, locale: str) -> None:
    environment = {locale: "C", "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT), "PATH": os.defpath}

    def reportgen(*arguments: str) -> str:
        command = [sys.executable, "-m", "reportgen", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8")

    folder = "お客様 レポート"
    assert reportgen("init", folder) == f"{tmp_path / folder}\n"
    assert "会社名" not in reportgen("-C", folder, "schema")
    agency = (tmp_path / folder / "configs/agency.yml").read_bytes()
    assert "すべてのお客様".encode() in agency
    assert b"\r" not in agency


def test_a_terminal_that_lacks_a_character_gets_its_number(tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": "latin-1", "PYTHONPATH": str(ROOT), "PATH": os.defpath}
    command = [sys.executable, "-m", "reportgen", "init", "客"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout == f"{tmp_path}/\\u5ba2\n".encode()


def test_a_workspace_of_a_newer_version_says_that_reportgen_is_to_be_upgraded(
    tmp_path: Path,
) -> None:
    init(tmp_path, "--demo")
    agency = tmp_path / "configs/agency.yml"
    written = agency.read_text(encoding="utf-8").replace("agency@1", "agency@2")
    agency.write_text(written, encoding="utf-8")
    for command in ("validate", "build"):
        done = CliRunner().invoke(main, ["-C", str(tmp_path), command, "minato"])
        assert done.exit_code == 4
        assert "this workspace is written for a newer reportgen: reportgen/agency@2" in done.stderr
        assert "hint: upgrade reportgen" in done.stderr
