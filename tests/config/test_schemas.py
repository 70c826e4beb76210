"""The schemas, asked by a checker that reads YAML as editors do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from reportgen.config import load_client, load_workspace
from reportgen.config.schemas import FOLDER, KINDS, FileKind, schema_of
from reportgen.config.starting.workspace import schema_files
from tests.config.acme import AGENCY
from tests.samples import copy_workspace

NAMED = re.compile(r"# yaml-language-server: \$schema=(\S+)")
CLIENTS = ("minato", "harrow")


def check(schema: Path, *files: Path) -> str:
    """What the checker says of the files; nothing where all are well."""
    arguments = ["--schemafile", str(schema), *map(str, files)]
    done = CliRunner().invoke(check_jsonschema, arguments)
    assert done.exit_code in (0, 1), done.output
    return done.output if done.exit_code else ""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all schemas."""
    folder = tmp_path_factory.mktemp("schemas")
    for file in schema_files():
        (folder / Path(file.path).name).write_bytes(file.content)
    return folder


@pytest.fixture
def root(tmp_path: Path, written: Path) -> Path:
    """The sample workspace with its schemas."""
    copy_workspace(tmp_path, *CLIENTS)
    shutil.copytree(written, tmp_path / FOLDER)
    return tmp_path


def said(schemas: Path, file: Path, kind: str, text: str) -> str:
    """What the checker says of a file of a kind."""
    file.write_text(dedent(text), encoding="utf-8")
    return check(schemas / f"{kind}.schema.json", file)


def by_schema(root: Path) -> dict[Path, list[Path]]:
    """The workspace's files under the schema that their first line names."""
    found: dict[Path, list[Path]] = {}
    for file in sorted((root / "configs").rglob("*.yml")):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        named = NAMED.fullmatch(first)
        assert named, f"{file.relative_to(root)} begins with {first!r}"
        found.setdefault((file.parent / named[1]).resolve(), []).append(file)
    return found


def test_every_sample_file_names_a_schema_that_is_written_and_accepts_it(root: Path) -> None:
    named = by_schema(root)
    assert {schema.name for schema in named} == {
        f"{kind.name}.schema.json" for kind in KINDS if kind.name != "brand"
    }
    for schema, files in named.items():
        assert check(schema, *files) == ""


def test_every_sample_file_stands_where_its_schema_says(root: Path) -> None:
    named = {file: schema.name for schema, files in by_schema(root).items() for file in files}
    for kind in KINDS:
        for file in root.glob(kind.files):
            assert named.pop(file) == f"{kind.name}.schema.json"
    assert named == {}


