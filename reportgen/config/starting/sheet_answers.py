"""The answers of a KPI sheet, each as configuration writes it; what cannot be read is told."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field

from babel.core import get_global

from reportgen.errors import Place, Problem
from reportgen.model.config import FieldError, read_number
from reportgen.model.kpi_sheet import KpiSheet, SheetCell, SheetKpi, month_of, word

_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?%?", re.ASCII)
_COUNT = re.compile(r"\d{1,2}", re.ASCII)
_EMPTY = {
    "name": "the company's name is empty",
    "who": "the goal does not say for whom",
    "what": "the goal does not say of what",
}


@dataclass(frozen=True)
class SheetAnswers:
    """A filled sheet and, once they are asked for, the problems of its cells."""

    path: str
    sheet: KpiSheet
    problems: list[Problem] = field(default_factory=list)

    def place(self, cell: SheetCell | None = None) -> Place:
        """Where a cell stands; without one, the sheet."""
        if cell is None:
            return Place(self.path, sheet=self.sheet.name)
        return Place(self.path, cell.row, cell.column, sheet=self.sheet.name)

    def tell(self, cell: SheetCell | None, what: str, hint: str) -> None:
        """Keep a problem of a cell."""
        self.problems.append(Problem("RG180", what, self.place(cell), hint=hint))

    def field(self, name: str) -> SheetCell:
        """The answer of the sheet's first part, whatever it says."""
        return self.sheet.fields.get(name, SheetCell("", 1, 2))

    def text(self, name: str) -> str | None:
        """An answer in words, which must be there."""
        cell = self.field(name)
        if not cell:
            self.tell(cell, _EMPTY[name], "fill it in")
        return quoted(cell.text) if cell else None

    def currency(self) -> str | None:
        """Three letters."""
        cell = self.field("currency")
        if cell.text in get_global("all_currencies"):
            return cell.text
        what = f"{cell.text!r} is not a currency" if cell else "the currency is empty"
        self.tell(cell, what, "write its three letters, for example JPY")
        return None

    def month_of_year(self) -> str | None:
        """1 to 12; what is usual where nobody answered."""
        cell = self.field("fiscal_year_starts")
        if not cell:
            return "4" if self.field("currency").text == "JPY" else "1"
        count = self.count(cell)
        if count and not 1 <= int(count) <= 12:
            self.tell(cell, f"{cell.text!r} is not a month of the year", "write 1 to 12")
            return None
        return count

    def word(self, cell: SheetCell, kind: str) -> str | None:
        """What configuration calls the word that was chosen."""
        found = word(kind, cell.text)
        if found is None:
            what = f"{cell.text!r} is none of the words to choose from" if cell else "it is empty"
            self.tell(cell, what, "choose one from the cell's list")
        return found

    def count(self, cell: SheetCell) -> str | None:
        """A whole number of months."""
        digits = unicodedata.normalize("NFKC", cell.text)
        if _COUNT.fullmatch(digits):
            return str(int(digits))
        self.tell(cell, f"{cell.text!r} is not a count of months", "write a whole number")
        return None

    def month(self, cell: SheetCell) -> str | None:
        """A month as configuration writes it."""
        found = month_of(cell.text)
        if found is None:
            self.tell(cell, f"{cell.text!r} is not a month", "write it as 2027-03")
        return None if found is None else str(found)

    def figure(self, cell: SheetCell, kpi: SheetKpi) -> str | None:
        """A figure as configuration writes it; a KPI in percent needs the sign."""
        words = unicodedata.normalize("NFKC", cell.text).replace("−", "-").lstrip("¥$£€ ")
        if _GROUPED.fullmatch(words):
            words = words.replace(",", "")
        try:
            number = read_number(words)
        except FieldError as error:
            self.tell(cell, str(error), error.hint)
            return None
        is_rate = word("unit", kpi.cells["unit"].text) == "percent"
        if number.is_percent != is_rate and number.value:
            hint = "write it like 25%" if is_rate else "write it without the sign"
            what = f"{cell.text!r} {'has no' if is_rate else 'has a'} percent sign"
            self.tell(cell, what, hint)
            return None
        return words


def quoted(words: str) -> str:
    """Words as YAML reads them back, whatever is in them."""
    return json.dumps(words, ensure_ascii=False)
