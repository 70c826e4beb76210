from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.config.acme import AGENCY, CLIENT, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "configs/agency.yml", AGENCY)
    client(tmp_path, "acme", "tags: [b2b, saas]")
    client(tmp_path, "minato", "name: {ja: 株式会社みなと, en: Minato}, language: [ja, en]")
    return tmp_path


def client(root: Path, id: str, about: str, lines: str = "") -> None:
    write(root, f"configs/{id}/client.yml", f"{CLIENT}client: {{id: {id}, {about}}}\n{lines}")


def listed(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "client", "list", *arguments])


def test_columns_stand_below_each_other_with_japanese_names_too(root: Path) -> None:
    assert listed(root).stdout.splitlines() == [
        "id      name            language  tags       sources                  state",
        "acme    Acme            en        b2b, saas  ga4_export, manual, csv  ok",
        "minato  株式会社みなと  ja, en               ga4_export, manual, csv  ok",
    ]


def test_a_client_with_errors_is_listed_with_their_number(root: Path) -> None:
    client(root, "acme", "tags: [b2b]", "report: {send_by: 40, layuot: full}\n")
    done = listed(root)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].endswith("  2 errors")


def test_a_client_whose_file_cannot_be_read_is_listed_by_its_folder(root: Path) -> None:
    write(root, "configs/minato/client.yml", "client: [\n")
    assert listed(root).stdout.splitlines()[2].startswith("minato  Acme")
    assert listed(root).stdout.splitlines()[2].endswith("1 error")


def test_a_tag_chooses(root: Path) -> None:
    lines = listed(root, "--tag", "saas").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["id", "acme"]


def test_a_tag_that_nobody_has_is_a_usage_error(root: Path) -> None:
    done = listed(root, "--tag", "sass")
    assert done.exit_code == 2
    assert "did you mean 'saas'? (the tags: b2b, saas)" in done.stderr


def test_json_says_everything(root: Path) -> None:
    first, second = json.loads(listed(root, "--json").stdout)
    assert first["tags"] == ["b2b", "saas"]
    assert second == {
        "id": "minato",
        "name": "株式会社みなと",
        "language": ["ja", "en"],
        "tags": [],
        "sources": ["ga4_export", "manual", "csv"],
        "errors": 0,
        "warnings": second["warnings"],
    }


def test_a_workspace_without_clients_says_how_one_begins(tmp_path: Path) -> None:
    write(tmp_path, "configs/agency.yml", AGENCY)
    done = listed(tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "reportgen client add ID" in done.stderr
    assert listed(tmp_path, "--json").stdout == "[]\n"
