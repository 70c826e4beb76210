from datetime import date

import pytest

from reportgen.model.period import Month
from reportgen.model.workdays import Workdays

WEEK = ("mon", "tue", "wed", "thu", "fri")


@pytest.mark.parametrize(
    ("country", "number", "day"),
    [
        (None, 1, date(2026, 11, 2)),
        (None, 2, date(2026, 11, 3)),
        ("JP", 2, date(2026, 11, 4)),  # Culture Day is the 3rd
        ("JP", 15, date(2026, 11, 24)),  # Labour Thanksgiving Day is the 23rd
        ("GB", 2, date(2026, 11, 3)),
    ],
)
def test_the_nth_working_day_leaves_out_holidays_of_the_country(country, number, day):
    assert Workdays(WEEK, country).nth(Month(2026, 11), number) == day


def test_days_of_the_weekend_are_worked_where_agreed():
    shop = Workdays(("sat", "sun"))
    assert shop.count(date(2026, 11, 1), date(2026, 11, 30)) == 9


def test_a_country_that_is_not_known_has_no_holidays():
    assert Workdays(WEEK, "XX").count(date(2026, 11, 2), date(2026, 11, 6)) == 5
