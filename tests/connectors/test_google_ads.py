"""Google Ads: reports in two encodings and languages, overview cards, and totals that differ."""

from __future__ import annotations

import pytest

from reportgen.errors import Level
from tests.connectors.asking import Workspace, accounted, rows, told, warned

GOOGLE = {"type": "google_ads", "path": "inbox/ads_{month}.csv"}
CAMPAIGNS = """\
Campaign report
1 October 2026 - 31 October 2026
Day\tCampaign\tCurrency code\tCost\tImpr.\tClicks\tConversions
2026-10-01\t指名\tJPY\t7556\t"1,401"\t41\t1.50
2026-10-02\t一般\tJPY\t1000\t99\t9\t --
Total: Campaigns\t --\tJPY\t8556\t"1,500"\t50\t1.50
Total: Account\t --\tJPY\t8556\t"1,500"\t50\t1.50
Total: Search\t --\tJPY\t7556\t"1,401"\t41\t1.50
"""
ASKED = ("date", "campaign", "cost", "impressions", "conversions")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_google_ads_is_read_without_its_totals(workspace: Workspace, encoding: str) -> None:
    text = CAMPAIGNS if encoding == "utf-16" else CAMPAIGNS.replace("\t", ",")
    workspace.put({"inbox/ads_2026-10.csv": text.encode(encoding)})
    extract = workspace.ask(GOOGLE, *ASKED)
    assert rows(extract) == [
        ("2026-10-01", "指名", "7556", "1401", "1.5"),
        ("2026-10-02", "一般", "1000", "99", ""),
    ]
    assert extract.files[0].rows_totals == 3


def test_google_ads_in_japanese_and_with_an_unquoted_american_range(workspace: Workspace) -> None:
    text = (
        "キャンペーン レポート\nOctober 1, 2026 - October 31, 2026\n"
        "日,キャンペーン,費用,表示回数\n2026-10-01,指名,7556,10\n合計: キャンペーン, --,7556,10\n"
    )
    workspace.put({"inbox/ads_2026-10.csv": text})
    extract = workspace.ask(GOOGLE, "date", "cost")
    assert rows(extract) == [("2026-10-01", "7556")]
    assert str(extract.files[0].range_end) == "2026-10-31"


def test_what_the_account_spent_beside_the_listed_campaigns_is_counted_and_told(
    workspace: Workspace,
) -> None:
    text = CAMPAIGNS.replace("Total: Account\t --\tJPY\t8556", "Total: Account\t --\tJPY\t9000")
    workspace.put({"inbox/ads_2026-10.csv": text})
    extract = workspace.ask(GOOGLE, "date", "campaign", "cost", "clicks")
    assert rows(extract)[-1] == ("2026-10-01", "(not attributed)", "444", "0", "2026-10-31")
    (problem,) = extract.problems
    assert (problem.code, problem.level, problem.place.line) == ("RG445", Level.WARNING, 7)
    assert problem.what == (
        "Total: Account is taken: cost 444 more than the campaigns that are listed"
    )
    assert accounted(extract) == (5, 3, 2, {})


def test_of_several_months_the_rest_of_the_account_is_told_and_not_counted(
    workspace: Workspace,
) -> None:
    text = CAMPAIGNS.replace("Total: Account\t --\tJPY\t8556", "Total: Account\t --\tJPY\t9000")
    for stated in ("1 September 2026 - 31 October 2026", "All time"):
        written = text.replace("1 October 2026 - 31 October 2026", stated)
        workspace.put({"inbox/ads_2026-10.csv": written})
        extract = workspace.ask(GOOGLE, "date", "campaign", "cost")
        assert len(extract.table) == 2
        assert extract.problems[0].what.endswith("and the campaigns are taken")


def test_the_account_counts_nothing_beside_campaigns_that_were_filtered(
    workspace: Workspace,
) -> None:
    text = CAMPAIGNS.replace("Total: Account\t --\tJPY\t8556", "Total: Account\t --\tJPY\t8000")
    workspace.put({"inbox/ads_2026-10.csv": text})
    extract = workspace.ask(GOOGLE, "date", "cost")
    assert (len(extract.table), extract.problems) == (2, ())


