"""What a target asks for: the published and derived cases beside this file."""

import json
from pathlib import Path

import pytest

from reportgen.analysis.reaching.levers import alone, goal
from reportgen.analysis.results import assess
from reportgen.analysis.targets import Targets
from reportgen.model.pursuit import RunRate
from tests.shop import OCTOBER, evaluator, months, shop


def case(name):
    return json.loads((Path(__file__).parent / f"{name}.json").read_text())


def test_one_factor_is_solved_for_the_goals_target():
    said = case("case35")
    actual = said["inputs"]["actual"]
    orders = actual["visits"] * actual["cvr"]
    one = evaluator(
        shop(),
        months("sessions", m2026_10=actual["visits"]),
        months("orders", m2026_10=orders),
        months("revenue", m2026_10=orders * actual["aov"]),
    )
    wanted = said["inputs"]["target"]
    results = {
        result.id: result for root in assess(one, OCTOBER).results() for result in root.walk()
    }
    arithmetic = goal(Targets(one, OCTOBER.last_month), results)
    needed = alone(arithmetic, "rate", wanted["visits"] * wanted["cvr"] * wanted["aov"])
    assert needed == pytest.approx(said["expected"]["cvr_needed_for_target"], abs=1e-12)


@pytest.fixture(name="june")
def _june():
    said = case("case37")
    given, expected = said["inputs"], said["expected"]
    days = RunRate(given["target"], given["mtd"], given["mtd_through_day"], 30)
    weekdays = RunRate(
        given["target"],
        given["mtd"],
        given["weekday_index_elapsed_sum"],
        given["weekday_index_month_sum"],
    )
    return days, weekdays, expected, said["tolerance"]["abs"]


def test_a_running_month_lands_by_days_or_by_what_its_weekdays_usually_bring(june):
    days, weekdays, expected, within = june
    assert days.landing == pytest.approx(expected["linear_landing"], abs=within)
    assert weekdays.landing == pytest.approx(expected["weekday_landing"], abs=within)


def test_each_remaining_day_must_bring_more_than_a_day_has_brought_so_far(june):
    days, weekdays, expected, within = june
    assert days.so_far == pytest.approx(expected["actual_per_day"], abs=within)
    assert days.needed == pytest.approx(expected["needed_per_remaining_day"], abs=within)
    assert days.ratio == pytest.approx(expected["needed_ratio"], abs=1e-9)
    per_unit = expected["needed_per_remaining_weekday_unit"]
    assert weekdays.needed == pytest.approx(per_unit, abs=within)


def test_a_span_that_is_over_needs_nothing_more_that_could_be_named():
    over = RunRate(target=100, done=90, passed=30, whole=30)
    assert (over.needed, over.ratio) == (None, None)
