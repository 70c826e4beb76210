import pytest

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.results import assess
from reportgen.analysis.variation.changes import changes
from reportgen.analysis.variation.sample import sample
from reportgen.model.change import Change, ChangeState
from reportgen.model.findings import Segment
from tests.shop import OCTOBER, evaluator, months, shop

STEADY = [f"m2025_{month:02d}" for month in range(1, 13)] + [
    f"m2026_{month:02d}" for month in range(1, 10)
]
SMALL_SWINGS = {name: 1000.0 + (10 if index % 2 else -10) for index, name in enumerate(STEADY)}


@pytest.mark.parametrize(
    ("chance", "usual", "state"),
    [
        (True, True, ChangeState.CHANGED),
        (True, False, ChangeState.USUAL),
        (False, True, ChangeState.USUAL),
        (None, False, ChangeState.USUAL),
        (None, True, ChangeState.NOT_JUDGED),
        (True, None, ChangeState.NOT_JUDGED),
        (None, None, ChangeState.NOT_JUDGED),
    ],
)
def test_changed_needs_both_outside_chance_and_outside_usual_variation(chance, usual, state):
    assert Change.judged("previous", 1.0, chance, usual).state is state


def of(kpi, config, *rows):
    one = evaluator(config, *rows)
    result = assess(one, OCTOBER)
    found = next(each for root in result.results() for each in root.walk() if each.id == kpi)
    return {change.versus: change for change in found.changes}


def test_a_large_drop_of_a_steady_count_is_a_change():
    visits = of("visits", shop(), months("sessions", **SMALL_SWINGS, m2026_10=700))
    assert visits["previous"].state is ChangeState.CHANGED
    assert visits["previous"].amount == pytest.approx(700 - 990)
    assert visits["year_ago"].state is ChangeState.CHANGED
    assert visits["usual"].rules[0] == "outside"


def test_a_large_drop_of_few_orders_is_one_that_chance_makes():
    few = {name: 9.0 + index % 2 for index, name in enumerate(STEADY)}
    rows = (
        months("sessions", **SMALL_SWINGS, m2026_10=1000),
        months("orders", **few, m2026_10=4),
    )
    rate = of("rate", shop(), *rows)["previous"]
    assert rate.outside_usual is True
    assert rate.outside_chance is False
    assert rate.state is ChangeState.USUAL
    assert rate.low < 0 < rate.high


def test_money_without_its_orders_is_never_held_against_chance():
    rows = (
        months("revenue", **SMALL_SWINGS, m2026_10=300),
        months("orders", **dict.fromkeys(SMALL_SWINGS, 20.0), m2026_10=20),
    )
    basket = of("basket", shop(), *rows)["previous"]
    assert basket.outside_chance is None
    assert basket.state is ChangeState.NOT_JUDGED


def test_a_month_without_data_is_compared_with_nothing():
    assert of("visits", shop(), months("sessions", m2026_09=10)) == {}


def test_too_short_a_history_is_not_judged():
    visits = of("visits", shop(), months("sessions", m2026_09=1000, m2026_10=500))
    assert visits["previous"].outside_chance is True
    assert visits["previous"].state is ChangeState.NOT_JUDGED


def test_counts_are_compared_by_the_days_they_were_counted_in():
    one = evaluator(shop(), months("sessions", m2026_09=1000, m2026_10=500))
    counted = sample(one, "visits", OCTOBER.months)
    assert (counted.kind, counted.hits, counted.of) == ("count", 500, 31)


def test_a_stock_is_no_count_of_events():
    followers = {
        "name": "Followers",
        "class": "leading",
        "unit": "count",
        "direction": "up",
        "metric": "followers",
        "outside_tree": {"reason": "no path"},
    }
    one = evaluator(
        shop({"kpis": {"fans": followers}}), months("followers", m2026_09=90, m2026_10=100)
    )
    assert sample(one, "fans", OCTOBER.months) is None
    found = changes(Comparable.of(one), "fans", OCTOBER, None)
    assert {change.state for change in found} == {ChangeState.NOT_JUDGED}


@pytest.mark.parametrize(
    ("hits", "is_rate_told", "is_comparable"),
    [(4, False, False), (5, True, False), (29, True, False), (30, True, True)],
)
def test_few_cases_of_a_channel_are_printed_as_counts_and_not_compared(
    hits, is_rate_told, is_comparable
):
    samples = {"sample": (hits, 900), "sample_year_ago": (45, 900)}
    segment = Segment("rate", "channel", "Email", hits / 900, None, 0.05, **samples)
    assert segment.is_rate_told is is_rate_told
    assert segment.is_comparable is is_comparable
