from dataclasses import replace

import pytest

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.measure import measure
from reportgen.analysis.results import assess, attainment, is_met
from reportgen.analysis.usual import variation
from reportgen.model.period import Month, Period, parse_period
from reportgen.model.states import Direction, Status
from tests.shop import OCTOBER, evaluator, known_on, months, observed, shop

FIGURES = (
    months("sessions", m2025_10=800, m2026_09=1000, m2026_10=1200),
    months("orders", m2025_10=16, m2026_09=20, m2026_10=18),
    months("revenue", m2025_10=960, m2026_09=1200, m2026_10=1080),
)


def october(config=None, *rows):
    return assess(evaluator(config or shop(), *(rows or FIGURES)), OCTOBER).results()[0]


def test_a_product_node_is_its_factors_multiplied():
    sales = october()
    assert sales.value.value == pytest.approx(1200 * 18 / 1200 * 1080 / 18)


def test_the_gap_to_target_is_shared_out_without_residual_at_every_level():
    sales = october()
    parts = [child.contribution("target") for child in sales.children]
    assert sum(part for part in parts if part is not None) == pytest.approx(1080 - 1200)
    assert sales.contribution("target") == pytest.approx(-120)


def test_the_bottleneck_is_the_rate_although_visits_grew():
    sales = october()
    shares = {child.id: child.contribution("target") for child in sales.children}
    assert shares["visits"] > 0
    assert shares["rate"] < 0
    assert min(shares, key=shares.__getitem__) == "rate"


def test_only_this_at_target_keeps_every_other_factor():
    rate = next(child for child in october().children if child.id == "rate")
    assert rate.only_at_target.value == pytest.approx(1200 * 0.02 * 60)


def test_contributions_against_last_year_add_up_too():
    sales = october()
    parts = [child.contribution("year_ago") or 0.0 for child in sales.children]
    assert sum(parts) == pytest.approx(1080 - 960)


def test_a_node_without_a_target_leaves_the_gap_unshared_and_says_nothing():
    config = shop({"kpis": {"basket": {"target": None}}})
    assert october(config).contribution("target") is None


def test_a_met_target_is_on_target():
    visits = next(child for child in october().children if child.id == "visits")
    assert visits.status is Status.ON_TARGET


def test_a_missed_target_without_enough_history_is_not_judged():
    assert october().status is Status.NOT_JUDGED


def history(**october_value):
    values = {f"m2025_{month:02d}": 1000.0 + 5 * (month % 2) for month in range(1, 13)}
    values |= {f"m2026_{month:02d}": 1000.0 + 5 * (month % 2) for month in range(1, 10)}
    return months("sessions", **values, **october_value)


@pytest.mark.parametrize(
    ("value", "status"),
    [(1100, Status.ON_TARGET), (1002, Status.SHORT_USUAL), (700, Status.SHORT_UNUSUAL)],
)
def test_a_missed_target_is_unusual_only_outside_usual_variation(value, status):
    config = shop({"kpis": {"visits": {"target": {"value": "1050"}}}})
    visits = assess(evaluator(config, history(m2026_10=value)), OCTOBER).results()[0].children[0]
    assert visits.status is status


def test_lower_is_better_turns_the_judgement_around():
    assert is_met(90, 100, Direction.DOWN)
    assert not is_met(110, 100, Direction.DOWN)
    assert attainment(110, 100, Direction.UP) == pytest.approx(1.1)
    assert attainment(110, 100, Direction.DOWN) == pytest.approx(100 / 110)


def test_a_rate_of_a_source_with_missing_days_over_a_complete_one_is_not_judged():
    config = shop()
    whole = observed(*FIGURES)
    gone = frozenset(day for day in whole.provenance["sessions"].days if day.day not in (5, 6, 7))
    uneven = {**whole.provenance, "sessions": known_on("sessions", gone)}
    one = Evaluator(config, measure(replace(whole, provenance=uneven), config))
    results = assess(one, OCTOBER).results()[0].children
    statuses = {child.id: child.status for child in results}
    assert statuses["rate"] is Status.NOT_JUDGED
    assert statuses["visits"] is Status.ON_TARGET


