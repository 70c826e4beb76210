import pytest

from reportgen.analysis.forecasting.year import verdict
from reportgen.analysis.results import assess
from reportgen.model.period import Month, Period, months_between
from reportgen.model.states import Direction, Verdict
from tests.analysis.forecasting.generated import rough
from tests.shop import evaluator, months, shop

LAST = Month(2026, 10)
OCTOBER = Period.month(LAST)


@pytest.mark.parametrize(
    ("centre", "low", "high", "target", "expected"),
    [
        (108, 100, 115, 108, Verdict.ON_COURSE),
        (107, 100, 115, 108, Verdict.CORRECT_COURSE),
        (100, 90, 108, 108, Verdict.CORRECT_COURSE),
        (100, 90, 107, 108, Verdict.OFF_COURSE),
        (120, None, None, 108, Verdict.NOT_JUDGED),
        (120, 110, 130, None, Verdict.NOT_JUDGED),
    ],
)
def test_the_verdict_follows_from_target_and_range(centre, low, high, target, expected):
    assert verdict(centre, low, high, target, Direction.UP) is expected


@pytest.mark.parametrize(
    ("centre", "expected"),
    [
        (100, Verdict.ON_COURSE),
        (112, Verdict.CORRECT_COURSE),
        (125, Verdict.OFF_COURSE),
    ],
)
def test_for_costs_less_is_better(centre, expected):
    assert verdict(centre, centre - 10, centre + 10, 105, Direction.DOWN) is expected


def history(count, seed=1, last=LAST):
    values = rough(seed, 54)[-count:]
    names = [f"m{one.year}_{one.month:02d}" for one in months_between(last.plus(1 - count), last)]
    return dict(zip(names, values, strict=True))


def visits_only():
    return shop(
        {
            "kgi": {"kpi": "visits"},
            "tree": {"visits": None},
            "kpis": {
                "sales": {"outside_tree": {"reason": "-"}},
                "rate": {"outside_tree": {"reason": "-"}},
                "basket": {"outside_tree": {"reason": "-"}},
            },
        }
    )


def landed(count, period=OCTOBER, seed=1):
    rows = months("sessions", **history(count, seed, period.last_month))
    assessment = assess(evaluator(visits_only(), rows), period)
    result = assessment.results()[0]
    return result, assessment.year(result)


def test_the_year_lands_at_what_passed_and_what_is_forecast():
    result, year = landed(49)
    assert (year.first, year.last) == (Month(2026, 4), Month(2027, 3))
    assert year.passed == pytest.approx(sum(result.series.values[-7:]))
    ahead = sum(one.centre for one in result.forecast)
    assert year.passed + ahead < year.centre < year.passed + 2 * ahead
    assert year.low < year.centre < year.high
    assert year.target == pytest.approx(12 * 1000)


def test_the_range_comes_from_forecasts_of_as_many_months():
    _, year = landed(49)
    assert year.origins == 49 - 13 - 5 + 1
    assert not year.resampled


def test_a_shorter_history_draws_from_whole_paths_of_errors_and_says_so():
    _, year = landed(23)
    assert year.resampled
    assert year.low < year.centre < year.high


def test_the_same_history_draws_the_same_paths():
    assert landed(23)[1] == landed(23)[1]


def test_too_short_a_history_lands_without_a_range_and_is_not_judged():
    _, year = landed(16)
    assert (year.low, year.high) == (None, None)
    assert year.verdict is Verdict.NOT_JUDGED


def test_a_year_that_is_over_lands_where_it_stands():
    _, year = landed(49, Period.month(Month(2026, 3)))
    assert year.low == year.centre == year.high == round(year.passed)
    assert year.verdict is not Verdict.NOT_JUDGED


def test_a_history_that_began_within_the_year_has_no_landing():
    assert landed(3)[1] is None


def test_a_quarter_lands_its_year_too():
    _, year = landed(49, Period.quarter(Month(2026, 8), "2026-08..2026-10"))
    assert year == landed(49)[1]


def test_the_range_of_the_year_holds_eight_of_ten():
    inside = 0
    for seed in range(60):
        known = history(54, seed, Month(2027, 3))
        rows = months("sessions", **dict(list(known.items())[:49]))
        assessment = assess(evaluator(visits_only(), rows), OCTOBER)
        year = assessment.year(assessment.results()[0])
        came = sum(list(known.values())[-12:])
        inside += year.low <= came <= year.high
    assert 0.7 <= inside / 60 <= 0.95
