from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.model.codes import codes
from tests.samples import copy_workspace


def explain(subject: str) -> Result:
    return CliRunner().invoke(main, ["explain", subject])


def test_a_code_is_explained_with_its_example_its_message_and_the_fix() -> None:
    assert explain("RG203").stdout.splitlines() == [
        "RG203: a name in a formula that is neither KPI nor metric",
        "",
        "Every name in a formula is a metric, or a KPI directly below this one in the tree. The "
        "hint",
        "names the nearest. Found by `reportgen validate`.",
        "",
        "wrong: configs/acme/client.yml",
        "    kpis:",
        "      cost_per_lead:",
        "        formula: ad_cost / reqests",
        "                           ^^^^^^^",
        "",
        "error[RG203]: 'reqests' is neither a KPI nor a metric of acme",
        "",
        "right: configs/acme/client.yml",
        "    kpis:",
        "      cost_per_lead:",
        "        formula: ad_cost / requests",
    ]


def test_what_cannot_be_seen_is_spelt_out_and_the_caret_stands_below_it() -> None:
    lines = explain("RG102").stdout.splitlines()
    assert r"    kgi: {who: new\ufeffcustomers}" in lines
    assert "                  ^^^^^^" in lines


def test_a_place_that_no_words_stand_at_is_named() -> None:
    assert "--> data/deals_2026-10.csv" in explain("RG401").stdout.splitlines()


def test_an_empty_file_is_said_to_be_one() -> None:
    assert "    (an empty file)" in explain("RG110").stdout.splitlines()


def test_an_example_that_cannot_be_tried_says_so() -> None:
    assert "(the damage happens on the disk, not in a file that anyone writes)" in (
        explain("RG425").stdout.splitlines()
    )


@pytest.mark.parametrize("code", codes())
def test_every_code_can_be_explained(code: str) -> None:
    done = explain(code.lower())
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{code}: ")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("RG124", "did you mean RG123 ("),
        ("rg99999", "did you mean "),
        ("RG6", "did you mean RG600 (an id used twice in the log or the actions) or RG601 ("),
    ],
)
def test_a_code_that_does_not_exist_is_a_usage_error_with_the_nearest(
    written: str, hint: str
) -> None:
    done = explain(written)
    assert done.exit_code == 2
    assert f"{written.upper()} is not an error code" in done.stderr
    assert hint in done.stderr


def test_what_is_neither_code_nor_figure_is_a_usage_error() -> None:
    done = explain("RGB")
    assert done.exit_code == 2


def test_a_figure_shows_how_the_goals_change_is_shared_over_what_it_is_made_of(
    tmp_path: Path,
) -> None:
    root = copy_workspace(tmp_path / "workspace", "minato")
    done = CliRunner().invoke(main, ["-C", str(root), "explain", "minato.leads", "-m", "2026-10"])
    lines = done.stdout.splitlines()
    at = lines.index("against last year, contribution to new_sales")
    assert lines[at + 1 : at + 5] == [
        "  leads  118 → 168  +¥3.45m   product: logarithmic mean",
        "    visits  5,200 → 8,640  +¥4.96m",
        "    form_reach  5.00% → 3.75%  −¥2.81m",
        "    form_finish  45.4% → 51.9%  +¥1.30m",
    ]
