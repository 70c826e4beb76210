"""The KPI sheet as a workbook: one page that an account manager fills in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportgen.errors import column_letters
from reportgen.model.kpi_sheet import COLUMNS, FIELDS, FIGURES, MONTH, WORDS, Label
from reportgen.model.period import Month
from reportgen.model.text import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

KPIS = 10
"""Rows of the table of KPIs."""

MONTHS_BEFORE, MONTHS_AHEAD = 12, 12
"""Rows of monthly figures: a year to compare with, and a year to fill in."""

TITLE = Label("KPIシート", "KPI sheet")
_HOW = Label(
    "色のついた欄にご記入ください。金額は数字だけ、割合は 25% のように書きます。",
    "Please fill in the coloured cells. Write money as digits only, and rates like 25%.",
)
_PARTS = {
    "name": Label("お客様", "The client"),
    "who": Label(
        "目標（KGI）: 表の1行目の指標で測ります", "The goal (KGI), the first KPI of the table"
    ),
}
_TABLE = Label(
    "目標までの指標: 1行目が目標。ほかの指標は、つながる先の記号を書きます",
    "KPIs on the way to the goal: the first is the goal, every other leads to one of them",
)
_FIGURES_HOW = Label(
    "書き出せる出所がない指標だけ。記入した月から報告書に載ります",
    "only for KPIs whose figures nobody can export; a month is reported once it is filled in",
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"-?\d+(\.\d+)?%", re.ASCII)
_CURRENCIES = ("JPY", "USD", "EUR", "GBP")
_WIDTHS = {"id": 24, "name": 26, "parent": 14, "stop_then": 34}
_WIDTH = 12


@dataclass(frozen=True)
class Filled:
    """What stands on a new sheet already: answers by field, and a row of answers a KPI."""

    fields: Mapping[str, str] = field(default_factory=dict)
    kpis: Sequence[Mapping[str, str]] = ()


def new_sheet(language: Language, reported: Month, filled: Filled) -> bytes:
    """The workbook in one language, with months around the first one to be reported."""
    import openpyxl

    book = openpyxl.Workbook()
    # The library would write the day it is made, and two sheets would never be the same.
    book.properties.created = book.properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    sheet = book.worksheets[0]
    _Page(sheet, language, reported, filled).write()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass
class _Page:
    """The page while it is written, from top to bottom."""

    sheet: Worksheet
    language: Language
    reported: Month
    filled: Filled
    row: int = 1

    def write(self) -> None:
        self.sheet.title = self._say(TITLE)
        self._heading(self._say(TITLE), self._say(_HOW))
        for name, label in FIELDS.items():
            if name in _PARTS:
                self.row += 1
                self._heading(self._say(_PARTS[name]))
            self._answer(name, label)
        self.row += 1
        self._heading(self._say(_TABLE))
        first = self._kpis()
        self.row += 1
        self._heading(self._say(FIGURES), self._say(_FIGURES_HOW))
        self._months(first)
        self._print_on_one_page()

    def _say(self, label: Label) -> str:
        return label.ja if self.language is Language.JA else label.en

    def _heading(self, words: str, note: str = "") -> None:
        from openpyxl.styles import Font

        self.sheet.cell(self.row, 1, words).font = Font(bold=True, size=12)
        if note:
            self.sheet.cell(self.row, 2, note).font = Font(italic=True, color="666666")
        self.row += 1

    def _answer(self, name: str, label: Label) -> None:
        self.sheet.cell(self.row, 1, self._say(label))
        self._input(self.row, 2, self.filled.fields.get(name, ""))
        place = f"B{self.row}"
        if name in WORDS:
            self._choice(place, [self._say(words) for words in WORDS[name].values()])
        elif name == "currency":
            self._choice(place, _CURRENCIES, is_strict=False)
        elif name == "fiscal_year_starts":
            self._choice(place, [str(month) for month in range(1, 13)])
        self.row += 1

    def _kpis(self) -> int:
        """The table of KPIs; the row of the first."""
        for column, label in enumerate(COLUMNS.values(), start=1):
            self._header(self.row, column, self._say(label))
        first = self.row + 1
        last = first + max(KPIS, len(self.filled.kpis)) - 1
        for number, row in enumerate(range(first, last + 1)):
            known = self.filled.kpis[number] if number < len(self.filled.kpis) else {}
            for column, name in enumerate(COLUMNS, start=1):
                value = known.get(name, f"k{number + 1}" if name == "id" else "")
                self._input(row, column, value)
        for column, name in enumerate(COLUMNS, start=1):
            letter = column_letters(column)
            if name in WORDS:
                choices = [self._say(words) for words in WORDS[name].values()]
                self._choice(f"{letter}{first}:{letter}{last}", choices)
            elif name == "parent":
                ids = f"$A${first}:$A${last}"
                self._choice(f"{letter}{first + 1}:{letter}{last}", formula=ids)
            self.sheet.column_dimensions[letter].width = _WIDTHS.get(name, _WIDTH)
        self.row = last + 1
        return first

    def _months(self, first: int) -> None:
        """The table of monthly figures: names for the eye, ids for the reader, a row a month."""
        kpis = max(KPIS, len(self.filled.kpis))
        for number in range(kpis):
            name = self.sheet.cell(self.row, number + 2)
            name.value = f'=IF(B{first + number}="","",B{first + number})'
            id = self.sheet.cell(first + number, 1).value
            self._header(self.row + 1, number + 2, str(id))
        self._header(self.row + 1, 1, self._say(MONTH))
        self.row += 2
        for step in range(-MONTHS_BEFORE, MONTHS_AHEAD):
            month = self.reported.plus(step)
            cell = self.sheet.cell(self.row, 1, month.first_day)
            cell.number_format = "yyyy-mm"
            for column in range(2, kpis + 2):
                self._input(self.row, column, "")
            self.row += 1

    def _header(self, row: int, column: int, words: str) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = self.sheet.cell(row, column, words)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDDDDD")
        cell.alignment = Alignment(wrap_text=True, vertical="top")

    def _input(self, row: int, column: int, value: str) -> None:
        from openpyxl.styles import Border, PatternFill, Side

        cell = self.sheet.cell(row, column)
        cell.fill = PatternFill("solid", fgColor="FFF8DC")
        line = Side(style="hair", color="AAAAAA")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        if _PERCENT.fullmatch(value):
            cell.value, cell.number_format = float(value[:-1]) / 100, "0.##%"
        elif _NUMBER.fullmatch(value):
            cell.value, cell.number_format = float(value), "#,##0.##"
        elif value:
            cell.value = value

    def _choice(
        self,
        place: str,
        words: Sequence[str] = (),
        *,
        formula: str = "",
        is_strict: bool = True,
    ) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        listed = formula or f'"{",".join(words)}"'
        choice = DataValidation(
            "list", formula1=listed, allow_blank=True, showErrorMessage=is_strict
        )
        choice.add(place)
        self.sheet.add_data_validation(choice)

    def _print_on_one_page(self) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize = "landscape", "9"
        setup.fitToWidth = setup.fitToHeight = 1
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
