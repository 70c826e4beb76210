"""`reportgen whatif` on the sample client: what it prints, proposes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.samples import copy_workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_workspace(tmp_path_factory.mktemp("whatif") / "workspace", "minato")


def whatif(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["-C", str(root), "whatif", "minato", "-m", "2026-10", *arguments]
    )


def test_every_node_stands_before_and_after_with_its_part_and_the_month_it_reaches(
    root: Path,
) -> None:
    done = whatif(root, "--set", "form_reach=5%")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "minato 2026-10: form_reach 5%, all else as it is"
    assert "        form_reach     3.75%    5.00%       +¥4.44m" in lines
    assert "orders, the goal: 9 to 12" in lines
    assert "form_reach: reaches orders from 2026-12 on" in lines


def test_json_holds_every_digit_and_adds_up(root: Path) -> None:
    done = whatif(root, "--set", "form_reach=+0.2pt", "--set", "visits=+10%", "--json")
    found = json.loads(done.stdout)
    nodes = {one["kpi"]: one for one in found["nodes"]}
    sales = nodes["new_sales"]
    assert sales["after"] == pytest.approx(sales["before"] * 1.1 * 3.95 / 3.75)
    parts = sum(nodes[kpi]["contribution"] for kpi in ("visits", "form_reach"))
    assert parts == pytest.approx(sales["after"] - sales["before"])
    assert found["lands"] == {"form_reach": "2026-12", "visits": "2026-12"}
    assert sales["method"] == "logarithmic_mean"


def test_a_proposal_is_added_to_the_notes_which_stay_as_they_were(root: Path) -> None:
    notes = root / "configs/minato/notes/2026-10.yml"
    before = notes.read_text(encoding="utf-8")
    done = whatif(root, "--set", "form_reach=5%", "--propose", "--title", "ヘッダーを戻した場合")
    assert done.stderr == "proposed in configs/minato/notes/2026-10.yml\n"
    assert notes.read_text(encoding="utf-8") == before + (
        'proposals:\n  - title: "ヘッダーを戻した場合"\n    set: {form_reach: "5%"}\n'
    )
    checked = CliRunner().invoke(main, ["-C", str(root), "validate", "minato"])
    assert checked.exit_code == 0
    notes.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("step", "what", "hint"),
    [
        ("form_reech=5%", "minato has no KPI 'form_reech'", "did you mean 'form_reach'?"),
        ("orders=12", "orders is no factor", "the factors: visits, form_reach, form_finish"),
        ("named_enquiries=3", "named_enquiries is no factor", "the factors: visits"),
        ("deal_size=+5pt", "'+5pt' is in points", "write +10% for a share of itself"),
        ("form_reach=5", "'5' has no %", "write +0.2pt for points"),
        ("form_reach=+98pt", "would bring it above 100%", "it stands at 0.0375"),
        ("visits=-9_000", "would bring it below nothing", "it stands at 8640"),
        ("form_reach", "'form_reach' sets nothing", "write KPI=STEP"),
    ],
)
def test_what_cannot_be_computed_is_a_usage_error(
    root: Path, step: str, what: str, hint: str
) -> None:
    done = whatif(root, "--set", step)
    assert done.exit_code == 2
    assert what in done.stderr
    assert hint in done.stderr


def test_a_factor_set_twice_is_a_usage_error(root: Path) -> None:
    done = whatif(root, "--set", "visits=+1%", "--set", "visits=+2%")
    assert (done.exit_code, "visits is set twice" in done.stderr) == (2, True)


def test_a_title_without_a_proposal_is_a_usage_error(root: Path) -> None:
    done = whatif(root, "--set", "visits=+1%", "--title", "More")
    assert (done.exit_code, "--title goes with --propose" in done.stderr) == (2, True)


def test_a_month_without_data_is_refused_by_its_sources(root: Path) -> None:
    done = CliRunner().invoke(
        main, ["-C", str(root), "whatif", "minato", "-m", "2020-10", "--set", "visits=+1%"]
    )
    assert (done.exit_code, "RG401" in done.stderr) == (5, True)
