import csv
import io

import pytest

from reportgen.analysis.intervals import wilson
from reportgen.analysis.variation.cohorts import cohort_rate
from reportgen.model.cohort import Cohort
from reportgen.model.period import Month
from tests.mapping.test_samples import sample
from tests.samples import ROOT


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


def test_the_samples_cases_are_those_of_its_files() -> None:
    last: dict[str, tuple[str, str]] = {}
    for file in sorted((ROOT / "sample_data" / "minato").glob("crm_*.csv")):
        for row in csv.DictReader(io.StringIO(file.read_bytes().decode("cp932"))):
            last[row["案件ID"]] = (row["資料請求日"], row["商談日"])
    september = [met for asked, met in last.values() if asked.startswith("2026-09")]
    followed = sample("minato").cohorts["meeting_rate"]
    found = next(one for one in followed if one.month == Month(2026, 9))
    assert found.cases == len(september)
    assert sum(found.reached) == sum(1 for met in september if met)
    assert found.reached[0] == sum(1 for met in september if met.startswith("2026-09"))


def test_a_rate_of_two_columns_is_no_cohort() -> None:
    assert set(sample("minato").cohorts) == {"meeting_rate", "close_rate"}
    assert sample("harrow").cohorts == {}
