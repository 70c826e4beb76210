from __future__ import annotations

from array import array
from datetime import UTC, date, datetime

import pytest

from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.errors import Level
from reportgen.mapping.queries import queries
from reportgen.mapping.tidy import tidy
from reportgen.model.observations import OBSERVATION_COLUMNS, RowRange
from reportgen.model.period import Month, Period
from tests.mapping.tidying import OCTOBER, Desk, by_day, client, figures, total

COLUMNS = {
    "案件ID": {"as": "deal_id", "required": "true"},
    "ステージ": {"as": "stage", "type": "status", "values": {"受注": "won", "失注": "lost"}},
    "金額": {"as": "amount", "type": "money"},
    "資料請求日": {"as": "requested_on", "type": "date"},
    "受注日": {"as": "won_on", "type": "date"},
    "流入元": {"as": "channel", "values": {"広告": "Paid Search", "指名": "Direct"}},
}
CRM = {
    "type": "csv",
    "path": "crm_{month}.csv",
    "unique_by": ["deal_id"],
    "columns": COLUMNS,
}
WON = {"where": {"stage": "won"}, "date": "won_on"}
DEALS_WON = {"deals_won": {"count": "deal_id"} | WON}
WON_AMOUNT = {"won_amount": {"sum": "amount", "unit": "money"} | WON}
REQUESTS = {"requests": {"count": "deal_id", "date": "requested_on", "by": ["channel"]}}
HEADER = "案件ID,ステージ,金額,資料請求日,受注日,流入元\n"


def october(*lines: str) -> dict[str, str]:
    return {"crm_2026-10.csv": HEADER + "".join(f"{line}\n" for line in lines)}


THREE = october(
    'C-1,受注,"1,200,000",2026-08-08,2026-10-08,広告',
    "C-2,受注,¥800000,2026-10-02,2026-10-08,指名",
    "C-3,失注,,2026-10-02,,",
)


def test_rows_are_counted_and_summed_by_the_metrics_own_date(desk: Desk) -> None:
    observations, problems = desk.tidy(THREE, CRM, DEALS_WON | WON_AMOUNT | REQUESTS)
    assert problems == ()
    assert total(observations, "deals_won") == 2
    assert total(observations, "won_amount") == 2_000_000
    assert total(observations, "requests") == 2
    assert tuple(observations.table.columns) == OBSERVATION_COLUMNS


def test_members_of_a_dimension_add_up_to_the_total(desk: Desk) -> None:
    observations, _ = desk.tidy(THREE, CRM, REQUESTS)
    second = {
        member: value
        for (_, member, day), value in figures(observations, "requests").items()
        if day == "2026-10-02"
    }
    assert second == {"": 2, "Direct": 1, "(not attributed)": 1}


def test_an_event_that_did_not_happen_is_zero_in_a_month_with_a_file(desk: Desk) -> None:
    observations, _ = desk.tidy(THREE, CRM, DEALS_WON)
    days = by_day(observations, "deals_won")
    assert len(days) == 31
    assert (days["2026-10-07"], days["2026-10-08"]) == (0, 2)
    assert observations.days_seen["crm"] == observations.provenance["deals_won"].days


def test_a_month_without_a_file_is_a_hole(desk: Desk) -> None:
    files = THREE | {"crm_2026-08.csv": HEADER + "C-9,受注,5,2026-08-01,2026-08-02,広告\n"}
    observations, _ = desk.tidy(files, CRM, DEALS_WON)
    assert total(observations, "deals_won", "2026-08") == 1
    assert total(observations, "deals_won", "2026-09") is None
    assert date(2026, 9, 1) not in observations.days_seen["crm"]


def test_days_after_the_data_were_made_are_holes(desk: Desk) -> None:
    observations, _ = desk.tidy(THREE, CRM | {"as_of": "2026-10-20"}, DEALS_WON)
    assert max(by_day(observations, "deals_won")) == "2026-10-20"


