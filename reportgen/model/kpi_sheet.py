"""The KPI sheet: one page of a workbook on which an account manager writes what was agreed.

Its first part is the client and the goal, a label and an answer in each row. The second is a table
of KPIs, the first of which is the goal, each below the one it leads to. The third is a table of
monthly figures, a row a month and a column a KPI, for clients whose figures nobody can export.
Everything is found by its label, in Japanese or in English, so rows may be moved and added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.model.period import Month


class Label(NamedTuple):
    """Words that stand on the sheet, in its language."""

    ja: str
    en: str

    def is_written(self, text: str) -> bool:
        """True for the words in either language; width, case and spaces do not matter."""
        return _key(text) in (_key(self.ja), _key(self.en))


def _key(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


FIELDS: Mapping[str, Label] = {
    "name": Label("会社名", "Company"),
    "language": Label("報告書の言語", "Language of the report"),
    "currency": Label("通貨", "Currency"),
    "fiscal_year_starts": Label("会計年度の開始月（1〜12）", "Business year begins (1-12)"),
    "who": Label("誰に", "Who"),
    "what": Label("何を", "What"),
    "target": Label("月にいくら", "How much a month"),
    "by": Label("いつまでに（年-月）", "By when (year-month)"),
}
"""The labels of the first part; the last four are the goal's."""

COLUMNS: Mapping[str, Label] = {
    "id": Label("記号", "Id"),
    "name": Label("指標", "KPI"),
    "short_label": Label("短い名前", "Short name"),
    "parent": Label("何につながるか（記号）", "Leads to (id)"),
    "class": Label("種類", "Kind"),
    "unit": Label("単位", "Unit"),
    "direction": Label("よい方向", "Good direction"),
    "target": Label("月の目標", "Target a month"),
    "by": Label("いつまでに", "By when"),
    "lag_months": Label("効くまでの月数", "Months until it shows"),
    "stop_when": Label("見直しライン", "Stop line"),
    "stop_value": Label("その値", "At"),
    "stop_for": Label("何か月続いたら", "Months in a row"),
    "stop_then": Label("そのときの行動", "What we then do"),
}
"""The headers of the table of KPIs."""

WORDS: Mapping[str, Mapping[str, Label]] = {
    "language": {
        "ja": Label("日本語", "Japanese"),
        "en": Label("英語", "English"),
        "ja, en": Label("日本語と英語", "Japanese and English"),
    },
    "class": {
        "lagging": Label("成果", "Result"),
        "leading": Label("先行", "Leading"),
    },
    "unit": {
        "count": Label("件数", "Count"),
        "money": Label("金額", "Money"),
        "percent": Label("割合（%）", "Percent"),
    },
    "direction": {
        "up": Label("増やす", "Up"),
        "down": Label("減らす", "Down"),
    },
    "stop_when": {
        "above": Label("超えたら", "Above"),
        "below": Label("下回ったら", "Below"),
    },
}
"""The words to choose from, by what they answer, and what configuration calls them."""

FIGURES = Label("毎月の実績", "Monthly figures")
"""The heading between KPIs and monthly figures."""

MONTH = Label("月", "Month")
"""The header of the months in the table of monthly figures."""

ID = re.compile(r"[a-z][a-z0-9_]{0,30}")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](?:\d{1,2}日?)?)?(?: 00:00:00)?", re.ASCII)


@dataclass(frozen=True)
class SheetCell:
    """A cell: its text, empty where nobody filled it, and its row and column, counted from 1."""

    text: str
    row: int
    column: int

    def __bool__(self) -> bool:
        """True where it is filled."""
        return bool(self.text)


@dataclass(frozen=True)
class SheetKpi:
    """A row of the table of KPIs with the cells below its headers."""

    id: str
    cells: Mapping[str, SheetCell]


@dataclass(frozen=True)
class SheetMonth:
    """A row of monthly figures, as they are written, by KPI."""

    month: SheetCell
    figures: Mapping[str, SheetCell]


@dataclass(frozen=True)
class KpiSheet:
    """A filled KPI sheet: answers by field, KPIs in their order, monthly figures.

    `ids` are the headers of the figures.
    """

    name: str
    fields: Mapping[str, SheetCell]
    kpis: tuple[SheetKpi, ...]
    ids: tuple[SheetCell, ...]
    months: tuple[SheetMonth, ...]

    def kpi(self, id: str) -> SheetKpi | None:
        """The KPI of an id."""
        return next((one for one in self.kpis if one.id == id), None)


def word(kind: str, text: str) -> str | None:
    """What configuration calls a word that was chosen; None for any other."""
    return next((name for name, words in WORDS[kind].items() if words.is_written(text)), None)


def month_of(text: str) -> Month | None:
    """The month of a cell: `2026-10`, `2026年10月`, or any day of it as a date."""
    found = _MONTH.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return Month(int(found[1]), int(found[2]))


def kpi_sheet(name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> KpiSheet | None:
    """The KPI sheet in rows of text with their numbers; None for a sheet of any other kind."""
    lines = [_Line(row, cells) for row, cells in rows]
    at = next((n for n, line in enumerate(lines) if line.is_header_of_kpis()), None)
    if at is None:
        return None
    end = next((n for n, line in enumerate(lines) if line.starts_with(FIGURES)), len(lines))
    start = next((n for n, line in enumerate(lines) if line.starts_with(MONTH)), len(lines))
    ids = lines[start].filled() if start < len(lines) else ()
    return KpiSheet(
        name,
        dict(_fields(lines[:at])),
        tuple(_kpis(lines[at + 1 : min(end, start)], lines[at].columns())),
        ids,
        tuple(_months(lines[start + 1 :], ids)),
    )


@dataclass(frozen=True)
class _Line:
    row: int
    cells: Sequence[str]

    def cell(self, column: int) -> SheetCell:
        text = self.cells[column - 1].strip() if column <= len(self.cells) else ""
        return SheetCell(text, self.row, column)

    def starts_with(self, label: Label) -> bool:
        return label.is_written(self.cell(1).text)

    def columns(self) -> dict[str, int]:
        """The columns of the table of KPIs whose headers stand in this line."""
        return {
            name: column
            for column, cell in enumerate(self.cells, start=1)
            for name, label in COLUMNS.items()
            if label.is_written(cell)
        }

    def is_header_of_kpis(self) -> bool:
        return {"id", "name", "class", "unit"} <= self.columns().keys()

    def filled(self) -> tuple[SheetCell, ...]:
        """The filled cells behind the first."""
        cells = (self.cell(column) for column in range(2, len(self.cells) + 1))
        return tuple(cell for cell in cells if cell)


def _fields(lines: Sequence[_Line]) -> Iterator[tuple[str, SheetCell]]:
    for line in lines:
        for name, label in FIELDS.items():
            if line.starts_with(label):
                yield name, line.cell(2)


def _kpis(lines: Sequence[_Line], header: Mapping[str, int]) -> Iterator[SheetKpi]:
    """The rows of the table that say more than the id that was there."""
    for line in lines:
        cells = {name: line.cell(at) for name, at in header.items()}
        if any(cell for name, cell in cells.items() if name != "id"):
            yield SheetKpi(cells["id"].text, cells)


def _months(lines: Sequence[_Line], ids: Sequence[SheetCell]) -> Iterator[SheetMonth]:
    """The rows with a figure in them; a figure without its month has an empty one."""
    for line in lines:
        figures = {id.text: cell for id in ids if (cell := line.cell(id.column))}
        if figures:
            yield SheetMonth(line.cell(1), figures)
