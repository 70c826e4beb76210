"""Monthly figures that are typed into a KPI sheet, read like any other source."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.model.columns import ColumnType
from tests.connectors.asking import Workspace, rows, told
from tests.connectors.books import book
from tests.kpi_sheets import filled_sheet

SHEET = {"type": "sheet", "path": "data/aoba/kpi_sheet.xlsx"}
ASKED = ("date", "k1", "k2", "k4")


def put(workspace: Workspace, content: bytes) -> None:
    workspace.put({"data/aoba/kpi_sheet.xlsx": content})


def test_a_sheet_gives_a_row_a_month_and_a_column_a_kpi(workspace: Workspace) -> None:
    put(workspace, filled_sheet())
    extract = workspace.ask(SHEET, *ASKED)
    assert rows(extract) == [
        ("2026-09-01", "2600000", "210", "0.255"),
        ("2026-10-01", "2650000", "215", "0.265"),
    ]
    assert list(extract.table["_row"]) == [42, 43]
    assert dict(extract.types) == {
        "date": ColumnType.DATE,
        "k1": ColumnType.MONEY,
        "k2": ColumnType.NUMBER,
        "k4": ColumnType.PERCENT,
    }
    (file,) = extract.files
    assert (file.path, file.sheet, file.rows_used) == ("data/aoba/kpi_sheet.xlsx", "KPIシート", 2)


def test_an_earlier_month_may_lack_a_figure(workspace: Workspace) -> None:
    put(workspace, filled_sheet(figures={"2026-09": {"k2": None}}))
    assert rows(workspace.ask(SHEET, *ASKED))[0] == ("2026-09-01", "2600000", "\\N", "0.255")


def test_a_month_may_be_written_as_people_write_it(workspace: Workspace) -> None:
    put(workspace, filled_sheet(extra=[("A43", "2026年10月"), ("A42", "2026/9")]))
    assert [row[0] for row in rows(workspace.ask(SHEET, *ASKED))] == ["2026-09-01", "2026-10-01"]


@pytest.mark.parametrize(
    ("figures", "extra", "expected"),
    [
        (
            {"2026-10": {"k2": None}},
            (),
            "KPIシート!C43 RG423 'k2' of 2026-10 has not been filled in"
            " | write the figure into the row of 2026-10",
        ),
        (
            {"2026-10": {"k2": "約200"}},
            (),
            "KPIシート!C43 RG408 '約200' is not a number | write digits, for example 1234.5, 1,234"
            " or -5",
        ),
        (
            {"2026-09": {"k4": 25.5}},
            (),
            "KPIシート!E42 RG408 '25.5' has no percent sign | write 27.6%, or 27.6 %",
        ),
        (
            {"2026-10": {"k1": "€5"}},
            (),
            "KPIシート!B43 RG418 '€5' is not in JPY | amounts of several currencies are never added"
            " up; set the source's `currency:`",
        ),
        (
            {"2026-10": {"k1": "=1+1"}},
            (),
            "KPIシート!B43 RG408 the formula's result is not in the file | open the workbook in a"
            " spreadsheet program, save it, and put it here again",
        ),
        ({}, [("A42", "先月")], "KPIシート!A42 RG408 '先月' is not a month | write it as 2026-10"),
        (
            {},
            [("A42", "2026-10")],
            "KPIシート!A43 RG412 2026-10 stands twice | keep one of the rows",
        ),
        (
            {},
            [("C30", "k20")],
            "KPIシート RG404 the monthly figures have no column 'k2'"
            " | write k2 into the row of ids above the months",
        ),
    ],
    ids=[
        "missing",
        "words",
        "a bare share",
        "another currency",
        "a formula",
        "no month",
        "a month twice",
        "no column",
    ],
)
def test_a_figure_that_cannot_be_read_is_told_at_its_cell(
    workspace: Workspace,
    figures: Mapping[str, Mapping[str, object]],
    extra: list[tuple[str, object]],
    expected: str,
) -> None:
    put(workspace, filled_sheet(figures=figures, extra=extra))
    (problem,) = workspace.problems(SHEET, *ASKED)
    assert told(problem) == f"data/aoba/kpi_sheet.xlsx {expected}"


def test_two_sheets_are_not_one_source(workspace: Workspace) -> None:
    workspace.put({"data/a.xlsx": filled_sheet(), "data/b.xlsx": filled_sheet()})
    (problem,) = workspace.problems(SHEET | {"path": "data/*.xlsx"}, *ASKED)
    assert problem.code == "RG412"


def test_a_workbook_of_another_kind_is_no_kpi_sheet(workspace: Workspace) -> None:

    put(workspace, book({"S": [("a", "b"), (1, 2)]}))
    (problem,) = workspace.problems(SHEET, *ASKED)
    assert problem.what == "no sheet of the workbook is a KPI sheet"
