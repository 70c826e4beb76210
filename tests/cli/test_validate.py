from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.config.acme import AGENCY, CLIENT, write

Golden = Callable[[str, str], None]


def reportgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def validate(root: Path, *arguments: str) -> Result:
    return reportgen("-C", str(root), "validate", *arguments)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "configs/agency.yml", AGENCY)
    client(tmp_path, "acme")
    client(tmp_path, "harrow")
    return tmp_path


def client(root: Path, id: str, lines: str = "") -> None:
    write(root, f"configs/{id}/client.yml", f"{CLIENT}client: {{id: {id}}}\n{lines}")


def test_valid_clients_are_said_to_be_ok_on_standard_output_alone(root: Path) -> None:
    done = validate(root, "--all")
    assert done.stdout == "acme: ok, 0 errors, 0 warnings\nharrow: ok, 0 errors, 0 warnings\n"
    assert done.stderr == ""
    assert done.exit_code == 0


def test_an_error_is_told_on_standard_error_and_ends_with_4(root: Path) -> None:
    client(root, "harrow", "report: {send_by: 40}\n")
    done = validate(root, "acme", "harrow")
    assert done.stdout == "acme: ok, 0 errors, 0 warnings\nharrow: invalid, 1 error, 0 warnings\n"
    assert "error[RG126]: report.send_by must be at most 23" in done.stderr
    assert done.stderr.endswith("1 error, 0 warnings\n")
    assert done.exit_code == 4


def test_a_warning_is_no_error_unless_strict(root: Path) -> None:
    client(root, "acme", "kpis: {visits: {name: {ja: 訪問}}}\n")
    assert validate(root, "acme").exit_code == 0
    assert validate(root, "acme").stdout == "acme: ok, 0 errors, 1 warning\n"
    strict = validate(root, "acme", "--strict")
    assert strict.exit_code == 4
    assert strict.stdout == "acme: invalid, 1 error, 0 warnings\n"
    assert "error[RG130]" in strict.stderr


@pytest.mark.parametrize("manner", ["short", "github", "json"])
def test_a_format_for_machines_has_standard_output_to_itself(root: Path, manner: str) -> None:
    client(root, "harrow", "report: {send_by: 40}\n")
    done = validate(root, "--all", "--format", manner)
    (line,) = done.stdout.splitlines()
    assert "report.send_by must be at most 23" in line
    assert done.stderr == ("acme: ok, 0 errors, 0 warnings\nharrow: invalid, 1 error, 0 warnings\n")
    assert done.exit_code == 4


def test_the_path_of_a_setting_is_in_json(root: Path) -> None:
    client(root, "harrow", "report: {send_by: 40}\n")
    told = json.loads(validate(root, "harrow", "--format", "json").stdout)
    assert (told["path"], told["client"]) == ("report.send_by", "harrow")


def test_a_machine_is_told_of_warnings_as_errors_too(root: Path) -> None:
    client(root, "acme", "kpis: {visits: {name: {ja: 訪問}}}\n")
    done = validate(root, "acme", "--strict", "--format", "short")
    assert "error[RG130]" in done.stdout
    assert done.exit_code == 4


def test_clients_may_be_named_by_pattern(root: Path) -> None:
    assert validate(root, "h*").stdout == "harrow: ok, 0 errors, 0 warnings\n"


def test_no_client_named_is_a_usage_error(root: Path) -> None:
    done = validate(root)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "hint: name one or more, or write --all; there are acme, harrow" in done.stderr


def test_a_path_for_a_client_is_refused_in_words(root: Path, golden: Golden) -> None:
    done = validate(root, "../acme")
    assert done.exit_code == 2
    golden("messages/client-id-with-a-path.txt", done.stderr)


def test_two_clients_with_one_property_are_told(root: Path, golden: Golden) -> None:
    for id in ("acme", "harrow"):
        client(root, id, 'sources: {web: {property: "412345678"}}\n')
    done = validate(root, "--all")
    assert done.exit_code == 4
    golden("messages/one-property-in-two-clients.txt", done.stderr)


def test_a_conflict_with_a_client_that_was_not_named_is_told_too(root: Path) -> None:
    for id in ("acme", "harrow"):
        client(root, id, 'sources: {web: {property: "412345678"}}\n')
    done = validate(root, "acme")
    assert done.stdout == "acme: invalid, 1 error, 0 warnings\n"
    assert "is also that of client 'harrow'" in done.stderr


def test_a_problem_of_the_agency_file_is_told_once_for_all_clients(root: Path) -> None:
    write(root, "configs/agency.yml", AGENCY.replace("currency: JPY", "currency: yen"))
    done = validate(root, "--all")
    assert done.stderr.count("error[RG127]") == 1
    assert done.stdout.count("invalid, 1 error") == 2


def test_a_folder_that_cannot_be_a_client_is_told_with_all(root: Path) -> None:
    write(root, "configs/Minato/client.yml", CLIENT)
    assert validate(root, "acme").exit_code == 0
    done = validate(root, "--all")
    assert done.exit_code == 4
    assert "'Minato' cannot be a client's id" in done.stderr


def test_a_folder_without_an_agency_file_is_no_workspace(tmp_path: Path) -> None:
    done = validate(tmp_path, "acme")
    assert done.exit_code == 2
    assert "is not a workspace: it has no configs/agency.yml" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ("--help", {"pandas", "weasyprint", "altair", "pydantic", "yaml", "jinja2"}),
        ("validate --all", {"pandas", "weasyprint", "altair", "jinja2", "google"}),
        ("config show acme", {"pandas", "weasyprint", "altair", "jinja2", "google"}),
        ("client list", {"pandas", "weasyprint", "altair", "jinja2", "google"}),
        ("completion bash", {"pandas", "weasyprint", "altair", "pydantic", "yaml", "jinja2"}),
        ("explain RG203", {"pandas", "weasyprint", "altair", "pydantic", "jinja2", "google"}),
    ],
)
def test_what_is_not_needed_is_not_imported(root: Path, arguments: str, unwanted: set[str]) -> None:
    script = (
        "import sys\n"
        "from reportgen.cli import main\n"
        "try:\n"
        f"    main({arguments.split()!r})\n"
        "finally:\n"
        "    print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not unwanted & set(ran.stderr.splitlines()[-1].split())
