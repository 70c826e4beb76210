"""Published cases of a ratio by segment: what its rates did, and what its mix did."""

import pytest

from reportgen.analysis.decomposition.change import Change
from reportgen.analysis.decomposition.mix import mix_and_rate, shares_of
from reportgen.analysis.decomposition.reversals import reverses
from tests.cases.reading import case


def changes(before, after):
    return [Change(*pair) for pair in zip(before, after, strict=True)]


def test_case_13_thirteen_segments_add_up_to_the_published_mix_and_rate():
    published = case(13)
    inputs, expected = published["inputs"], published["expected"]
    shares = [
        Change(one.before / 100, one.after / 100) for one in changes(inputs["w0"], inputs["w1"])
    ]
    parts = mix_and_rate(shares, changes(inputs["r0"], inputs["r1"]))
    tolerance = published["tolerance"]["abs"]
    mix, rate = sum(part.mix for part in parts), sum(part.rate for part in parts)
    assert (mix, rate) == pytest.approx((expected["mix"], expected["rate"]), abs=tolerance)
    assert mix + rate == pytest.approx(expected["delta"], abs=tolerance)


def test_case_15_three_channels_lose_by_their_mix_what_their_rates_gained():
    published = case(15)
    inputs, expected = published["inputs"], published["expected"]
    shares = shares_of(changes(inputs["visits0"], inputs["visits1"]))
    rates = changes(inputs["cvr0"], inputs["cvr1"])
    parts = mix_and_rate(shares, rates)
    tolerance = published["tolerance"]["abs"]
    assert [one.after for one in shares] == pytest.approx(expected["share1"], abs=tolerance)
    found = (sum(part.rate for part in parts), sum(part.mix for part in parts))
    wanted = (expected["rate_effect"], expected["mix_effect"])
    assert found == pytest.approx(wanted, abs=tolerance)
    change = expected["total1"] - expected["total0"]
    assert sum(found) == pytest.approx(change, abs=tolerance)


def test_case_16_the_departments_rates_and_their_mix_point_in_opposite_directions():
    published = case(16)
    inputs, expected = published["inputs"], published["expected"]
    trials = [
        [a + r for a, r in zip(inputs[f"{sex}_admit"], inputs[f"{sex}_reject"], strict=True)]
        for sex in ("male", "female")
    ]
    rates = [
        [a / t for a, t in zip(inputs[f"{sex}_admit"], tried, strict=True)]
        for sex, tried in zip(("male", "female"), trials, strict=True)
    ]
    parts = mix_and_rate(shares_of(changes(*trials)), changes(*rates))
    tolerance = published["tolerance"]["abs"]
    rate, mix = sum(part.rate for part in parts), sum(part.mix for part in parts)
    wanted = (expected["rate_effect"], expected["mix_effect"])
    assert (rate, mix) == pytest.approx(wanted, abs=tolerance)
    assert rate + mix == pytest.approx(expected["delta"], abs=tolerance)
    assert reverses(rate, mix)
