"""Whatever a table holds, its totals are those of an independent reading, or it is refused."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataRefused
from tests.connectors.asking import Workspace

CASES = max(300, settings().max_examples)
"""Tables tried; `--hypothesis-profile=proof` tries 10,000."""

SOURCE = {
    "type": "csv",
    "path": "inbox/shop_{month}.csv",
    "columns": {
        "日付": {"as": "date", "type": "date"},
        "店": {"as": "shop"},
        "点数": {"as": "items", "type": "number"},
        "金額": {"as": "amount", "type": "money"},
    },
}
HEADER = ["日付", "店", "点数", "金額"]
START = date(2026, 10, 1)
TRANSLATED = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@dataclass(frozen=True)
class Figure:
    """A figure as it is and as a tool writes it; None where it wrote that there is none."""

    value: Decimal | None
    written: str


@dataclass(frozen=True)
class Table:
    """Rows as they are meant, and the bytes in which a tool writes them."""

    days: tuple[date, ...]
    items: tuple[Figure, ...]
    amounts: tuple[Figure, ...]
    written: bytes
    is_readable: bool


def _grouped(value: Decimal) -> str:
    return f"{value:,}"


def _signed(value: Decimal) -> str:
    return f"▲{-value:,}" if value < 0 else f"{value}"


def _bracketed(value: Decimal) -> str:
    return f"({-value:,})" if value < 0 else f"+{value}"


def _wide(value: Decimal) -> str:
    return str(value).translate(TRANSLATED)


WAYS = st.sampled_from([str, _grouped, _signed, _bracketed, _wide])
NUMBERS = st.decimals(-(10**12), 10**12, places=2) | st.integers(-(10**15), 10**15).map(Decimal)
BROKEN = ("12万", "1.234,56", "2.82E+18", "< 10", "1,23", "n/a", "5 EUR", "#REF!", "１２３a", "--5")


@st.composite
def figures(draw: st.DrawFn, signs: tuple[str, ...] = ("",)) -> Figure:
    if draw(st.integers(0, 9)) == 0:
        return Figure(None, draw(st.sampled_from(["", "--", " --", "-", "—"])))
    value = draw(NUMBERS)
    sign = draw(st.sampled_from(signs))
    return Figure(value, sign + draw(WAYS)(value))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 12))
    days = tuple(START + timedelta(draw(st.integers(0, 30))) for _ in range(count))
    items = tuple(draw(figures()) for _ in range(count))
    amounts = tuple(draw(figures(("", "¥", "￥", "JPY "))) for _ in range(count))
    shops = [draw(st.text("店㈱髙①abc,;\"' \n#=-+", max_size=8)) for _ in range(count)]
    write_day = draw(
        st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d %B %Y", "%B %d, %Y"])
    )
    cells = [
        [day.strftime(write_day), shop, item.written, amount.written]
        for day, shop, item, amount in zip(days, shops, items, amounts, strict=True)
    ]
    is_broken = draw(st.integers(0, 4)) == 0
    if is_broken:
        row, column = draw(st.integers(0, count - 1)), draw(st.sampled_from([2, 3]))
        cells[row][column] = draw(st.sampled_from(BROKEN))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932"]))
    delimiter = draw(st.sampled_from([",", "\t", ";"]))
    text = io.StringIO(newline="")
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline)
    if draw(st.booleans()):
        writer.writerow(["出力", "2026年11月4日"])
    writer.writerows([HEADER, *cells])
    # cp932 has no ¥ of its own, and writes the others as they are meant to be read.
    written = text.getvalue().replace("¥", "￥").replace("—", "-")
    return Table(days, items, amounts, written.encode(encoding), not is_broken)


def added(parts: tuple[Figure, ...]) -> Decimal:
    return sum((part.value for part in parts if part.value is not None), Decimal(0))


@settings(max_examples=CASES)
@given(tables())
def test_totals_are_exact_or_the_table_is_refused(table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        workspace.put({"inbox/shop_2026-10.csv": table.written})
        try:
            extract = workspace.ask(SOURCE, "date", "shop", "items", "amount")
        except DataRefused as refused:
            assert not table.is_readable
            assert all(problem.place.line for problem in refused.problems)
            return
    assert table.is_readable
    for column, meant in (("items", table.items), ("amount", table.amounts)):
        read = [Decimal(cell) for cell in extract.table[column] if cell]
        assert sum(read, Decimal(0)) == added(meant)
        assert len(read) == sum(part.value is not None for part in meant)
    assert sorted(extract.table["date"]) == sorted(day.isoformat() for day in table.days)
