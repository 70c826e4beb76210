import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.formula import (
    FormulaError,
    evaluate,
    names,
    parse,
    product_factors,
    quotient,
    signed_terms,
)
from reportgen.model.quantity import Measured

INPUTS = {"a": 6.0, "b": 3.0, "c": 2.0, "zero": 0.0}


def value_of(name: str) -> Measured:
    if name not in INPUTS:
        return Measured.unknown("no_data", name)
    return Measured(INPUTS[name])


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a + b * c", 12),
        ("(a + b) * c", 18),
        ("a - b - c", 1),
        ("a / b / c", 1),
        ("-a + b", -3),
        ("min(a, b, c)", 2),
        ("max(a, b) + abs(-c)", 8),
        ("coalesce(missing, b)", 3),
        ("1.5 * a", 9),
    ],
)
def test_formulas_follow_arithmetic(formula, value):
    assert evaluate(parse(formula), value_of).value == value


def test_a_missing_input_gives_its_reason_and_never_zero():
    result = evaluate(parse("a + missing"), value_of)
    assert result.value is None
    assert result.reason is not None
    assert (result.reason.code, result.reason.about) == ("no_data", "missing")


def test_dividing_by_zero_gives_a_reason():
    result = evaluate(parse("a / zero"), value_of)
    assert result.value is None
    assert result.reason is not None
    assert result.reason.code == "division_by_zero"


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('x')",
        "a.b",
        "a[0]",
        "a ** b",
        "a if b else c",
        "a and b",
        "lambda: a",
        "a // b",
        "a % b",
        "f'{a}'",
        "'text'",
        "True",
        "a < b",
        "sum(a, b)",
        "min(a)",
        "abs(a, b)",
        "min(a, *b)",
        "max(a, key=b)",
        "",
        "a +",
        "(" * 300 + "a" + ")" * 300,
        "a+" * 400 + "a",
        "1j",
        "a := b",
    ],
)
def test_everything_else_is_refused_with_its_column(formula):
    with pytest.raises(FormulaError) as refused:
        parse(formula)
    assert refused.value.column >= 1
    assert refused.value.what


def test_names_come_from_left_to_right_with_their_columns():
    assert [(one.id, one.column) for one in names(parse("ad_cost / leads"))] == [
        ("ad_cost", 1),
        ("leads", 11),
    ]


def test_plain_products_sums_and_quotients_are_recognised():
    assert product_factors(parse("a * b * c")) == ("a", "b", "c")
    assert product_factors(parse("a * (b + c)")) is None
    assert signed_terms(parse("a - b + c")) == (("a", 1), ("b", -1), ("c", 1))
    assert quotient(parse("a / b")) == ("a", "b")
    assert quotient(parse("a / (b + c)")) is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    try:
        parse(text)
    except FormulaError as refused:
        assert refused.what


expressions = st.recursive(
    st.sampled_from(["a", "b", "c", "2", "0.5"]),
    lambda inner: st.builds(
        lambda left, operator, right: f"({left} {operator} {right})",
        inner,
        st.sampled_from(["+", "-", "*", "/"]),
        inner,
    ),
    max_leaves=12,
)


@given(expressions)
def test_values_equal_pythons_own_arithmetic(text):
    code = compile(ast.parse(text, mode="eval"), "formula", "eval")
    try:
        expected = eval(code, {}, dict(INPUTS))
    except ZeroDivisionError:
        assert evaluate(parse(text), value_of).value is None
    else:
        assert evaluate(parse(text), value_of).value == pytest.approx(expected)
