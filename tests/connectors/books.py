"""Workbooks written by hand for tests, and the ways in which their parts can be broken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]


def book(sheets: Mapping[str, Rows], change: Callable[[Worksheet], object] | None = None) -> bytes:
    """A workbook of these sheets; `change` may alter each of them."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if change is not None:
            change(sheet)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one of its parts changed, or added where it has none of the name."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_cells(data: bytes, old: str, new: str) -> bytes:
    """The workbook with a part of its first sheet's XML replaced."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, content
        return content.replace(old.encode(), new.encode(), 1)

    return with_part(data, SHEET, change)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def by_hand(cells: str, shared_strings: str) -> bytes:
    """A workbook as spreadsheet programs write it, of one sheet; style 1 is a date."""
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{_PACKAGE}/content-types'>"
        "<Default Extension='rels'"
        " ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        + "".join(
            f"<Override PartName='/xl/{name}.xml' ContentType='{_TYPE}.{kind}+xml'/>"
            for name, kind in (
                ("workbook", "sheet.main"),
                ("worksheets/sheet1", "worksheet"),
                ("sharedStrings", "sharedStrings"),
                ("styles", "styles"),
            )
        )
        + "</Types>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f"<workbook xmlns='{_MAIN}' xmlns:r='{_OFFICE}'><sheets>"
        "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            {
                "rId1": ("worksheet", "worksheets/sheet1.xml"),
                "rId2": ("sharedStrings", "sharedStrings.xml"),
                "rId3": ("styles", "styles.xml"),
            }
        ),
        "xl/styles.xml": f"<styleSheet xmlns='{_MAIN}'><fonts><font/></fonts>"
        "<fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        "<cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{_MAIN}'>{shared_strings}</sst>",
        SHEET: f"<worksheet xmlns='{_MAIN}'><sheetData>{cells}</sheetData></worksheet>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f"<?xml version='1.0' encoding='UTF-8'?>{content}")
    return written.getvalue()


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f"<Relationship Id='{id}' Type='{_OFFICE}/{kind}' Target='{target}'/>"
        for id, (kind, target) in targets.items()
    )
    return f"<Relationships xmlns='{_PACKAGE}/relationships'>{listed}</Relationships>"
