"""Leading figures against the goal: false discoveries, and how often a direction was named."""

import pytest
from scipy import stats

from reportgen.analysis.relations.chance import benjamini_hochberg, hits
from tests.cases.cases import case


def test_fifteen_p_values_are_adjusted_as_benjamini_and_hochberg_did():
    one = case(26)
    given, expected = one["inputs"], one["expected"]
    adjusted = benjamini_hochberg(given["p"])
    assert adjusted == pytest.approx(expected["adjusted"], abs=one["tolerance"]["abs"])
    assert sum(q <= given["alpha"] for q in adjusted) == expected["rejected"]
    assert adjusted == pytest.approx(stats.false_discovery_control(given["p"]))


def test_n_of_m_months_carries_its_interval_and_a_coins_chance():
    one = case(32)
    for row in one["expected"]["rows"]:
        told = hits(row["hits"], row["months"], 0.5)
        found = (told.share, told.low, told.high, told.p)
        wanted = (row["share"], *row["wilson"], row["p_one_sided_vs_half"])
        assert found == pytest.approx(wanted, abs=one["tolerance"]["abs"])
