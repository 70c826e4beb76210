import numpy as np
import pytest

from reportgen.analysis.forecasting.pipeline import begins_with, pipeline, reconcile
from reportgen.analysis.forecasting.rolling import rolled
from tests.shop import evaluator, months, shop

CHANCE = np.random.default_rng(4)
LEADS = [float(round(one)) for one in CHANCE.normal(100, 20, 48)]
ORDERS = [10.0, 10.0, *(0.1 * one for one in LEADS[:-2])]
B2B = {
    "tree": {"sales": {"visits": None, "rate": None}},
    "kpis": {"sales": {"formula": "visits * rate"}, "basket": {"outside_tree": {"reason": "-"}}},
}


def test_the_next_months_follow_from_what_has_begun():
    ahead = pipeline(ORDERS, LEADS, 2).made[-1]
    assert ahead == pytest.approx([0.1 * LEADS[-2], 0.1 * LEADS[-1]])


def test_the_yield_is_that_of_the_last_six_months():
    before, after = 0.2, 0.05
    orders = [
        *(before * one for one in LEADS[:40]),
        *(after * one for one in LEADS[40:46]),
    ]
    ahead = pipeline([0.0, 0.0, *orders], LEADS, 2).made[-1]
    assert ahead == pytest.approx([after * LEADS[-2], after * LEADS[-1]])


def test_what_errs_less_weighs_more():
    weighed = reconcile(rolled(ORDERS, 3), pipeline(ORDERS, LEADS, 2), "leads")
    begun, history = weighed.parts[0]
    assert begun.share > 0.95
    assert begun.share + history.share == pytest.approx(1)
    assert weighed.rolled.made[-1, 0] == pytest.approx(
        begun.share * begun.centre + history.share * history.centre
    )


def test_beyond_the_lag_the_history_stands_alone():
    history = rolled(ORDERS, 3)
    weighed = reconcile(history, pipeline(ORDERS, LEADS, 2), "leads")
    assert weighed.rolled.made[-1, 2] == history.made[-1, 2]


def test_weights_know_nothing_of_what_came_later():
    early = reconcile(rolled(ORDERS[:40], 3), pipeline(ORDERS[:40], LEADS[:40], 2), "leads")
    late = reconcile(rolled(ORDERS, 3), pipeline(ORDERS, LEADS, 2), "leads")
    assert late.rolled.made[40 - 6] == pytest.approx(early.rolled.made[-1])


def test_a_short_history_has_no_pipeline():
    assert pipeline(ORDERS[:19], LEADS[:19], 2) is None


def test_leads_that_never_came_have_none_either():
    assert pipeline(ORDERS, [0.0] * 48, 2) is None


def test_a_factor_that_comes_earlier_begins_the_pipeline():
    rows = months("sessions", m2026_10=1)
    assert begins_with(evaluator(shop(B2B), rows), "sales") == ("visits", 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"kpis": {"sales": {"formula": "visits + rate"}}},
        {"kpis": {"visits": {"lag_months": "0"}}},
        {"kpis": {"visits": {"lag_months": ["1", "3"]}}},
    ],
)
def test_sums_spans_of_lags_and_no_lag_begin_none(changes):
    config = shop({"kpis": {**changes["kpis"]}})
    assert begins_with(evaluator(config, months("sessions", m2026_10=1)), "sales") is None
