from __future__ import annotations

import pytest

from reportgen.connectors.cells import UnreadableCell, read_money, read_number, read_percent


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1234", "1234"),
        ("1,234", "1234"),
        ("１２３", "123"),
        ("１，２３４．５０", "1234.5"),
        ("▲1,234", "-1234"),
        ("△1,234", "-1234"),
        ("(1,234)", "-1234"),
        ("（1,234）", "-1234"),
        ("−5", "-5"),
        ("-0", "0"),
        ("+7", "7"),
        (" 428.20 ", "428.2"),
        ("0.2761341234123412", "0.2761341234123412"),
    ],
)
def test_a_number_is_the_number_it_means(cell: str, number: str) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("¥1,234", "1234"),
        ("￥1,234", "1234"),
        ("1,234円", "1234"),
        ("JPY 1,234", "1234"),
        ("1,234 JPY", "1234"),
        ("-¥1,234", "-1234"),
        ("¥-1,234", "-1234"),
        ("▲¥1,234", "-1234"),
        ("(¥1,234)", "-1234"),
        ("１２３４", "1234"),
    ],
)
def test_money_is_read_with_the_sign_of_its_currency(cell: str, amount: str) -> None:
    assert read_money(cell, "JPY") == amount


@pytest.mark.parametrize(("cell", "currency"), [("US$50.00", "USD"), ("$50", "AUD"), ("£5", "GBP")])
def test_money_of_other_countries(cell: str, currency: str) -> None:
    assert read_money(cell, currency) in ("50", "5")


@pytest.mark.parametrize("cell", ["€5", "$5", "5 EUR"])
def test_money_of_another_currency_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="is not in JPY") as error:
        read_money(cell, "JPY")
    assert error.value.code == "RG418"


@pytest.mark.parametrize(
    ("cell", "share"), [("27.61%", "0.2761"), ("27.61", "0.2761"), ("５％", "0.05")]
)
def test_a_percentage_is_in_percent_with_or_without_its_sign(cell: str, share: str) -> None:
    assert read_percent(cell) == share


@pytest.mark.parametrize("cell", ["", " --", "--", "-", "—", "(not set)", "< 10%", "> 90%"])
def test_a_missing_or_censored_value_is_missing_never_zero(cell: str) -> None:
    assert read_number(cell) == read_money(cell, "JPY") == read_percent(cell) == ""


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1,23", "export with `.`"),
        ("1.234,56", "export with `.`"),
        ("2.82E+18", "a spreadsheet shortened it"),
        ("12a", "write digits"),
        ("1 234", "write digits"),
        ("10²", "write digits"),
        ("①", "write digits"),
        ("nan", "write digits"),
        ("--5", "write digits"),
        ("9" * 40, "write digits"),
    ],
)
def test_what_is_no_number_is_refused_with_a_hint(cell: str, hint: str) -> None:
    with pytest.raises(UnreadableCell) as error:
        read_number(cell)
    assert cell in error.value.what
    assert error.value.hint.startswith(hint)


def test_two_signs_are_no_number() -> None:
    with pytest.raises(UnreadableCell):
        read_money("▲¥-5", "JPY")
