from datetime import date

import pytest

from reportgen.model.period import (
    Grain,
    Month,
    Period,
    fiscal_year,
    last_complete_month,
    parse_period,
)


def test_a_month_runs_from_its_first_to_its_last_day():
    february = Period.month(Month(2028, 2))
    assert (february.start, february.end) == (date(2028, 2, 1), date(2028, 2, 29))
    assert len(list(february.days())) == 29


def test_the_period_before_january_is_december():
    assert Period.month(Month(2026, 1)).previous() == Period.month(Month(2025, 12))


def test_a_calendar_quarter_is_named_as_typed():
    quarter = parse_period("2026-Q3", fiscal_year_starts=4)
    assert quarter.name == "2026-Q3"
    assert quarter.grain is Grain.QUARTER
    assert [str(month) for month in quarter.months] == ["2026-07", "2026-08", "2026-09"]


@pytest.mark.parametrize(
    ("words", "first"),
    [("FY2026-Q1", "2026-04"), ("FY2026-Q2", "2026-07"), ("FY2026-Q4", "2027-01")],
)
def test_a_fiscal_quarter_counts_from_the_months_the_year_starts_in(words, first):
    assert str(parse_period(words, fiscal_year_starts=4).first_month) == first


def test_a_year_before_a_quarter_is_the_same_three_months():
    quarter = parse_period("2026-Q3", 1)
    assert [str(month) for month in quarter.year_ago().months] == ["2025-07", "2025-08", "2025-09"]


@pytest.mark.parametrize(
    "words", ["2026-13", "2026-00", "26-10", "２０２６-10", "2026-Q5", "", "x"]
)
def test_what_is_no_period_is_refused_with_what_to_write(words):
    with pytest.raises(ValueError, match="write 2026-10, 2026-Q3, FY2026-Q2 or last"):
        parse_period(words, 4)


@pytest.mark.parametrize("words", ["1989-12", "2100-01", "0000-Q1", "FY2099-Q4"])
def test_a_period_of_another_century_is_refused(words):
    with pytest.raises(ValueError, match="write a year from 1990 to 2099"):
        parse_period(words, 4)


def test_the_fiscal_year_of_march_began_the_april_before():
    assert fiscal_year(Month(2027, 3), 4) == (Month(2026, 4), Month(2027, 3))
    assert fiscal_year(Month(2026, 4), 4) == (Month(2026, 4), Month(2027, 3))


def test_the_last_complete_month_on_the_first_day_is_the_one_before():
    assert last_complete_month(date(2026, 11, 1)) == Month(2026, 10)
    assert last_complete_month(date(2026, 1, 31)) == Month(2025, 12)
