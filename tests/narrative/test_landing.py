from dataclasses import replace

import pytest

from reportgen.model.forecast import ForecastMethod, YearLanding
from reportgen.model.period import Month
from reportgen.model.states import Verdict
from reportgen.narrative.landing import forecast_sayings, verdict_rule
from tests.analysis.forecasting.generated import rough
from tests.analysis.forecasting.test_outlook import past
from tests.composition.test_compose import VOICE, material
from tests.shop import shop


def history(count):
    sessions = [1000 + 10 * one for one in rough(1, 49)[-count:]]
    orders = [0.02 * one for one in sessions]
    revenue = [60 * one for one in orders]
    return past("sessions", sessions), past("orders", orders), past("revenue", revenue)


def told(count):
    return [one.en for one in forecast_sayings(material(shop(), *history(count)), VOICE)]


def landing(verdict, target=14_400.0, low=13_000.0, high=15_500.0):
    year = YearLanding(
        "sales",
        Month(2026, 4),
        Month(2027, 3),
        8_000.0,
        14_100.0,
        low,
        high,
        target,
        verdict,
        ForecastMethod.SMOOTHED,
    )
    one = material(shop())
    return verdict_rule(replace(one, analysis=replace(one.analysis, year=year)), VOICE)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.ON_COURSE, "at or above the target"),
        (Verdict.CORRECT_COURSE, "is inside, above the centre"),
        (Verdict.OFF_COURSE, "lies above that range"),
    ],
)
def test_the_rule_of_the_verdict_is_printed_with_its_figures(verdict, said):
    rule = landing(verdict).en
    assert "about £14.1k (8 in 10: £13.0k to £15.5k)" in rule
    assert said in rule


def test_a_year_without_a_range_says_why_it_is_not_judged():
    assert "too few past months" in landing(Verdict.NOT_JUDGED, low=None, high=None).en


def test_a_year_without_a_target_says_so():
    assert "no target for the whole year" in landing(Verdict.NOT_JUDGED, target=None).en


def test_a_forecast_says_its_range_its_method_and_its_record():
    nearest, method, tested = told(49)
    assert "Sales in November 2026 is expected at about £" in nearest
    assert "in 8 of 10 cases" in nearest
    assert "Visits already in make about £" in method
    assert "weighed by how little they missed" in method
    assert "36 past forecasts" in tested
    assert "The last 12 forecasts of one period ahead missed by" in tested


def test_a_short_history_says_that_its_range_comes_from_variation():
    assert "With few past months, the range follows from the variation so far." in told(18)[2]


def test_what_cannot_be_forecast_says_why():
    assert told(4) == ["Sales cannot be forecast yet: too few past months."]