def test_rows_dated_after_the_data_were_made_are_told_and_not_counted(desk: Desk) -> None:
    source = CRM | {"as_of": "2026-10-08"}
    files = THREE | october(
        "C-1,受注,5,2026-10-01,2026-10-08,広告", "C-2,受注,5,2026-10-02,2026-10-09,広告"
    )
    observations, (problem,) = desk.tidy(files, source, DEALS_WON)
    assert total(observations, "deals_won") == 1
    assert (problem.code, problem.level, problem.place.line) == ("RG422", Level.WARNING, 3)
    assert problem.what == (
        "'受注日' lies after 2026-10-08, the day the data speak of, in 1 of the rows"
    )


def test_a_row_of_a_month_without_file_is_counted_as_outside(desk: Desk) -> None:
    files = THREE | {"crm_2026-09.csv": HEADER + "C-9,失注,,2026-09-01,,広告\n"}
    observations, _ = desk.tidy(files, CRM, REQUESTS)
    assert total(observations, "requests", "2026-08") is None
    assert observations.provenance["requests"].outside == 1


def test_a_source_without_month_in_its_path_speaks_of_all_months_from_its_first_row_on(
    desk: Desk,
) -> None:
    source = CRM | {"path": "crm.csv"}
    lines = ("C-1,受注,5,2026-08-08,2026-08-08,広告", "C-2,受注,5,2026-10-02,2026-10-08,指名")
    files = {"crm.csv": october(*lines)["crm_2026-10.csv"]}
    observations, _ = desk.tidy(files, source, DEALS_WON)
    months = ("2026-07", "2026-08", "2026-09", "2026-10")
    assert [total(observations, "deals_won", month) for month in months] == [None, 1, 0, 1]


# ---- refusals


def test_a_won_deal_without_amount_is_refused_with_its_rows(desk: Desk) -> None:
    files = october(
        "C-1,受注,,2026-10-01,2026-10-08,広告",
        "C-2,受注,100,2026-10-01,2026-10-08,広告",
        "C-3,受注,--,2026-10-01,2026-10-09,広告",
    )
    _, (problem,) = desk.tidy(files, CRM, DEALS_WON | WON_AMOUNT)
    assert (problem.code, str(problem.place), problem.place.rows) == (
        "RG402",
        "crm_2026-10.csv:2",
        (4,),
    )
    assert problem.place.field == "金額"
    assert problem.what == "'金額' is empty in 2 of the rows although stage is won"
    assert problem.why == (
        "metric 'won_amount' adds this column up; counting them as 0 would lower it by an"
        " unknown amount"
    )
    assert problem.hint == (
        "fill the cells in the source, or accept the hole with"
        " `sources.crm.missing_amount: exclude`"
    )


def test_a_won_deal_without_amount_is_left_out_where_that_is_agreed(desk: Desk) -> None:
    files = october(
        "C-1,受注,,2026-10-01,2026-10-08,広告", "C-2,受注,100,2026-10-01,2026-10-09,広告"
    )
    source = CRM | {"missing_amount": "exclude"}
    observations, problems = desk.tidy(files, source, DEALS_WON | WON_AMOUNT)
    assert problems == ()
    assert total(observations, "deals_won") == 2
    assert total(observations, "won_amount") == 100
    assert "2026-10-08" not in by_day(observations, "won_amount")
    assert observations.provenance["won_amount"].excluded == {Month(2026, 10): 1}


def test_a_stage_word_that_nobody_declared_is_refused(desk: Desk) -> None:
    files = october(
        "C-1,受注,5,2026-10-01,2026-10-08,広告",
        "C-2,保留,5,2026-10-01,,広告",
        "C-3,,5,2026-10-01,,広告",
        "C-4,保留,5,2026-10-01,,広告",
    )
    _, problems = desk.tidy(files, CRM, DEALS_WON)
    assert [(one.code, str(one.place), one.place.rows, one.what) for one in problems] == [
        ("RG410", "crm_2026-10.csv:3", (5,), "'保留' is not among the values of 'ステージ'"),
        ("RG410", "crm_2026-10.csv:4", (), "'ステージ' is empty in 1 of the rows"),
    ]
    assert problems[0].hint == "the known words are 受注, 失注; add this one under `values:`"


