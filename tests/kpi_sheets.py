"""KPI sheets as an account manager fills them in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.config.starting.sheet import Filled, new_sheet
from reportgen.model.period import Month
from reportgen.model.text import Language

FIELDS = {
    "会社名": "株式会社あおば",
    "報告書の言語": "日本語",
    "通貨": "JPY",
    "会計年度の開始月（1〜12）": 4,
    "誰に": "近隣の新規のお客様",
    "何を": "初回の来店",
    "月にいくら": 3_000_000,
    "いつまでに（年-月）": "2027-03",
}
KPIS = {
    "k1": {"指標": "月の売上", "種類": "成果", "単位": "金額", "よい方向": "増やす"},
    "k2": {
        "指標": "来店数",
        "何につながるか（記号）": "k1",
        "種類": "成果",
        "単位": "件数",
        "よい方向": "増やす",
        "月の目標": 300,
        "見直しライン": "下回ったら",
        "その値": 150,
        "何か月続いたら": 2,
        "そのときの行動": "チラシを見直す",
    },
    "k3": {
        "指標": "予約ページの訪問",
        "短い名前": "予約訪問",
        "何につながるか（記号）": "k2",
        "種類": "先行",
        "単位": "件数",
        "よい方向": "増やす",
        "月の目標": "2,000",
        "いつまでに": "2026-12",
        "効くまでの月数": 1,
    },
    "k4": {
        "指標": "再来の割合",
        "何につながるか（記号）": "k1",
        "種類": "先行",
        "単位": "割合（%）",
        "よい方向": "増やす",
        "月の目標": "25%",
        "効くまでの月数": 2,
    },
}
FIGURES = {
    "2026-09": {"k1": 2_600_000, "k2": 210, "k3": 1_300, "k4": "25.5%"},
    "2026-10": {"k1": 2_650_000, "k2": 215, "k3": "1,420", "k4": "26.5%"},
}


def filled_sheet(
    fields: Mapping[str, object] | None = None,
    kpis: Mapping[str, Mapping[str, object]] | None = None,
    figures: Mapping[str, Mapping[str, object]] | None = None,
    *,
    extra: Sequence[tuple[str, object]] = (),
) -> bytes:
    """The sheet above with these changes; `extra` are cells by their place."""
    content = new_sheet(Language.JA, Month(2026, 10), Filled())
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for label, value in (FIELDS | dict(fields or {})).items():
        sheet.cell(_row(sheet, label), 2).value = value
    headers = {cell.value: cell.column for cell in sheet[_row(sheet, "記号")]}
    for id, answers in {**KPIS, **(kpis or {})}.items():
        for header, value in {**KPIS.get(id, {}), **answers}.items():
            sheet.cell(_row(sheet, id), headers[header]).value = value
    start = _row(sheet, "月")
    ids = {cell.value: cell.column for cell in sheet[start]}
    months = {
        f"{sheet.cell(row, 1).value:%Y-%m}": row for row in range(start + 1, sheet.max_row + 1)
    }
    for month, values in {**FIGURES, **(figures or {})}.items():
        for id, value in {**FIGURES.get(month, {}), **values}.items():
            cell = sheet.cell(months[month], ids[id])
            cell.value = value
    for place, value in extra:
        sheet[place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _row(sheet: Worksheet, label: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label)
