from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.samples import copy_workspace


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_workspace(tmp_path_factory.mktemp("suggest"), "minato")


def suggest(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "actions", "suggest", "minato", *options])


def test_figures_short_of_target_without_an_action_come_first(root: Path) -> None:
    done = suggest(root, "-m", "2026-10")
    named = [line.split("  ")[0] for line in done.stdout.splitlines() if line[:1] != " "]
    assert named == ["leads", "form_reach"]
    assert "168件 / 200件  open actions: none" in done.stdout
    assert "    measure: " in done.stdout


def test_nothing_is_written(root: Path) -> None:
    before = (root / "configs/minato/actions.yml").read_bytes()
    assert suggest(root, "-m", "2026-10", "--kpi", "meetings").exit_code == 0
    assert (root / "configs/minato/actions.yml").read_bytes() == before


def test_an_unknown_kpi_is_told_with_those_there_are(root: Path) -> None:
    done = suggest(root, "-m", "2026-10", "--kpi", "lead")
    assert done.exit_code == 2
    assert "minato has no KPI 'lead'" in done.stderr
