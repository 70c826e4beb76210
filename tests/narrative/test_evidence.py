import numpy as np
import pytest

from reportgen.model.states import Evidence
from reportgen.narrative.tell import tell
from tests.composition.test_compose import VOICE, material, report
from tests.shop import months, shop

NAMES = [f"m{2024 + (month - 1) // 12}_{(month - 1) % 12 + 1:02d}" for month in range(1, 35)]
CONFIG = {
    "kpis": {
        "sales": {"formula": "revenue", "target": {"value": "9000", "by": "2027-03"}},
        "basket": {"lag_months": "1"},
        "rate": {"lag_months": "1"},
    }
}


def figures(noise=0.02, seed=5):
    """Visits whose change sales repeat the month after; the rate goes its own way."""
    chance = np.random.default_rng(seed)
    moved = 0.15 * chance.normal(size=len(NAMES))
    visits = 1000 * np.exp(np.cumsum(moved))
    late = np.concatenate([[0.0], moved[:-1]]) + noise * chance.normal(size=len(NAMES))
    revenue = 5000 * np.exp(np.cumsum(late))
    orders = visits * (0.02 + 0.002 * chance.normal(size=len(NAMES)))
    series = {"sessions": visits, "revenue": revenue, "orders": orders}
    return [
        months(metric, **dict(zip(NAMES, map(float, values), strict=True)))
        for metric, values in series.items()
    ]


@pytest.fixture(scope="module")
def told():
    one = material(shop(CONFIG), *figures())
    return one, tell(one, VOICE)


def test_a_planted_lead_is_graded_and_says_what_it_implies(told):
    made, said = told
    visits = made.analysis.of("visits")
    assert visits.evidence is Evidence.A
    assert visits.relation.implied.month == visits.speaks_for
    assert "At its usual course, Sales then comes to about £" in said.leading["visits"].en
    assert "これまでの関係が続けば、その月のSalesは約" in said.leading["visits"].ja


def test_how_many_were_tested_and_how_many_met_the_conditions_is_said(told):
    _, said = told
    assert said.evidence.en.startswith("Evidence: of 2 tested, 1 met our conditions.")
    assert "proves no cause" in said.evidence.en


def test_a_target_whose_link_is_not_shown_is_said_not_to_be(told):
    made, said = told
    assert made.analysis.of("rate").evidence is Evidence.C
    assert "Reaching the target is not yet shown to move Sales: Conversion rate." in (
        said.evidence.en
    )


def test_n_of_m_months_never_stands_without_its_base_rate(told):
    made, said = told
    hits = made.analysis.of("visits").relation.hits
    assert said.records["visits"].en == (
        f"right in {hits.right} of {hits.months} months (base {round(hits.base * 100)}%)"
    )


def test_a_short_history_says_that_nothing_could_be_tested():
    few = [group[-3:] for group in figures()]
    said = tell(material(shop(CONFIG), *few), VOICE)
    assert said.evidence.en.startswith("No link to Sales could be tested yet.")
    assert said.records == {}
    assert "usual course" not in said.leading["visits"].en


def test_no_data_at_all_is_told_without_a_test():
    made = report(shop(CONFIG), months("cost", m2026_10=1))
    leading = next(one for one in made.sections if one.key == "leading")
    table = next(block for block in leading.blocks if block.kind == "leading")
    assert table.rows[0].evidence is Evidence.D


def test_words_of_evidence_never_claim_a_cause_or_a_proof(told):
    _, said = told
    words = " ".join(
        [said.evidence.en, *(one.en for one in said.leading.values())]
        + [one.en for row in said.predicted.values() for one in row]
    ).lower()
    assert not any(word in words for word in ("because", "caused", "certain", "significant"))
