"""Figures GA4 counted by itself, asked over the wire, as the values a report is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from google.analytics.data_v1beta import types

from reportgen.analysis.measure import Measures, measure
from reportgen.config.renamed import with_present_names
from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.errors import Problem
from reportgen.mapping.queries import queries
from reportgen.mapping.tidy import tidy
from reportgen.model.observations import Observations
from reportgen.model.period import Month, Period, months_between
from reportgen.model.quantity import Measured
from sample_data.ga4_property import Fact
from tests.connectors.ga4.service import CHANNEL, NUMBER, Service, days, facts
from tests.mapping.tidying import client

OCTOBER = (Month(2026, 10),)
REPORTED = Period.month(OCTOBER[0])
LAST_YEAR = (Month(2025, 10),)
QUARTER = months_between(Month(2026, 8), Month(2026, 10))
GA4 = {"type": "ga4", "property": NUMBER, "as_of": None}


@dataclass(frozen=True)
class Asked:
    observations: Observations
    problems: tuple[Problem, ...]
    measures: Measures

    def value(self, metric: str, months: tuple[Month, ...] = OCTOBER, member: str = "") -> Measured:
        return self.measures.value(metric, months, CHANNEL if member else "", member)


Ask = Callable[..., Asked]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Asks a service for metrics, as a build on 4 November does."""

    def asked(
        service: Service,
        metrics: dict[str, dict[str, Any]],
        period: Period = REPORTED,
    ) -> Asked:
        config = with_present_names(client(GA4, metrics))
        now = datetime(2026, 11, 4, 3, tzinfo=UTC)
        context = Context(tmp_path, "minato", "Asia/Tokyo", "JPY", now)
        with service:
            monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", service.endpoint)
            (query,) = queries(config, period)
            extract = fetch(query, config.sources["crm"], context)
        observations, problems = tidy([extract], config)
        return Asked(observations, problems, measure(observations, config))

    yield asked


def visits(first: str, last: str, channel: str = "Direct", sessions: int = 10) -> Iterator[Fact]:
    """So many sessions a day, each with five events, by the same two people every day."""
    return facts(
        days(first, last),
        {CHANNEL: channel, "eventName": "page_view"},
        sessions=sessions,
        eventCount=sessions * 5,
        totalUsers=frozenset({f"{channel} 1", f"{channel} 2"}),
    )


HISTORY = tuple(visits("2025-08-01", "2026-10-31"))
SESSIONS = {"sessions": {"metric": "sessions"}}


