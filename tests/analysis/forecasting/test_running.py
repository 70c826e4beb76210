from datetime import date, timedelta

import numpy as np
import pytest

from reportgen.analysis.forecasting.running import Calendar, Days

FIRST = date(2026, 1, 1)
WEEK = (120.0, 110.0, 100.0, 100.0, 90.0, 60.0, 50.0)


def week_after_week(count, calendar=None, changed=None):
    days = [FIRST + timedelta(days=at) for at in range(count)]
    values = {day: WEEK[day.weekday()] for day in days}
    return Days.of({**values, **(changed or {})}, calendar or Calendar())


def test_steady_weeks_go_on_as_they_are():
    days = week_after_week(200)
    cut, last = FIRST + timedelta(days=150), FIRST + timedelta(days=165)
    coming = sum(WEEK[(cut + timedelta(days=one)).weekday()] for one in range(1, 16))
    assert days.ahead(cut, last) == pytest.approx(coming)


def test_the_level_is_that_of_simple_exponential_smoothing():
    chance = np.random.default_rng(1)
    values = {
        FIRST + timedelta(days=at): float(one) for at, one in enumerate(chance.normal(100, 9, 56))
    }
    level = None
    by_weekday = {
        kind: np.mean([one for day, one in values.items() if day.weekday() == kind])
        / np.mean(list(values.values()))
        for kind in range(7)
    }
    for day, value in values.items():
        plain = value / by_weekday[day.weekday()]
        level = plain if level is None else level + 0.15 * (plain - level)
    cut = max(values)
    tomorrow = cut + timedelta(days=1)
    ahead = Days.of(values, Calendar()).ahead(cut, tomorrow)
    assert ahead == pytest.approx(level * by_weekday[tomorrow.weekday()])


def test_a_holiday_counts_as_a_sunday_until_eight_were_seen():
    cut = FIRST + timedelta(days=150)
    monday = cut + timedelta(days=(7 - cut.weekday()) % 7 or 7)
    free = week_after_week(151, Calendar(frozenset({monday})))
    assert week_after_week(151).ahead(cut, monday) - free.ahead(cut, monday) == pytest.approx(70)


def test_eight_holidays_have_an_index_of_their_own():
    seen = [FIRST + timedelta(days=14 + 14 * at) for at in range(9)]
    coming = FIRST + timedelta(days=151)
    calendar = Calendar(frozenset({*seen, coming}))
    days = week_after_week(151, calendar, dict.fromkeys(seen, 9.0))
    assert days.ahead(FIRST + timedelta(days=150), coming) == pytest.approx(9, rel=0.05)


def test_a_campaign_leaves_level_and_weekdays_alone():
    sale = {FIRST + timedelta(days=at): 900.0 for at in range(140, 147)}
    cut, last = FIRST + timedelta(days=150), FIRST + timedelta(days=160)
    with_sale = week_after_week(151, Calendar(campaigns=frozenset(sale)), sale)
    assert with_sale.ahead(cut, last) == pytest.approx(week_after_week(151).ahead(cut, last))


def test_a_campaign_to_come_is_expected_at_what_earlier_ones_brought():
    sale = {FIRST + timedelta(days=at): 900.0 for at in range(100, 108)}
    coming = FIRST + timedelta(days=151)
    calendar = Calendar(campaigns=frozenset({*sale, coming}))
    ahead = week_after_week(151, calendar, sale).ahead(FIRST + timedelta(days=150), coming)
    assert ahead == pytest.approx(900, rel=0.05)


def test_a_day_without_data_is_not_a_day_of_nothing():
    days = week_after_week(151)
    values = days.values.copy()
    values[140:143] = np.nan
    holed = Days(FIRST, values, Calendar())
    cut, last = FIRST + timedelta(days=150), FIRST + timedelta(days=160)
    assert holed.ahead(cut, last) == pytest.approx(days.ahead(cut, last), rel=0.02)


def test_less_than_four_weeks_are_not_enough():
    assert week_after_week(27).ahead(FIRST + timedelta(days=26), FIRST + timedelta(days=30)) is None


def test_a_landing_knows_nothing_of_what_came_later():
    cut, last = FIRST + timedelta(days=120), FIRST + timedelta(days=130)
    later = {FIRST + timedelta(days=at): 999.0 for at in range(121, 200)}
    assert week_after_week(200, None, later).ahead(cut, last) == pytest.approx(
        week_after_week(121).ahead(cut, last)
    )
