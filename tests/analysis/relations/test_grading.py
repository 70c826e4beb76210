import numpy as np
import pytest
from scipy import stats

from reportgen.analysis.relations.grading import Hypothesis, graded
from reportgen.model.period import Month
from reportgen.model.states import Evidence

OCTOBER = Month(2026, 10)


def judged(lead, goal, lags=(1,), sign=1):
    """The only relation of a client, graded."""
    one = Hypothesis("k", lags, sign, np.asarray(lead, float), np.asarray(goal, float), OCTOBER)
    return graded(one.test(), one.test().p, 1)


def walks(months, seed):
    chance = np.random.default_rng(seed)
    return (1000 + np.cumsum(chance.normal(size=(months,))) for _ in range(2))


@pytest.mark.parametrize("lags", [(1,), (2,), (1, 2, 3)])
@pytest.mark.parametrize("months", [24, 36, 49])
def test_of_200_pairs_of_independent_walks_at_most_one_in_twenty_is_claimed(months, lags):
    claimed = sum(judged(*walks(months, seed), lags).is_shown for seed in range(200))
    assert claimed <= 10


def planted(months, lag, noise, seed):
    """A figure, and a goal whose change repeats the figure's some months later."""
    chance = np.random.default_rng(seed)
    change = chance.normal(size=months + lag)
    lead = np.cumsum(change)[lag:]
    goal = np.cumsum(change[:months] + noise * chance.normal(size=months))
    return 1000 + 10 * lead, 1000 + 10 * goal


def test_a_planted_relation_of_two_years_is_found():
    found = [judged(*planted(26, 2, 0.4, seed), (2,)) for seed in range(50)]
    assert sum(one.grade is Evidence.A for one in found) >= 45


def test_its_lag_is_found_among_several():
    found = [judged(*planted(36, 2, 0.4, seed), (1, 2, 3)) for seed in range(30)]
    assert all(one.lag == 2 for one in found)


def test_levels_that_grow_together_are_no_relation():
    months = np.arange(48)
    chance = np.random.default_rng(5)
    lead, goal = (100 + 3 * months + chance.normal(size=48) for _ in range(2))
    assert np.corrcoef(lead[:-1], goal[1:])[0, 1] > 0.99
    assert judged(lead, goal).grade is Evidence.C


def test_seasons_that_both_share_are_no_relation():
    months = np.arange(48)
    chance = np.random.default_rng(3)
    lead = np.exp(np.sin(months * np.pi / 6) + 0.05 * chance.normal(size=48))
    goal = np.exp(np.sin((months - 1) * np.pi / 6) + 0.05 * chance.normal(size=48))
    assert judged(lead, goal).grade is Evidence.C


def test_a_relation_against_the_declared_direction_supports_nothing():
    lead, goal = planted(30, 1, 0.3, 1)
    assert judged(lead, goal).grade is Evidence.A
    against = judged(lead, goal, sign=-1)
    assert against.grade is Evidence.C
    assert against.as_declared is False


def test_less_than_a_year_cannot_be_judged():
    relation = judged(*planted(11, 1, 0.3, 1))
    assert relation.grade is Evidence.D
    assert relation.r is None
    assert relation.months == 11


def test_less_than_two_years_is_never_well_shown():
    found = {judged(*planted(23, 1, 0.2, seed)).grade for seed in range(20)}
    assert Evidence.A not in found
    assert Evidence.B in found


def test_a_figure_that_never_moves_cannot_be_judged():
    _, goal = planted(30, 1, 0.3, 1)
    assert judged(np.full(30, 7.0), goal).grade is Evidence.D


def test_missing_months_are_left_out_and_not_bridged():
    lead, goal = planted(40, 1, 0.3, 1)
    lead[[5, 20]] = np.nan
    relation = judged(lead, goal)
    assert relation.months == 38
    assert relation.grade is Evidence.A


def test_r_is_that_of_prewhitened_changes():
    lead, goal = planted(30, 1, 0.5, 4)
    moved, aim = np.diff(np.log(lead)), np.diff(np.log(goal))
    before, after = moved[:-1] - moved.mean(), moved[1:] - moved.mean()
    share = before @ after / (before @ before)
    calm = moved[1:] - share * moved[:-1], aim[1:] - share * aim[:-1]
    expected = stats.pearsonr(calm[0][:-1], calm[1][1:])
    relation = judged(lead, goal)
    assert relation.r == pytest.approx(expected.statistic)
    low, high = expected.confidence_interval(0.95)
    assert (relation.r_low, relation.r_high) == pytest.approx((low, high))


def test_what_a_value_implies_holds_eight_of_ten_times():
    held = []
    for seed in range(200):
        lead, goal = planted(38, 2, 0.5, seed)
        implied = judged(lead[:-2], goal[:-2], (2,)).implied
        if implied is not None:
            held.append(implied.low <= goal[-1] <= implied.high)
    assert len(held) >= 150
    assert 0.75 <= np.mean(held) <= 0.95


def test_what_is_implied_is_of_the_month_the_lag_later():
    implied = judged(*planted(38, 2, 0.3, 2), (2,)).implied
    assert implied is not None
    assert implied.month == Month(2026, 12)
    assert implied.low < implied.centre < implied.high


def test_nothing_is_implied_where_nothing_was_shown():
    assert judged(*walks(30, 11)).implied is None


def test_the_same_figures_give_the_same_test():
    assert judged(*planted(30, 1, 0.8, 9)) == judged(*planted(30, 1, 0.8, 9))