def test_a_channel_word_that_nobody_declared_is_refused_and_no_word_is_none(desk: Desk) -> None:
    files = october(
        "C-1,失注,5,2026-10-01,,広告",
        "C-2,失注,5,2026-10-01,,展示会",
        "C-3,失注,5,2026-10-01,,",
        "C-4,失注,5,2026-10-01,,展示会",
    )
    _, (problem,) = desk.tidy(files, CRM, REQUESTS)
    assert (problem.code, str(problem.place), problem.place.rows, problem.what) == (
        "RG410",
        "crm_2026-10.csv:3",
        (5,),
        "'展示会' is not among the values of '流入元'",
    )
    assert problem.why == "under a name of its own it would stand beside those it belongs to"
    assert problem.hint == "the known words are 広告, 指名; add this one under `values:`"


def test_a_won_deal_without_its_date_is_refused(desk: Desk) -> None:
    files = october(
        "C-1,受注,5,2026-10-01,,広告",
        "C-2,失注,,2026-10-01,,広告",
        "C-3,受注,5,2026-10-01,2026-10-08,広告",
    )
    _, (problem,) = desk.tidy(files, CRM, DEALS_WON | WON_AMOUNT)
    assert (problem.code, str(problem.place)) == ("RG411", "crm_2026-10.csv:2")
    assert problem.what == "'受注日' is empty in 1 of the rows although stage is won"


@pytest.mark.parametrize(
    ("metric", "what"),
    [
        ({"count": "deal_id"}, "x: nothing says on which day a row of 'crm' counts"),
        ({"count": "deal_id", "date": "stage"}, "x: 'stage' is not a column of days"),
        ({"sum": "deal_id", "date": "won_on"}, "x: 'deal_id' is not a column of figures"),
    ],
)
def test_a_metric_that_cannot_be_told_is_refused(
    desk: Desk, metric: dict[str, str], what: str
) -> None:
    _, (problem,) = desk.tidy(THREE, CRM, {"x": metric})
    assert (problem.code, problem.what) == ("RG421", what)
    assert (problem.place.path, problem.place.field) == ("configs/minato/client.yml", "metrics.x")


# ---- where figures come from


def test_every_figure_says_which_lines_it_was_made_of(desk: Desk) -> None:
    observations, _ = desk.tidy(THREE, CRM, DEALS_WON | REQUESTS)
    won = observations.provenance["deals_won"]
    assert (won.source, won.kind, won.column) == ("crm", "count", "deal_id")
    assert (won.filter, won.date_column) == ("stage is won", "won_on")
    assert won.rows == {Month(2026, 10): (RowRange("crm_2026-10.csv", array("i", [2, 3])),)}


# ---- days, not events

DAILY = {
    "type": "csv",
    "path": "daily.csv",
    "columns": {
        "date": {"as": "date", "type": "date"},
        "visits": {"as": "visits", "type": "number"},
        "seconds": {"as": "seconds", "type": "number"},
        "page": {"as": "page"},
    },
}
VISITS = {
    "daily.csv": "date,page,visits,seconds\n"
    "2026-10-01,a,10,5\n2026-10-01,b,30,1.5\n2026-10-03,a,20,--\n2026-10-04,b,--,2\n"
}


def test_a_day_without_row_or_figure_is_a_hole(desk: Desk) -> None:
    observations, problems = desk.tidy(VISITS, DAILY, {"visits": {"sum": "visits"}})
    assert problems == ()
    assert by_day(observations, "visits") == {"2026-10-01": 40, "2026-10-03": 20}
    assert observations.provenance["visits"].days == {date(2026, 10, 1), date(2026, 10, 3)}
    assert len(observations.days_seen["crm"]) == 3


def test_a_filter_that_nothing_passes_gives_zero_on_the_days_its_table_has(desk: Desk) -> None:
    metric = {"b": {"sum": "visits", "where": {"page": "b"}}}
    observations, _ = desk.tidy(VISITS, DAILY, metric)
    assert by_day(observations, "b") == {"2026-10-01": 30, "2026-10-03": 0}


