import pytest

from reportgen.analysis.intervals import wilson
from reportgen.analysis.variation.cohorts import cohort_rate
from reportgen.model.cohort import Cohort
from reportgen.model.period import Month


def cohort(month, cases, *reached):
    return Cohort(Month(2026, month) if month <= 12 else Month(2027, month - 12), cases, reached)


OLD = Cohort(Month(2025, 6), 100, (2, 16, 2, *(0,) * 13))


def test_the_newest_month_that_had_its_time_is_told():
    cohorts = (OLD, cohort(8, 50, 1, 9, 2), cohort(9, 40, 1, 7), cohort(10, 60, 1))
    rate = cohort_rate(cohorts, Month(2026, 10))
    assert rate is not None
    assert (rate.month, rate.until) == (Month(2026, 9), Month(2026, 10))
    assert (rate.hits, rate.cases) == (8, 40)
    assert (rate.low, rate.high) == pytest.approx(wilson(8, 40))


def test_steps_after_the_reported_month_do_not_count():
    cohorts = (OLD, cohort(8, 50, 1, 9, 2))
    rate = cohort_rate(cohorts, Month(2026, 9))
    assert rate is not None
    assert rate.hits == 10


def test_without_a_year_of_cases_it_is_not_known_how_long_a_step_takes():
    assert cohort_rate((cohort(8, 50, 1, 9, 2),), Month(2026, 10)) is None
    assert cohort_rate((), Month(2026, 10)) is None
