"""Workbooks: a cell is what its sheet shows, or it is refused with its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.connectors.workbooks import package
from reportgen.errors import Level
from tests.connectors.asking import Workspace, rows, told
from tests.connectors.books import SHEET, book, by_hand, saved, with_cells, with_part

SALES = {
    "type": "xlsx",
    "path": "inbox/sales.xlsx",
    "columns": {
        "日付": {"as": "date", "type": "date"},
        "店舗": {"as": "shop"},
        "売上": {"as": "sales", "type": "money"},
        "率": {"as": "rate", "type": "percent"},
    },
}
HEADER = ("日付", "店舗", "売上")
TABLE = [HEADER, (date(2026, 10, 1), "本店", 1200), (date(2026, 10, 2), "支店", 800.5)]


def put(workspace: Workspace, data: bytes) -> None:
    workspace.put({"inbox/sales.xlsx": data})


def test_a_sheet_reads_like_an_export(workspace: Workspace) -> None:
    put(workspace, book({"Sheet1": TABLE}))
    extract = workspace.ask(SALES, "date", "shop", "sales")
    assert rows(extract) == [("2026-10-01", "本店", "1200"), ("2026-10-02", "支店", "800.5")]
    (file,) = extract.files
    assert (file.encoding, file.sheet, file.rows_read, file.rows_used) == ("xlsx", "Sheet1", 2, 2)
    assert list(extract.table["_row"]) == [2, 3]


def test_the_header_may_stand_below_a_title_and_blank_rows(workspace: Workspace) -> None:
    put(workspace, book({"売上": [("10月の売上",), (), (), *TABLE]}))
    assert list(workspace.ask(SALES, "date", "sales").table["_row"]) == [5, 6]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1234567.1, "#,##0", "1234567.1"),
        (123456789012345, "General", "123456789012345"),
        (-5, "General", "-5"),
        (1000, "[$¥-411]#,##0", "1000"),
        ("¥1,234", "General", "1234"),
        ("１，２３４", "General", "1234"),
        ("▲500", "General", "-500"),
        ("--", "General", ""),
        ("", "General", ""),
    ],
)
def test_an_amount_is_exact(
    workspace: Workspace, value: object, number_format: str, expected: str
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C2"].number_format = number_format

    put(workspace, book({"S": [HEADER, (date(2026, 10, 1), "本店", value)]}, change))
    assert rows(workspace.ask(SALES, "date", "sales"))[0][1] == expected


@pytest.mark.parametrize(
    ("value", "number_format", "what"),
    [
        (2.82e18, "General", "'2.82E+18' is not an amount of money"),
        (1000, "[$€-407]#,##0", "'€1000' is not in JPY"),
        (0.5, "0%", "'50%' is not an amount of money"),
        ("#REF!", "General", "the spreadsheet's formula failed: #REF!"),
        ("#N/A", "General", "the spreadsheet's formula failed: #N/A"),
        ("=SUM(A1:A2)", "General", "the formula's result is not in the file"),
        (True, "General", "'TRUE' is not in JPY"),
        (datetime(2026, 10, 1, 9), "General", "'2026-10-01 09:00:00' is not an amount of money"),
        ("< 10", "General", "'< 10' is not told exactly by the tool"),
    ],
)
def test_what_is_no_amount_is_refused_at_its_cell(
    workspace: Workspace, value: object, number_format: str, what: str
) -> None:
    def change(sheet: Worksheet) -> None:
        if number_format != "General":
            sheet["C3"].number_format = number_format

    put(workspace, book({"10月": [*TABLE[:2], (date(2026, 10, 2), "支店", value)]}, change))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert problem.what == what
    assert (str(problem.place), problem.place.field) == ("inbox/sales.xlsx 10月!C3", "売上")


def test_a_failed_formula_is_refused_as_text_too(workspace: Workspace) -> None:
    put(workspace, book({"S": [*TABLE, (date(2026, 10, 3), "#VALUE!", 1)]}))
    (problem,) = workspace.problems(SALES, "date", "shop")
    assert told(problem) == (
        "inbox/sales.xlsx S!B4 RG408 the spreadsheet's formula failed: #VALUE!"
        " | mend the formula, or export again from the tool itself"
    )


@pytest.mark.parametrize("id", [2.82e18, 2_820_000_000_000_000_001, 1234567890123456])
def test_an_id_that_lost_its_digits_is_refused(workspace: Workspace, id: float) -> None:
    put(workspace, book({"S": [*TABLE, (date(2026, 10, 3), id, 1)]}))
    (problem,) = workspace.problems(SALES, "date", "shop")
    assert (problem.code, str(problem.place)) == ("RG408", "inbox/sales.xlsx S!B4")
    assert problem.what.endswith("is an id that lost its digits")


def test_a_damaged_column_that_is_not_read_is_no_matter(workspace: Workspace) -> None:
    wide = [(*row, note) for row, note in zip(TABLE, ["備考", "#REF!", "=1+1"], strict=True)]
    put(workspace, book({"S": wide}))
    assert len(workspace.ask(SALES, "date", "sales").table) == 2


def test_a_formula_is_read_as_its_result(workspace: Workspace) -> None:
    data = book({"S": [*TABLE, (date(2026, 10, 3), "本店", "=C2+C3")]})
    put(workspace, with_cells(data, "<f>C2+C3</f><v />", "<f>C2+C3</f><v>2000.5</v>"))
    assert rows(workspace.ask(SALES, "date", "sales"))[2] == ("2026-10-03", "2000.5")


def test_a_share_is_a_number_shown_as_a_percentage(workspace: Workspace) -> None:
    rates = [("日付", "率"), (date(2026, 10, 1), 0.276), (date(2026, 10, 2), 0.3)]

    def percent(sheet: Worksheet) -> None:
        sheet["B2"].number_format = sheet["B3"].number_format = "0.0%"

    put(workspace, book({"S": rates}, percent))
    assert [row[1] for row in rows(workspace.ask(SALES, "date", "rate"))] == ["0.276", "0.3"]
    put(workspace, book({"S": rates}))
    (problem,) = workspace.problems(SALES, "date", "rate")
    assert (str(problem.place), problem.place.rows) == ("inbox/sales.xlsx S!B2", (3,))
    assert problem.what == "2 cells are numbers without a percent sign"


def test_both_date_systems_tell_the_same_day(workspace: Workspace) -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    for row in TABLE:
        made.worksheets[0].append(list(row))
    put(workspace, saved(made))
    assert rows(workspace.ask(SALES, "date", "sales"))[0] == ("2026-10-01", "1200")


def test_a_date_that_may_be_a_month_and_a_bare_serial_number_are_refused(
    workspace: Workspace,
) -> None:
    put(workspace, book({"S": [HEADER, ("08/10/2026", "本店", 1), ("09/10/2026", "支店", 1)]}))
    assert {one.code for one in workspace.problems(SALES, "date", "sales")} == {"RG409"}
    put(workspace, book({"S": [HEADER, (46296, "本店", 1)]}))
    assert workspace.problems(SALES, "date", "sales")[0].what == "'46296' is not a date"


def test_merged_cells_are_refused_where_they_are_read(workspace: Workspace) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("B3:B4")
        sheet.merge_cells("E2:F4")

    put(workspace, book({"S": [("売上表",), *TABLE]}, change))
    assert len(workspace.ask(SALES, "date", "sales").table) == 2
    (problem,) = workspace.problems(SALES, "date", "shop")
    assert (str(problem.place), problem.what) == (
        "inbox/sales.xlsx S!B4",
        "the cell is merged with others, which hold the value",
    )


def test_a_merged_cell_that_is_not_even_in_the_file_is_refused(workspace: Workspace) -> None:
    data = book({"S": [*TABLE[:2], (date(2026, 10, 2), "支店")]})
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
    put(workspace, with_cells(data, "</sheetData>", merged))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert str(problem.place) == "inbox/sales.xlsx S!C3"


def test_notes_in_the_margin_are_refused(workspace: Workspace) -> None:
    put(workspace, book({"S": [*TABLE[:2], (*TABLE[2], None, "要確認")]}))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert str(problem.place) == "inbox/sales.xlsx S row 3"
    assert problem.what == "the row has 5 cells, the header has 3"


def test_shared_strings_are_read_without_their_furigana(workspace: Workspace) -> None:
    reading = '<rPh sb="0" eb="1"><t>ヨミ</t></rPh>'
    strings = ("<t>日付</t>", "<r><t>売</t></r><r><t>上</t></r>")
    shared = "".join(f"<si>{one}{reading}</si>" for one in strings)
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" s="1"><v>46296</v></c><c r="B2"><v>1.2E3</v></c></row>'
    )
    put(workspace, by_hand(cells, shared))
    assert rows(workspace.ask(SALES, "date", "sales")) == [("2026-10-01", "1200")]


# ---- which sheet


def test_the_sheet_with_the_columns_is_read(workspace: Workspace) -> None:
    others = {"表紙": [("報告書",)], "部分": [("日付", "店舗"), ("x", "y")]}
    put(workspace, book({**others, "売上": TABLE}))
    assert workspace.ask(SALES, "date", "sales").files[0].sheet == "売上"


def test_two_sheets_with_the_columns_are_refused(workspace: Workspace) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden" if sheet.title == "控え" else "visible"

    put(workspace, book({"9月": TABLE, "10月": TABLE, "控え": TABLE}, change))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert told(problem) == (
        "inbox/sales.xlsx RG432 several sheets have the columns: '9月', '10月', '控え' (hidden)"
        " | keep one of them in the workbook"
    )


def test_no_sheet_with_the_columns_is_refused(workspace: Workspace) -> None:
    put(workspace, book({"A": [("x", "y")], "B": []}))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert problem.what == "no sheet has the columns; the sheets are 'A', 'B'"


def test_a_missing_column_is_told_with_its_sheet(workspace: Workspace) -> None:
    put(workspace, book({"S": [("日付", "店舗"), (date(2026, 10, 1), "本店")]}))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert (problem.code, str(problem.place)) == ("RG404", "inbox/sales.xlsx S row 1")


def test_what_is_hidden_is_read_and_said(workspace: Workspace) -> None:
    def hide_row(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    put(workspace, book({"S": TABLE}, hide_row))
    extract = workspace.ask(SALES, "date", "sales")
    (problem,) = extract.problems
    assert (problem.code, problem.level, problem.what, str(problem.place)) == (
        "RG433",
        Level.WARNING,
        "hidden rows are read: 1",
        "inbox/sales.xlsx S row 3",
    )
    assert len(extract.table) == 2


def test_an_unreadable_id_twice_and_a_missing_month_name_their_sheet(workspace: Workspace) -> None:
    put(workspace, book({"S": [*TABLE[:2], (date(2026, 10, 1), "本店", 999)]}))
    (problem,) = workspace.problems(SALES | {"unique_by": ["shop"]}, "date", "sales")
    assert (problem.code, str(problem.place)) == ("RG414", "inbox/sales.xlsx S row 2")
    put(workspace, book({"S": [HEADER, (date(2026, 9, 1), "本店", 1)]}))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert (problem.code, str(problem.place)) == ("RG415", "inbox/sales.xlsx S")


def test_any_dialect_may_come_as_a_workbook(workspace: Workspace) -> None:
    deals = [
        ("Record ID", "Deal Stage", "Amount", "Close Date", "Create Date"),
        (8123456789012, "Closed won", 1000, datetime(2026, 10, 20, 18), datetime(2026, 10, 1, 9)),
    ]
    workspace.put({"inbox/deals.xlsx": book({"deals": deals})})
    source = {"type": "hubspot", "path": "inbox/deals.xlsx"}
    assert rows(workspace.ask(source, "deal_id", "stage", "won_on")) == [
        ("8123456789012", "won", "2026-10-20T18:00:00+09:00")
    ]


# ---- hostile workbooks

GOOD = book({"S": TABLE})


def _zip(*parts: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


def _sheet(change: Callable[[bytes], bytes]) -> bytes:
    return with_part(GOOD, SHEET, change)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'

HOSTILE = {
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old (.xls) workbook"),
    "macros": (with_part(GOOD, "xl/vbaProject.bin", lambda _: b"x"), "holds macros"),
    "own XML": (_sheet(lambda xml: DOCTYPE + xml), "declares XML of its own"),
    "own XML in 16 bits": (
        _sheet(lambda xml: ("\ufeff" + (DOCTYPE + xml).decode()).encode("utf-16-le")),
        "declares XML of its own",
    ),
    "cut off": (_sheet(lambda xml: xml[: len(xml) // 2]), "cannot be read"),
    "no workbook": (_zip(("[Content_Types].xml", b"<Types/>")), "cannot be read"),
    "no XML": (_sheet(lambda _: b"\0\1\2"), "cannot be read"),
    "a string that is none": (
        with_cells(GOOD, 't="inlineStr"><is><t>日付</t></is>', 't="s"><v>9999</v>'),
        "cannot be read",
    ),
    "a row far below": (
        _sheet(lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999"')),
        "more than 1,048,576 rows",
    ),
    "one cell as large as the sheet": (
        with_cells(
            GOOD,
            "</sheetData>",
            '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        "more than 1,048,576 rows or 20,000,000 cells",
    ),
    "a cell far right": (
        _sheet(lambda xml: xml.replace(b'r="C3"', b'r="XFD3"')),
        "more than 2,000 columns",
    ),
}


@pytest.mark.parametrize(("data", "what"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_refused_and_never_a_traceback(
    workspace: Workspace, data: bytes, what: str
) -> None:
    put(workspace, data)
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert problem.code == "RG406"
    assert what in problem.what


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 1_000_000)
    put(workspace, with_part(GOOD, "xl/media/image1.png", lambda _: b"\0" * 2_000_000))
    (problem,) = workspace.problems(SALES, "date", "sales")
    assert problem.what.startswith("the workbook unpacks to 2,0")


def test_a_sheet_that_says_it_is_huge_and_is_not_is_read(workspace: Workspace) -> None:
    put(workspace, with_cells(GOOD, 'ref="A1:C3"', 'ref="A1:XFD1048576"'))
    assert len(workspace.ask(SALES, "date", "sales").table) == 2


def test_styled_cells_without_a_value_are_nothing(workspace: Workspace) -> None:
    styled = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    put(workspace, with_cells(GOOD, "</sheetData>", styled))
    assert len(workspace.ask(SALES, "date", "sales").table) == 2


def test_links_to_other_workbooks_are_not_followed(workspace: Workspace) -> None:
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    put(workspace, with_part(GOOD, "xl/externalLinks/_rels/externalLink1.xml.rels", lambda _: link))
    assert len(workspace.ask(SALES, "date", "sales").table) == 2
