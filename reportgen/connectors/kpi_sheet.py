"""The monthly figures of a KPI sheet: a client without a CRM is a source like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import pandas as pd

from reportgen.connectors.base import Context, refusal, refuse_one, settings_hash
from reportgen.connectors.exports.cells import UnreadableCell, read_money, read_number, read_percent
from reportgen.connectors.exports.files import FileBytes, find_files, read_bytes
from reportgen.connectors.workbooks.damage import unless_damaged
from reportgen.connectors.workbooks.workbook import Workbook
from reportgen.errors import Place, Problem, errors_in
from reportgen.model.config import Source
from reportgen.model.kpi_sheet import KpiSheet, SheetCell, SheetMonth, kpi_sheet, month_of, word
from reportgen.model.observations import NOT_IN_TABLE, ColumnType, Extract, FileRead
from reportgen.model.period import Month
from reportgen.model.query import Query

_TYPES = {"money": ColumnType.MONEY, "percent": ColumnType.PERCENT}


def fetch(query: Query, source: Source, context: Context) -> Extract:
    """One row a month, dated its first day; a month without a figure in it has no row."""
    found = find_files(query, source, context)
    if len(found) > 1:
        what = f"{found[0].path} and {found[-1].path} are both this source's KPI sheet"
        raise refuse_one("RG412", what, Place(found[-1].path), "keep one of them")
    contents = read_bytes(found[0], context.root)
    sheet = sheet_in(Workbook.checked(contents.data, contents.found.path))
    figures = _Figures(sheet, contents.found.path, source.currency or context.currency)
    ids = [name for name in query.columns if name != "date"]
    rows, problems = figures.read(ids, query.months[-1])
    if errors_in(problems):
        raise refusal(problems)
    modified = contents.modified.astimezone(ZoneInfo(context.timezone)).date()
    columns = {"date": [month.first_day.isoformat() for month in rows]} | {
        id: [cells.get(id, NOT_IN_TABLE) for cells in rows.values()] for id in ids
    }
    extract = Extract(
        query=query,
        table=pd.DataFrame(
            {name: pd.Series(cells, dtype="str") for name, cells in columns.items()}
            | {"_file": [0] * len(rows), "_row": [figures.row_of(month) for month in rows]}
        ),
        types={"date": ColumnType.DATE} | {id: figures.type_of(id) for id in ids},
        files=(_file(contents, sheet, len(rows)),),
        as_of=source.as_of or modified,
        fetched_at=context.fetched_at,
        settings=settings_hash(source, context),
    )
    return replace(extract, sha256=extract.content_sha256())


def sheet_in(book: Workbook) -> KpiSheet:
    """The KPI sheet of a workbook; DataRefused where there is none, or more than one."""
    found = [head.name for head in book.heads() if kpi_sheet(head.name, head.rows) is not None]
    if len(found) == 1:
        sheet = kpi_sheet(found[0], book.sheet(found[0]).rows)
        if sheet is not None:
            return sheet
    what = "no sheet of the workbook is a KPI sheet"
    if found:
        what = f"several sheets of the workbook are KPI sheets: {', '.join(map(repr, found))}"
    raise refuse_one("RG432", what, Place(book.path), "`reportgen client sheet` writes a new one")


@dataclass(frozen=True)
class _Figures:
    """The monthly figures of one sheet, and how their cells are read."""

    sheet: KpiSheet
    path: str
    currency: str

    def type_of(self, id: str) -> ColumnType:
        """How a KPI's figures are read: as its unit says."""
        kpi = self.sheet.kpi(id)
        unit = kpi.cells.get("unit") if kpi else None
        return _TYPES.get(word("unit", unit.text) or "" if unit else "", ColumnType.NUMBER)

    def row_of(self, month: Month) -> int:
        """The row in which a month stands."""
        return next(one.month.row for one in self.sheet.months if month_of(one.month.text) == month)

    def read(
        self, ids: Sequence[str], reported: Month
    ) -> tuple[Mapping[Month, Mapping[str, str]], list[Problem]]:
        """The figures by month, and everything that is wrong with them."""
        problems = [*self._without_column(ids), *self._without_month()]
        months: dict[Month, dict[str, str]] = {}
        for line in self.sheet.months:
            month = month_of(line.month.text)
            if month is None:
                continue
            if month in months:
                what = f"{month} stands twice"
                problems.append(self._problem("RG412", what, line.month, "keep one of the rows"))
            figures, of_line = self._figures(line, ids)
            months[month] = figures
            problems += of_line
        if not errors_in(problems):
            problems += self._missing(ids, months.get(reported, {}), reported)
        return months, problems

    def _figures(
        self, line: SheetMonth, ids: Sequence[str]
    ) -> tuple[dict[str, str], list[Problem]]:
        figures: dict[str, str] = {}
        problems = []
        for id in ids:
            cell = line.figures.get(id)
            if cell is None:
                continue
            try:
                figure = self._reader(id)(cell.text)
            except UnreadableCell as error:
                problems.append(self._problem(error.code, error.what, cell, error.hint))
                continue
            if figure:
                figures[id] = figure
        return figures, problems

    def _reader(self, id: str) -> Callable[[str], str]:
        readers: Mapping[ColumnType, Callable[[str], str]] = {
            ColumnType.MONEY: lambda cell: read_money(cell, self.currency),
            ColumnType.PERCENT: _read_share,
        }
        return unless_damaged(readers.get(self.type_of(id), read_number))

    def _without_column(self, ids: Sequence[str]) -> Iterator[Problem]:
        known = {cell.text for cell in self.sheet.ids}
        for id in ids:
            if id not in known:
                yield Problem(
                    "RG404",
                    f"the monthly figures have no column {id!r}",
                    Place(self.path, sheet=self.sheet.name),
                    hint=f"write {id} into the row of ids above the months",
                )

    def _without_month(self) -> Iterator[Problem]:
        for line in self.sheet.months:
            if month_of(line.month.text) is None:
                what = (
                    f"{line.month.text!r} is not a month"
                    if line.month.text
                    else "the month is empty"
                )
                yield self._problem("RG408", what, line.month, "write it as 2026-10")

    def _missing(
        self, ids: Sequence[str], figures: Mapping[str, str], reported: Month
    ) -> Iterator[Problem]:
        row = next(
            (one.month.row for one in self.sheet.months if month_of(one.month.text) == reported),
            None,
        )
        columns = {cell.text: cell.column for cell in self.sheet.ids}
        for id in ids:
            if id not in figures:
                yield Problem(
                    "RG423",
                    f"{id!r} of {reported} has not been filled in",
                    Place(self.path, row, columns[id], sheet=self.sheet.name),
                    hint=f"write the figure into the row of {reported}",
                )

    def _problem(self, code: str, what: str, cell: SheetCell, hint: str) -> Problem:
        return Problem(
            code, what, Place(self.path, cell.row, cell.column, sheet=self.sheet.name), hint=hint
        )


def _read_share(cell: str) -> str:
    if cell.strip().rstrip("%") == cell.strip():
        raise UnreadableCell(f"{cell.strip()!r} has no percent sign", "write 27.6%, or 27.6 %")
    return read_percent(cell)


def _file(contents: FileBytes, sheet: KpiSheet, rows: int) -> FileRead:
    return FileRead(
        path=contents.found.path,
        sha256=contents.sha256,
        month=None,
        encoding="xlsx",
        rows_read=rows,
        rows_used=rows,
        rows_totals=0,
        rows_refused=0,
        sheet=sheet.name,
    )
