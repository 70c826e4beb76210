import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.decomposition.what_if import what_if
from reportgen.model.decomposition import Method
from reportgen.model.period import Month
from tests.shop import OCTOBER, evaluator, months, observed, shop

FIGURES = (
    months("sessions", m2026_10=1200),
    months("orders", m2026_10=18),
    months("revenue", m2026_10=1080),
)


def october(changes, config=None, *rows):
    return what_if(evaluator(config or shop(), *(rows or FIGURES)), OCTOBER, changes)


def test_one_factor_moved_moves_the_goal_through_the_tree():
    sales = october({"rate": "+0.5pt"}).of("sales")
    assert sales is not None
    assert sales.before == pytest.approx(1080)
    assert sales.after == pytest.approx(1200 * (18 / 1200 + 0.005) * 60)
    assert sales.method is Method.LOGARITHMIC_MEAN


def test_several_changes_are_shared_over_their_factors_without_residual():
    found = october({"rate": "+0.5pt", "visits": "-10%", "basket": "70"})
    amounts = {one.kpi: one.amount for one in found.nodes}
    assert sum(amounts[kpi] for kpi in ("visits", "rate", "basket")) == pytest.approx(
        1080 * (0.9 * 0.02 / 0.015 * 70 / 60 - 1)
    )
    assert amounts["visits"] < 0 < amounts["basket"]


def test_what_is_not_set_stays_and_carries_nothing():
    found = october({"visits": "2000"})
    assert [one.amount for one in found.nodes if one.kpi in ("rate", "basket")] == [0, 0]


def test_a_change_lands_in_the_month_its_lag_brings_it_to():
    found = october({"visits": "+10%", "rate": "+1pt"})
    assert found.lands == {"visits": Month(2026, 11), "rate": None}


def test_a_missing_factor_leaves_no_figure_and_is_named():
    found = october({"rate": "+1pt"}, shop(), months("sessions", m2026_10=1200))
    assert found.nodes == ()
    assert found.missing == ("rate", "basket")


def test_the_notes_of_the_month_propose():
    notes = {
        Month(2026, 10): {
            "schema": "reportgen/notes@1",
            "month": "2026-10",
            "proposals": [{"title": "Faster pages", "set": {"rate": "+0.5pt"}}],
        }
    }
    (proposed,) = analyse(observed(*FIGURES), shop(notes=notes), OCTOBER).proposals
    assert proposed.title is not None
    assert proposed.title.en == "Faster pages"
    assert proposed.changes == {"rate": "+0.5pt"}
