import pytest

from reportgen.analysis.stoplines import stop_result
from reportgen.model.config import Action
from reportgen.model.states import StopState
from tests.shop import OCTOBER, evaluator, months, shop

CPA = {
    "name": "Cost per order",
    "class": "leading",
    "unit": "money",
    "direction": "down",
    "formula": "cost / orders",
    "outside_tree": {"reason": "defensive"},
    "stop": {
        "when": "above",
        "value": "10",
        "for_periods": "2",
        "min_sample": {"orders": "5"},
        "zero_conversions": {"spend_over": "3"},
        "then": "stop bidding",
    },
}


def state(cost: dict[str, float], orders: dict[str, float]):
    config = shop({"kpis": {"cpa": CPA}})
    one = evaluator(config, months("cost", **cost), months("orders", **orders))
    result = stop_result(one, "cpa", one.series("cpa", OCTOBER), OCTOBER)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("september", "october", "expected"),
    [
        (50, 50, StopState.CLEAR),
        (50, 95, StopState.NEAR),
        (50, 110, StopState.WATCH),
        (110, 110, StopState.STOP),
        (110, 50, StopState.CLEAR),
    ],
)
def test_a_line_trips_after_the_agreed_months_in_a_row(september, october, expected):
    result = state({"m2026_09": september, "m2026_10": october}, {"m2026_09": 10, "m2026_10": 10})
    assert result.state is expected


def test_too_few_conversions_are_not_judged():
    result = state({"m2026_09": 60, "m2026_10": 60}, {"m2026_09": 4, "m2026_10": 4})
    assert result.state is StopState.NOT_JUDGED
    assert (result.sample, result.sample_needed) == (4, 5)


def test_a_month_with_too_few_conversions_breaks_the_row():
    result = state({"m2026_09": 110, "m2026_10": 110}, {"m2026_09": 4, "m2026_10": 10})
    assert result.state is StopState.WATCH


def test_no_conversion_at_all_counts_as_past_the_line_once_spend_is_high():
    result = state({"m2026_09": 110, "m2026_10": 31}, {"m2026_09": 10, "m2026_10": 0})
    assert result.state is StopState.STOP
    assert result.zero_conversions


def test_no_conversion_with_little_spend_is_not_judged():
    result = state({"m2026_09": 110, "m2026_10": 29}, {"m2026_09": 10, "m2026_10": 0})
    assert result.state is StopState.NOT_JUDGED


def ledger(costs, *actions):
    months_of = [f"m2026_{number:02d}" for number in range(10 - len(costs) + 1, 11)]
    config = shop({"kpis": {"cpa": CPA}}, actions=actions)
    one = evaluator(
        config,
        months("cost", **dict(zip(months_of, costs, strict=True))),
        months("orders", **dict.fromkeys(months_of, 10)),
    )
    result = stop_result(one, "cpa", one.series("cpa", OCTOBER), OCTOBER)
    return [
        (trip.first.name, trip.last.name, trip.periods, trip.worst, trip.actions)
        for trip in result.trips
    ]


def done(id, starts):
    return Action.model_validate(
        {
            "id": id,
            "title": id,
            "kpi": "cpa",
            "owner": {"side": "agency", "name": "Ito"},
            "starts": starts,
            "due": "2026-12-31",
            "status": "doing",
        }
    )


def test_the_ledger_holds_every_run_that_was_as_long_as_agreed():
    assert ledger([110, 120, 130, 50, 110, 50, 140, 150]) == [
        ("2026-03", "2026-05", 3, 13, ()),
        ("2026-09", "2026-10", 2, 15, ()),
    ], "one month past the line, in July, is no trip"


def test_the_ledger_says_what_was_done_after_each_trip():
    before, after, later = (
        done("A0", "2026-02-10"),
        done("A1", "2026-05-10"),
        done("A2", "2026-09-20"),
    )
    trips = ledger([110, 120, 130, 50, 110, 50, 140, 150], before, after, later)
    assert [trip[-1] for trip in trips] == [("A1",), ("A2",)]


def test_a_line_that_was_never_crossed_has_an_empty_ledger():
    assert ledger([50, 60, 110]) == []


def test_a_product_on_the_line_but_for_its_last_digit_has_not_crossed_it():
    stop = {"when": "below", "value": "1000", "then": "talk"}
    one = evaluator(
        shop({"kpis": {"sales": {"stop": stop}}}),
        months("sessions", m2026_10=900),
        months("orders", m2026_10=19),
        months("revenue", m2026_10=1000),
    )
    assert one.value("sales", OCTOBER.months).value < 1000, "floats: 999.9999999999999"
    result = stop_result(one, "sales", one.series("sales", OCTOBER), OCTOBER)
    assert result is not None
    assert result.state is StopState.NEAR


def test_the_interval_of_the_value_stands_beside_the_line():
    result = state({"m2026_09": 50, "m2026_10": 300}, {"m2026_09": 10, "m2026_10": 20})
    assert (result.low, result.high) == (
        pytest.approx(300 / 30.8884, rel=1e-5),
        pytest.approx(300 / 12.2165, rel=1e-5),
    )


def test_a_cost_without_any_conversion_has_no_upper_end():
    result = state({"m2026_09": 50, "m2026_10": 60}, {"m2026_09": 10, "m2026_10": 0})
    assert result.low == pytest.approx(60 / 3.6889, rel=1e-4)
    assert result.high is None