def test_a_filter_whose_words_the_data_never_hold_is_told_with_those_they_hold(desk: Desk) -> None:
    metric = {"c": {"sum": "visits", "where": {"page": ["c", "C"]}}}
    _, (problem,) = desk.tidy(VISITS, DAILY, metric)
    assert (problem.code, problem.level) == ("RG434", Level.WARNING)
    assert "has 'c' or 'C' as" in problem.what
    assert problem.why == "the column holds a, b"


def test_a_mean_is_made_of_its_weighted_sum_and_its_weight(desk: Desk) -> None:
    metric = {"stay": {"mean": "seconds", "weight": "visits"}}
    observations, _ = desk.tidy(VISITS, DAILY, metric)
    first = observations.table.iloc[0]
    assert (first["value"], first["weight"]) == (10 * 5 + 30 * 1.5, 40)
    assert list(by_day(observations, "stay")) == ["2026-10-01"]


def test_a_stock_speaks_of_the_whole_month_it_was_read_in(desk: Desk) -> None:
    metric = {"members": {"last": "visits"}}
    files = {"daily.csv": "date,page,visits,seconds\n2026-10-31,a,10,\n2026-10-31,b,30,\n"}
    observations, _ = desk.tidy(files, DAILY, metric)
    assert by_day(observations, "members") == {"2026-10-31": 40}
    assert len(observations.days_seen["crm"]) == 31
    assert len(observations.provenance["members"].days) == 31


# ---- ads and the agency's fee

ADS = {"type": "google_ads", "path": "ads.csv", "fee": {"rate": "20%", "from": "2026-10"}}
SPENT = {
    "ads.csv": "Campaign report\nAll time\nDay,Campaign,Cost,Clicks\n"
    "2026-09-30,a,100,1\n2026-10-01,a,931667,2\nTotal: Account, --,931767,3\n"
}


def test_the_fee_is_added_to_ad_cost_from_its_month_on_and_to_nothing_else(desk: Desk) -> None:
    metrics = {"cost": {"sum": "cost", "by": ["campaign"]}, "clicks": {"sum": "clicks"}}
    observations, _ = desk.tidy(SPENT, ADS, metrics)
    assert total(observations, "cost", "2026-09") == 100
    assert total(observations, "cost") == 1_118_000.4
    assert figures(observations, "cost")["day", "a", "2026-10-01"] == 1_118_000.4
    assert total(observations, "clicks") == 2
    assert observations.provenance["cost"].fee == "0.2 from 2026-10"
    assert observations.provenance["clicks"].fee == ""


# ---- counts that do not add up

VISITORS = {
    "type": "csv",
    "path": "orders.csv",
    "columns": {"day": {"as": "day", "type": "date"}, "who": {"as": "who"}, "how": {"as": "how"}},
}
ORDERS = {
    "orders.csv": "day,who,how\n2026-08-01,ann,web\n2026-09-01,ann,web\n2026-10-01,ann,web\n"
    "2026-10-02,ann,shop\n2026-10-02,bob,web\n2026-10-03,,web\n"
}
BUYERS = {"buyers": {"unique": "who", "by": ["how"]}}


def test_a_unique_count_is_counted_over_whole_months_and_quarters(desk: Desk) -> None:
    observations, _ = desk.tidy(ORDERS, VISITORS, BUYERS)
    assert figures(observations, "buyers") == {
        ("month", "", "2026-08-01"): 1,
        ("month", "", "2026-09-01"): 1,
        ("month", "", "2026-10-01"): 2,
        ("month", "web", "2026-08-01"): 1,
        ("month", "web", "2026-09-01"): 1,
        ("month", "web", "2026-10-01"): 2,
        ("month", "shop", "2026-10-01"): 1,
        ("quarter", "", "2026-08-01"): 2,
        ("quarter", "web", "2026-08-01"): 2,
        ("quarter", "shop", "2026-08-01"): 1,
    }


def test_a_unique_count_has_no_daily_rows_that_could_be_summed(desk: Desk) -> None:
    observations, _ = desk.tidy(ORDERS, VISITORS, BUYERS)
    assert set(observations.table["grain"]) == {"month", "quarter"}


# ---- analytics

