from __future__ import annotations

from reportgen.mapping.queries import queries
from reportgen.model.period import Month, Period
from tests.mapping.tidying import OCTOBER, client

COLUMNS = {"day": {"as": "day", "type": "date"}, "n": {"as": "n", "type": "number"}}


def test_a_query_asks_for_what_its_metrics_are_made_of_and_no_more() -> None:
    config = client(
        {"type": "csv", "path": "a.csv", "columns": COLUMNS},
        {
            "a": {"mean": "n", "weight": "w", "where": {"shop": "x"}, "by": ["how"]},
            "b": {"count": "id", "date": "won_on"},
        },
    )
    (query,) = queries(config, OCTOBER)
    assert query.source == "crm"
    assert query.columns == ("day", "n", "w", "shop", "how", "won_on", "id")


def test_history_is_forty_nine_months_before_the_reported_one() -> None:
    config = client({"type": "csv", "columns": COLUMNS}, {"a": {"sum": "n"}})
    (query,) = queries(config, Period.quarter(Month(2026, 8), "2026-08..2026-10"))
    assert (query.months[0], query.months[-1]) == (Month(2022, 9), Month(2026, 10))


def test_users_are_asked_for_by_month_and_sessions_by_day() -> None:
    metrics = {"users": {"metric": "totalUsers"}, "sessions": {"metric": "sessions"}}
    (query,) = queries(client({"type": "ga4_export"}, metrics), OCTOBER)
    assert query.columns == ("yearMonth", "totalUsers", "date", "sessions")


def test_a_source_that_no_metric_is_made_of_is_not_asked() -> None:
    assert queries(client({"type": "csv"}, {}), OCTOBER) == ()
    ratio = {"a": {"ratio": ["b", "c"], "from": None}}
    assert queries(client({"type": "csv"}, ratio), OCTOBER) == ()
