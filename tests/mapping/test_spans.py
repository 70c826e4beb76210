"""Rows that speak of a whole month, beside rows of days; totals that no breakdown makes."""

from __future__ import annotations

from datetime import date

from tests.connectors.asking import zipped
from tests.mapping.tidying import Desk, by_day, figures, total

META = {"type": "meta_ads", "path": "meta_{month}.csv"}
COST = {"cost": {"sum": "cost", "unit": "money", "by": ["campaign"]}}
PERIOD = (
    "Campaign name,Amount spent (JPY),Reporting starts,Reporting ends\n"
    "Broad,1000,2026-10-01,2026-10-31\nBasket,500,2026-10-01,2026-10-31\n"
)


def test_a_row_of_a_month_speaks_of_all_its_days(desk: Desk) -> None:
    observations, problems = desk.tidy({"meta_2026-10.csv": PERIOD}, META, COST)
    assert problems == ()
    assert total(observations, "cost") == 1500
    assert len(observations.days_seen["crm"]) == 31
    assert len(observations.provenance["cost"].days) == 31
    members = {member: value for (_, member, _), value in figures(observations, "cost").items()}
    assert members == {"": 1500, "Broad": 1000, "Basket": 500}


def test_a_row_of_some_days_speaks_of_no_others(desk: Desk) -> None:
    text = PERIOD.replace("2026-10-31", "2026-10-07")
    observations, _ = desk.tidy({"meta_2026-10.csv": text}, META, COST)
    assert max(observations.provenance["cost"].days) == date(2026, 10, 7)


def test_days_and_months_of_one_figure_are_never_added_up(desk: Desk) -> None:
    report = (
        "# Start date: 20261001\n# End date: 20261031\nNth day,Sessions\n0000,3\n0014,4\n"
        "# Start date: 20261001\n# End date: 20261031\n"
        "Session default channel group,Sessions\nDirect,5\nReferral,2\n"
    )
    source = {"type": "ga4_export", "path": "ga4.csv"}
    metrics = {
        "visits": {"metric": "sessions"},
        "by_channel": {"metric": "sessions", "by": ["sessionDefaultChannelGroup"]},
    }
    observations, _ = desk.tidy({"ga4.csv": report}, source, metrics)
    assert by_day(observations, "visits") == {"2026-10-01": 3, "2026-10-15": 4}
    assert by_day(observations, "by_channel") == {"2026-10-01": 7}
    members = {
        member: value for (_, member, _), value in figures(observations, "by_channel").items()
    }
    assert members == {"": 7, "Direct": 5, "Referral": 2}


HEAD = "Clicks,Impressions,CTR,Position\n"
SEARCH = {"type": "search_console", "path": "gsc_{month}.zip"}
CHART = f"Date,{HEAD}2026-10-01,17,300,5.67%,10\n2026-10-02,10,100,10%,2\n"
QUERIES = f"Top queries,{HEAD}shoes,4,90,4.44%,3\nred shoes,2,40,5%,4\n"
PAGES = f"Top pages,{HEAD}/,20,300,6.67%,5\n/a,10,120,8.33%,8\n"


def test_clicks_are_those_of_the_days_and_queries_and_pages_do_not_add_up_to_them(
    desk: Desk,
) -> None:
    tables = {"Chart.csv": CHART, "Queries.csv": QUERIES, "Pages.csv": PAGES}
    archive = zipped({name: text.encode() for name, text in tables.items()})
    (desk.root / "gsc_2026-10.zip").write_bytes(archive)
    metrics = {
        "clicks": {"sum": "clicks", "by": ["query", "page"]},
        "position": {"mean": "position", "weight": "impressions", "unit": "ratio"},
    }
    observations, problems = desk.tidy({}, SEARCH, metrics)
    assert problems == ()
    assert total(observations, "clicks") == 27
    members = {
        member: value for (_, member, _), value in figures(observations, "clicks").items() if member
    }
    assert members == {"shoes": 4, "red shoes": 2, "/": 20, "/a": 10}
    table = observations.table[observations.table["metric"] == "position"]
    assert table["value"].sum() / table["weight"].sum() == (10 * 300 + 2 * 100) / 400


def test_a_month_of_nothing_is_0_and_not_a_hole(desk: Desk) -> None:
    empty = "キャンペーン名,日,コスト\nTotal,--,--\n"
    source = {"type": "yahoo_ads", "path": "yahoo_{month}.csv"}
    observations, (problem,) = desk.tidy({"yahoo_2026-10.csv": empty}, source, COST)
    assert total(observations, "cost") == 0
    assert len(observations.provenance["cost"].days) == 31
    assert problem.code == "RG444"


def test_what_the_account_spent_beside_its_campaigns_is_in_the_total(desk: Desk) -> None:
    text = (
        "Campaign report\n1 October 2026 - 31 October 2026\nDay,Campaign,Cost\n"
        "2026-10-08,Brand,100\nTotal: Campaigns, --,100\nTotal: Account, --,130\n"
    )
    source = {"type": "google_ads", "path": "ads_{month}.csv"}
    observations, _ = desk.tidy({"ads_2026-10.csv": text}, source, COST)
    assert total(observations, "cost") == 130
    members = {member: value for (_, member, _), value in figures(observations, "cost").items()}
    assert (members["Brand"], members["(not attributed)"]) == (100, 30)
