from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formatting import (
    Style,
    Voice,
    adding_up,
    day,
    fiscal,
    full_day,
    month,
    period,
    quantity,
    scale_for,
    signed,
    signed_in_scale,
)
from reportgen.model.period import Month, parse_period
from reportgen.model.quantity import NO_DATA, Quantity, Unit
from reportgen.model.text import Language, Text
from reportgen.model.wording import Wording

JA, EN = Style(Language.JA, "JPY"), Style(Language.EN, "GBP")


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (64.5, "65円", "£64.50"),
        (43_000, "43,000円", "£43.0k"),
        (999_499, "999,499円", "£999.5k"),
        (999_500, "100万円", "£1.00m"),
        (13_320_000, "1,332万円", "£13.32m"),
        (1_234_000_000, "12.3億円", "£1,234.00m"),
        (0, "0円", "£0.00"),
        (-4_000_000, "−400万円", "−£4.00m"),
    ],
)
def test_money_is_shortened_as_its_readers_say_it(value, ja, en):
    amount = Quantity(value, Unit.MONEY)
    assert (quantity(amount, JA), quantity(amount, EN)) == (ja, en)


def test_foreign_money_is_written_in_full_for_japanese_readers():
    style = Style(Language.JA, "GBP")
    assert quantity(Quantity(35_759, Unit.MONEY), style) == "£35,759"
    assert quantity(Quantity(64.5, Unit.MONEY), style) == "£64.50"


def test_rates_below_ten_percent_carry_two_decimals():
    assert quantity(Quantity(0.0375, Unit.PERCENT), JA) == "3.75%"
    assert quantity(Quantity(0.25, Unit.PERCENT), JA) == "25.0%"


def test_a_half_is_rounded_up_not_to_the_even_neighbour():
    assert quantity(Quantity(250.5, Unit.COUNT), EN) == "251"
    assert quantity(Quantity(-250.5, Unit.COUNT), EN) == "−251"
    assert quantity(Quantity(1.005, Unit.RATIO), EN) == "1.01"


def test_a_count_carries_its_counter_only_where_the_language_has_one():
    orders = Quantity(9, Unit.COUNT, counter=Text(ja="件"))
    assert (quantity(orders, JA), quantity(orders, EN)) == ("9件", "9")


def test_a_needed_count_below_a_hundred_keeps_its_fraction():
    assert quantity(Quantity(10.4, Unit.COUNT), EN) == "10.4"
    assert quantity(Quantity(9.0000000001, Unit.COUNT), EN) == "9"


def test_money_of_one_sentence_is_written_in_one_size():
    voice = Voice(Wording({"m": Text("{a}は{b}まで{c:abs}", "{a}")}), "JPY")
    facts = {
        "a": Quantity(7_880_400, Unit.MONEY),
        "b": Quantity(8_100_000, Unit.MONEY),
        "c": Quantity(-219_600, Unit.MONEY),
    }
    assert voice.say("m", **facts).ja == "788万円は810万円まで22万円"


def test_an_amount_too_small_for_the_sentence_keeps_its_own_size():
    voice = Voice(Wording({"m": Text("{a}のうち{b}", "")}), "JPY")
    facts = {"a": Quantity(13_320_000, Unit.MONEY), "b": Quantity(43_000, Unit.MONEY)}
    assert voice.say("m", **facts).ja == "1,332万円のうち43,000円"


def test_a_hole_is_a_dash_and_never_a_zero():
    assert quantity(Quantity(None, Unit.MONEY, NO_DATA), JA) == "—"
    assert signed(Quantity(None, Unit.COUNT, NO_DATA), EN) == "—"


def test_differences_carry_their_sign_and_nothing_is_plus_minus_nothing():
    assert signed(Quantity(-0.52, Unit.POINTS), JA) == "−0.52ポイント"
    assert signed(Quantity(0.52, Unit.POINTS), EN) == "+0.52 pt"
    assert signed(Quantity(0.0, Unit.COUNT), EN) == "±0"


def test_accountants_may_have_their_triangle():
    style = Style(Language.JA, "JPY", "triangle")
    assert quantity(Quantity(-4_000_000, Unit.MONEY), style) == "▲400万円"


def test_a_column_is_written_in_the_size_of_its_largest_value():
    values = [13_320_000.0, 500_000.0, 0.0]
    scale = scale_for(values, Unit.MONEY, JA)
    assert [signed_in_scale(value, scale, JA) for value in values] == [
        "+1,332万円",
        "+50万円",
        "±0万円",
    ]


def test_dates_and_periods_are_native_in_both_languages():
    assert (day(date(2026, 11, 4), JA), day(date(2026, 11, 4), EN)) == ("11月4日", "4 November")
    assert full_day(date(2026, 11, 4), EN) == "4 November 2026"
    assert (month(Month(2026, 10), JA), month(Month(2026, 10), EN)) == (
        "2026年10月",
        "October 2026",
    )
    quarter = parse_period("FY2026-Q4", 4)
    assert period(quarter, JA) == "2027年1月〜3月"
    assert period(quarter, EN) == "January to March 2027"
    assert fiscal(Month(2026, 10), 4, JA) == "2026年度（2026年4月〜2027年3月）"


@given(
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=12),
    st.sampled_from([0.1, 1.0, 100.0]),
)
def test_rounded_parts_add_up_to_the_rounded_total(values, step):
    total = sum(values)
    parts = adding_up(values, total, step)
    assert round(sum(parts) / step) == round(total / step)
    assert all(abs(part - value) <= step * 1.001 for part, value in zip(parts, values, strict=True))
