"""Yahoo! JAPAN Ads, search and display: encodings, the totals row, and reports of nothing."""

from __future__ import annotations

import pytest

from tests.connectors.asking import Workspace, accounted, rows, told, warned, zipped

YAHOO = {"type": "yahoo_ads", "path": "inbox/yahoo_{month}.csv"}
FILE = "inbox/yahoo_2026-10.csv"
ASKED = ("date", "campaign", "cost", "impressions", "clicks", "conversions")

SEARCH = """\
アカウントID,キャンペーンID,キャンペーン名,日,コスト,インプレッション数,クリック数,コンバージョン数,コンバージョンの価値
1234567,11,指名①,2026/10/01,5200,1040,52,1.00,8000
1234567,12,一般㈱,2026/10/02,3100,980,31,0.00,--
Total,--,--,--,8300,2020,83,1.00,8000
"""
DISPLAY = """\
Campaign Name,Daily,Cost,Impressions,Clicks,Conversions
Prospecting,20261001,5200.00,1040,52,1
Retargeting,20261002,3100.00,980,31,0
Total,--,8300.00,2020,83,1
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_every_encoding_and_both_delimiters_read_the_same(
    workspace: Workspace, encoding: str, delimiter: str
) -> None:
    workspace.put({FILE: SEARCH.replace(",", delimiter).encode(encoding)})
    extract = workspace.ask(YAHOO, *ASKED)
    assert rows(extract) == [
        ("2026-10-01", "指名①", "5200", "1040", "52", "1"),
        ("2026-10-02", "一般㈱", "3100", "980", "31", "0"),
    ]
    assert accounted(extract) == (3, 2, 1, {})


def test_the_english_display_report_reads_the_same(workspace: Workspace) -> None:
    workspace.put({FILE: DISPLAY})
    extract = workspace.ask(YAHOO, *ASKED)
    assert rows(extract)[1] == ("2026-10-02", "Retargeting", "3100", "980", "31", "0")


def test_a_report_made_without_its_totals_row_is_read(workspace: Workspace) -> None:
    workspace.put({FILE: "".join(SEARCH.splitlines(keepends=True)[:-1])})
    assert accounted(workspace.ask(YAHOO, *ASKED)) == (2, 2, 0, {})


def test_a_row_that_is_missing_shows_in_the_total(workspace: Workspace) -> None:
    lines = SEARCH.splitlines(keepends=True)
    workspace.put({FILE: "".join([*lines[:2], lines[3]])})
    problem = workspace.problems(YAHOO, "date", "cost")[0]
    assert told(problem) == (
        f"{FILE}:3 RG417 the totals row says コスト 8,300, the rows add up to 5,200"
        " | export again with all rows"
    )


@pytest.mark.parametrize(
    "empty",
    [
        "キャンペーン名,日,コスト,クリック数\nTotal,--,--,--\n",
        "キャンペーン名,日,コスト,クリック数\nTotal,--,0,0\n",
        "コスト,クリック数,キャンペーン名,日\n0,0,,\n",
    ],
)
def test_a_report_of_its_totals_row_alone_is_a_month_of_0(workspace: Workspace, empty: str) -> None:
    workspace.put({FILE: empty})
    extract = workspace.ask(YAHOO, "date", "campaign", "cost", "clicks")
    assert rows(extract) == [("2026-10-01", "", "0", "0", "2026-10-31")]
    (problem,) = extract.problems
    assert problem.code == "RG444"
    assert problem.what == (
        "the report of 2026-10-01 to 2026-10-31 has no rows, and its totals say 0:"
        " nothing was delivered"
    )


def test_a_header_alone_may_be_a_report_cut_short(workspace: Workspace) -> None:
    workspace.put({FILE: "キャンペーン名,日,コスト\n"})
    (problem,) = workspace.problems(YAHOO, "date", "cost")
    assert told(problem) == (
        f"{FILE}:1 RG403 the file has a header and no rows | export the month again, with its"
        " totals row: where nothing was delivered, that row says so"
    )


def test_totals_without_rows_are_no_month_of_0(workspace: Workspace) -> None:
    workspace.put({FILE: "キャンペーン名,日,コスト\nTotal,--,500\n"})
    assert workspace.problems(YAHOO, "date", "cost")[0].code == "RG403"


def test_nobody_knows_the_month_of_an_empty_report_without_one_in_its_name(
    workspace: Workspace,
) -> None:
    workspace.put({"inbox/yahoo.csv": "キャンペーン名,日,コスト\nTotal,--,0\n"})
    source = YAHOO | {"path": "inbox/yahoo.csv"}
    assert workspace.problems(source, "date", "cost")[0].code == "RG403"


def test_a_campaign_called_total_is_a_campaign(workspace: Workspace) -> None:
    text = SEARCH.replace("指名①", "Total")
    workspace.put({FILE: text})
    assert len(workspace.ask(YAHOO, *ASKED).table) == 2


def test_a_report_in_a_zip_is_read(workspace: Workspace) -> None:
    workspace.put({"inbox/yahoo_2026-10.zip": zipped({"report.csv": SEARCH.encode("cp932")})})
    extract = workspace.ask(YAHOO | {"path": "inbox/yahoo_{month}.zip"}, *ASKED)
    assert (len(extract.table), warned(extract)) == (2, [])


def test_money_of_another_currency_is_refused(workspace: Workspace) -> None:
    workspace.put({FILE: SEARCH.replace("5200", "US$5200")})
    assert workspace.problems(YAHOO, "date", "cost")[0].code == "RG418"


def test_a_file_of_another_tool_is_not_taken_for_it(workspace: Workspace) -> None:
    workspace.put({FILE: "a,b\n1,2\n"})
    (problem,) = workspace.problems(YAHOO, "date", "cost")
    assert problem.what == "no row holds the headers of a Yahoo! JAPAN Ads report"
