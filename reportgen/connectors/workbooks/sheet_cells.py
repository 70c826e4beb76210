"""A cell of a workbook as the text an export would have: exact, with its percent and currency."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from reportgen.connectors.exports.cells import plain

DIGITS = 15
"""A spreadsheet keeps so many digits of a number; the rest of a longer one are noise."""

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]")


class Cell(Protocol):
    """A cell as the workbook's library gives it."""

    @property
    def value(self) -> object:
        """What it holds: text, number, day, flag, nothing."""

    @property
    def number_format(self) -> str | None:
        """How a number is shown."""


def cell_text(cell: Cell) -> str:
    """The cell's text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "General")
    if isinstance(value, datetime):
        is_day = value.time() == time.min
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: int | float, number_format: str) -> str:
    """A number as it is meant: `27.6%` where it is formatted so, `2.82E+18` where it is cut."""
    if not math.isfinite(value):
        return "#NUM!"
    if abs(value) >= 10**DIGITS:
        return f"{Decimal(value):.2E}"
    exact = Decimal(f"{value:.{DIGITS}g}")
    is_percent, sign = _signs(number_format)
    return f"{plain(exact.scaleb(2))}%" if is_percent else f"{sign}{plain(exact)}"


@lru_cache(maxsize=1024)
def _signs(number_format: str) -> tuple[bool, str]:
    """Whether a format shows a percentage, and the sign of money it shows."""
    currency = _CURRENCY.search(number_format)
    is_percent = "%" in _QUOTED.sub("", number_format)
    return is_percent, currency[1].strip() if currency else ""
