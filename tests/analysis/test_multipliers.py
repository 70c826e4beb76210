import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.analysis.decomposition.change import Change, logarithmic_mean
from reportgen.analysis.decomposition.multipliers import multipliers
from reportgen.model.formula import evaluate, parse
from reportgen.model.quantity import Measured


def value(formula: str, inputs: dict[str, float]) -> float:
    result = evaluate(parse(formula), lambda name: Measured(inputs[name])).value
    assert result is not None
    return result


def contributions(
    formula: str, before: dict[str, float], after: dict[str, float]
) -> dict[str, float]:
    changes = {name: Change(before[name], after[name]) for name in before}
    each = multipliers(parse(formula), changes)
    return {name: each[name] * changes[name].amount for name in each}


def test_the_logarithmic_mean_of_equal_numbers_is_that_number():
    assert logarithmic_mean(5.0, 5.0) == 5.0
    assert logarithmic_mean(2.0, 8.0) == pytest.approx(6 / math.log(4))


def test_a_product_is_shared_by_the_logarithms_of_its_factors():
    shares = contributions("a * b", {"a": 100, "b": 2}, {"a": 200, "b": 1})
    assert shares["a"] == pytest.approx(200 * math.log(2))
    assert shares["b"] == pytest.approx(-200 * math.log(2))


def test_a_parent_that_did_not_change_still_shows_what_moved_below():
    shares = contributions("a * b", {"a": 100, "b": 2}, {"a": 200, "b": 1})
    assert sum(shares.values()) == pytest.approx(0)


def test_a_difference_takes_the_cost_with_its_sign():
    shares = contributions("sales - cost", {"sales": 10, "cost": 4}, {"sales": 12, "cost": 7})
    assert shares == {"sales": 2, "cost": -3}


def test_a_ratio_is_shared_by_shapley():
    shares = contributions("a / b", {"a": 10, "b": 5}, {"a": 12, "b": 4})
    by_hand = ((12 / 5 - 10 / 5) + (12 / 4 - 10 / 4)) / 2
    assert shares["a"] == pytest.approx(by_hand)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_a_factor_that_fell_to_zero_carries_the_whole_fall():
    shares = contributions("a * b", {"a": 10, "b": 5}, {"a": 0, "b": 5})
    assert shares["a"] == pytest.approx(-50)
    assert shares["b"] == pytest.approx(0)


numbers = st.floats(0.01, 1000, allow_nan=False)


@settings(max_examples=300)
@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=6))
def test_products_leave_no_residual_and_reverse_in_time(pairs):
    ids = [f"x{index}" for index in range(len(pairs))]
    formula = " * ".join(ids)
    before = {id: pair[0] for id, pair in zip(ids, pairs, strict=True)}
    after = {id: pair[1] for id, pair in zip(ids, pairs, strict=True)}
    there, back = contributions(formula, before, after), contributions(formula, after, before)
    change = value(formula, after) - value(formula, before)
    size = max(abs(value(formula, after)), abs(value(formula, before)), 1.0)
    assert sum(there.values()) == pytest.approx(change, abs=1e-9 * size)
    assert all(there[id] == pytest.approx(-back[id], rel=1e-6, abs=1e-9 * size) for id in ids)


def test_the_order_of_factors_does_not_matter():
    before, after = {"a": 3.0, "b": 5.0, "c": 7.0}, {"a": 4.0, "b": 2.0, "c": 9.0}
    one = contributions("a * b * c", before, after)
    other = contributions("c * a * b", before, after)
    assert all(one[id] == pytest.approx(other[id]) for id in before)


def test_a_thousand_random_formulas_leave_no_residual():
    draw = random.Random(20261022)
    for _ in range(1000):
        formula = random_formula(draw, ["a", "b", "c", "d"])
        before = {id: draw.uniform(0.5, 9) for id in "abcd"}
        after = {id: draw.uniform(0.5, 9) for id in "abcd"}
        shares = contributions(formula, before, after)
        change = value(formula, after) - value(formula, before)
        used = {id for id in "abcd" if id in formula}
        assert sum(shares[id] for id in used) == pytest.approx(change, abs=1e-7 * (1 + abs(change)))


def random_formula(draw: random.Random, ids: list[str]) -> str:
    if len(ids) == 1:
        return ids[0]
    cut = draw.randrange(1, len(ids))
    operator = draw.choice(["+", "-", "*", "/"])
    right = random_formula(draw, ids[cut:])
    if operator == "/" and ("-" in right):
        operator = "*"
    return f"({random_formula(draw, ids[:cut])} {operator} {right})"


def test_a_factor_that_began_at_zero_carries_the_whole_amount():
    shares = contributions("a * b", {"a": 0, "b": 2}, {"a": 30, "b": 5})
    assert shares == {"a": 150, "b": 0}


def test_a_product_that_stays_at_zero_has_nothing_to_share():
    shares = contributions("a * b * c", {"a": 0, "b": 2, "c": 3}, {"a": 0, "b": 5, "c": 1})
    assert shares == {"a": 0, "b": 0, "c": 0}


def test_a_profit_that_turned_into_a_loss_is_shared_without_logarithms():
    shares = contributions("a * b", {"a": -4, "b": 10}, {"a": 6, "b": 20})
    assert shares["a"] == pytest.approx((10 + 20) / 2 * 10)
    assert shares["b"] == pytest.approx((-4 + 6) / 2 * 10)


def test_an_input_that_hardly_moved_has_a_finite_multiplier():
    before, after = {"a": 0.02, "b": 3.0}, {"a": 0.02 * (1 + 1e-15), "b": 4.0}
    changes = {name: Change(before[name], after[name]) for name in before}
    assert multipliers(parse("a / b"), changes)["a"] == pytest.approx((1 / 3 + 1 / 4) / 2, rel=1e-6)


def test_a_formula_of_many_inputs_is_shared_operand_by_operand_without_residual():
    ids = [f"x{index}" for index in range(24)]
    formula = f"({' + '.join(ids[:12])}) * ({' * '.join(ids[12:])}) / max({ids[0]}, {ids[1]}, 2)"
    before = {id: 1 + index / 10 for index, id in enumerate(ids)}
    after = {id: 2 - index / 20 for index, id in enumerate(ids)}
    shares = contributions(formula, before, after)
    change = value(formula, after) - value(formula, before)
    assert sum(shares.values()) == pytest.approx(change, rel=1e-9)
