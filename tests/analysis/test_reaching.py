"""What targets ask for: chances, stretch, levers, pace, and whether the actions are enough."""

import math
import random
from dataclasses import replace
from datetime import date
from statistics import NormalDist

import pytest
from scipy.stats import norm

from reportgen.analysis.analyse import analyse
from reportgen.analysis.reaching.distribution import Distribution, distribution
from reportgen.analysis.reaching.levers import solve
from reportgen.analysis.reaching.pace import working_days
from reportgen.analysis.results import assess
from reportgen.analysis.targets import Targets
from reportgen.model.config import Action, Client
from reportgen.model.period import Month
from tests.shop import OCTOBER, evaluator, months, observed, shop


def walk(count, seed, step=0.1):
    draw, at, values = random.Random(seed), 0.0, []
    for _ in range(count):
        at += draw.gauss(0, step)
        values.append(1000 * math.exp(at))
    return values


@pytest.mark.parametrize("ahead", [1, 3, 5])
def test_about_one_walk_in_four_reaches_its_75th_percentile(ahead):
    reached = 0
    for seed in range(600):
        values = walk(36 + ahead, seed)
        found = distribution(values[:36], ahead)
        reached += values[-1] >= found.quantile(0.75)
    assert 0.20 <= reached / 600 <= 0.32


def test_the_chance_is_the_other_side_of_the_quantile():
    found = distribution(walk(36, 1), 2)
    for share in (0.05, 0.5, 0.9):
        assert found.chance_of_at_least(found.quantile(share)) == pytest.approx(1 - share)


def test_a_distribution_is_scipys():
    one = Distribution(centre=3.0, spread=0.5, is_log=False, origins=20)
    assert one.quantile(0.9) == pytest.approx(norm.ppf(0.9, 3.0, 0.5))
    assert one.chance_of_at_least(3.4) == pytest.approx(norm.sf(3.4, 3.0, 0.5))


def test_a_seasonal_figure_is_expected_at_its_season_and_not_at_its_last_value():
    season = [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 200, 300]
    history = [value * 1.1**year for year in range(4) for value in season][:-2]
    found = distribution(history, 2)
    assert found.quantile(0.5) > 250, "December, and not October again"


def test_too_short_a_past_or_one_with_a_hole_makes_no_distribution():
    assert distribution(walk(15, 1), 1) is None
    assert distribution([*walk(20, 1), None, *walk(10, 2)], 1) is None
    assert distribution(walk(16, 1), 1) is not None


def history(rates):
    """Months up to October 2026 with 1000 sessions, 50 an order, and these orders."""
    names = [Month(2026, 10).plus(step - len(rates) + 1) for step in range(len(rates))]
    keys = [f"m{month.year}_{month.month:02d}" for month in names]
    return (
        months("sessions", **dict.fromkeys(keys, 1000)),
        months("orders", **dict(zip(keys, rates, strict=True))),
        months("revenue", **dict(zip(keys, [50 * rate for rate in rates], strict=True))),
    )


STEADY = [20 + step % 3 for step in range(36)]


def analysed(changes, rates=STEADY, **more):
    return analyse(observed(*history(rates)), shop(changes, **more), OCTOBER)


def called(found, code):
    return {one.kpi for one in found.findings.all(code)}


def test_a_target_far_above_all_that_was_is_out_of_reach():
    found = analysed({"kpis": {"rate": {"target": {"value": "4%", "by": "2026-12"}}}})
    odds = found.of("rate").odds
    assert odds.month == Month(2026, 12)
    assert odds.is_out_of_reach
    assert "rate" in called(found, "target_out_of_reach")


def test_a_target_that_some_month_has_met_is_not_called_out_of_reach():
    fallen = [40] * 20 + STEADY[:16]
    found = analysed({"kpis": {"rate": {"target": {"value": "4%", "by": "2026-12"}}}}, fallen)
    assert found.of("rate").odds.was_met
    assert "rate" not in called(found, "target_out_of_reach")


def test_a_target_that_asks_for_nothing_is_called_out_unless_it_says_why():
    low = {"value": "1%", "by": "2026-12"}
    found = analysed({"kpis": {"rate": {"target": low}}})
    assert found.of("rate").odds.is_nearly_certain
    assert "rate" in called(found, "target_nearly_certain")
    agreed = analysed({"kpis": {"rate": {"target": {**low, "reason": "it has to hold"}}}})
    assert "rate" not in called(agreed, "target_nearly_certain")


def test_a_stretch_is_a_percentile_of_what_was_to_be_expected_before_the_month():
    changes = {"kpis": {"rate": {"target": {"stretch": "p75", "value": None, "by": None}}}}
    one = evaluator(shop(changes), *history(STEADY))
    target = Targets(one, OCTOBER.last_month).month("rate", Month(2026, 10)).value
    assert target == pytest.approx(distribution([v / 1000 for v in STEADY[:-1]], 1).quantile(0.75))
    later = Targets(one, OCTOBER.last_month).month("rate", Month(2026, 12)).value
    assert later == pytest.approx(distribution([v / 1000 for v in STEADY], 2).quantile(0.75))


