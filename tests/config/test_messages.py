"""One mistake a test: the lines as somebody wrote them; the whole message is a golden file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click import unstyle

from reportgen.cli.problems import render
from reportgen.config import load_client, load_workspace
from tests.config.acme import AGENCY, CLIENT, told, write

Golden = Callable[[str, str], None]

MISTAKES = {
    "unknown-key": """
        metrics:
          sessions: {from: web, metrc: sessions}
        """,
    "duplicate-key": """
        report: {send_by: 4}
        delivery: {approval: optional}
        report: {layout: full}
        """,
    "alias": """
        report:
          compare: &both [previous, year_ago]
          layout: *both
        """,
    "tab": """
        report:
        \tsend_by: 4
        """,
    "formula-with-unknown-name": """
        kpis:
          cost_per_lead:
            formula: ad_cost / reqests
        """,
    "target-without-by": """
        kpis:
          visits:
            target: {value: 8_000}
        """,
    "percent-target-without-sign": """
        kpis:
          lead_rate: {target: {value: 0.05, by: 2027-03}}
        """,
    "yen-sign": """
        kpis:
          cost_per_lead: {target: {value: "¥1,234", by: 2027-03}}
        """,
    "full-width-digits": """
        kpis:
          visits: {target: {value: １２３４, by: 2027-03}}
        """,
    "triangle-negative": """
        kpis:
          visits: {target: {value: "▲1,234", by: 2027-03}}
        """,
    "bracket-negative": """
        kpis:
          visits: {target: {value: "(1,234)", by: 2027-03}}
        """,
    "bracket-negative-without-quotes": """
        kpis:
          visits: {target: {value: (1,234), by: 2027-03}}
        """,
    "not-a-number": """
        kpis:
          visits: {target: {value: .nan, by: 2027-03}}
        """,
    "missing-key": """
        kpis:
          calls: {name: Calls, class: leading, unit: count, metric: requests,
            outside_tree: {reason: defensive}}
        """,
    "unknown-word": """
        kpis:
          visits: {class: leeding}
        """,
    "kpi-without-a-path": """
        kpis:
          articles: {name: 公開した記事, class: leading, unit: count, direction: up,
            metric: requests}
        """,
    "measurement-id": """
        sources:
          web: {type: ga4, property: G-ABC1234567, path: null}
        """,
    "leading-goal": """
        kgi: {kpi: leads}
        kpis:
          leads: {target: {value: 10, by: 2027-03}}
        """,
    "unknown-currency": """
        client: {currency: JPX}
        """,
    "division-by-zero": """
        kpis:
          lead_rate: {formula: requests / (2 - 2)}
        """,
    "budget-of-no-advertising": """
        sources:
          crm: {budget: {2026-10: 900_000}}
        """,
    "unknown-placeholder-in-subject": """
        delivery:
          email: {to: [keiei@acme.example], subject: {ja: "【{clinet}様】{month}月次レポート"}}
        """,
    "line-that-runs-backwards": """
        kpis:
          visits: {target: {value: 4, by: 2026-04, path: linear, start: {value: 5, month: 2027-03}}}
        """,
    "several-problems-in-their-order": """
        kpis:
          visits: {target: {value: 8,000, by: 2027-3}}
          leads: {direction: upp}
        report: {send_by: 40}
        """,
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_place_reason_and_hint(
    name: str, tmp_path: Path, golden: Golden
) -> None:
    golden(f"messages/{name}.txt", told(tmp_path, MISTAKES[name]))


def test_a_date_that_does_not_exist_is_told_at_its_place(tmp_path: Path, golden: Golden) -> None:
    actions = """\
        schema: reportgen/actions@1
        items:
          - {id: A1, title: Shorten the form, kpi: lead_rate, owner: {side: agency, name: Sato},
             due: 2026-13-01, status: todo}
        """
    golden("messages/no-such-date.txt", told(tmp_path, files={"actions.yml": actions}))


def test_a_client_file_that_cannot_be_opened_is_told_at_1_1(tmp_path: Path, golden: Golden) -> None:
    (tmp_path / "configs/acme/client.yml/folder").mkdir(parents=True)
    write(tmp_path, "configs/agency.yml", AGENCY)
    golden("messages/unreadable-client.txt", _told(tmp_path))


def test_a_client_file_of_another_encoding_says_which_byte(tmp_path: Path, golden: Golden) -> None:
    write(tmp_path, "configs/agency.yml", AGENCY)
    write(tmp_path, "configs/acme/client.yml", (CLIENT + "x-memo: 資料\n").encode("cp932"))
    golden("messages/not-utf8.txt", _told(tmp_path))


def _told(root: Path) -> str:
    return unstyle(render(load_client(load_workspace(root), "acme").problems)) + "\n"