def october_as(sessions: str):
    """The reported period's own figure as another than its days add up to."""

    def rewrite(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        for row in answer.rows:
            if row.dimension_values and row.dimension_values[-1].value == "month_2026_10":
                row.metric_values[0].value = sessions

    return rewrite


# ---- whole periods


def test_the_periods_own_figure_stands_before_the_sum_of_its_days(ask: Ask) -> None:
    service = Service(HISTORY)
    service.rewrite = october_as("306")
    asked = ask(service, SESSIONS)
    assert asked.value("sessions") == Measured(306.0)
    assert asked.value("sessions", (Month(2026, 9),)) == Measured(300.0)
    assert asked.problems == ()


def test_several_months_are_the_sum_of_the_months_own_figures(ask: Ask) -> None:
    service = Service(HISTORY)
    service.rewrite = october_as("306")
    months = months_between(Month(2026, 4), Month(2026, 10))
    assert ask(service, SESSIONS).value("sessions", months) == Measured(183 * 10 + 306.0)


def test_days_that_add_up_to_something_else_are_told(ask: Ask) -> None:
    service = Service(HISTORY)
    service.rewrite = october_as("250")
    (problem,) = ask(service, SESSIONS).problems
    assert (problem.code, problem.is_error) == ("RG521", False)
    assert problem.what == "sessions: the days of 2026-10 add up to 310, the whole is 250"


def test_people_are_counted_once_a_period_and_never_added_up(ask: Ask) -> None:
    asked = ask(Service(HISTORY), {"users": {"metric": "totalUsers"}})
    assert asked.value("users") == Measured(2.0)
    assert asked.value("users", QUARTER) == Measured.unknown("not_additive", "users")


def test_the_people_of_a_quarter_are_asked_for_the_quarter(ask: Ask) -> None:
    quarter = Period.quarter(Month(2026, 8), "2026-08..2026-10")
    asked = ask(Service(HISTORY), {"users": {"metric": "totalUsers"}}, quarter)
    assert asked.value("users", QUARTER) == Measured(2.0)
    assert asked.value("users", months_between(Month(2025, 8), Month(2025, 10))) == Measured(2.0)


def test_people_of_a_filter_are_counted_once_although_they_pass_it_twice(ask: Ask) -> None:
    both = facts(
        days("2026-10-01", "2026-10-31"), {CHANNEL: "Email"}, sessions=1, totalUsers=frozenset("a")
    )
    again = facts(days("2026-10-01", "2026-10-31"), {CHANNEL: "Social"}, totalUsers=frozenset("a"))
    users = {"users": {"metric": "totalUsers", "where": {CHANNEL: ["Email", "Social"]}}}
    assert ask(Service([*HISTORY, *both, *again]), users).value("users") == Measured(1.0)


# ---- breakdowns


BY_CHANNEL = {"sessions": {"metric": "sessions", "by": [CHANNEL]}}


def test_a_member_is_counted_for_the_periods_that_are_compared(ask: Ask) -> None:
    recorded = [*HISTORY, *visits("2026-10-01", "2026-10-31", "Email", 3)]
    asked = ask(Service(recorded), BY_CHANNEL)
    assert asked.measures.members("sessions", CHANNEL) == ("Direct", "Email")
    assert asked.value("sessions", member="Email") == Measured(93.0)
    assert asked.value("sessions", LAST_YEAR, member="Email") == Measured(0.0)
    other = asked.value("sessions", (Month(2026, 3),), member="Email")
    assert other == Measured.unknown("no_data", "sessions")


def test_a_member_that_may_have_been_left_out_is_not_0(ask: Ask) -> None:
    service = Service([*HISTORY, *visits("2026-10-01", "2026-10-31", "Email", 3)])

    def thresholded(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        answer.metadata.subject_to_thresholding = True

    service.rewrite = thresholded
    asked = ask(service, BY_CHANNEL)
    assert asked.value("sessions", member="Email") == Measured(93.0)
    last_year = asked.value("sessions", LAST_YEAR, member="Email")
    assert last_year == Measured.unknown("no_data", "sessions")


# ---- what is 0 and what is a hole


def test_a_month_without_an_event_is_0_and_a_day_nobody_recorded_is_a_hole(ask: Ask) -> None:
    recorded = [*visits("2025-08-01", "2026-10-11"), *visits("2026-10-15", "2026-10-31")]
    forms = facts([date(2026, 9, 5)], {"eventName": "form"}, eventCount=4)
    asked = ask(
        Service([*recorded, *forms]),
        {"forms": {"metric": "eventCount", "where": {"eventName": "form"}}},
    )
    assert asked.value("forms", (Month(2026, 9),)) == Measured(4.0)
    assert asked.value("forms") == Measured(0.0)
    assert asked.measures.coverage("forms", OCTOBER) == pytest.approx(28 / 31)
    missing = asked.measures.missing_days("crm", tuple(REPORTED.days()))
    assert [day.day for day in missing] == [12, 13, 14]


def test_a_month_before_anything_was_recorded_is_a_hole(ask: Ask) -> None:
    asked = ask(Service(HISTORY), SESSIONS | {"users": {"metric": "totalUsers"}})
    assert asked.value("sessions", (Month(2025, 7),)) == Measured.unknown("no_data", "2025-07")
    assert asked.value("users", (Month(2025, 7),)) == Measured.unknown("not_additive", "users")


def test_a_rate_of_nothing_is_no_rate_although_ga4_says_0(ask: Ask) -> None:
    recorded = facts(
        days("2026-09-01", "2026-10-31"), sessions=5, transactions=0, averagePurchaseRevenue=0
    )
    sold = facts([date(2026, 9, 3)], transactions=2, averagePurchaseRevenue=900)
    asked = ask(
        Service([*recorded, *sold]),
        SESSIONS | {"basket": {"metric": "averagePurchaseRevenue", "unit": "money"}},
    )
    assert asked.value("basket", (Month(2026, 9),)) == Measured(900.0)
    assert asked.value("basket").value is None


def test_a_figure_that_may_not_be_seen_is_blank_for_want_of_permission(ask: Ask) -> None:
    recorded = facts(days("2026-10-01", "2026-10-31"), sessions=5, purchaseRevenue=7)
    service = Service(recorded)

    def blocked(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        restriction = types.ResponseMetaData.SchemaRestrictionResponse
        answer.metadata.schema_restriction_response = restriction(
            active_metric_restrictions=[
                restriction.ActiveMetricRestriction(metric_name="purchaseRevenue")
            ]
        )

    service.rewrite = blocked
    asked = ask(
        service,
        SESSIONS
        | {
            "sales": {"metric": "purchaseRevenue", "unit": "money"},
            "basket": {"ratio": ["sales", "sessions"], "from": None, "unit": "money"},
        },
    )
    assert asked.value("sessions") == Measured(155.0)
    for metric in ("sales", "basket"):
        assert asked.value(metric) == Measured.unknown("no_permission", "2026-10")


def test_a_year_ago_that_is_cut_off_is_left_blank_and_not_compared(ask: Ask) -> None:
    service = Service(HISTORY)
    truncation = types.ResponseMetaData.DataTruncationReason

    def cut(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        answer.metadata.data_truncation_reasons = [truncation(data_truncation_date="2025-10-20")]

    service.rewrite = cut
    asked = ask(service, SESSIONS | {"users": {"metric": "totalUsers"}})
    assert asked.value("sessions") == Measured(310.0)
    assert asked.value("sessions", (Month(2025, 11),)) == Measured(300.0)
    for metric in ("sessions", "users"):
        assert asked.value(metric, LAST_YEAR) == Measured.unknown("truncated", "2025-10")


# ---- questions that overlap


def test_a_figure_asked_twice_is_counted_once(ask: Ask) -> None:
    recorded = facts(
        days("2026-09-01", "2026-10-31"),
        sessions=5,
        transactions=1,
        purchaseRevenue=100,
        averagePurchaseRevenue=100,
        **{f"keyEvents:{number}": number + 1 for number in range(9)},
    )
    metrics = {f"k{number}": {"metric": f"keyEvents:{number}"} for number in range(9)}
    asked = ask(
        Service(recorded),
        metrics
        | {
            "basket": {"metric": "averagePurchaseRevenue", "unit": "money"},
            "orders": {"metric": "transactions"},
        },
    )
    assert asked.value("orders") == Measured(31.0)
    assert [asked.value(f"k{number}").value for number in range(9)] == [
        31.0 * (number + 1) for number in range(9)
    ]


def test_ad_cost_is_added_up_over_the_campaigns_it_must_be_asked_by(ask: Ask) -> None:
    costs = [
        fact
        for campaign, cost in (("Brand", 100), ("Search", 250))
        for fact in facts(
            days("2026-10-01", "2026-10-31"),
            {"sessionCampaignName": campaign},
            advertiserAdCost=cost,
        )
    ]
    asked = ask(
        Service([*HISTORY, *costs]),
        SESSIONS | {"cost": {"metric": "advertiserAdCost", "unit": "money"}},
    )
    assert asked.value("cost") == Measured(350.0 * 31)
    assert asked.value("sessions") == Measured(310.0)


def test_an_old_name_asks_for_what_it_is_called_today(ask: Ask) -> None:
    recorded = facts(days("2026-10-01", "2026-10-31"), sessions=5, keyEvents=2)
    asked = ask(Service(recorded), {"leads": {"metric": "conversions"}} | SESSIONS)
    assert asked.value("leads") == Measured(62.0)
