import numpy as np
import pytest
from scipy import stats

from reportgen.analysis.forecasting.ranges import (
    STUDENT_75,
    STUDENT_90,
    errors,
    range_of,
    range_of_few,
)
from reportgen.analysis.forecasting.rolling import Span, rolled
from tests.analysis.forecasting.generated import rough


def test_the_quantiles_are_students():
    degrees = np.arange(2, 2 + len(STUDENT_90))
    assert pytest.approx(stats.t.ppf(0.9, degrees), abs=5e-4) == STUDENT_90
    assert pytest.approx(stats.t.ppf(0.75, degrees), abs=5e-4) == STUDENT_75


def share_inside(months, steps):
    inside = 0
    for seed in range(400):
        values = rough(seed, months + steps)
        span = rolled(values[:months], steps).span(0, steps)
        found = range_of(span)
        inside += found.low <= sum(values[months:]) <= found.high
    return inside / 400


@pytest.mark.parametrize(("months", "steps"), [(30, 1), (40, 1), (49, 1), (30, 5), (49, 5)])
def test_eight_of_ten_means_eight_of_ten(months, steps):
    assert 0.75 <= share_inside(months, steps) <= 0.88


@pytest.mark.parametrize("months", [8, 14, 23])
def test_the_range_of_a_short_history_is_no_narrower(months):
    inside = 0
    for seed in range(400):
        values = rough(seed, months + 1)
        found = range_of_few(rolled(values[:months], 1), 0)
        inside += found.low <= values[months] <= found.high
    assert 0.72 <= inside / 400 <= 0.92


def test_fewer_than_fifteen_past_forecasts_make_no_range():
    values = rough(1, 30)
    few = rolled(values[:20], 1).span(0, 1)
    assert len(few.came) == 14
    assert range_of(few) is None
    assert range_of(rolled(values[:21], 1).span(0, 1)) is not None


def test_a_range_around_amounts_that_may_be_negative_is_of_amounts():
    span = Span(np.zeros(21), np.linspace(-10, 10, 20), 6)
    found = range_of(span)
    assert not errors(span).are_ratios
    assert found.low == pytest.approx(-found.high)


def test_what_cannot_be_negative_has_no_negative_end():
    span = Span(np.ones(21), np.concatenate(([0.0], np.full(19, 5.0))), 6)
    assert range_of(span, 0.0).low >= 0


def test_a_range_always_holds_its_centre():
    span = Span(np.full(21, 100.0), np.full(20, 120.0), 6)
    found = range_of(span)
    assert found.low == 100.0
    assert found.high > 120
