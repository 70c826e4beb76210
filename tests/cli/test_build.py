import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.cli.outcome import Outcome, exit_code
from reportgen.cli.problems import line_ranges
from tests.samples import copy_workspace


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([0, 0], 0),
        ([4], 4),
        ([5, 5], 5),
        ([4, 5], 1),
        ([0, 5], 3),
        ([0, 4, 5], 3),
        ([], 0),
    ],
)
def test_the_exit_code_says_what_cron_needs_to_know(codes, expected):
    assert exit_code([Outcome(f"c{index}", code) for index, code in enumerate(codes)]) == expected


def reportgen(*arguments: str):
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    return copy_workspace(tmp_path_factory.mktemp("cli") / "w", "minato")


def test_build_prints_the_paths_of_the_pdfs_and_nothing_else_on_standard_output(workspace):
    done = reportgen("-C", str(workspace), "build", "minato", "-m", "2026-10")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["out/2026-10/minato/minato_2026-10_r1.pdf"]
    assert "✓ minato  2026-10  r1" in done.stderr


def test_a_second_build_says_that_nothing_changed(workspace):
    reportgen("-C", str(workspace), "build", "minato", "-m", "2026-10")
    done = reportgen("-C", str(workspace), "build", "minato", "-m", "2026-10")
    assert done.exit_code == 0
    assert "unchanged since r1" in done.stderr


def test_warnings_are_told_again_where_nothing_changed(tmp_path):
    root = copy_workspace(tmp_path / "w", "minato")
    data = root / "sample_data/minato"
    (data / "crm_2025-08.csv").unlink()
    first = reportgen("-C", str(root), "build", "minato", "-m", "2026-10")
    shutil.copy(data / "crm_2026-10.csv", data / "crm_2026-10 (1).csv")
    second = reportgen("-C", str(root), "build", "minato", "-m", "2026-10")
    assert "unchanged since r1" in second.stderr
    assert "'crm_2026-10 (1).csv' lies beside crm_2026-10.csv and is not read" in second.stderr
    for done in (first, second):
        assert "warning[RG426]: source 'crm' has no file for 2025-08" in done.stderr


def test_an_edition_whose_pdf_is_gone_is_not_called_done(workspace):
    reportgen("-C", str(workspace), "build", "minato", "-m", "2026-10")
    pdf = workspace / "out/2026-10/minato/minato_2026-10_r1.pdf"
    content = pdf.read_bytes()
    pdf.unlink()
    done = reportgen("-C", str(workspace), "build", "minato", "-m", "2026-10")
    pdf.write_bytes(content)
    assert done.exit_code == 1
    assert "r1 was made from these inputs, but its PDF is gone" in done.stderr
    assert "delete minato_2026-10_r1.manifest.json there" in done.stderr


def test_a_month_that_is_none_is_a_usage_error(workspace):
    done = reportgen("-C", str(workspace), "build", "minato", "-m", "2026-13")
    assert done.exit_code == 2
    assert "write 2026-10, 2026-Q3, FY2026-Q2 or last" in done.stderr


def test_a_missing_file_ends_with_5_and_says_which(tmp_path):
    root = copy_workspace(tmp_path / "w", "minato")
    (root / "sample_data/minato/crm_2026-10.csv").unlink()
    done = reportgen("-C", str(root), "build", "minato", "-m", "2026-10")
    assert done.exit_code == 5
    assert "sample_data/minato/crm_2026-10.csv" in done.stderr
    assert "the data are refused\n" in done.stderr
    assert "not over" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "out").exists()


def test_one_clients_failure_leaves_the_others_alone(tmp_path):
    root = copy_workspace(tmp_path / "w", "minato")
    shutil.copytree(root / "configs/minato", root / "configs/broken")
    done = reportgen("-C", str(root), "build", "--all", "-m", "2026-10")
    assert done.exit_code == 3
    assert "✗ broken  no report" in done.stderr
    assert "out/2026-10/minato/minato_2026-10_r1.pdf" in done.stdout


def test_explain_follows_a_figure_to_its_rows(workspace):
    done = reportgen("-C", str(workspace), "explain", "minato.orders", "-m", "2026-10")
    assert done.exit_code == 0
    assert "orders = meetings * close_rate  →  9" in done.stdout
    assert "count deal_id of crm where stage is won, dated by won_on" in done.stdout
    assert "sample_data/minato/crm_2026-10.csv: " in done.stdout


def test_explain_prints_what_was_judged_and_the_test_of_the_link(workspace):
    done = reportgen("-C", str(workspace), "explain", "minato.leads", "-m", "2026-10")
    assert "versus year_ago: +50, changed (outside chance, outside usual variation)" in done.stdout
    assert "link to orders: grade A (declared, 49 months of both)" in done.stdout
    assert "over 5 figures" in done.stdout
    rate = reportgen("-C", str(workspace), "explain", "minato.meeting_rate", "-m", "2026-10")
    assert "cases of 2026-09: 33 of 166 by 2026-10" in rate.stdout


def test_explained_rows_are_the_rows_of_the_file(workspace):
    done = reportgen("-C", str(workspace), "explain", "minato.close_rate", "-m", "2026-10")
    line = next(
        one for one in done.stdout.splitlines() if "crm_2026-10.csv" in one and "9 rows" in one
    )
    numbers = line.split("lines ")[1]
    first = int(numbers.replace("-", ",").split(",")[0])
    lines = (workspace / "sample_data/minato/crm_2026-10.csv").read_text("cp932").splitlines()
    assert "受注" in lines[first - 1]


def test_explain_says_what_a_code_means():
    done = reportgen("explain", "RG401")
    assert done.exit_code == 0
    assert done.stdout.startswith("RG401: ")


def test_explain_of_an_unknown_figure_lists_the_known_ones(workspace):
    done = reportgen("-C", str(workspace), "explain", "minato.order", "-m", "2026-10")
    assert done.exit_code == 2
    assert "orders" in done.stderr


def test_explain_of_what_cannot_be_a_client_repeats_it_as_written(workspace):
    done = reportgen("-C", str(workspace), "explain", "../minato.orders", "-m", "2026-10")
    assert done.exit_code == 2
    assert "'../minato' is not a client's id" in done.stderr


def test_a_month_that_is_not_over_is_said_to_be_so_beside_its_missing_files(workspace):
    done = reportgen("-C", str(workspace), "build", "minato", "-m", "2099-11")
    assert done.exit_code == 5
    assert "\n4 errors, 0 warnings\n" in done.stderr
    assert "2099-11 is not over before 2099-11-30" in done.stderr


def test_line_numbers_are_written_as_runs():
    assert line_ranges((3, 1, 2, 7, 9, 10)) == "1-3, 7, 9-10"
    assert line_ranges(tuple(range(1, 60, 2))).endswith("and 18 more")


def test_the_manifest_of_a_final_build_carries_the_tools_version(workspace):
    path = workspace / "out/2026-10/minato/minato_2026-10_r1.manifest.json"
    assert json.loads(path.read_text(encoding="utf-8"))["tool"] == "0.1.0"
