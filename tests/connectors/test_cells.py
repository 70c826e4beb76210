from __future__ import annotations

import pytest

from reportgen.connectors.exports.cells import (
    UnreadableCell,
    read_money,
    read_number,
    read_percent,
    read_text,
)


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


@pytest.mark.parametrize("cell", ["", " --", "--", "-", "—", "(not set)"])
def test_a_missing_value_is_missing_never_zero(cell: str) -> None:
    assert read_number(cell) == read_money(cell, "JPY") == read_percent(cell) == ""


@pytest.mark.parametrize("cell", ["< 10%", "> 90%", "<10", "＜ 10％"])
def test_a_value_that_its_tool_does_not_tell_exactly_is_refused(cell: str) -> None:
    for read in (read_number, read_percent, lambda text: read_money(text, "JPY")):
        with pytest.raises(UnreadableCell) as error:
            read(cell)
        assert error.value.code == "RG441"


@pytest.mark.parametrize("cell", ["2.82E+18", "1E+12"])
def test_an_id_that_a_spreadsheet_shortened_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="is an id that lost its digits"):
        read_text(cell)


@pytest.mark.parametrize("cell", ["NA", "null", "E+18", "12E+1", "#google_vignette", "=1+1"])
def test_words_stay_what_they_are(cell: str) -> None:
    assert read_text(f" {cell} ") == cell


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1,23", "export with `.`"),
        ("1.234,56", "export with `.`"),
        ("2.82E+18", "a spreadsheet shortened it"),
        ("#DIV/0!", "a spreadsheet's formula failed"),
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
