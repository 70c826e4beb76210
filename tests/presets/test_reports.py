"""Each preset, with what its sources export, through the command line to a PDF."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.config.acme import write
from tests.presets.exports import write_exports

AGENCY = "schema: reportgen/agency@1\nagency: {name: {ja: 株式会社あおば舎, en: Aobasha Inc.}}\n"
Row = dict[str, str]


def reportgen(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


def begun(root: Path, preset: str, language: str) -> Path:
    """A workspace with the client acme of a preset, and its exports up to October 2026."""
    write(root, "configs/agency.yml", AGENCY)
    options = ("--preset", preset, "--language", language, "--defaults", "--first-month", "2026-10")
    assert reportgen(root, "client", "add", "acme", *options).exit_code == 0
    write_exports(root, "acme", preset, language)
    return root


def answer_every_question(root: Path) -> None:
    """Take the examples for answers, and delete the questions."""
    for file in (root / "configs/acme").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r" *# ASK:.*", "", text), encoding="utf-8")


def rows(root: Path, file: str) -> Iterator[Row]:
    """The lines of an export, as they stand in it."""
    with (root / "data/acme" / file).open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def in_october(written: str) -> bool:
    return written.startswith("2026-10")


def shop_sales(root: Path) -> Decimal:
    orders = rows(root, "orders_2026-10.csv")
    return sum(
        (Decimal(one["Total"]) - Decimal(one["Refunded Amount"]) for one in orders), Decimal(0)
    )


def contracts_won(root: Path) -> Decimal:
    deals = rows(root, "crm_2026-10.csv")
    return sum((Decimal(one["金額"]) for one in deals if in_october(one["受注日"])), Decimal(0))


def net_new_mrr(root: Path) -> Decimal:
    net = Decimal(0)
    for one in rows(root, "subscriptions_2026-10.csv"):
        fee = Decimal(one["Monthly fee"])
        net += fee * (in_october(one["Paid since"]) - in_october(one["Cancelled on"]))
    return net


def fees_of_visits(root: Path) -> Decimal:
    kept = (
        one
        for file in ("bookings_2026-09.csv", "bookings_2026-10.csv")
        for one in rows(root, file)
        if one["状態"] == "来院" and in_october(one["来院日"])
    )
    return sum((Decimal(one["金額"]) for one in kept), Decimal(0))


def till_sales(root: Path) -> Decimal:
    return sum((Decimal(one["売上"]) for one in rows(root, "pos_2026-10.csv")), Decimal(0))


def hires(root: Path) -> Decimal:
    applicants = rows(root, "applicants_2026-10.csv")
    return Decimal(sum(in_october(one["Accepted on"]) for one in applicants))


def figures(root: Path, name: str) -> dict[str, Any]:
    path = root / "out/2026-10/acme" / f"acme_2026-10_{name}.json"
    kpis: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["kpis"]
    return kpis


CAUTIONS = {"RG438", "RG439", "RG450", "RG451"}
"""What is said of targets and of figures without an action; nothing is wrong with the data."""


@pytest.mark.parametrize(
    ("preset", "language", "goal", "counted"),
    [
        ("ec", "en", "sales", shop_sales),
        ("b2b", "ja", "sales", contracts_won),
        ("saas", "en", "net_new_mrr", net_new_mrr),
        ("clinic", "ja", "revenue", fees_of_visits),
        ("store", "ja", "sales", till_sales),
        ("recruit", "en", "hires", hires),
    ],
)
def test_a_preset_builds_a_report_whose_goal_is_what_its_exports_say(
    tmp_path: Path, preset: str, language: str, goal: str, counted: Callable[[Path], Decimal]
) -> None:
    root = begun(tmp_path, preset, language)
    answer_every_question(root)
    done = reportgen(root, "build", "acme", "-m", "2026-10")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "out/2026-10/acme/acme_2026-10_r1.pdf\n"
    assert set(re.findall(r"RG\d+", done.stderr)) <= CAUTIONS, "its targets are examples"
    expected = counted(root)
    assert expected > 0
    kpis = figures(root, "r1")
    assert kpis[goal]["value"] == pytest.approx(float(expected), abs=0.005)
    assert [id for id, kpi in kpis.items() if kpi["status"] == "no_data"] == [
        id for id in ("named_enquiries", "referrals", "hoped_applicants") if id in kpis
    ]


def test_while_a_question_is_open_a_report_is_a_draft_and_says_why(tmp_path: Path) -> None:
    root = begun(tmp_path, "b2b", "ja")
    done = reportgen(root, "build", "acme", "-m", "2026-10")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "out/2026-10/acme/acme_2026-10_draft.pdf\n"
    assert "questions to the client stand open in its files, this one first\n" in done.stderr
    assert "pages  questions to the client stand open: wrote the draft" in done.stderr
    final = reportgen(root, "build", "acme", "-m", "2026-10", "--final")
    assert final.exit_code == 4
    assert "error: acme 2026-10: 25 questions to the client stand open" in final.stderr
    assert "this one first, at configs/acme/client.yml:9:" in final.stderr
    assert "hint: correct what stands before each `# ASK:`" in final.stderr
    assert not list((root / "out").rglob("*_r1*"))
