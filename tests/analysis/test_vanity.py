import pytest

from reportgen.analysis.analyse import analyse
from tests.shop import OCTOBER, months, observed, shop

NAMES = [f"m{2025 + (month > 12)}_{(month - 1) % 12 + 1:02d}" for month in range(1, 23)]
FOLLOWERS = {
    "name": "Followers",
    "class": "leading",
    "unit": "count",
    "direction": "up",
    "metric": "followers",
    "outside_tree": {"reason": "no path"},
}


def found(code, config, *rows):
    items = analyse(observed(*rows), config, OCTOBER).findings.items
    return {one.kpi: one for one in items if one.code == code}


def sales(rate=20.0):
    return (
        months("sessions", **dict.fromkeys(NAMES, 1000.0)),
        months("orders", **{name: rate + index % 3 for index, name in enumerate(NAMES)}),
        months("revenue", **{name: 60 * (rate + index % 3) for index, name in enumerate(NAMES)}),
    )


def followers(values, **changes):
    config = shop({"kpis": {"fans": {**FOLLOWERS, **changes}}})
    return config, months("followers", **dict(zip(NAMES, values, strict=False)))


def test_followers_that_only_pile_up_and_decide_nothing_are_a_vanity_candidate():
    config, rows = followers([100.0 + 7 * index for index in range(22)])
    reasons = found("vanity", config, *sales(), rows)["fans"].facts
    assert reasons["no_path"] == reasons["cumulative"] == reasons["no_decision"] == 1


def test_a_figure_that_falls_too_and_has_a_target_is_none():
    values = [100.0 + 7 * (index % 3) for index in range(22)]
    config, rows = followers(values, target={"value": "120", "by": "2027-03"})
    assert found("vanity", config, *sales(), rows) == {}


def test_a_short_history_is_not_yet_judged_and_never_called_vanity():
    config, _ = followers([])
    rows = months("followers", m2026_08=1, m2026_09=2, m2026_10=3)
    assert found("vanity", config, *sales(), rows) == {}
    assert found("not_yet_judged", config, *sales(), rows)["fans"].facts["months"] == 3


def test_a_figure_with_a_stop_line_has_its_use():
    stop = {"when": "below", "value": "50", "then": "talk"}
    config, rows = followers([100.0 + 7 * index for index in range(22)], stop=stop)
    assert found("vanity", config, *sales(), rows) == {}


def test_a_member_of_the_arithmetic_is_never_vanity():
    config, rows = followers([100.0 + index for index in range(22)])
    assert set(found("vanity", config, *sales(), rows)) == {"fans"}


@pytest.mark.parametrize(("orders", "is_empty"), [(18, True), (25, False)])
def test_visits_that_rise_while_their_rate_takes_it_away_are_empty_growth(orders, is_empty):
    rows = (
        months("sessions", m2026_09=1000, m2026_10=1200),
        months("orders", m2026_09=20, m2026_10=orders),
        months("revenue", m2026_09=1200, m2026_10=60 * orders),
    )
    empty = found("empty_growth", shop(), *rows)
    assert ("visits" in empty) is is_empty
    if is_empty:
        assert empty["visits"].facts["rate"].en == "rate"


def test_a_target_met_for_a_quarter_while_the_goal_is_missed_has_become_the_aim():
    names = ("m2026_08", "m2026_09", "m2026_10")
    rows = (
        months("sessions", **dict.fromkeys(names, 1100.0)),
        months("orders", **dict.fromkeys(names, 15.0)),
        months("revenue", **dict.fromkeys(names, 900.0)),
    )
    assert set(found("means_as_end", shop(), *rows)) == {"visits"}
    reached = months("revenue", m2026_08=900, m2026_09=1300, m2026_10=900)
    assert found("means_as_end", shop(), *rows[:2], reached) == {}
