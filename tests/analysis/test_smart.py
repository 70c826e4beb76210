"""A KPI's target asked the five questions."""

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.pursuit import SmartState
from tests.shop import OCTOBER, months, observed, shop

KEYS = [f"m2026_{number:02d}" for number in range(1, 11)]


def asked(changes=None, kpi="rate", keys=KEYS):
    rows = (
        months("sessions", **{key: 1000 + index for index, key in enumerate(keys)}),
        months("orders", **{key: 20 + index % 2 for index, key in enumerate(keys)}),
        months("revenue", **dict.fromkeys(keys, 1000)),
    )
    return analyse(observed(*rows), shop(changes), OCTOBER).of(kpi).smart


def changed(**keys):
    return {"kpis": {"rate": keys}}


def said(part):
    return part.state, part.code


def test_specific_needs_words_that_say_what_is_counted():
    written = changed(smart={"specific": "Orders divided by sessions"})
    assert said(asked(written).specific) == (SmartState.MET, "specific.written")
    assert said(asked().specific) == (SmartState.SHORT, "specific.missing")


def test_the_goal_says_whose_and_of_what():
    assert said(asked(kpi="sales").specific) == (SmartState.MET, "specific.goal")


def test_measurable_needs_a_source_that_delivers_the_period():
    assert said(asked().measurable) == (SmartState.MET, "measurable.delivered")
    assert said(asked(keys=KEYS[:-1]).measurable) == (SmartState.SHORT, "measurable.missing")


@pytest.mark.parametrize(
    ("known", "target", "expected"),
    [
        (10, {}, (SmartState.MET, "achievable.history")),
        (5, {}, (SmartState.OPEN, "achievable.too_short")),
        (
            5,
            {
                "benchmark": {
                    "value": "3%",
                    "source": "Trade survey",
                    "date": "2026-05-01",
                    "n": "120",
                }
            },
            (SmartState.MET, "achievable.benchmark"),
        ),
    ],
)
def test_achievable_rests_on_half_a_year_of_its_own_or_on_a_named_benchmark(
    known, target, expected
):
    assert said(asked(changed(target=target), keys=KEYS[-known:]).achievable) == expected


def test_a_stretch_is_one_chance_in_four_by_its_definition():
    long = [f"m{2025 + number // 12}_{number % 12 + 1:02d}" for number in range(22)]
    stretch = changed(target={"stretch": "p75", "value": None, "by": None})
    assert said(asked(stretch, keys=long).achievable) == (SmartState.MET, "achievable.p75")
    assert said(asked(stretch).achievable) == (SmartState.MET, "achievable.history")


def test_relevant_is_what_one_point_carried_of_the_result():
    smart = asked()
    assert said(smart.relevant) == (SmartState.MET, "relevant.worth_point")
    rates = 20 / 1008, 21 / 1009
    by_rate = pytest.approx(smart.worth * (rates[1] - rates[0]) * 100, rel=1e-6)
    result = analyse(
        observed(
            months("sessions", m2026_09=1008, m2026_10=1009),
            months("orders", m2026_09=20, m2026_10=21),
            months("revenue", m2026_09=1000, m2026_10=1000),
        ),
        shop(),
        OCTOBER,
    ).of("rate")
    assert result.contribution("previous") == by_rate


def test_a_hypothesis_without_evidence_is_open():
    changes = {
        "tree": {"sales": {"visits": None, "rate": None, "basket": None, "fans": None}},
        "kpis": {
            "fans": {
                "name": "Followers",
                "class": "leading",
                "unit": "count",
                "direction": "up",
                "metric": "followers",
                "target": {"value": "10", "by": "2027-03"},
            }
        },
    }
    assert said(asked(changes, "fans").relevant) == (SmartState.OPEN, "relevant.unjudged")


def test_a_month_that_is_over_is_no_time_any_more():
    assert said(asked().time_bound) == (SmartState.MET, "time_bound.by")
    over = asked(changed(target={"by": "2026-09"}))
    assert said(over.time_bound) == (SmartState.SHORT, "time_bound.passed")


def test_a_kpi_without_a_target_is_not_asked():
    assert asked(changed(target=None)) is None