def test_a_stretch_for_less_lies_below_what_is_expected():
    changes = {
        "kpis": {
            "rate": {"direction": "down", "target": {"stretch": "p90", "value": None, "by": None}}
        }
    }
    one = evaluator(shop(changes), *history(STEADY))
    target = Targets(one, OCTOBER.last_month).month("rate", Month(2026, 10)).value
    assert target < min(STEADY) / 1000 + 0.001


def test_without_a_past_there_is_no_stretch_yet():
    changes = {"kpis": {"rate": {"target": {"stretch": "p75", "value": None, "by": None}}}}
    one = evaluator(shop(changes), *history([20, 21, 22]))
    result = {r.id: r for root in assess(one, OCTOBER).results() for r in root.walk()}["rate"]
    assert result.target.value is None
    assert result.target.reason.code == "not_forecast"


def test_levers_that_move_together_reach_the_target_and_only_those_with_room_move():
    fallen = [*STEADY, 20]
    found = analysed({"kpis": {"sales": {"target": {"value": "1050", "by": "2027-03"}}}}, fallen)
    reach = found.pursuit.reach
    together = [lever.together for lever in reach.levers]
    assert math.prod(together) == pytest.approx(reach.target)
    moved = {lever.kpi for lever in reach.levers if lever.together != lever.now}
    assert moved == {"rate"}, "visits and order value were never higher"


def test_a_share_that_would_pass_the_whole_is_no_lever():
    found = analysed({"kpis": {"sales": {"target": {"value": "60_000", "by": "2027-03"}}}})
    levers = {lever.kpi: lever.alone for lever in found.pursuit.reach.levers}
    assert levers["rate"] is None
    assert levers["visits"] == pytest.approx(60_000 / 0.022 / 50, rel=0.1)


def test_a_goal_that_is_met_needs_no_levers():
    assert (
        analysed({"kpis": {"sales": {"target": {"value": "1", "by": "2027-03"}}}}).pursuit.reach
        is None
    )


def test_a_formula_is_solved_for_one_of_its_inputs():
    assert solve(lambda x: 3 * x + 1, 1.0, 10.0) == pytest.approx(3.0)
    assert solve(lambda x: 12 / x, 1.0, 4.0) == pytest.approx(3.0)
    assert solve(lambda x: 5.0, 1.0, 4.0) is None, "it does not depend on it"


def test_the_rest_of_the_year_is_spread_over_its_months_and_working_days():
    pace = analysed({}).pursuit.pace
    done = sum(STEADY[-7:]) * 50
    assert (pace.done, pace.target) == (pytest.approx(done), 14_400)
    assert (pace.months_done, pace.months_left) == (7, 5)
    assert pace.per_month == pytest.approx((14_400 - done) / 5)
    weekdays = sum(
        1
        for ordinal in range(date(2026, 11, 1).toordinal(), date(2027, 4, 1).toordinal())
        if date.fromordinal(ordinal).weekday() < 5
    )
    assert pace.working_days_left == weekdays


def test_while_a_month_runs_its_working_days_left_must_bring_the_rest():
    rows = history([20, 20])
    seen = observed(*rows)
    until = frozenset(day for day in seen.days_seen["web"] if day <= date(2026, 10, 15))
    found = analyse(replace(seen, days_seen={"web": until}), shop(), OCTOBER).pursuit.running
    assert (found.until, found.passed, found.whole) == (date(2026, 10, 15), 11, 22)
    assert found.needed == pytest.approx((1200 - 1000) / 11)
    assert analyse(seen, shop(), OCTOBER).pursuit.running is None, "the month is over"


def test_a_public_holiday_is_no_working_day():
    tokyo = Client.model_validate(
        {"id": "a", "name": "A", "timezone": "Asia/Tokyo", "currency": "JPY", "holidays": "JP"}
    )
    plain = tokyo.model_copy(update={"holidays": None})
    november = date(2026, 11, 1), date(2026, 11, 30)
    assert working_days(plain, *november) == 21
    assert working_days(tokyo, *november) == 19, "Culture Day and Labour Thanksgiving Day"


def action(id, kpi, change, unit, by="2026-12", status="todo"):
    return {
        "id": id,
        "title": id,
        "kpi": kpi,
        "owner": {"side": "agency", "name": "Ito"},
        "due": "2026-11-20",
        "status": status,
        "expect": {"change": change, "unit": unit, "by": by},
    }


def planned(*actions):
    made = tuple(Action.model_validate(one) for one in actions)
    return analysed({}, actions=made).pursuit.plan


def test_the_agreed_actions_together_go_through_the_trees_arithmetic():
    plan = planned(
        action("N1", "rate", "0.2", "points"),
        action("N2", "visits", "10%", "percent", by="2027-01"),
    )
    rate = STEADY[-1] / 1000
    assert plan.expected == pytest.approx(1100 * (rate + 0.002) * 50)
    assert plan.month == Month(2027, 1)
    assert plan.counted == ("N1", "N2")


def test_what_is_done_or_dropped_brings_nothing_more():
    assert planned(action("N1", "rate", "0.2", "points", by="2026-10")) is None


def test_quantiles_are_those_of_the_standard_normal():
    assert Distribution(0, 1, False, 20).quantile(0.9) == pytest.approx(NormalDist().inv_cdf(0.9))
