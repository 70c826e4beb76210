from dataclasses import replace

import pytest

from reportgen.analysis.decomposition.levers import levers, quantile
from reportgen.analysis.results import assess
from reportgen.model.states import Evidence
from tests.shop import OCTOBER, evaluator, months, shop


def series(metric, values, now):
    names = [f"m{2024 + (9 + at) // 12}_{(9 + at) % 12 + 1:02d}" for at in range(len(values))]
    return months(metric, **dict(zip(names, values, strict=True)), m2026_10=now)


VISITS = [1000.0 + 10 * at for at in range(24)]
PAST = (
    series("sessions", VISITS, 1200),
    series("orders", [visits * 0.02 for visits in VISITS], 18),
    series("revenue", [visits * 1.2 for visits in VISITS], 1080),
)


def ranked(config=None, grade=None, rows=PAST):
    assessment = assess(evaluator(config or shop(), *rows), OCTOBER)
    (root, *rest) = assessment.results()
    if grade is not None:
        children = tuple(replace(one, evidence=grade) for one in root.children)
        root = replace(root, children=children)
    return levers(assessment, (root, *rest))


def test_the_room_of_a_factor_is_the_goal_at_the_best_quarter_of_its_own_past():
    rate, visits = ranked()
    assert rate.kpi == "rate"
    assert rate.reference.value == pytest.approx(0.02)
    assert rate.potential.value == pytest.approx(1080 * (0.02 / 0.015 - 1))
    assert visits.potential.value == 0


def test_a_factor_better_than_its_best_quarter_has_no_room():
    assert quantile(VISITS, 0.75) < 1200
    assert ranked()[1].reference.value == pytest.approx(quantile(VISITS, 0.75))


def test_less_than_a_year_of_history_gives_no_room_and_says_why():
    rows = [[row for row in metric if row["date"] >= "2026-01-01"] for metric in PAST]
    rate = next(one for one in ranked(rows=rows) if one.kpi == "rate")
    assert rate.potential.value is None
    assert rate.potential.reason is not None
    assert rate.potential.reason.code == "too_few"


def test_a_named_figure_from_outside_stands_before_the_own_past():
    named = {"value": "3%", "source": "Trade survey", "date": "2026-05-01", "n": "120"}
    config = shop({"kpis": {"rate": {"target": {"benchmark": named}}}})
    rate = next(one for one in ranked(config) if one.kpi == "rate")
    assert rate.reference.value == pytest.approx(0.03)
    assert (rate.n, rate.months) == (120, 0)


@pytest.mark.parametrize(
    ("grade", "controllable", "share"),
    [
        (Evidence.A, "true", 1.0),
        (Evidence.B, "true", 0.5),
        (Evidence.C, "true", 0.0),
        (Evidence.D, "true", 0.0),
        (Evidence.A, "false", 0.0),
    ],
)
def test_worth_is_room_times_evidence_where_somebody_can_move_it(grade, controllable, share):
    config = shop({"kpis": {"rate": {"controllable": controllable}}})
    rate = next(one for one in ranked(config, grade) if one.kpi == "rate")
    assert rate.worth == pytest.approx(share * (rate.potential.value or 0))


def test_an_untested_factor_is_worth_nothing_yet_and_still_shown():
    assert [one.worth for one in ranked()] == [0, 0]
