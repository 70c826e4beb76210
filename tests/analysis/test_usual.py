from math import exp, pi, sin

import numpy as np
import pytest

from reportgen.analysis.usual import variation


def season(month):
    return exp(0.4 * sin(2 * pi * month / 12))


def yearly(months, noise=0.02, seed=4):
    chance = np.random.default_rng(seed)
    return [1000 * season(month) * exp(noise * chance.normal()) for month in range(months)]


def test_three_years_that_repeat_themselves_are_freed_of_their_seasons():
    found = variation(yearly(39))
    assert found is not None
    assert found.seasons
    expected = 1000 * season(39)
    assert found.usual.holds(expected)
    assert not found.usual.holds(expected * 1.3)
    assert found.usual.high / found.usual.low < 1.4


def test_with_two_years_the_seasons_stay_in_and_the_range_is_wide():
    found = variation(yearly(30))
    assert found is not None
    assert not found.seasons
    assert found.usual.high / found.usual.low > 1.4


def test_a_series_without_seasons_is_not_given_any():
    chance = np.random.default_rng(1)
    with_seasons = sum(
        bool(variation(list(100 + chance.normal(size=48))).seasons) for _ in range(50)
    )
    assert with_seasons <= 6, "one in twenty is called seasonal by chance"


def test_a_month_the_same_as_last_year_is_no_large_move_though_the_month_before_was_low():
    history = yearly(48)
    found = variation(history)
    assert found is not None
    assert not found.is_large_move(history[36], history[36] * 1.01, 12)
    assert not found.is_large_move(history[47], 1000 * season(48), 1)
    assert found.is_large_move(history[36], history[36] * 1.5, 12)


def test_a_steady_rise_is_a_large_move_from_a_year_ago_but_usual_from_a_month_ago():
    rising = [100.0 + 10 * month + (2 if month % 2 else -2) for month in range(24)]
    found = variation(rising)
    assert found is not None
    assert not found.is_large_move(rising[-1], 340.0, 1)
    assert found.is_large_move(rising[12], 340.0, 12)


@pytest.mark.parametrize("hole", [0, 20])
def test_a_missing_month_leaves_the_seasons_in(hole):
    history = yearly(40)
    history[hole] = None
    found = variation(history)
    assert found is not None
    assert not found.seasons


def test_seasonal_limits_hold_a_quiet_series():
    held = 0
    for seed in range(100):
        history = yearly(49, noise=0.05, seed=seed)
        found = variation(history[:-1])
        assert found is not None
        held += found.usual.holds(history[-1])
    assert held >= 95
