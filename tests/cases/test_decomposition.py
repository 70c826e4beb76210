"""Published and derived cases of exact decomposition: products, other formulas, sums."""

import math

import pytest

from reportgen.analysis.decomposition.change import Change, logarithmic_mean
from reportgen.analysis.decomposition.multipliers import multipliers
from reportgen.analysis.decomposition.segments import Factors, segment_parts
from reportgen.analysis.decomposition.shapley import shapley_multipliers
from reportgen.model.formula import parse
from tests.cases.reading import case


def effects(formula, before, after):
    changes = {name: Change(before[name], after[name]) for name in before}
    each = multipliers(parse(formula), changes)
    return {name: each[name] * changes[name].amount for name in changes}


def shapley_effects(formula, before, after):
    changes = {name: Change(before[name], after[name]) for name in before}
    each = shapley_multipliers(parse(formula), tuple(before), changes)
    return {name: each[name] * changes[name].amount for name in changes}


def parts_between(start, end):
    """The parts of every segment of two years, each segment a list of its factors."""
    segments = [
        Factors(
            Change(before[0], after[0]),
            tuple(Change(*pair) for pair in zip(before[1:], after[1:], strict=True)),
        )
        for before, after in zip(start, end, strict=True)
    ]
    results = [
        Change(math.prod(before), math.prod(after))
        for before, after in zip(start, end, strict=True)
    ]
    return segment_parts(segments, results)


@pytest.mark.parametrize("years", ["1971->1972", "1972->1973", "1973->1974"])
def test_case_1_every_segment_and_factor_has_its_published_effect(years):
    published = case(1)
    first, last = years.split("->")
    parts = parts_between(published["inputs"]["X"][first], published["inputs"]["X"][last])
    tolerance = published["tolerance"]["abs"]
    by_segment = [[part.volume, *part.rates] for part in parts]
    for found, expected in zip(
        by_segment, published["expected"]["segment_effects"][years], strict=True
    ):
        assert found == pytest.approx(expected, abs=tolerance)
    totals = [sum(column) for column in zip(*by_segment, strict=True)]
    assert totals == pytest.approx(published["expected"]["effects"][years], abs=tolerance)
    change = published["expected"]["total_change"][years]
    assert sum(part.whole for part in parts) == pytest.approx(change, abs=tolerance)


@pytest.mark.parametrize("years", ["1971->1972", "1972->1973", "1973->1974"])
def test_case_2_the_amounts_are_the_logarithms_of_the_published_indices(years):
    published = case(2)
    start, end = (published["inputs"]["X"][year] for year in years.split("->"))
    parts = parts_between(start, end)
    before, after = sum(map(math.prod, start)), sum(map(math.prod, end))
    mean = logarithmic_mean(before, after)
    amounts = [sum(column) for column in zip(*((p.volume, *p.rates) for p in parts), strict=True)]
    indices = [math.exp(amount / mean) for amount in amounts]
    tolerance = published["tolerance"]["abs"]
    assert indices == pytest.approx(published["expected"]["indices"][years], abs=tolerance)
    ratio = published["expected"]["total_ratio"][years]
    assert math.prod(indices) == pytest.approx(ratio, abs=tolerance)


@pytest.mark.parametrize("number", [5, 6, 8])
def test_cases_5_6_8_orders_of_change_are_averaged(number):
    published = case(number)
    inputs = published["inputs"]
    found = shapley_effects(inputs["formula"], inputs["base"], inputs["current"])
    assert found == pytest.approx(
        published["expected"]["effects"], abs=published["tolerance"]["abs"]
    )


def test_case_10_a_difference_takes_what_is_subtracted_with_its_sign():
    published = case(10)
    before, after = published["inputs"]["base"], published["inputs"]["current"]
    found = effects("birth - death", before, after)
    assert found == pytest.approx(
        published["expected"]["effects"], abs=published["tolerance"]["abs"]
    )


def test_case_34_offsetting_factors_keep_their_amounts_when_the_total_stands_still():
    published = case(34)
    before = {f"f{place}": value for place, value in enumerate(published["inputs"]["base"])}
    after = {f"f{place}": value for place, value in enumerate(published["inputs"]["current"])}
    found = effects(published["inputs"]["formula"], before, after)
    expected = published["expected"]["effects"]
    assert list(found.values()) == pytest.approx(expected, abs=published["tolerance"]["abs"])


@pytest.mark.parametrize("country", ["china", "us"])
def test_case_41_six_factors_of_published_inputs_add_up(country):
    published = case(41)
    order = published["inputs"]["factor_order"]
    figures = published["inputs"][country]
    before = dict(zip(order, figures["base"], strict=True))
    after = dict(zip(order, figures["current"], strict=True))
    found = effects(" * ".join(order), before, after)
    expected, tolerance = published["expected"][country], published["tolerance"]["abs"]
    assert list(found.values()) == pytest.approx(expected["effects"], abs=tolerance)
    assert sum(found.values()) == pytest.approx(expected["total_change"], abs=tolerance)
