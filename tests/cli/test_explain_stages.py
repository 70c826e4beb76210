"""`reportgen explain CLIENT --stage`: every intermediate of a report can be looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.codes.examples import put


def explain(root: Path, subject: str, stage: str) -> Result:
    return CliRunner().invoke(
        main, ["-C", str(root), "explain", subject, "-m", "2026-10", "--stage", stage]
    )


def test_the_mapping_prints_the_observations_as_a_table(tmp_path: Path) -> None:
    put(tmp_path, {})
    lines = explain(tmp_path, "acme", "mapping").stdout.splitlines()
    assert lines[0] == "date,grain,source,metric,dimension,member,value,weight"
    assert any(",crm,deals," in line for line in lines[1:])


@pytest.mark.parametrize(
    ("stage", "key"),
    [
        ("config", "client"),
        ("connectors", "crm"),
        ("snapshots", "id"),
        ("analysis", "results"),
        ("narrative", "titles"),
        ("composition", "verdict"),
        ("archive", "snapshots"),
    ],
)
def test_the_other_stages_print_what_they_make_as_json(
    tmp_path: Path, stage: str, key: str
) -> None:
    put(tmp_path, {})
    assert key in json.loads(explain(tmp_path, "acme", stage).stdout)


def test_the_render_stage_prints_the_page_and_nothing_is_built(tmp_path: Path) -> None:
    put(tmp_path, {})
    assert explain(tmp_path, "acme", "render").stdout.startswith("<!doctype html>")
    assert not (tmp_path / "out").exists()


def test_the_analysis_of_one_kpi_is_printed_alone(tmp_path: Path) -> None:
    put(tmp_path, {})
    told = json.loads(explain(tmp_path, "acme.close_rate", "analysis").stdout)
    assert told["id"] == "close_rate"


def test_a_kpi_that_is_not_there_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {})
    done = explain(tmp_path, "acme.nothing", "analysis")
    assert done.exit_code == 2
    assert "acme has no KPI 'nothing'" in done.stderr


def test_only_the_analysis_can_be_asked_for_one_kpi(tmp_path: Path) -> None:
    put(tmp_path, {})
    done = explain(tmp_path, "acme.close_rate", "narrative")
    assert done.exit_code == 2
    assert "write acme, without .close_rate" in done.stderr
