"""A filled KPI sheet: every answer that cannot be read is told at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from reportgen.config.starting.from_sheet import SheetClient, client_of_sheet
from reportgen.connectors.kpi_sheet import sheet_in
from reportgen.connectors.workbooks.workbook import Workbook
from tests.kpi_sheets import filled_sheet


def made(
    fields: Mapping[str, object] | None = None,
    kpis: Mapping[str, Mapping[str, object]] | None = None,
) -> SheetClient:
    sheet = sheet_in(Workbook.checked(filled_sheet(fields, kpis), "sheet.xlsx"))
    return client_of_sheet("aoba", "sheet.xlsx", sheet)


Mistake = tuple[Mapping[str, object], Mapping[str, Mapping[str, object]], str, str]

MISTAKES: Mapping[str, Mistake] = {
    "no name": ({"会社名": None}, {}, "B4", "the company's name is empty"),
    "no goal": ({"月にいくら": None}, {}, "B12", "the goal does not say how much a month"),
    "no day": ({"いつまでに（年-月）": None}, {}, "B13", "the goal does not say by when"),
    "a day that is none": (
        {"いつまでに（年-月）": "来年の春"},
        {},
        "B13",
        "'来年の春' is not a month",
    ),
    "a currency that is none": ({"通貨": "円"}, {}, "B6", "'円' is not a currency"),
    "a month that is none": (
        {"会計年度の開始月（1〜12）": 13},
        {},
        "B7",
        "'13' is not a month of the year",
    ),
    "a goal in words": ({"月にいくら": "300万"}, {}, "B12", "'300万' is not a number"),
    "another goal below": (
        {},
        {"k1": {"月の目標": 5}},
        "H17",
        "'5' is not what the goal above says, '3000000'",
    ),
    "a word that is none": (
        {},
        {"k2": {"種類": "結果"}},
        "E18",
        "'結果' is none of the words to choose from",
    ),
    "no unit": ({}, {"k2": {"単位": None}}, "F18", "it is empty"),
    "leads to nothing": (
        {},
        {"k3": {"何につながるか（記号）": None}},
        "D19",
        "it does not say to which KPI this one leads",
    ),
    "leads to nobody": (
        {},
        {"k3": {"何につながるか（記号）": "k9"}},
        "D19",
        "'k9' is no other KPI",
    ),
    "a circle": (
        {},
        {"k2": {"何につながるか（記号）": "k3"}},
        "D18",
        "'k2' leads to itself by way of others",
    ),
    "an id twice": ({}, {"k4": {"記号": "k2"}}, "A20", "the id 'k2' stands twice"),
    "a bad id": ({}, {"k4": {"記号": "4番"}}, "A20", "'4番' cannot be an id"),
    "a target without its sign": (
        {},
        {"k4": {"月の目標": 25}},
        "H20",
        "'25' has no percent sign",
    ),
    "a sign too many": ({}, {"k2": {"月の目標": "30%"}}, "H18", "'30%' has a percent sign"),
    "half a stop line": (
        {},
        {"k2": {"そのときの行動": None}},
        "N18",
        "the stop line of 'k2' does not say what is done",
    ),
    "a lag in words": (
        {},
        {"k3": {"効くまでの月数": "翌月"}},
        "J19",
        "'翌月' is not a count of months",
    ),
    "a long name": (
        {},
        {"k3": {"短い名前": None, "指標": "予約ページをご覧になった方の数"}},
        "C19",
        "the name of 'k3' is too long for the tree",
    ),
}


@pytest.mark.parametrize(("fields", "kpis", "cell", "what"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_cell(
    fields: Mapping[str, object],
    kpis: Mapping[str, Mapping[str, object]],
    cell: str,
    what: str,
) -> None:
    told = [(one.code, str(one.place), one.what) for one in made(fields, kpis).problems]
    assert ("RG180", f"sheet.xlsx KPIシート!{cell}", what) in told


def test_a_sheet_without_kpis_says_so_once() -> None:
    sheet = sheet_in(Workbook.checked(filled_sheet(), "sheet.xlsx"))
    empty = client_of_sheet("aoba", "sheet.xlsx", replace(sheet, kpis=()))
    assert [one.what for one in empty.problems] == ["the table of KPIs is empty"]


def test_money_may_be_written_as_people_write_it() -> None:
    lines = made({"月にいくら": "¥3,000,000"}, {"k2": {"月の目標": "３００"}}).text
    assert "      value: 3000000\n" in lines
    assert "      value: 300\n" in lines


def test_words_of_any_kind_stay_words() -> None:
    text = made({"誰に": 'a: "b" # c', "何を": "- x"}).text
    assert '  who: "a: \\"b\\" # c"\n' in text
    assert '  what: "- x"\n' in text


def test_what_nobody_answered_is_usual() -> None:
    text = made({"報告書の言語": None, "会計年度の開始月（1〜12）": None}).text
    assert "  language: ja\n  timezone: Asia/Tokyo\n" in text
    assert "  fiscal_year_starts: 4\n" in text
