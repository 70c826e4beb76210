import pytest
from scipy.stats import binomtest

from reportgen.analysis.actions import judged_actions
from reportgen.analysis.intervals import newcombe, wilson
from reportgen.analysis.phases import phase_results
from reportgen.model.config import Action
from reportgen.model.states import ActionVerdict
from tests.shop import OCTOBER, evaluator, months, shop


def action(**changes):
    base = {
        "id": "L1",
        "title": "Put the button back",
        "kpi": "rate",
        "owner": {"side": "agency", "name": "Ito"},
        "starts": "2026-10-05",
        "due": "2026-10-31",
        "status": "done",
        "closed": "2026-10-31",
        "result": "measured",
        "expect": {"change": "0.9", "unit": "points", "by": "2026-10"},
    }
    return Action.model_validate({**base, **changes})


def verdict(one, *rows):
    config = shop(actions=(one,))
    results = judged_actions(evaluator(config, *rows), OCTOBER)
    return results[0].verdict if results else None


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ({"a": ["184", "4310"], "b": ["140", "4330"]}, ActionVerdict.WORKED),
        ({"a": ["140", "4330"], "b": ["184", "4310"]}, ActionVerdict.DID_NOT_WORK),
        ({"a": ["41", "1890"], "b": ["58", "2610"]}, ActionVerdict.DID_NOT_WORK),
        ({"a": ["5", "50"], "b": ["4", "50"]}, ActionVerdict.CANNOT_TELL),
    ],
)
def test_worked_needs_an_interval_on_the_expected_side_of_zero(comparison, expected):
    assert verdict(action(comparison=comparison)) is expected


def test_without_a_comparison_only_the_figure_is_looked_at():
    rows = (
        months("sessions", m2026_09=10_000, m2026_10=10_000),
        months("orders", m2026_09=200, m2026_10=300),
    )
    assert verdict(action(), *rows) is ActionVerdict.REACHED
    missed = (rows[0], months("orders", m2026_09=200, m2026_10=250))
    assert verdict(action(), *missed) is ActionVerdict.NOT_REACHED


def test_a_change_that_may_as_well_be_none_as_the_expected_one_cannot_be_told():
    rows = (
        months("sessions", m2026_09=1000, m2026_10=1000),
        months("orders", m2026_09=20, m2026_10=30),
    )
    config = shop(actions=(action(),))
    (result,) = judged_actions(evaluator(config, *rows), OCTOBER)
    _, low, high = newcombe((30, 1000), (20, 1000))
    assert result.verdict is ActionVerdict.CANNOT_TELL
    assert (result.low, result.high) == pytest.approx((low, high))
    assert low < 0 < 0.009 < high
    assert (result.counts_before, result.counts_after) == ((20, 1000), (30, 1000))


def test_a_count_that_moves_as_it_usually_does_cannot_be_told_either():
    past = {f"m2026_{month:02d}": 1000 + 60 * (month % 2) for month in range(1, 10)}
    more = action(kpi="visits", expect={"change": "50", "unit": "count", "by": "2026-10"})
    unclear = months("sessions", **past, m2026_10=1110)
    assert verdict(more, unclear) is ActionVerdict.CANNOT_TELL
    assert verdict(more, months("sessions", **past, m2026_10=1400)) is ActionVerdict.REACHED
    assert verdict(more, months("sessions", **past, m2026_10=800)) is ActionVerdict.NOT_REACHED


def test_a_change_that_is_exactly_the_expected_one_reaches_it():
    rows = (
        months("sessions", m2026_09=10_000, m2026_10=10_000),
        months("orders", m2026_09=60, m2026_10=150),
    )
    assert verdict(action(), *rows) is ActionVerdict.REACHED, "1.5% - 0.6% is 0.9 points"


def test_an_expected_percent_is_relative_to_the_month_before():
    rows = months("sessions", m2026_09=1000, m2026_10=1040)
    five = action(kpi="visits", expect={"change": "5%", "unit": "percent", "by": "2026-10"})
    four = action(kpi="visits", expect={"change": "4%", "unit": "percent", "by": "2026-10"})
    assert verdict(five, rows) is ActionVerdict.NOT_REACHED
    assert verdict(four, rows) is ActionVerdict.REACHED


def test_a_comparison_is_not_measured_against_an_expectation_in_another_unit():
    unlike = action(
        comparison={"a": ["41", "1890"], "b": ["58", "2610"]},
        expect={"change": "0.9", "unit": "ratio", "by": "2026-10"},
    )
    assert verdict(unlike) is ActionVerdict.CANNOT_TELL


def test_before_its_month_an_action_is_too_early_to_judge():
    later = action(expect={"change": "0.9", "unit": "points", "by": "2026-12"})
    assert verdict(later) is ActionVerdict.TOO_EARLY


def test_without_figures_it_cannot_be_told():
    assert verdict(action()) is ActionVerdict.CANNOT_TELL


def test_what_has_not_started_is_not_judged():
    assert verdict(action(starts="2026-11-05", due="2026-11-30", status="doing")) is None


def test_the_score_interval_is_scipys():
    low, high = wilson(26, 100)
    expected = binomtest(26, 100).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_newcombes_own_example_is_reproduced():
    """Newcombe (1998), table II, method 10: 56/70 against 48/80."""
    difference, low, high = newcombe((56, 70), (48, 80))
    assert (round(difference, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)


def phases(state_month, *rates):
    phase = {
        "id": "p1",
        "name": "Repair",
        "from": "2026-07",
        "to": state_month,
        "lead": "rate",
        "exit": {"kpi": "rate", "at_least": "2%", "for_periods": "2"},
    }
    names = ["m2026_07", "m2026_08", "m2026_09", "m2026_10"]
    one = evaluator(
        shop({"phases": [phase]}),
        months("sessions", **dict.fromkeys(names, 1000)),
        months("orders", **dict(zip(names, rates, strict=True))),
    )
    return phase_results(one, OCTOBER)[0]


def test_a_phase_is_done_when_its_exit_test_holds_at_its_end():
    assert phases("2026-08", 25, 25, 10, 10).state == "done"


def test_a_test_met_in_the_middle_and_lost_again_does_not_end_the_phase():
    assert phases("2026-10", 25, 25, 10, 10).state == "late"


def test_a_late_phase_is_done_in_the_first_later_month_that_meets_its_test():
    assert phases("2026-08", 10, 10, 25, 25).state == "done"


def test_a_phase_whose_months_are_over_without_meeting_its_test_is_late():
    assert phases("2026-10", 25, 10, 25, 10).state == "late"


def test_a_phase_under_way_says_how_many_months_in_a_row_meet_the_test():
    result = phases("2026-12", 10, 10, 10, 25)
    assert (result.state, result.periods_met) == ("now", 1)


def test_a_product_that_meets_the_exit_but_for_its_last_digit_meets_it():
    phase = {
        "id": "p1",
        "name": "Grow",
        "from": "2026-10",
        "to": "2026-10",
        "lead": "rate",
        "exit": {"kpi": "sales", "at_least": "1000"},
    }
    assert phase_results(evaluator(shop({"phases": [phase]}), *A_THOUSAND), OCTOBER)[0].state == (
        "done"
    )


A_THOUSAND = (
    months("sessions", m2026_10=900),
    months("orders", m2026_10=19),
    months("revenue", m2026_10=1000),
)
"""Sales of 1,000, which as 900 visits x 19/900 x 1000/19 come out as 999.9999999999999."""