def test_files_with_windows_line_ends_load_and_are_accepted(root: Path) -> None:
    for file in (root / "configs").rglob("*.yml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    for schema, files in by_schema(root).items():
        assert check(schema, *files) == ""
    workspace = load_workspace(root)
    for client in CLIENTS:
        assert load_client(workspace, client).problems == ()


def test_the_schemas_are_schemas(written: Path) -> None:
    files = [str(path) for path in sorted(written.iterdir())]
    assert len(files) == len(KINDS)
    done = CliRunner().invoke(check_jsonschema, ["--check-metaschema", *files])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("client", "schema: reportgen/client@1\nkpis: {orders: {direktion: up}}"),
        ("client", "schema: reportgen/client@1\nkpis: {orders: {direction: sideways}}"),
        ("client", "schema: reportgen/client@1\nkpis: {orders: {target: {value: １２３}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {orders: {target: {value: '1,200'}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {orders: {target: {by: 2026-13}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {orders: {name: {fr: Commandes}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {orders: {lag_months: [1, 99]}}"),
        ("client", "schema: reportgen/client@1\nsources: {web: {type: ga5}}"),
        ("client", "schema: reportgen/client@1\nsources: {ads: {budget: {April: 1}}}"),
        ("client", "schema: reportgen/client@1\nclient: {language: [ja, fr]}"),
        ("client", "schema: reportgen/client@1\nclient: {currency: yen}"),
        ("client", "schema: reportgen/client@1\nclient: {fiscal_year_starts: 13}"),
        ("client", "schema: reportgen/client@1\nmetrics: {rate: {ratio: [a, b, c]}}"),
        ("client", "schema: reportgen/client@1\ntree: {orders: [leads]}"),
        ("client", "schema: reportgen/client@1\nphases: [{id: p1, name: Measure}]"),
        ("client", "schema: reportgen/client@1\nreport: {sections: {logs: off}}"),
        ("client", "schema: reportgen/client@1\nreport: {send_by: 40}"),
        ("client", "schema: reportgen/agency@1"),
        ("client", "client: {id: acme}"),
        ("agency", "schema: reportgen/agency@1\nbrand: {colour: {}}"),
        ("agency", "schema: reportgen/agency@2"),
        ("brand", "color: {primary: }"),
        ("brand", "colors: {primary: red}"),
        ("brand", "color: {palette: {harbour: blue}}"),
        ("log", "schema: reportgen/log@1\nentries: [{id: q1}]"),
        ("actions", "schema: reportgen/actions@1\nitem: []"),
        ("agreements", "schema: reportgen/agreements@1\nentries: [{date: 10/08, by: Sato}]"),
        ("events", "schema: reportgen/events@1\nentries: {}"),
        ("notes", "schema: reportgen/notes@1"),
        ("notes", "schema: reportgen/notes@1\nmonth: 2026-10\nmanual: {books: {cost: }}"),
    ],
)
def test_a_mistake_is_seen_in_the_editor(
    written: Path, tmp_path: Path, kind: str, text: str
) -> None:
    errors = said(written, tmp_path / "written.yml", kind, text)
    assert "Schema validation errors were encountered" in errors


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("agency", AGENCY),
        ("agency", "schema: reportgen/agency@1\nbrand: {color: {primary: '#1F3A5F'}}"),
        ("agency", "schema: reportgen/agency@1\nclient: {timezone: Asia/Tokyo}"),
        ("client", "schema: reportgen/client@1\nreport: {send_by: }\nsources: {web: null}"),
        ("client", "schema: reportgen/client@1\nx-mine: 1\nkpis: {x-a: 1, orders: {x-b: [1]}}"),
        ("client", "schema: reportgen/client@1\nreport: {sections: {log: off, media: on}}"),
        ("client", "schema: reportgen/client@1\ntree: {a: {b: {c: {d: {e: {f: }}}}, x-note: 1}}"),
        ("client", "schema: reportgen/client@1\nclient: {name: 365, language: ja}"),
        ("client", "schema: reportgen/client@1\nclient: {language: [ja, en]}"),
        ("client", "schema: reportgen/client@1\nsources: {web: {property: 412345678}}"),
        ("client", "schema: reportgen/client@1\nsources: {ads: {budget: {2026-10: 900_000}}}"),
        ("client", "schema: reportgen/client@1\nmetrics: {a: {where: {b: true, c: [1, no]}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {a: {lag_months: 2, check_against: b}}"),
        ("client", "schema: reportgen/client@1\nkpis: {a: {check_against: {tolerance: 2%}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {a: {target: {value: 12_000_000}}}"),
        ("client", "schema: reportgen/client@1\nkpis: {a: {target: {value: -0.5, by: 2026-10}}}"),
        ("brand", "color: {palette: {harbour: '#1F3A5F'}, primary: harbour}\ndefaults: {a: 1}"),
        ("agreements", """\
            schema: reportgen/agreements@1
            entries:
              - {date: 2026-04-03, by: Sato, what: {kpi: orders, field: target, from: 8, to: 10%}}
            """),
        ("notes", "schema: reportgen/notes@1\nmonth: 2026-10\ncomments: {summary: }\nauthor: "),
        ("log", "schema: reportgen/log@1\nentries: \nx-todo: ask Sato"),
    ],
)  # fmt: skip
def test_what_validate_accepts_is_not_marked(
    written: Path, tmp_path: Path, kind: str, text: str
) -> None:
    assert said(written, tmp_path / "written.yml", kind, text) == ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_key_says_what_it_means(kind: FileKind) -> None:
    unsaid = [key for key, value in keys_below(schema_of(kind)) if not value.get("description")]
    assert [key for key in unsaid if not key.startswith("sections.")] == []


def keys_below(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named key of a schema, with what is written of it."""
    for key, value in schema.get("properties", {}).items():
        yield f"{path}{key}", value
        yield from keys_below(value, f"{key}.")
    below = [schema.get("additionalProperties"), schema.get("items"), *schema.get("anyOf", ())]
    for one in below:
        if isinstance(one, dict):
            yield from keys_below(one, path)