def test_too_small_a_sample_is_not_judged():
    config = shop({"kpis": {"visits": {"min_sample": {"orders": "30"}}}})
    visits = next(child for child in october(config).children if child.id == "visits")
    assert visits.status is Status.NOT_JUDGED


def test_no_data_is_no_data_and_not_short():
    sales = october(shop(), months("sessions", m2026_09=10))
    assert sales.status is Status.NO_DATA
    assert sales.value.value is None


def test_a_leading_figure_speaks_for_the_month_its_lag_later():
    visits = next(child for child in october().children if child.id == "visits")
    assert visits.speaks_for == Month(2026, 11)
    rate = next(child for child in october().children if child.id == "rate")
    assert rate.speaks_for is None


def test_the_year_target_is_the_sum_of_its_months():
    sales = october()
    assert sales.year_target.value == 12 * 1200
    assert sales.year_to_date_target.value == 7 * 1200


def test_the_year_so_far_has_no_value_when_a_month_is_missing():
    assert october().year_to_date.value is None


def test_a_quarter_is_computed_from_its_totals():
    quarter = parse_period("2026-Q3", 4)
    sales = assess(
        evaluator(
            shop(),
            months("sessions", m2026_07=100, m2026_08=200, m2026_09=300),
            months("orders", m2026_07=1, m2026_08=2, m2026_09=6),
            months("revenue", m2026_07=60, m2026_08=140, m2026_09=300),
        ),
        quarter,
    ).results()[0]
    assert sales.value.value == pytest.approx(500)
    assert sales.target.value == 3600


@pytest.mark.parametrize(
    ("target", "month", "expected"),
    [
        ({"value": "100", "by": "2027-03"}, Month(2026, 5), 100),
        ({"value": "100", "by": "2026-04"}, Month(2026, 5), None),
        (
            {
                "value": "100",
                "by": "2026-07",
                "path": "linear",
                "start": {"value": "40", "month": "2026-04"},
            },
            Month(2026, 5),
            60,
        ),
        (
            {"path": "monthly", "by": "2027-03", "monthly": {"2026-05": "70"}},
            Month(2026, 5),
            70,
        ),
        (
            {"path": "monthly", "by": "2027-03", "monthly": {"2026-05": "70"}},
            Month(2026, 6),
            None,
        ),
    ],
)
def test_a_target_follows_its_path(target, month, expected):
    config = shop({"kpis": {"visits": {"target": target}}})
    targets = assess(evaluator(config), Period.month(Month(2026, 10))).targets
    assert targets.month("visits", month).value == expected


def test_a_target_by_phase_is_the_phase_the_month_lies_in():
    phases = [
        {
            "id": "p1",
            "name": "Measure",
            "from": "2026-04",
            "to": "2026-06",
            "lead": "visits",
            "targets": {"visits": "500"},
        },
        {
            "id": "p2",
            "name": "Grow",
            "from": "2026-07",
            "to": "2027-03",
            "lead": "visits",
            "targets": {"visits": "900"},
        },
    ]
    config = shop({"phases": phases, "kpis": {"visits": {"target": {"path": "phases"}}}})
    targets = assess(evaluator(config), OCTOBER).targets
    assert targets.month("visits", Month(2026, 6)).value == 500
    assert targets.month("visits", Month(2026, 7)).value == 900


def test_the_usual_range_follows_a_trend():
    rising = [100.0 + 10 * step + (2 if step % 2 else -2) for step in range(12)]
    found = variation(rising)
    assert found is not None
    usual = found.usual
    assert usual.holds(220)
    assert not usual.holds(150)


def test_the_usual_range_is_wheelers_when_there_is_no_trend():
    flat = [10.0, 12.0, 12.0, 10.0, 10.0, 12.0, 12.0, 10.0]
    found = variation(flat)
    assert found is not None
    usual = found.usual
    mean_moving_range = 8 / 7
    assert usual.high == pytest.approx(11 + 2.66 * mean_moving_range)
    assert usual.low == pytest.approx(11 - 2.66 * mean_moving_range)


def test_fewer_than_eight_points_have_no_usual_range():
    assert variation([1.0] * 7) is None
    assert variation([1.0] * 7 + [None]) is None
