from datetime import date

import pandas as pd
import pytest

from reportgen.analysis.measure import measure
from reportgen.model.observations import Observations
from reportgen.model.period import Month, parse_period
from tests.shop import evaluator, known_on, member_row, months, observed, shop

OCTOBER = (Month(2026, 10),)
QUARTER = parse_period("2026-Q3", 1).months


def test_additive_figures_are_summed_over_months():
    one = evaluator(shop(), months("sessions", m2026_07=100, m2026_08=200, m2026_09=300))
    assert one.measures.value("sessions", QUARTER).value == 600


def test_a_rate_of_a_quarter_is_made_from_totals_not_from_monthly_rates():
    one = evaluator(
        shop(),
        months("sessions", m2026_07=100, m2026_08=100, m2026_09=800),
        months("orders", m2026_07=10, m2026_08=10, m2026_09=8),
    )
    assert one.value("rate", QUARTER).value == pytest.approx(28 / 1000)
    mean_of_rates = (0.1 + 0.1 + 0.01) / 3
    assert one.value("rate", QUARTER).value != pytest.approx(mean_of_rates)


def test_a_stock_is_its_last_value():
    one = evaluator(shop(), months("followers", m2026_07=10, m2026_08=12, m2026_09=15))
    assert one.measures.value("followers", QUARTER).value == 15


def test_a_unique_count_is_never_a_sum_of_months():
    row = {
        "date": "2026-10-01",
        "grain": "month",
        "source": "web",
        "metric": "users",
        "dimension": "",
        "member": "",
        "value": 70.0,
        "weight": 1.0,
    }
    config = shop()
    observations = Observations(
        pd.DataFrame([row]), {"web": frozenset({date(2026, 9, 1), date(2026, 10, 1)})}, {}
    )
    measures = measure(observations, config)
    assert measures.value("users", OCTOBER).value == 70
    two_months = measures.value("users", (Month(2026, 9), Month(2026, 10)))
    assert two_months.value is None
    assert two_months.reason is not None
    assert two_months.reason.code == "not_additive"


def test_a_weighted_mean_divides_by_its_weights():
    config = shop({"metrics": {"position": {"from": "web", "mean": "position", "weight": "views"}}})
    rows = months("position", m2026_09=90, m2026_10=20)
    rows[0]["weight"], rows[1]["weight"] = 10.0, 10.0
    one = evaluator(config, rows)
    assert one.measures.value("position", (Month(2026, 9), Month(2026, 10))).value == 5.5


def test_a_month_the_source_says_nothing_about_is_a_hole_not_zero():
    one = evaluator(shop(), months("sessions", m2026_08=200))
    result = one.measures.value("sessions", OCTOBER)
    assert result.value is None
    assert result.reason is not None
    assert (result.reason.code, result.reason.about) == ("no_data", "2026-10")


def test_a_metric_is_a_hole_where_only_another_metric_of_its_source_is_known():
    one = evaluator(shop(), months("sessions", m2026_10=200), months("orders", m2026_09=2))
    assert one.measures.value("orders", OCTOBER).value is None


def test_a_zero_that_was_written_is_a_zero():
    one = evaluator(shop(), months("orders", m2026_10=0))
    assert one.measures.value("orders", OCTOBER).value == 0


def test_a_span_with_one_silent_month_has_no_value():
    one = evaluator(shop(), months("sessions", m2026_07=100, m2026_09=300))
    assert one.measures.value("sessions", QUARTER).value is None


def test_members_are_measured_apart_by_the_same_formula():
    one = evaluator(
        shop(),
        [
            member_row("sessions", "2026-10", "Email", 50),
            member_row("orders", "2026-10", "Email", 2),
        ],
    )
    assert one.member_value("rate", OCTOBER, "channel", "Email").value == 0.04


def test_missing_days_are_the_days_no_row_speaks_of():
    config = shop()
    seen = frozenset(date(2026, 10, day) for day in range(1, 32) if day not in (12, 13, 14))
    observations = Observations(
        observed(months("sessions", m2026_10=1)).table,
        {"web": seen},
        {"sessions": known_on("sessions", seen)},
    )
    measures = measure(observations, config)
    days = tuple(date(2026, 10, day) for day in range(1, 32))
    assert [day.day for day in measures.missing_days("web", days)] == [12, 13, 14]
    assert measures.coverage("sessions", OCTOBER) == pytest.approx(28 / 31)


def test_money_times_a_month_end_rate_is_taken_month_by_month():
    config = shop(
        {
            "metrics": {"margin": {"from": "web", "last": "margin", "unit": "percent"}},
            "kpis": {
                "profit": {
                    "name": "Profit",
                    "class": "lagging",
                    "unit": "money",
                    "direction": "up",
                    "formula": "revenue * margin",
                    "outside_tree": {"reason": "beside sales"},
                }
            },
        }
    )
    one = evaluator(
        config,
        months("revenue", m2026_09=100, m2026_10=100),
        months("margin", m2026_09=0.4, m2026_10=0.5),
    )
    assert one.value("profit", OCTOBER).value == 50
    over_two = one.value("profit", (Month(2026, 9), Month(2026, 10)))
    assert over_two.value == 100 * 0.4 + 100 * 0.5
