"""How figures of days and channels become those of a period."""

import pytest

from tests.cases.reading import case
from tests.shop import OCTOBER, evaluator, observed, shop

PUBLISHED = case(36)


def rows(metric, by_day):
    return [
        {
            "date": day.replace("2025-01", "2026-10"),
            "grain": "day",
            "source": "web",
            "metric": metric,
            "dimension": "",
            "member": "",
            "value": float(value),
            "weight": 1.0,
        }
        for day, value in by_day
    ]


def october(metric):
    daily = PUBLISHED["inputs"]["daily"]
    figures = [
        rows("sessions", [(one["d"], one["visits"]) for one in daily]),
        rows("orders", [(one["d"], one["orders"]) for one in daily]),
        rows("revenue", [(one["d"], one["sales"]) for one in daily]),
        rows("followers", PUBLISHED["inputs"]["followers_by_day"].items()),
    ]
    return evaluator(shop(), *figures).input(metric, OCTOBER.months)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("sessions", "visits"),
        ("orders", "orders"),
        ("rate", "cvr"),
        ("basket", "aov"),
        ("followers", "followers"),
    ],
)
def test_case_36_every_figure_adds_up_in_its_own_way(figure, expected):
    wanted = PUBLISHED["expected"][expected]
    assert october(figure).value == pytest.approx(wanted, abs=PUBLISHED["tolerance"]["abs"])


def test_case_36_unique_users_of_days_are_not_computable_for_the_month():
    daily = PUBLISHED["inputs"]["daily"]
    by_day = rows("users", [(one["d"], len(one["users"])) for one in daily])
    whole = [{**row, "grain": "week"} for row in by_day]
    assert evaluator(shop(), whole).input("users", OCTOBER.months).value is None
    assert (
        observed(whole).table["value"].sum()
        == PUBLISHED["expected"]["must_not"]["sum_of_daily_users"]
    )
