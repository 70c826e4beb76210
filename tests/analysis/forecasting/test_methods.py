import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import minimize

from reportgen.analysis.forecasting.methods import (
    damped_trend,
    last_value,
    season_with_growth,
    theta,
)
from reportgen.analysis.forecasting.rolling import FEWEST, rolled
from reportgen.analysis.forecasting.seasons import shapes
from reportgen.model.forecast import ForecastMethod
from tests.analysis.forecasting.generated import rough

SEASON = (0.8, 0.8, 0.9, 1.0, 1.0, 0.9, 0.9, 0.9, 1.0, 1.1, 1.3, 1.4)


def alone(method, values, steps):
    return method(np.array([values], dtype=float), len(values), steps)[-1]


def seasonal(months, growth=1.0):
    return [100 * growth**at * SEASON[at % 12] for at in range(months)]


def test_the_last_value_stands_for_every_month_to_come():
    assert last_value(np.array([3.0, 5.0, 4.0]), 3, 2).tolist() == [[4.0, 4.0]]


def test_last_years_value_moves_by_the_growth_of_the_year():
    values = np.array([10.0] * 11 + [20.0] + [11.0] * 11 + [22.0])
    ahead = season_with_growth(values, 24, 13)[-1]
    assert ahead[0] == pytest.approx(12.1)
    assert ahead[11] == pytest.approx(24.2)
    assert ahead[12] == pytest.approx(11 * 1.1**2)


def test_growth_is_an_amount_where_values_fall_to_zero_or_below():
    values = np.array([-5.0, 0.0] * 6 + [-3.0, 2.0] * 6)
    assert season_with_growth(values, 24, 2)[-1].tolist() == [-1.0, 4.0]


def test_theta_goes_on_at_half_the_slope_of_a_straight_line():
    ahead = alone(theta, [10 + 2 * at for at in range(20)], 3)
    assert np.diff(ahead) == pytest.approx([1, 1])
    assert ahead[0] == pytest.approx(10 + 2 * 19, abs=2)


def test_thetas_level_is_smoothed_about_as_well_as_an_optimiser_does():
    values = np.array(rough(7, 40))
    slope, start = np.polyfit(np.arange(40), values, 1)
    doubled = 2 * values - (start + slope * np.arange(40))

    def level(alpha):
        one, squares = doubled[0], 0.0
        for value in doubled[1:]:
            squares += (value - one) ** 2
            one += alpha * (value - one)
        return one, squares

    best = minimize(lambda x: level(x[0])[1], [0.5], bounds=[(0.01, 1)])
    expected = (level(best.x[0])[0] + start + slope * 40) / 2
    assert alone(theta, values, 1)[0] == pytest.approx(expected, rel=0.01)


def test_a_damped_trend_fades():
    ahead = alone(damped_trend, [100 + 5 * at for at in range(30)], 12)
    moves = np.diff(ahead)
    assert ahead[0] > 100 + 5 * 29
    assert all(later < earlier for earlier, later in itertools.pairwise(moves))


def test_a_damped_trend_fits_about_as_well_as_an_optimiser_does():
    values = np.array(rough(3, 48))

    def squares(constants):
        alpha, share, damping = constants
        level, trend, total = values[0], (values[4] - values[0]) / 4, 0.0
        for value in values[1:]:
            expected = level + damping * trend
            total += (value - expected) ** 2
            level = expected + alpha * (value - expected)
            trend = damping * trend + alpha * share * (value - expected)
        return total

    tried = [
        squares((alpha, share, damping))
        for alpha in (0.1, 0.2, 0.35, 0.55, 0.8)
        for share in (0.0, 0.1, 0.3)
        for damping in (0.8, 0.9, 0.98)
    ]
    bounds = [(0.01, 0.99), (0, 1), (0.8, 0.98)]
    assert min(tried) <= 1.05 * minimize(squares, [0.3, 0.1, 0.9], bounds=bounds).fun


@pytest.mark.parametrize("method", [theta, damped_trend])
def test_every_origin_says_what_it_would_have_said_alone(method):
    values = np.array(rough(5, 30))
    together = method(np.array([values] * 11), 20, 4)
    for row, length in enumerate(range(20, 31)):
        assert together[row] == pytest.approx(alone(method, values[:length], 4))


def test_a_december_that_comes_every_year_is_a_season():
    values = [100.0 + (60.0 if at % 12 == 11 else at % 3) for at in range(42)]
    assert shapes(np.array(values), 42).are_seasonal[-1]


def test_noise_is_hardly_ever_a_season():
    chance = np.random.default_rng(1)
    found = [shapes(chance.normal(100, 8, 48), 48).are_seasonal[-1] for _ in range(200)]
    assert sum(found) <= 10


def test_the_shape_of_the_year_is_found():
    rows = shapes(np.array(seasonal(36)), 36).rows
    assert rows[-1] == pytest.approx(np.array(SEASON) / np.mean(SEASON), rel=0.01)


@pytest.mark.parametrize(
    ("months", "method"),
    [
        (12, ForecastMethod.LAST_VALUE),
        (13, ForecastMethod.COMBINED),
        (40, ForecastMethod.COMBINED),
    ],
)
def test_the_method_follows_from_the_length_of_a_seasonal_history(months, method):
    assert rolled(seasonal(months), 3).method is method


def test_three_years_without_a_season_leave_last_years_value_out():
    chance = np.random.default_rng(2)
    assert rolled(list(chance.normal(100, 5, 40)), 3).method is ForecastMethod.SMOOTHED


def test_fewer_than_six_values_are_not_forecast():
    assert rolled([1.0] * (FEWEST - 1), 3) is None


def test_growth_from_next_to_nothing_is_an_amount_and_no_factor():
    values = np.array([1e-303, *[1.0] * 11, 164_753.0])
    (ahead,) = season_with_growth(values, 13, 1)
    assert ahead.tolist() == [1.0 + 164_753.0]


@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=60), st.integers(1, 12))
@example([1e-303, 2.0, *[1.0] * 10, 164_753.0], 1)
def test_what_was_never_negative_is_not_forecast_to_be(values, steps):
    made = rolled(values, steps).made
    assert np.isfinite(made).all()
    assert made.min() >= 0


@given(st.integers(0, 10_000), st.integers(6, 60))
def test_a_past_forecast_knows_nothing_of_what_came_later(seed, months):
    values = rough(seed, 60)
    early = rolled(values[:months], 3).made[-1]
    assert rolled(values, 3).made[months - FEWEST] == pytest.approx(early)
