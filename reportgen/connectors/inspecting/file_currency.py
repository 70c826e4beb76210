"""The currency a file's amounts are in, as far as the file itself says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.connectors.exports.cells import CURRENCIES, narrow
from reportgen.connectors.exports.table import RawTable
from reportgen.model.dialects.column import CURRENCY_SUFFIX, header_key

CURRENCY_HEADERS = frozenset(
    map(
        header_key,
        (
            "Currency",
            "Currency code",
            "CurrencyCode",
            "CurrencyIsoCode",
            "Amount Currency",
            "Opportunity Currency",
            "Deal - Currency",
            "Deal - Currency of Value",
            "通貨",
            "通貨コード",
            "金額 通貨",
        ),
    )
)
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_SIGN = re.compile(r"^[-▲△(+]*\s*(US\$|[¥$£€]|[A-Z]{3})\s*[-\d.(▲]|\d\s*(円|€|[A-Z]{3})\)?$")


@dataclass(frozen=True)
class FileCurrency:
    """The currencies a table names; a sign such as ¥ names several, of which it means one."""

    named: tuple[str, ...] = ()
    is_sign: bool = False

    @property
    def told(self) -> str | None:
        """The one currency, None where the file names none, or several."""
        return self.named[0] if len(self.named) == 1 else None

    @property
    def is_mixed(self) -> bool:
        """True when amounts of several currencies stand below each other."""
        return len(self.named) > 1 and not self.is_sign

    @property
    def to_read(self) -> str:
        """The currency in which the amounts are read; empty where none is named."""
        return self.named[0] if self.named and not self.is_mixed else ""


def currency_of(table: RawTable) -> FileCurrency:
    """What headers, the column of currencies, or else the signs in the cells say."""
    named = [found[1] for cell in table.header.cells if (found := CURRENCY_SUFFIX.search(cell))]
    for place, cell in enumerate(table.header.cells):
        if header_key(cell) in CURRENCY_HEADERS:
            named += [code for code in _column(table, place) if _CODE.fullmatch(code)]
    if named:
        return FileCurrency(tuple(dict.fromkeys(named)))
    return _by_signs(table)


def _column(table: RawTable, place: int) -> Sequence[str]:
    return [row.cells[place].strip() for row in table.rows if place < len(row.cells)]


def _by_signs(table: RawTable) -> FileCurrency:
    signs = dict.fromkeys(
        found[1] or found[2]
        for row in table.rows
        for cell in row.cells
        if (found := _SIGN.search(narrow(cell)))
    )
    known = {sign for meant in CURRENCIES.values() for sign in meant} | CURRENCIES.keys()
    meanings = [CURRENCIES.get(sign, (sign,)) for sign in signs if sign in known]
    if not meanings:
        return FileCurrency()
    common = [one for one in meanings[0] if all(one in other for other in meanings)]
    if common:
        return FileCurrency(tuple(common), is_sign=True)
    return FileCurrency(tuple(dict.fromkeys(meaning[0] for meaning in meanings)))
