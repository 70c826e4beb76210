"""Each recognised export in a few lines, its totals and its traps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.connectors.registry import CONNECTORS, connector_of, fingerprint
from reportgen.errors import ConfigInvalid, Level
from reportgen.model.config import Notes, Source
from reportgen.model.dialects import HEADERS, NORMALISED_COLUMNS
from reportgen.model.observations import Query
from reportgen.model.period import Month
from tests.connectors.asking import OCTOBER, Workspace, rows, told

GA4 = {"type": "ga4_export", "path": "inbox/ga4_*.csv"}
CHANNEL = "sessionDefaultChannelGroup"

SESSIONS = """\
# ----------------------------------------
# 月次レポート用, セッション
# 自由形式 1
# 20261001-20261031
# ----------------------------------------

日付,セッションのデフォルト チャネル グループ,セッション
,,17,総計
20261001,Direct,7
20261001,Organic Search,"10"
"""


def ga4(*files: str) -> dict[str, str | bytes]:
    return {f"inbox/ga4_{number}.csv": text for number, text in enumerate(files)}


# ---- analytics


def test_an_exploration_is_read_without_its_total(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS))
    extract = workspace.ask(GA4, "date", CHANNEL, "sessions")
    assert rows(extract) == [
        ("2026-10-01", "Direct", "7"),
        ("2026-10-01", "Organic Search", "10"),
    ]
    (file,) = extract.files
    assert (file.rows_read, file.rows_used, file.rows_totals) == (3, 2, 1)
    assert (str(file.range_start), str(file.range_end)) == ("2026-10-01", "2026-10-31")


def test_an_english_exploration_reads_the_same(workspace: Workspace) -> None:
    english = SESSIONS.replace("日付", "Date").replace("総計", "Grand total")
    english = english.replace(
        "セッションのデフォルト チャネル グループ", "Session default channel group"
    )
    english = english.replace(",セッション\n", ",Sessions\n")
    workspace.put(ga4(english))
    extract = workspace.ask(GA4, "date", CHANNEL, "sessions")
    assert rows(extract)[0] == ("2026-10-01", "Direct", "7")


def test_a_table_without_a_column_that_another_has_says_so(workspace: Workspace) -> None:
    events = SESSIONS.replace(",セッション\n", ",イベント名,イベント数\n").replace(",,17", ",,,17")
    events = events.replace("Direct,", "Direct,form_view,").replace("Search,", "Search,scroll,")
    workspace.put(ga4(SESSIONS, events))
    extract = workspace.ask(GA4, "date", "sessions", "eventName", "eventCount")
    assert rows(extract)[0] == ("2026-10-01", "7", "\\N", "\\N")
    assert rows(extract)[2] == ("2026-10-01", "\\N", "form_view", "7")


def test_a_column_that_no_table_has_is_refused(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS))
    (problem,) = workspace.problems(GA4, "date", "sessions", "keyEvents")
    assert problem.code == "RG404"
    assert problem.what.startswith("the column 'Key events' or 'Conversions' or 'キーイベント'")


def test_a_total_that_is_not_the_sum_of_its_rows_is_refused(workspace: Workspace) -> None:
    views = SESSIONS.replace(",セッション\n", ",表示回数\n").replace(",,17,", ",,18,")
    workspace.put(ga4(views))
    (problem,) = workspace.problems(GA4, "date", "screenPageViews")
    assert told(problem) == (
        "inbox/ga4_0.csv:8 RG417 the totals row says 表示回数 18, the rows add up to 17"
        " | export again with all rows"
    )


def test_a_total_of_estimated_sessions_may_differ_by_its_error_and_no_more(
    workspace: Workspace,
) -> None:
    many = SESSIONS.replace("Direct,7", "Direct,990").replace(",,17", ",,1010")
    workspace.put(ga4(many))
    assert len(workspace.ask(GA4, "date", "sessions").table) == 2
    workspace.put(ga4(many.replace(",,1010", ",,1030")))
    assert workspace.problems(GA4, "date", "sessions")[0].code == "RG417"


def test_a_row_outside_the_days_the_file_states_is_refused(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS.replace("20261001,Direct", "20261101,Direct")))
    (problem,) = workspace.problems(GA4, "date", "sessions")
    assert told(problem) == (
        "inbox/ga4_0.csv:9 RG416 2026-11-01 is not among the days the file states, 2026-10-01 to"
        " 2026-10-31 | export the file again; two exports may have been joined by hand"
    )
    assert problem.place.field == "日付", "the header as the file has it"


def test_two_exports_of_the_same_days_are_refused(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS, SESSIONS))
    (problem,) = workspace.problems(GA4, "date", "sessions")
    assert problem.code == "RG413"


def test_every_table_must_have_the_reported_month(workspace: Workspace) -> None:
    stale = SESSIONS.replace("202610", "202609").replace("20260931", "20260930")
    stale = stale.replace(",セッション\n", ",表示回数\n")
    workspace.put(ga4(SESSIONS, stale))
    (problem,) = workspace.problems(GA4, "date", "sessions", "screenPageViews")
    assert (str(problem.place), problem.code) == ("inbox/ga4_1.csv", "RG415")


def test_a_standard_report_counts_its_days_from_its_start(workspace: Workspace) -> None:
    workspace.put(
        ga4(
            "# Report CSV Export\n# Start date: 20261001\n# End date: 20261031\n"
            "Nth day,Views\n0000,3\n0030,4\n\n"
            "# Start date: 20261001\n# End date: 20261031\n# Countries\n"
            "Country,Active users\n,7\nNA,5\n#fragment,2\n"
        )
    )
    extract = workspace.ask(GA4, "date", "screenPageViews")
    assert rows(extract) == [("2026-10-01", "3"), ("2026-10-31", "4")]
    users = workspace.ask(GA4, "yearMonth", "country", "activeUsers")
    assert rows(users) == [("202610", "NA", "5"), ("202610", "#fragment", "2")]


def test_rows_rolled_into_other_are_flagged(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS.replace("Direct", "(other)")))
    assert workspace.ask(GA4, "date", CHANNEL, "sessions").flags == ("other_row",)


# ---- Google Ads

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


def test_an_account_total_above_the_listed_campaigns_is_told(workspace: Workspace) -> None:
    text = CAMPAIGNS.replace("Total: Account\t --\tJPY\t8556", "Total: Account\t --\tJPY\t9000")
    workspace.put({"inbox/ads_2026-10.csv": text})
    (problem,) = workspace.ask(GOOGLE, *ASKED).problems
    assert (problem.code, problem.level) == ("RG417", Level.WARNING)
    assert problem.what == "Total: Account says Cost 9,000, the rows add up to 8,556"


def test_rows_that_no_total_agrees_with_are_refused(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": CAMPAIGNS.replace("\t1000\t", "\t1001\t")})
    problems = workspace.problems(GOOGLE, *ASKED)
    assert [(problem.code, problem.is_error) for problem in problems] == [("RG417", True)] * 2


def test_ads_in_another_currency_are_refused(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": CAMPAIGNS.replace("JPY", "USD")})
    (problem,) = workspace.problems(GOOGLE, *ASKED)
    assert problem.what == "amounts are in USD, the source is in JPY"
    assert rows(workspace.ask(GOOGLE | {"currency": "USD"}, "date", "cost"))


def test_another_tools_file_is_not_taken_for_google_ads(workspace: Workspace) -> None:
    workspace.put({"inbox/ads_2026-10.csv": "a,b\n1,2\n"})
    (problem,) = workspace.problems(GOOGLE, *ASKED)
    assert told(problem).startswith(
        "inbox/ads_2026-10.csv:1 RG419 no row holds the headers of a Google Ads campaign report"
    )


def test_a_clients_own_header_is_read_beside_the_dialects(workspace: Workspace) -> None:
    text = CAMPAIGNS.replace("Clicks", "電話件数")
    workspace.put({"inbox/ads_2026-10.csv": text})
    columns = {"電話件数": {"as": "calls", "type": "number"}}
    extract = workspace.ask(GOOGLE | {"columns": columns}, "date", "calls")
    assert rows(extract)[0] == ("2026-10-01", "41")


# ---- Meta Ads

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


# ---- Shopify

SHOP = {"type": "shopify_orders", "path": "inbox/orders_{month}.csv", "timezone": "Europe/London"}
ORDERS = """\
Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Cancelled at,\
Payment Method,Refunded Amount
#3,a@x.example,paid,JPY,95.40,2026-10-31 14:30:00 +0000,1,,Card,0.00
#3,a@x.example,,,,,2,,,
#2,b@x.example,paid,JPY,10.00,2026-10-31 15:30:00 +0000,1,,(for testing) Bogus Gateway,0.00
#1,c@x.example,refunded,JPY,20.00,2026-10-01 10:00:00 +0100,1,2026-10-02 10:00:00 +0100,Card,20.00
"""
ORDER = ("order_id", "ordered_on", "amount", "refunded", "status", "items")


def test_shopify_gives_one_row_an_order(workspace: Workspace) -> None:
    workspace.put({"inbox/orders_2026-10.csv": ORDERS})
    extract = workspace.ask(SHOP, *ORDER)
    assert rows(extract) == [
        ("#3", "2026-10-31T23:30:00+09:00", "95.4", "0", "paid", "3"),
        ("#2", "2026-11-01T00:30:00+09:00", "10", "0", "test", "1"),
        ("#1", "2026-10-01T18:00:00+09:00", "20", "20", "cancelled", "1"),
    ]
    assert list(extract.table["_row"]) == [2, 4, 5]
    assert "x.example" not in extract.table.to_csv()


def test_an_order_exported_again_in_a_later_month_counts_once(workspace: Workspace) -> None:
    header, *lines = ORDERS.splitlines(keepends=True)
    september = header + lines[3].replace("2026-10-01", "2026-09-01").replace("refunded", "paid")
    workspace.put({"inbox/orders_2026-09.csv": september, "inbox/orders_2026-10.csv": ORDERS})
    extract = workspace.ask(SHOP, "order_id", "status", "ordered_on")
    assert [row[0] for row in rows(extract)] == ["#3", "#2", "#1"]


def test_an_order_that_comes_back_in_the_same_file_is_refused(workspace: Workspace) -> None:
    lines = ORDERS.splitlines(keepends=True)
    workspace.put({"inbox/orders_2026-10.csv": "".join([*lines, lines[1]])})
    (problem,) = workspace.problems(SHOP, *ORDER)
    assert told(problem).startswith(
        "inbox/orders_2026-10.csv:6 RG414 the order #3 stands twice in the file"
    )


# ---- hand-typed figures


def notes(month: str, **figures: str) -> Notes:
    return Notes.model_validate(
        {"schema": "reportgen/notes@1", "month": month, "manual": {"crm": figures}}
    )


def test_hand_typed_figures_are_a_row_a_month(workspace: Workspace) -> None:
    written = {
        Month(2026, 9): notes("2026-09", margin="45.5%"),
        Month(2026, 10): notes("2026-10", margin="46%", members="3_380"),
    }
    workspace.context = replace(workspace.context, notes=written)
    extract = workspace.ask({"type": "manual"}, "date", "margin", "members")
    assert rows(extract) == [("2026-09-01", "0.455", "\\N"), ("2026-10-01", "0.46", "3380")]
    assert extract.files[1].path == "configs/minato/notes/2026-10.yml"


def test_a_figure_that_was_not_typed_in_is_refused(workspace: Workspace) -> None:
    workspace.context = replace(
        workspace.context, notes={Month(2026, 10): notes("2026-10", margin="46%")}
    )
    (problem,) = workspace.problems({"type": "manual"}, "margin", "members")
    assert told(problem) == (
        "configs/minato/notes/2026-10.yml RG423 'members' of 2026-10 has not been typed in"
        " | write it under manual: {crm: {members: ...}}"
    )


# ---- the table of connectors


def test_a_source_type_without_connector_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ConfigInvalid, match="no connector reads sources of type 'hubspot'"):
        workspace.ask({"type": "hubspot", "path": "inbox/x.csv"}, "deal_id")
    assert connector_of("hubspot") is None


def test_every_connector_delivers_the_columns_that_configuration_may_name() -> None:
    for name in set(HEADERS) & set(NORMALISED_COLUMNS) & set(CONNECTORS):
        delivered = {column.name for column in HEADERS[name]}
        assert set(NORMALISED_COLUMNS[name]) <= delivered


def test_a_fingerprint_changes_with_the_bytes_and_with_how_they_are_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.put({"inbox/ads_2026-10.csv": CAMPAIGNS})
    query = Query("crm", ("date", "cost"), OCTOBER)
    source = Source.model_validate(GOOGLE)
    first = fingerprint(query, source, workspace.context)
    assert first == workspace.ask(GOOGLE, "date", "cost").fingerprint
    declared = Source.model_validate(GOOGLE | {"encoding": "utf-8"})
    assert fingerprint(query, declared, workspace.context) != first
    charged = Source.model_validate(GOOGLE | {"fee": {"rate": "20%"}})
    assert fingerprint(query, charged, workspace.context) == first
    workspace.put({"inbox/ads_2026-10.csv": CAMPAIGNS + "\n"})
    assert fingerprint(query, source, workspace.context) != first