def test_rows_that_no_total_agrees_with_are_refused(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": CAMPAIGNS.replace("\t1000\t", "\t1001\t")})
    problems = workspace.problems(GOOGLE, *ASKED)
    assert [(problem.code, problem.is_error) for problem in problems] == [("RG417", True)]


def test_ads_in_another_currency_are_refused(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": CAMPAIGNS.replace("JPY", "USD")})
    (problem,) = workspace.problems(GOOGLE, *ASKED)
    assert problem.what == "amounts are in USD, the source is in JPY"
    assert rows(workspace.ask(GOOGLE | {"currency": "USD"}, "date", "cost"))


def test_another_tools_file_is_not_taken_for_google_ads(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": "a,b\n1,2\n"})
    (problem,) = workspace.problems(GOOGLE, *ASKED)
    assert told(problem).startswith(
        "inbox/ads_2026-10.csv:1 RG419 no row holds the headers of a Google Ads report"
    )


def test_a_clients_own_header_is_read_beside_the_dialects(workspace: Workspace) -> None:
    text = CAMPAIGNS.replace("Clicks", "電話件数")
    workspace.put({"inbox/ads_2026-10.csv": text})
    columns = {"電話件数": {"as": "calls", "type": "number"}}
    extract = workspace.ask(GOOGLE | {"columns": columns}, "date", "calls")
    assert rows(extract)[0] == ("2026-10-01", "41")


JAPANESE = """\
キャンペーン レポート (2026-10-01 - 2026-10-31)
日\tキャンペーン\t通貨コード\t費用\t表示回数\tクリック数\tコンバージョン\tコンバージョンの価値
2026-10-01\t指名\tJPY\t7556\t"1,401"\t41\t1.50\t"12,000"
2026-10-01\t合計: アカウント\tJPY\t7556\t"1,401"\t41\t1.50\t"12,000"
 --\t合計: キャンペーン\tJPY\t7556\t"1,401"\t41\t1.50\t"12,000"
合計: サポートされていないエンティティ\t --\tJPY\t0\t0\t0\t0.00\t0
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp932"])
def test_a_japanese_report_with_totals_of_days_and_of_all(
    workspace: Workspace, encoding: str
) -> None:
    workspace.put({"inbox/ads_2026-10.csv": JAPANESE.encode(encoding)})
    extract = workspace.ask(GOOGLE, "date", "campaign", "cost", "conversion_value")
    assert rows(extract) == [("2026-10-01", "指名", "7556", "12000")]
    assert accounted(extract) == (4, 1, 3, {})
    assert str(extract.files[0].range_start) == "2026-10-01"


def test_a_japanese_total_is_held_against_the_rows(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": JAPANESE.replace("7556", "7555", 1)})
    (problem,) = workspace.problems(GOOGLE, "date", "cost")
    assert problem.what == "合計: キャンペーン says 費用 7,556, the rows add up to 7,555"


CARD = """\
Date,Clicks,Impressions,Avg. CPC,Cost
"Wed, 7 Oct 2026",12,"1,204",US$0.42,US$5.04
"Thu, 8 Oct 2026",0,80,--,US$0.00
"""


def test_a_card_of_the_overview_has_its_currency_in_the_cells(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": CARD})
    dollars = GOOGLE | {"currency": "USD"}
    extract = workspace.ask(dollars, "date", "cost", "impressions")
    assert rows(extract) == [("2026-10-07", "5.04", "1204"), ("2026-10-08", "0", "80")]
    (first, _) = workspace.problems(GOOGLE, "date", "cost")
    assert told(first) == (
        "inbox/ads_2026-10.csv:2 RG418 'US$5.04' is not in JPY | amounts of several currencies"
        " are never added up; set the source's `currency:`"
    )


def test_a_report_without_days_counts_in_its_stated_month(workspace: Workspace) -> None:
    text = (
        "Campaign report\n1 October 2026 - 31 October 2026\nCampaign,Cost\n指名,7556\n"
        "Total: Campaigns,7556\n"
    )
    workspace.put({"inbox/ads_2026-10.csv": text})
    extract = workspace.ask(GOOGLE, "date", "campaign", "cost")
    assert rows(extract) == [("2026-10-01", "指名", "7556", "2026-10-31")]


def test_a_report_without_days_of_several_months_is_refused(workspace: Workspace) -> None:
    text = "Campaign report\n1 September 2026 - 31 October 2026\nCampaign,Cost\n指名,7556\n"
    workspace.put({"inbox/ads_2026-10.csv": text})
    codes = [problem.code for problem in workspace.problems(GOOGLE, "date", "cost")]
    assert codes == ["RG443", "RG404"]


def test_a_campaign_named_like_a_total_is_a_campaign(workspace: Workspace) -> None:
    text = CAMPAIGNS.replace("一般", "Total Care")
    workspace.put({"inbox/ads_2026-10.csv": text})
    assert len(workspace.ask(GOOGLE, *ASKED).table) == 2


def test_a_report_without_rows_and_with_totals_of_0_is_a_month_of_0(workspace: Workspace) -> None:
    text = (
        "Campaign report\n1 October 2026 - 31 October 2026\nDay,Campaign,Cost,Clicks\n"
        "Total: Campaigns, --,0.00,0\n"
    )
    workspace.put({"inbox/ads_2026-10.csv": text})
    extract = workspace.ask(GOOGLE, "date", "campaign", "cost")
    assert rows(extract) == [("2026-10-01", "", "0", "2026-10-31")]
    assert warned(extract) == ["RG444"]
    assert accounted(extract) == (1, 1, 0, {})


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("7556", "2.82E+18", "RG408"),
        ("7556", "#REF!", "RG408"),
        ("7556", "7.556,00", "RG408"),
        ("41", "< 10", "RG441"),
        ("指名", "2.82E+18", "RG408"),
    ],
)
def test_what_a_spreadsheet_or_the_tool_itself_took_away_is_refused_by_its_cell(
    workspace: Workspace, column: str, cell: str, code: str
) -> None:
    text = CAMPAIGNS.replace(column, cell, 1)
    workspace.put({"inbox/ads_2026-10.csv": text})
    problem = workspace.problems(GOOGLE, "date", "campaign", "cost", "clicks")[0]
    assert (problem.code, str(problem.place)) == (code, "inbox/ads_2026-10.csv:4")
    assert cell in problem.what


def test_a_censored_value_is_a_told_hole_where_configuration_accepts_missing_amounts(
    workspace: Workspace,
) -> None:
    text = CAMPAIGNS.replace("Conversions", "Impr. share").replace("\t1.50\n", "\t< 10%\n")
    columns = {"Impr. share": {"as": "share", "type": "percent"}}
    workspace.put({"inbox/ads_2026-10.csv": text})
    source = GOOGLE | {"columns": columns, "missing_amount": "exclude"}
    extract = workspace.ask(source, "date", "share")
    assert rows(extract) == [("2026-10-01", ""), ("2026-10-02", "")]
    (problem,) = extract.problems
    assert (problem.code, problem.level, problem.place.line) == ("RG441", Level.WARNING, 4)
