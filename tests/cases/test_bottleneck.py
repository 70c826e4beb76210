"""The gap to target by factor, through the whole analysis of a shop."""

import pytest

from reportgen.analysis.results import assess
from tests.cases.reading import case
from tests.shop import OCTOBER, evaluator, months, shop

PUBLISHED = case(35)
ACTUAL, TARGET = PUBLISHED["inputs"]["actual"], PUBLISHED["inputs"]["target"]


def sales():
    orders = ACTUAL["visits"] * ACTUAL["cvr"]
    config = shop(
        {
            "kpis": {
                "sales": {"target": {"value": "20_000_000", "by": "2027-03"}},
                "visits": {"target": {"value": str(TARGET["visits"]), "by": "2027-03"}},
                "rate": {"target": {"value": "2%", "by": "2027-03"}},
                "basket": {"target": {"value": str(TARGET["aov"]), "by": "2027-03"}},
            }
        }
    )
    figures = (
        months("sessions", m2026_10=ACTUAL["visits"]),
        months("orders", m2026_10=orders),
        months("revenue", m2026_10=orders * ACTUAL["aov"]),
    )
    return assess(evaluator(config, *figures), OCTOBER).results()[0]


NAMES = {"visits": "visits", "rate": "cvr", "basket": "aov"}


def test_case_35_the_gap_is_shared_over_the_factors():
    expected, tolerance = PUBLISHED["expected"], PUBLISHED["tolerance"]["abs"]
    found = {NAMES[one.id]: one.contribution("target") for one in sales().children}
    assert found == pytest.approx(expected["effects"], abs=tolerance)
    assert sum(found.values()) == pytest.approx(expected["gap"], abs=tolerance)
    assert min(found, key=found.__getitem__) == expected["bottleneck"]


def test_case_35_one_factor_alone_at_its_target():
    expected = PUBLISHED["expected"]["kgi_if_only_this_factor_returns_to_target"]
    found = {NAMES[one.id]: one.only_at_target.value for one in sales().children}
    assert found == pytest.approx(expected, abs=PUBLISHED["tolerance"]["abs"])