GA4 = {"type": "ga4_export", "path": "ga4_*.csv"}
STATED = "# Report\n# 20261001-20261031\n"
BY_CHANNEL = STATED + (
    "Date,Session default channel group,Sessions\n,,17,Grand total\n"
    "20261001,Direct,7\n20261002,Email,10\n"
)
BY_DEVICE = STATED + (
    "Date,Device category,Sessions,Event count\n,,17,60,Grand total\n"
    "20261001,mobile,7,20\n20261002,mobile,10,40\n"
)
CHANNEL = "sessionDefaultChannelGroup"


def test_of_two_tables_with_the_same_figure_one_is_counted(desk: Desk) -> None:
    metrics = {
        "sessions": {"metric": "sessions", "by": [CHANNEL]},
        "mobile": {"metric": "sessions", "where": {"deviceCategory": "mobile"}},
    }
    files = {"ga4_a.csv": BY_CHANNEL, "ga4_b.csv": BY_DEVICE}
    observations, problems = desk.tidy(files, GA4, metrics)
    assert problems == ()
    assert (total(observations, "sessions"), total(observations, "mobile")) == (17, 17)
    assert figures(observations, "sessions")["day", "Email", "2026-10-02"] == 10


def test_a_breakdown_that_the_months_table_does_not_have_is_refused(desk: Desk) -> None:
    metrics = {
        "sessions": {"metric": "sessions", "by": [CHANNEL]},
        "events": {"metric": "eventCount", "by": [CHANNEL]},
    }
    files = {"ga4_a.csv": BY_CHANNEL, "ga4_b.csv": BY_DEVICE}
    _, (problem,) = desk.tidy(files, GA4, metrics)
    assert (problem.code, problem.place.path) == ("RG421", "ga4_b.csv")
    assert problem.what == (
        f"events: no table of 'crm' for 2026-10 has {CHANNEL!r} beside 'eventCount'"
    )


def test_users_are_taken_by_month_as_analytics_gives_them(desk: Desk) -> None:
    users = STATED + "Country,Total users\n,12,Grand total\nJP,9\nUS,4\n"
    whole = "# Report\n# 20260801-20261031\nYear month,Total users\n202609,8\n202610,12\n"
    metrics = {"users": {"metric": "totalUsers", "by": ["country"]}}
    observations, problems = desk.tidy({"ga4_a.csv": users, "ga4_b.csv": whole}, GA4, metrics)
    assert problems == ()
    assert figures(observations, "users") == {
        ("month", "", "2026-09-01"): 8,
        ("month", "", "2026-10-01"): 12,
        ("month", "JP", "2026-10-01"): 9,
        ("month", "US", "2026-10-01"): 4,
    }


def test_users_given_only_by_group_are_never_added_up(desk: Desk) -> None:
    users = STATED + "Country,Total users\n,12,Grand total\nJP,9\nUS,4\n"
    metrics = {"users": {"metric": "totalUsers"}}
    observations, (problem,) = desk.tidy({"ga4_a.csv": users}, GA4, metrics)
    assert len(observations.table) == 0
    assert (problem.code, problem.place.path) == ("RG420", "ga4_a.csv")
    assert problem.what == "users: 'totalUsers' is not given once for each month"


# ---- the period


def test_nothing_after_the_reported_month_is_told(desk: Desk) -> None:
    august = Period.month(Month(2026, 8))
    observations, _ = desk.tidy(ORDERS, VISITORS, BUYERS, august)
    assert max(key[2] for key in figures(observations, "buyers")) == "2026-08-01"
    assert max(observations.days_seen["crm"]) == date(2026, 8, 31)


def test_a_column_that_an_older_snapshot_does_not_hold_asks_to_read_again(desk: Desk) -> None:
    config = client(CRM, DEALS_WON)
    context = Context(desk.root, "minato", "Asia/Tokyo", "JPY", datetime(2026, 11, 4, tzinfo=UTC))
    (desk.root / "crm_2026-10.csv").write_text(THREE["crm_2026-10.csv"], encoding="utf-8")
    (query,) = queries(config, OCTOBER)
    extract = fetch(query, config.sources["crm"], context)
    _, (problem,) = tidy([extract], client(CRM, WON_AMOUNT))
    assert problem.what == "won_amount: what was read of 'crm' has no column 'amount'"
    assert problem.hint == "read the source again"
