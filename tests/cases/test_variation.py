"""Process behaviour charts and intervals, against published figures."""

from itertools import pairwise

import pytest
from scipy import stats

from reportgen.analysis.intervals import newcombe, wilson
from reportgen.analysis.variation.charts import counts, individuals, proportions
from reportgen.analysis.variation.counting import cost_range, garwood
from tests.cases.cases import case


def test_wheelers_data_set_for_verifying_software():
    one = case(18)
    values, expected = one["inputs"]["x"], one["expected"]
    limits = individuals(values)
    found = (limits.centre, limits.mean_move, limits.lower, limits.upper, limits.largest_move)
    wanted = tuple(expected[name] for name in ("cl", "mr_bar", "lnpl", "unpl", "url"))
    assert found == pytest.approx(wanted, abs=one["tolerance"]["abs"])
    outside = [index for index, value in enumerate(values) if limits.is_outside(value)]
    assert outside == expected["signals_rule1_index_of_x"]
    moves = [abs(after - before) for before, after in pairwise(values)]
    large = [index for index, move in enumerate(moves) if move > limits.largest_move]
    assert large == expected["signals_index_of_moving_ranges"]


def test_p_and_c_charts():
    one = case(22)
    given, expected = one["inputs"], one["expected"]
    tries = [given["p"]["n"]] * 5
    p_chart = proportions(given["p"]["defectives"], tries, of=given["p"]["n"])
    c_chart = counts(given["c"], [1] * 5, of=1)
    found = [(one.centre, one.upper, one.lower) for one in (p_chart, c_chart)]
    wanted = [
        tuple(expected[f"{chart}_{name}"] for name in ("center", "ucl", "lcl")) for chart in "pc"
    ]
    assert found[0] == pytest.approx(wanted[0], abs=one["tolerance"]["abs"])
    assert found[1] == pytest.approx(wanted[1], abs=one["tolerance"]["abs"])


@pytest.mark.parametrize("share", case(23)["inputs"]["cases"])
def test_wilsons_interval_of_a_share(share):
    one = case(23)
    hits, tries = (int(part) for part in share.split("/"))
    expected = one["expected"][share]
    assert wilson(hits, tries) == pytest.approx(expected, abs=one["tolerance"]["abs"])


@pytest.mark.parametrize("count", case(25)["inputs"]["counts"])
def test_garwoods_interval_of_a_count(count):
    one = case(25)
    found = garwood(int(count))
    assert found == pytest.approx(one["expected"]["counts"][count], abs=one["tolerance"]["abs"])


def test_garwoods_interval_of_a_rate():
    one = case(25)
    rate = one["inputs"]["rate"]
    found = [end / rate["exposure"] for end in garwood(rate["events"])]
    assert found == pytest.approx(one["expected"]["rate"], abs=one["tolerance"]["abs"])


@pytest.mark.parametrize("count", [0, 1, 2.5, 26, 500, 20_000])
def test_garwood_is_the_chi_square_quantile(count):
    low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0
    assert garwood(count) == pytest.approx((low, stats.chi2.ppf(0.975, 2 * count + 2) / 2))


@pytest.mark.parametrize("row", range(4))
def test_cost_per_conversion_carries_the_doubt_of_its_count(row):
    one = case(40)
    given, expected = one["inputs"]["rows"][row], one["expected"]["rows"][row]
    low, high = cost_range(given["cost"], given["cv"])
    assert low == pytest.approx(expected["ci"][0], abs=one["tolerance"]["abs"])
    if expected["ci"][1] is None:
        assert high is None
    else:
        assert high == pytest.approx(expected["ci"][1], abs=one["tolerance"]["abs"])


def test_a_fall_of_the_rate_of_200_visits_is_inside_chance():
    one = case(15)
    before, after = (
        (
            sum(map(_product, one["inputs"][f"visits{at}"], one["inputs"][f"cvr{at}"])),
            sum(one["inputs"][f"visits{at}"]),
        )
        for at in (0, 1)
    )
    difference, low, high = newcombe(after, before)
    assert difference == pytest.approx(one["expected"]["total1"] - one["expected"]["total0"])
    assert low < 0 < high


def _product(visits, rate):
    return visits * rate
