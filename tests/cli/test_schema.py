from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.config.schemas import KINDS


def schema(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "schema", *arguments])


def test_without_a_kind_the_kinds_are_listed(tmp_path: Path) -> None:
    done = schema(tmp_path)
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [one.name for one in KINDS]
    assert "configs/*/notes/*.yml" in done.stdout


def test_the_schema_of_a_kind_is_printed(tmp_path: Path) -> None:
    printed = json.loads(schema(tmp_path, "notes").stdout)
    assert printed["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert printed["properties"]["schema"]["const"] == "reportgen/notes@1"


def test_a_kind_that_does_not_exist_is_answered_with_the_nearest(tmp_path: Path) -> None:
    done = schema(tmp_path, "note")
    assert done.exit_code == 2
    assert "there is no kind of file 'note'\n  hint: did you mean 'notes'?" in done.stderr


def test_all_schemas_are_written_into_the_workspace_again(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["-C", str(tmp_path), "init"])
    folder = tmp_path / ".reportgen/schema"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "client.schema.json").write_text("{}", encoding="utf-8")
    (folder / "log.schema.json").unlink()
    done = schema(tmp_path, "--write")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [one.path for one in KINDS]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_outside_a_workspace_nothing_is_written(tmp_path: Path) -> None:
    done = schema(tmp_path, "--write")
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_one_kind_is_not_written_alone(tmp_path: Path) -> None:
    assert schema(tmp_path, "client", "--write").exit_code == 2
