"""Meta Ads: by day and by period, summary rows, results of several meanings."""

from __future__ import annotations

import pytest

from tests.connectors.asking import Workspace, accounted, rows, told

META = {"type": "meta_ads", "path": "inbox/meta_{month}.csv"}
RESULTS = """\
Campaign name,Day,Impressions,Link clicks,Results,Result indicator,Amount spent (JPY),\
Reporting starts,Reporting ends
,,300,5,2,actions:purchase,150,2026-10-01,2026-10-31
Broad,2026-10-01,100,5,2,actions:purchase,50,2026-10-01,2026-10-01
Basket,2026-10-02,200,,,,100,2026-10-02,2026-10-02
"""


def test_meta_ads_is_read_without_its_summary_and_blank_counts_are_none(
    workspace: Workspace,
) -> None:
    workspace.put({"inbox/meta_2026-10.csv": RESULTS})
    extract = workspace.ask(META, "date", "campaign", "cost", "clicks", "conversions")
    assert rows(extract) == [
        ("2026-10-01", "Broad", "50", "5", "2"),
        ("2026-10-02", "Basket", "100", "0", "0"),
    ]
    assert str(extract.files[0].range_end) == "2026-10-31"


def test_a_currency_in_a_header_must_be_the_sources(workspace: Workspace) -> None:
    workspace.put({"inbox/meta_2026-10.csv": RESULTS.replace("(JPY)", "(GBP)")})
    (problem,) = workspace.problems(META, "date", "cost")
    assert problem.what == "the column 'Amount spent (GBP)' is in GBP, the source is in JPY"


def test_results_of_different_kinds_are_never_added_up(workspace: Workspace) -> None:
    mixed = RESULTS.replace("200,,,,100", "200,,3,actions:lead,100").replace("5,2,a", "5,5,a", 1)
    workspace.put({"inbox/meta_2026-10.csv": mixed})
    (problem,) = workspace.problems(META, "date", "conversions")
    assert (problem.code, problem.place.line) == ("RG421", 4)
    assert problem.what.endswith("count different things: actions:lead, actions:purchase")


def test_a_metric_may_choose_the_results_it_counts(workspace: Workspace) -> None:
    mixed = RESULTS.replace("200,,,,100", "200,,3,actions:lead,100").replace("5,2,a", "5,5,a", 1)
    workspace.put({"inbox/meta_2026-10.csv": mixed})
    extract = workspace.ask(META, "date", "conversions", "result_indicator")
    assert rows(extract) == [
        ("2026-10-01", "2", "actions:purchase"),
        ("2026-10-02", "3", "actions:lead"),
    ]


JAPANESE = """\
レポート開始日,レポート終了日,キャンペーン名,結果,結果インジケーター,"消化金額 (JPY)",\
インプレッション数,リーチ
2026-10-01,2026-10-31,新規,100,actions:link_click,"1,250",10000,9000
2026-10-15,2026-10-31,再訪,,,500,4000,3800
2026-10-01,2026-10-31,,100,actions:link_click,"1,750",14000,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_rows_of_a_period_count_in_its_month_and_the_summary_may_come_last(
    workspace: Workspace, encoding: str
) -> None:
    workspace.put({"inbox/meta_2026-10.csv": JAPANESE.encode(encoding)})
    extract = workspace.ask(META, "date", "campaign", "cost", "impressions")
    assert rows(extract) == [
        ("2026-10-01", "新規", "1250", "10000", "2026-10-31"),
        ("2026-10-15", "再訪", "500", "4000", "2026-10-31"),
    ]
    assert accounted(extract) == (3, 2, 1, {})


def test_a_row_of_two_months_is_refused(workspace: Workspace) -> None:
    workspace.put({"inbox/meta_2026-10.csv": JAPANESE.replace("2026-10-15", "2026-09-15")})
    (problem,) = workspace.problems(META, "date", "cost")
    assert told(problem) == (
        "inbox/meta_2026-10.csv:3 RG443 the row covers 2026-09-15 to 2026-10-31, days of two"
        " months | export one month at a time, or add the breakdown Day"
    )
    assert problem.place.field == "レポート開始日"


def test_a_row_that_is_missing_shows_in_the_summary(workspace: Workspace) -> None:
    lines = JAPANESE.splitlines(keepends=True)
    workspace.put({"inbox/meta_2026-10.csv": "".join([*lines[:2], lines[3]])})
    problems = workspace.problems(META, "date", "cost", "impressions")
    assert [problem.what for problem in problems] == [
        "the summary row says 消化金額 (JPY) 1,750, the rows add up to 1,250",
        "the summary row says インプレッション数 14,000, the rows add up to 10,000",
    ]


def test_days_of_a_period_may_be_written_the_american_way_when_that_is_plain(
    workspace: Workspace,
) -> None:
    american = JAPANESE.replace("2026-10-01", "10/01/2026").replace("2026-10-31", "10/31/2026")
    american = american.replace("2026-10-15", "10/15/2026")
    workspace.put({"inbox/meta_2026-10.csv": american})
    extract = workspace.ask(META, "date", "cost")
    assert rows(extract)[0] == ("2026-10-01", "1250", "2026-10-31")


def test_days_of_a_period_with_two_readings_are_refused(workspace: Workspace) -> None:
    text = (
        "Reporting starts,Reporting ends,Campaign name,Amount spent (JPY)\n"
        "10/01/2026,10/07/2026,Broad,50\n"
    )
    workspace.put({"inbox/meta_2026-10.csv": text})
    problems = workspace.problems(META, "date", "cost")
    assert problems[0].code == "RG409"
    assert "'10/01/2026' to '10/07/2026' can be read with the day or with the month first" in (
        problems[0].what
    )


def test_link_clicks_and_all_clicks_are_two_figures(workspace: Workspace) -> None:
    workspace.put({"inbox/meta_2026-10.csv": RESULTS.replace("Link clicks", "Clicks (all)")})
    (problem,) = workspace.problems(META, "date", "clicks")
    assert problem.code == "RG404"
    assert rows(workspace.ask(META, "date", "clicks_all"))[0] == ("2026-10-01", "5")
