"""Which reports a query becomes, within what one request of GA4 may hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.connectors.ga4.plan import Lines, Report, batches, plan
from reportgen.mapping.queries import whole_periods
from reportgen.model.catalogue import METRICS, Adding
from reportgen.model.period import Month, Period, months_between
from reportgen.model.query import AskedFigure, Query

OCTOBER = Period.month(Month(2026, 10))
MONTHS = months_between(Month(2022, 9), Month(2026, 10))
CHANNEL = "sessionDefaultChannelGroup"
FORM = (("eventName", ("form_view",)),)


def planned(*figures: AskedFigure, period: Period = OCTOBER, until: str = "2026-11-03"):
    query = Query("web", (), MONTHS, figures, whole_periods(period))
    return plan(query, date.fromisoformat(until))


def said(reports: tuple[Report, ...]) -> list[str]:
    return [one.title for one in reports]


def test_a_count_that_adds_up_is_asked_for_by_period_month_and_day() -> None:
    assert said(planned(AskedFigure("sessions"))) == [
        "sessions, 2026-10-01 to 2026-10-31, 2026-09-01 to 2026-09-30, 2025-10-01 to 2025-10-31",
        "monthly sessions, 2022-09-01 to 2026-10-31",
        "daily sessions, 2022-09-01 to 2026-10-31",
    ]


def test_people_are_never_asked_for_by_day_but_days_are_always_asked_for() -> None:
    reports = planned(AskedFigure("totalUsers", adds_up=False))
    assert [(one.lines, one.metrics) for one in reports] == [
        (Lines.DAY, ("eventCount",)),
        (Lines.PERIOD, ("totalUsers",)),
        (Lines.MONTH, ("totalUsers",)),
    ]


def test_a_breakdown_is_one_more_report_over_the_same_periods() -> None:
    *_, last = planned(AskedFigure("sessions", by=(CHANNEL,)))
    assert (last.lines, last.dimensions, len(last.ranges)) == (Lines.PERIOD, (CHANNEL,), 3)


def test_ga4_filters_before_it_counts() -> None:
    reports = planned(AskedFigure("eventCount", FORM), AskedFigure("eventCount"))
    assert [(one.lines, one.where) for one in reports] == [
        (Lines.PERIOD, FORM),
        (Lines.MONTH, FORM),
        (Lines.DAY, FORM),
        (Lines.PERIOD, ()),
        (Lines.MONTH, ()),
        (Lines.DAY, ()),
    ]
    assert all("eventName" not in one.dimensions for one in reports)


def test_a_rate_is_asked_for_beside_what_it_divides_by() -> None:
    rate = AskedFigure("averagePurchaseRevenue", adds_up=False)
    period = next(one for one in planned(rate) if one.lines is Lines.PERIOD)
    assert period.metrics == ("averagePurchaseRevenue", "transactions")


def test_figures_of_linked_advertising_accounts_are_asked_for_by_campaign() -> None:
    reports = planned(AskedFigure("advertiserAdCost"), AskedFigure("sessions"))
    ads = [one for one in reports if "advertiserAdCost" in one.metrics]
    assert [one.dimensions for one in ads] == [
        ("sessionCampaignName",),
        ("yearMonth", "sessionCampaignName"),
        ("date", "sessionCampaignName"),
    ]
    assert all(one.metrics == ("advertiserAdCost",) for one in ads)


def test_the_quarters_of_a_quarterly_report_are_asked_for_four_at_a_time() -> None:
    quarter = Period.quarter(Month(2026, 8), "2026-08..2026-10")
    reports = planned(AskedFigure("totalUsers", adds_up=False), period=quarter)
    ranges = [one.ranges for one in reports if one.lines is Lines.PERIOD]
    assert [len(some) for some in ranges] == [4, 4, 4, 4]
    assert (ranges[0][0].first, ranges[0][0].last) == (date(2026, 8, 1), date(2026, 10, 31))
    assert ranges[-1][-1].first == date(2022, 11, 1)


def test_nothing_is_asked_of_days_that_are_not_over() -> None:
    reports = planned(AskedFigure("sessions"), until="2026-10-12")
    assert {one.ranges[0].last for one in reports} == {date(2026, 10, 12)}
    late = planned(AskedFigure("sessions"), until="2026-09-30")
    assert [one.name for one in late[0].ranges] == ["month_2026_09", "month_2025_10"]


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(0, 5, []), (1, 5, [1]), (5, 5, [5]), (6, 5, [5, 1]), (11, 10, [10, 1]), (8, 4, [4, 4])],
)
def test_batches_hold_so_many(count: int, most: int, sizes: list[int]) -> None:
    assert [len(one) for one in batches(range(count), most)] == sizes


@pytest.mark.parametrize(("metrics", "requests"), [(1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_request_has_at_most_ten_metrics(metrics: int, requests: int) -> None:
    asked = [AskedFigure(f"keyEvents:event_{number}") for number in range(metrics)]
    months = [one for one in planned(*asked) if one.lines is Lines.MONTH]
    assert len(months) == requests
    assert [name for one in months for name in one.metrics] == [one.metric for one in asked]


names = st.sampled_from([*METRICS, "keyEvents:generate_lead", "sessionKeyEventRate:sign_up"])
filters = st.sampled_from([(), FORM, (("country", ("Japan", "Korea")), *FORM)])
splits = st.lists(st.sampled_from([CHANNEL, "deviceCategory", "pagePath"]), max_size=3, unique=True)
figures = st.builds(
    lambda name, where, by: AskedFigure(
        name, where, tuple(by), METRICS[name.partition(":")[0]].adding is Adding.ADDITIVE
    ),
    names,
    filters,
    splits,
)


@given(st.lists(figures, min_size=1, max_size=30), st.sampled_from([1, 3]))
def test_no_request_holds_more_than_ga4_takes_and_every_figure_is_asked_for(
    asked: list[AskedFigure], length: int
) -> None:
    period = OCTOBER if length == 1 else Period.quarter(Month(2026, 8), "q")
    reports = planned(*asked, period=period)
    for one in reports:
        assert 1 <= len(one.metrics) <= 10
        assert len(one.dimensions) <= 9
        assert 1 <= len(one.ranges) <= 4
        assert len(set(one.metrics)) == len(one.metrics)
        assert not any(name.name.startswith(("date_range_", "RESERVED_")) for name in one.ranges)
    for figure in asked:
        whole = [
            one for one in reports if one.where == figure.where and figure.metric in one.metrics
        ]
        assert {Lines.PERIOD, Lines.MONTH} <= {one.lines for one in whole}
        assert figure.adds_up == any(one.lines is Lines.DAY for one in whole) or not figure.where
        for dimension in figure.by:
            assert any(dimension in one.split and one.lines is Lines.PERIOD for one in whole)
