"""Cells of exports as canonical text: numbers, money and percents, exactly or not at all.

A reader returns the canonical text, the empty text for a missing value, or raises
UnreadableCell. Nothing becomes 0 and nothing passes through a binary fraction.
"""

from __future__ import annotations

import re
from decimal import Decimal

MISSING = frozenset({"", "--", "-", "—", "–", "(not set)"})
"""What tools write where there is no value."""

LONGEST_NUMBER = 30
"""Digits; more of them is not a figure but a damaged cell."""

CENSORED = "RG441"
"""The problem of a value that its tool knows and does not tell exactly: `< 10%`."""

CURRENCIES = {
    "¥": ("JPY", "CNY"),
    "円": ("JPY",),
    "US$": ("USD",),
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN"),
    "£": ("GBP",),
    "€": ("EUR",),
}
"""The signs of money, and the currencies each may stand for."""

_CENSORED = re.compile(r"[<>]\s*\d[\d.,]*\s*%?")
_PLAIN = re.compile(r"\d+(\.\d+)?|\.\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_SIGN_OF_MONEY = "US\\$|[¥$£€円]|[A-Z]{3}"
_LEADING_MONEY = re.compile(rf"({_SIGN_OF_MONEY})\s*")
_TRAILING_MONEY = re.compile(rf"\s*({_SIGN_OF_MONEY})$")
_EXCEL_DAMAGE = re.compile(r"[+-]?\d+(\.\d+)?E[+-]?\d+", re.ASCII | re.IGNORECASE)
_SHORTENED_ID = re.compile(r"[1-9](\.\d+)?E\+\d{2}", re.ASCII)
_EXCEL_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#+)", re.ASCII)

SPREADSHEET_HINT = "a spreadsheet shortened it: export again, and do not open the file in between"


class UnreadableCell(ValueError):
    """A cell that does not hold what its column holds; `code` is the problem's."""

    def __init__(self, what: str, hint: str = "", code: str = "RG408") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.code = code


def is_missing(cell: str) -> bool:
    """True where the tool says that there is no value."""
    return cell.strip() in MISSING


def is_censored(cell: str) -> bool:
    """True for `< 10%` and its like: the tool knows a number and does not tell it."""
    return _CENSORED.fullmatch(narrow(cell)) is not None


_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord("￥"): "¥",
    ord("￡"): "£",
    ord("−"): "-",
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
}


def narrow(cell: str) -> str:
    """The cell in half-width characters; ² and ① stay what they are, they are no digits."""
    return cell.translate(_NARROW).strip()


def plain(number: Decimal) -> str:
    """A number as canonical text: digits, a point where needed, `-` before a negative."""
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_text(cell: str) -> str:
    """Words as they are; a long id that a spreadsheet turned into `2.82E+18` is refused."""
    text = cell.strip()
    if _SHORTENED_ID.fullmatch(text):
        raise UnreadableCell(f"{text!r} is an id that lost its digits", SPREADSHEET_HINT)
    return text


def read_number(cell: str) -> str:
    """A count: `1,234`, `１２３`, `▲1,234`, `(1,234)`, `−5`."""
    if is_missing(cell):
        return ""
    _refuse_censored(cell)
    sign, digits = _without_sign(narrow(cell))
    return _canonical(sign, digits, cell, "a number")


def read_money(cell: str, currency: str) -> str:
    """An amount with or without the sign of its currency, which must be the source's."""
    if is_missing(cell):
        return ""
    _refuse_censored(cell)
    sign, rest = _without_sign(narrow(cell))
    for pattern in (_LEADING_MONEY, _TRAILING_MONEY):
        found = pattern.search(rest) if pattern is _TRAILING_MONEY else pattern.match(rest)
        if found:
            _check_currency(found[1], currency, cell)
            rest = rest[: found.start()] + rest[found.end() :]
    if sign == 1:
        sign, rest = _without_sign(rest)
    return _canonical(sign, rest, cell, "an amount of money")


def read_percent(cell: str) -> str:
    """A share written in percent, with or without the sign: `27.6%` is 0.276."""
    if is_missing(cell):
        return ""
    _refuse_censored(cell)
    sign, digits = _without_sign(narrow(cell))
    text = _canonical(sign, digits.removesuffix("%").rstrip(), cell, "a percentage")
    return plain(Decimal(text).scaleb(-2))


def _refuse_censored(cell: str) -> None:
    if is_censored(cell):
        raise UnreadableCell(
            f"{cell.strip()!r} is not told exactly by the tool",
            "leave the column out, or accept the hole with `missing_amount: exclude`",
            code=CENSORED,
        )


def _without_sign(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1].strip()
    if text[:1] in ("-", "▲", "△"):
        return -1, text[1:].lstrip()
    return 1, text.removeprefix("+").lstrip()


def _check_currency(sign: str, currency: str, cell: str) -> None:
    if currency not in CURRENCIES.get(sign, (sign,)):
        raise UnreadableCell(
            f"{cell.strip()!r} is not in {currency}",
            "amounts of several currencies are never added up; set the source's `currency:`",
            code="RG418",
        )


def _canonical(sign: int, digits: str, cell: str, kind: str) -> str:
    is_number = _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)
    if not is_number or len(digits) > LONGEST_NUMBER:
        raise UnreadableCell(f"{cell.strip()!r} is not {kind}", _number_hint(digits))
    return plain(sign * Decimal(digits.replace(",", "")))


def _number_hint(digits: str) -> str:
    if _EXCEL_DAMAGE.fullmatch(digits):
        return SPREADSHEET_HINT
    if _EXCEL_ERROR.fullmatch(digits):
        return "a spreadsheet's formula failed there: export again from the tool itself"
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d{1,2}", digits):
        return "export with `.` before the decimals and `,` or nothing between thousands"
    return "write digits, for example 1234.5, 1,234 or -5"
