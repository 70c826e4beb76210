"""The KPI sheet: written empty or from a client, filled in, and made a client."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.config import Workspace, load_client
from reportgen.config.starting.from_sheet import client_of_sheet
from reportgen.connectors.kpi_sheet import sheet_in
from reportgen.connectors.workbooks.workbook import Workbook
from reportgen.model.kpi_sheet import KpiSheet
from tests.kpi_sheets import filled_sheet
from tests.samples import copy_workspace

AGENCY = "schema: reportgen/agency@1\nagency: {name: Aobasha}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs/agency.yml").write_text(AGENCY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["client", *arguments])


def add(root: Path, content: bytes, *arguments: str) -> Result:
    (root / "sheet.xlsx").write_bytes(content)
    return call("add", "aoba", "--from", "sheet.xlsx", "--first-month", "2026-10", *arguments)


def read(content: bytes) -> KpiSheet:
    return sheet_in(Workbook.checked(content, "sheet.xlsx"))


# ---- written


def test_an_empty_sheet_waits_to_be_filled_in(root: Path) -> None:
    done = call("sheet")
    assert (done.exit_code, done.stdout) == (0, "kpi_sheet.xlsx\n")
    sheet = read((root / "kpi_sheet.xlsx").read_bytes())
    assert sheet.name == "KPIシート"
    assert not any(sheet.fields.values())
    assert [cell.text for cell in sheet.ids] == [f"k{number}" for number in range(1, 11)]
    assert (sheet.kpis, sheet.months) == ((), ())


def test_a_sheet_has_one_page_in_the_language_asked_for_and_words_to_choose_from(
    root: Path,
) -> None:
    call("sheet", "--language", "en", "--to", "new.xlsx")
    sheet = openpyxl.load_workbook(root / "new.xlsx").worksheets[0]
    assert (sheet.title, sheet["A4"].value) == ("KPI sheet", "Company")
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth) == (1, 1)
    lists = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"Result,Leading"' in lists
    assert '"Japanese,English,Japanese and English"' in lists


def test_a_sheet_that_is_there_is_never_written_over(root: Path) -> None:
    (root / "kpi_sheet.xlsx").write_bytes(b"filled in")
    done = call("sheet")
    assert done.exit_code == 2
    assert "kpi_sheet.xlsx exists already" in done.stderr
    assert (root / "kpi_sheet.xlsx").read_bytes() == b"filled in"


@pytest.mark.parametrize(("client", "goal"), [("minato", "orders"), ("harrow", "sales")])
def test_a_clients_sheet_says_what_its_configuration_says_and_makes_a_valid_client_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: str, goal: str
) -> None:
    root = copy_workspace(tmp_path / "workspace", client)
    monkeypatch.chdir(root)
    assert call("sheet", client).exit_code == 0
    content = (root / f"{client}_kpi_sheet.xlsx").read_bytes()
    sheet = read(content)
    assert sheet.kpis[0].id == goal
    assert sheet.fields["name"]
    problems = client_of_sheet("again", "sheet.xlsx", sheet).problems
    units = [one for one in problems if one.what != "it is empty"]
    assert not units, "a ratio is no word of the sheet; all else is"


# ---- read


def test_a_filled_sheet_becomes_a_client_whose_figures_it_delivers(root: Path) -> None:
    done = add(root, filled_sheet())
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0] == "configs/aoba/client.yml"
    assert done.stdout.splitlines()[-1] == "data/aoba/kpi_sheet.xlsx"
    loaded = load_client(Workspace(root, ("aoba",)), "aoba")
    assert loaded.problems == ()
    config = loaded.config
    assert config is not None
    assert (config.client.name.ja, config.kgi.who.ja) == ("株式会社あおば", "近隣の新規のお客様")
    assert [node.id for node in config.tree.walk()] == ["k1", "k2", "k3", "k4"]
    stop = config.kpis["k2"].stop
    assert stop is not None
    assert (stop.when, stop.value.value, stop.for_periods) == ("below", 150, 2)
    assert str(config.kpis["k3"].target.by) == "2026-12"
    kept = (root / "data/aoba/kpi_sheet.xlsx").read_bytes()
    assert kept == (root / "sheet.xlsx").read_bytes()
    built = CliRunner().invoke(main, ["build", "aoba", "-m", "2026-10"])
    assert built.exit_code == 0, built.stderr
    assert built.stdout == "out/2026-10/aoba/aoba_2026-10_r1.pdf\n"


def test_a_dry_run_writes_nothing(root: Path) -> None:
    done = add(root, filled_sheet(), "--dry-run")
    assert done.stdout.startswith("--- configs/aoba/client.yml\n")
    assert not (root / "configs/aoba").exists()
    assert not (root / "data").exists()


@pytest.mark.parametrize(
    ("fields", "kpis", "place", "what"),
    [
        ({"通貨": "円"}, {}, "B6", "'円' is not a currency"),
        ({}, {"k2": {"見直しライン": "超えたら", "その値": 400}}, "K18", "error[RG25"),
    ],
    ids=["an answer", "what `validate` finds: a stop line on the good side"],
)
def test_a_mistake_is_told_at_its_cell_and_nothing_is_written(
    root: Path,
    fields: Mapping[str, object],
    kpis: Mapping[str, Mapping[str, object]],
    place: str,
    what: str,
) -> None:
    done = add(root, filled_sheet(fields, kpis))
    assert done.exit_code == 4
    assert f"sheet.xlsx KPIシート!{place}" in done.stderr, done.stderr
    assert what in done.stderr
    assert not (root / "configs/aoba").exists()
    assert not (root / "data").exists()


def test_several_mistakes_are_told_at_once(root: Path) -> None:
    done = add(root, filled_sheet({"会社名": None, "通貨": "円"}, {"k2": {"種類": "?"}}))
    assert "3 errors, 0 warnings" in done.stderr


def test_a_formula_in_an_answer_is_refused(root: Path) -> None:
    done = add(root, filled_sheet({"月にいくら": "=1000*3000"}))
    assert done.exit_code == 4
    assert "sheet.xlsx KPIシート!B12" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("missing.xlsx", None, 2, "missing.xlsx cannot be read"),
        ("notes.xlsx", b"no workbook", 5, "the workbook cannot be read"),
    ],
)
def test_what_is_no_sheet_is_refused(
    root: Path, name: str, content: bytes | None, code: int, said: str
) -> None:
    if content is not None:
        (root / name).write_bytes(content)
    done = call("add", "aoba", "--from", name)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr


def test_another_workbook_is_no_sheet(root: Path) -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    done = add(root, file.getvalue())
    assert done.exit_code == 5
    assert "no sheet of the workbook is a KPI sheet" in done.stderr


def test_what_the_sheet_answers_is_not_answered_beside_it(root: Path) -> None:
    done = add(root, filled_sheet(), "--currency", "JPY", "--defaults")
    assert done.exit_code == 2
    assert "--from is given beside --currency, --defaults" in done.stderr
