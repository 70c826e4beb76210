"""LINE Ads and Microsoft Advertising: what is known of their files."""

from __future__ import annotations

import pytest

from reportgen.errors import Level
from tests.connectors.asking import Workspace, accounted, rows, told, warned

LINE = {"type": "line_ads", "path": "inbox/line_{month}.csv"}
PERFORMANCE = """\
日,キャンペーン名,インプレッション数,クリック数,CV（LINE Tagクリック）,ご利用金額
2026/10/01,友だち追加,"12,040",120,3,"￥8,400"
2026/10/02,友だち追加,"9,310",96,2,"￥6,600"
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_line_report_is_read(workspace: Workspace, encoding: str) -> None:
    workspace.put({"inbox/line_2026-10.csv": PERFORMANCE.encode(encoding)})
    extract = workspace.ask(LINE, "date", "campaign", "cost", "impressions", "conversions")
    assert rows(extract)[0] == ("2026-10-01", "友だち追加", "8400", "12040", "3")
    assert accounted(extract) == (2, 2, 0, {})


def test_a_total_below_a_line_report_checks_it(workspace: Workspace) -> None:
    workspace.put({"inbox/line_2026-10.csv": PERFORMANCE + '合計,,"21,350",216,5,"15,000"\n'})
    assert accounted(workspace.ask(LINE, "date", "cost")) == (3, 2, 1, {})
    workspace.put({"inbox/line_2026-10.csv": PERFORMANCE + '合計,,"21,350",216,5,"15,001"\n'})
    (problem,) = workspace.problems(LINE, "date", "cost")
    assert problem.what == "the totals row says ご利用金額 15,001, the rows add up to 15,000"


MICROSOFT = {"type": "microsoft_ads", "path": "inbox/ms_{month}.csv"}
FILE = "inbox/ms_2026-10.csv"
REPORT = """\
"Report Name: Campaigns"
"Report Time: 10/1/2026,10/31/2026"
"Time Zone: (GMT+09:00) Osaka, Sapporo, Tokyo"
"Last Completed Available Day: 11/2/2026 7:20:00 AM (GMT)"
"Report Aggregation: Daily"
"Report Filter: "
"Potential Incomplete Data: false"
"Rows: 2"

"TimePeriod","CampaignName","CurrencyCode","Impressions","Clicks","Spend","Conversions"
"2026-10-01","Brand","JPY","1,204","52","5200.00","1"
"2026-10-02","Brand","JPY","980","31","3100.00","0"

"@2026 Microsoft Corporation. All rights reserved. "
"""
ASKED = ("date", "campaign", "cost", "impressions", "conversions")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_microsoft_report_is_read_without_what_stands_above_and_below(
    workspace: Workspace, encoding: str
) -> None:
    workspace.put({FILE: REPORT.encode(encoding)})
    extract = workspace.ask(MICROSOFT, *ASKED)
    assert rows(extract) == [
        ("2026-10-01", "Brand", "5200", "1204", "1"),
        ("2026-10-02", "Brand", "3100", "980", "0"),
    ]
    assert accounted(extract) == (3, 2, 0, {"footers": 1})
    assert str(extract.files[0].range_end) == "2026-10-31"


def test_its_japanese_headers_and_a_copyright_sign_are_read_too(workspace: Workspace) -> None:
    text = (
        "日付\tキャンペーン名\tインプレッション\tクリック数\tコンバージョン\t費用\n"
        "2026/10/01\t【SEP】指名\t1204\t52\t1\t5200\n"
        "© 2026 Microsoft Corporation. All rights reserved.\n"
    )
    workspace.put({FILE: text})
    assert rows(workspace.ask(MICROSOFT, "date", "campaign", "cost")) == [
        ("2026-10-01", "【SEP】指名", "5200")
    ]


def test_the_number_of_rows_it_states_is_held_against_those_it_has(workspace: Workspace) -> None:
    workspace.put({FILE: REPORT.replace("Rows: 2", "Rows: 3")})
    (problem,) = workspace.problems(MICROSOFT, *ASKED)
    assert told(problem) == (
        f"{FILE}:10 RG417 the report says Rows: 3, and has 2 | download the report again"
    )


def test_days_written_with_the_month_first_are_told(workspace: Workspace) -> None:
    american = REPORT.replace("2026-10-01", "10/1/2026").replace("2026-10-02", "10/13/2026")
    workspace.put({FILE: american})
    extract = workspace.ask(MICROSOFT, "date", "cost")
    assert rows(extract) == [("2026-10-01", "5200"), ("2026-10-13", "3100")]
    (problem,) = extract.problems
    assert (problem.code, problem.level) == ("RG440", Level.WARNING)
    assert problem.what == (
        f"dates of 'TimePeriod' are read with the month first, as {FILE}:12 tells"
    )


def test_hours_are_taken_off_their_days(workspace: Workspace) -> None:
    text = REPORT.replace("Daily", "Hourly").replace('"2026-10-01"', '"2026-10-01|7"')
    workspace.put({FILE: text})
    assert rows(workspace.ask(MICROSOFT, "date", "cost"))[0] == ("2026-10-01", "5200")


def test_weeks_are_refused(workspace: Workspace) -> None:
    workspace.put({FILE: REPORT.replace("Daily", "Weekly")})
    (problem,) = workspace.problems(MICROSOFT, "date", "cost")
    assert (problem.code, problem.why) == ("RG443", "a week may lie in two months")


def test_a_summary_counts_in_its_stated_month(workspace: Workspace) -> None:
    text = REPORT.replace("Daily", "Summary").replace('"TimePeriod",', "")
    text = text.replace('"2026-10-01",', "").replace('"2026-10-02","Brand"', '"Other"')
    workspace.put({FILE: text})
    extract = workspace.ask(MICROSOFT, "date", "campaign", "cost")
    assert rows(extract)[1] == ("2026-10-01", "Other", "3100", "2026-10-31")


def test_data_that_may_be_incomplete_are_told(workspace: Workspace) -> None:
    workspace.put({FILE: REPORT.replace("Data: false", "Data: true")})
    assert warned(workspace.ask(MICROSOFT, *ASKED)) == ["RG446"]


def test_a_report_that_states_no_rows_is_a_month_of_0(workspace: Workspace) -> None:
    lines = REPORT.replace("Rows: 2", "Rows: 0").splitlines(keepends=True)
    workspace.put({FILE: "".join([*lines[:10], *lines[12:]])})
    extract = workspace.ask(MICROSOFT, "date", "cost")
    assert rows(extract) == [("2026-10-01", "0", "2026-10-31")]
    assert warned(extract) == ["RG444"]


def test_another_currency_is_refused(workspace: Workspace) -> None:
    workspace.put({FILE: REPORT.replace('"JPY"', '"USD"')})
    (problem,) = workspace.problems(MICROSOFT, "date", "cost")
    assert problem.what == "amounts are in USD, the source is in JPY"
