"""What the reader sees in a file that no client has declared."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.connectors.inspecting.inspection import Inspection, inspect
from reportgen.errors import DataRefused, Problem, UsageFailed
from tests.connectors.asking import told
from tests.connectors.books import Rows, book
from tests.connectors.exports import EXPORTS, GA4_EXPORT, GOOGLE_ADS, JAPANESE_CRM, SALESFORCE


def seen(folder: Path, content: str | bytes, name: str = "export.csv") -> Inspection:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return inspect(file)


def refused(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(DataRefused) as stopped:
        seen(folder, content)
    return stopped.value.problems


def sums(inspection: Inspection, table: int = 0) -> dict[str, Decimal]:
    columns = inspection.tables[table].columns
    return {one.header: one.sum for one in columns if one.sum is not None}


def types(inspection: Inspection) -> dict[str, str]:
    return {one.header: str(one.type) for one in inspection.tables[0].columns}


def said(inspection: Inspection) -> list[str]:
    return [f"{one.level} {one.code} {one.place.line} {one.what}" for one in inspection.problems]


# ---- which tool wrote it


@pytest.mark.parametrize("type", EXPORTS)
def test_every_tools_export_is_recognised_by_its_headers(tmp_path: Path, type: str) -> None:
    inspection = seen(tmp_path, EXPORTS[type], "export")
    assert inspection.dialect == type
    assert inspection.errors == ()


@pytest.mark.parametrize(
    ("type", "used", "totals", "expected"),
    [
        ("google_ads", 2, 2, {"Cost": "8556.3", "Impr.": "1500", "Conversions": "1.5"}),
        ("meta_ads", 2, 1, {"Amount spent (JPY)": "150", "Impressions": "300", "Results": "2"}),
        ("yahoo_ads", 2, 1, {"コスト": "8300", "クリック数": "83"}),
        ("line_ads", 2, 0, {"ご利用金額": "15000", "インプレッション数": "21350"}),
        ("microsoft_ads", 2, 0, {"Spend": "8300", "Impressions": "2184"}),
        ("ga4_export", 2, 1, {"セッション": "17"}),
        ("search_console", 2, 0, {"Clicks": "27", "Impressions": "400"}),
        ("shopify_orders", 2, 0, {"Total": "105.4", "Lineitem quantity": "4"}),
        ("salesforce", 2, 0, {"Amount": "1500000"}),
        ("hubspot", 2, 0, {"Amount": "350000"}),
        ("zoho", 2, 0, {"Amount": "3000"}),
        ("pipedrive", 2, 0, {"Deal - Value": "3000"}),
        ("kintone", 2, 0, {"受注金額": "1200000"}),
        ("csv", 3, 0, {"金額": "1950000.5"}),
    ],
)
def test_sums_are_exact_and_of_the_used_rows_without_totals(
    tmp_path: Path, type: str, used: int, totals: int, expected: dict[str, str]
) -> None:
    inspection = seen(tmp_path, EXPORTS[type])
    rows = inspection.tables[0].rows
    assert (rows.used, rows.totals, rows.refused) == (used, totals, 0)
    found = sums(inspection)
    assert {header: found[header] for header in expected} == {
        header: Decimal(text) for header, text in expected.items()
    }


def test_a_file_is_told_with_its_days_currency_encoding_and_delimiter(tmp_path: Path) -> None:
    inspection = seen(tmp_path, EXPORTS["google_ads"])
    (table,) = inspection.tables
    assert (inspection.encoding, inspection.delimiter) == ("utf-16", "\t")
    assert table.days is not None
    assert (str(table.days.start), str(table.days.end)) == ("2026-10-01", "2026-10-31")
    assert table.currency == "JPY"


def test_counts_of_people_and_positions_are_never_summed(tmp_path: Path) -> None:
    users = GA4_EXPORT.replace("セッション\n,,17", "アクティブ ユーザー\n,,17")
    assert sums(seen(tmp_path, users)) == {}
    assert "Position" not in sums(seen(tmp_path, EXPORTS["search_console"]))


def test_two_tools_that_write_the_same_headers_are_both_named(tmp_path: Path) -> None:
    either = "Day,Campaign name,Cost,Impressions,Clicks\n2026-10-01,Brand,10,20,3\n"
    inspection = seen(tmp_path, either)
    assert {inspection.dialect, *inspection.others} == {"yahoo_ads", "line_ads"}
    assert said(inspection) == [
        "warning RG419 1 exports of yahoo_ads and line_ads have these headers; "
        "the file is read as yahoo_ads"
    ]


def test_a_crm_without_its_flags_is_recognised_and_says_what_is_missing(tmp_path: Path) -> None:
    lines = [line.split(",") for line in SALESFORCE.splitlines()]
    bare = "\n".join(",".join([*cells[:6], cells[8]]) for cells in lines)
    inspection = seen(tmp_path, bare)
    assert (inspection.dialect, inspection.errors) == ("salesforce", ())
    assert [problem.code for problem in inspection.problems] == ["RG404"]


def test_totals_that_are_not_the_sum_of_the_rows_are_refused(tmp_path: Path) -> None:
    short = GOOGLE_ADS.replace("\t8556.30\t", "\t9000\t")
    inspection = seen(tmp_path, short)
    assert [(one.code, one.place.line) for one in inspection.errors] == [("RG417", 6)]


# ---- every table


def test_an_empty_table_is_listed_in_its_place(tmp_path: Path) -> None:
    empty = "# 20261001-20261031\n\nDate,Event name,Event count\n\n"
    inspection = seen(tmp_path, empty + GA4_EXPORT + "\n" + empty)
    first, second, third = inspection.tables
    assert [one.rows.used for one in inspection.tables] == [0, 2, 0]
    assert [one.name for one in inspection.tables] == [f"export.csv ({n})" for n in (1, 2, 3)]
    assert [one.header for one in third.columns] == ["Date", "Event name", "Event count"]
    assert first.columns[2].sum is None
    assert second.days is not None


def test_an_archive_has_a_table_a_member(tmp_path: Path) -> None:
    inspection = seen(tmp_path, EXPORTS["search_console"], "export.zip")
    assert [(one.name, one.rows.used) for one in inspection.tables] == [
        ("Chart.csv", 2),
        ("Queries.csv", 1),
        ("Search appearance.csv", 0),
        ("Filters.csv", 0),
    ]


def test_a_workbook_has_a_table_a_sheet_and_sheets_of_notes_are_named(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Notes": [["made by hand"]],
        "Deals": [["Deal", "Amount"], ["D-1", 100], ["D-2", 250.5]],
        "Visits": [["Date", "Visits"], ["2026-10-01", 7], ["2026-10-02", 8]],
    }
    inspection = seen(tmp_path, book(sheets), "export.xlsx")
    assert (inspection.dialect, inspection.encoding, inspection.delimiter) == ("xlsx", "xlsx", None)
    assert [one.name for one in inspection.tables] == ["Deals", "Visits"]
    assert sums(inspection) == {"Amount": Decimal("350.5")}
    assert sums(inspection, 1) == {"Visits": Decimal(15)}
    assert "sheets that hold no such table are not read: 'Notes'" in said(inspection)[0]


def test_a_tools_export_may_be_a_workbook(tmp_path: Path) -> None:
    rows: Rows = [["Day", "Campaign", "Cost", "Clicks"], ["2026-10-01", "Brand", 7556, 41]]
    inspection = seen(tmp_path, book({"Report": rows}), "export.xlsx")
    assert (inspection.dialect, inspection.encoding) == ("google_ads", "xlsx")
    assert sums(inspection) == {"Cost": Decimal(7556), "Clicks": Decimal(41)}


# ---- tables of no tool


def test_the_types_of_an_own_table_are_inferred_and_marked(tmp_path: Path) -> None:
    text = (
        "No.,日付,時刻,件数,売上,率,区分,郵便番号\n"
        '001,2026-10-01,2026-10-01 09:30,"1,200",￥300,12.5%,新規,0600001\n'
        "002,2026-10-02,2026-10-02 10:00,▲3,￥250,5%,新規,0600002\n"
    )
    inspection = seen(tmp_path, text)
    assert types(inspection) == {
        "No.": "text",
        "日付": "date",
        "時刻": "datetime",
        "件数": "number",
        "売上": "money",
        "率": "percent",
        "区分": "text",
        "郵便番号": "text",
    }
    assert sums(inspection) == {"件数": Decimal(1197), "売上": Decimal(550)}
    assert all(one.is_inferred for one in inspection.tables[0].columns)


def test_utf_16_with_tabs_is_read_and_lines_above_the_header_are_passed_over(
    tmp_path: Path,
) -> None:
    text = "月次\n出力 2026-11-01\n件名\t件数\t備考\n甲\t3\t\n乙\t４\tx\n"
    inspection = seen(tmp_path, text.encode("utf-16"))
    assert (inspection.encoding, inspection.delimiter) == ("utf-16", "\t")
    assert inspection.tables[0].line == 3
    assert sums(inspection) == {"件数": Decimal(7)}


def test_one_day_above_12_decides_the_order_of_a_column_and_is_told(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "When,Visits\n08/10/2026,1\n31/10/2026,2\n")
    (table,) = inspection.tables
    assert table.days is not None
    assert (str(table.days.start), str(table.days.end)) == ("2026-10-08", "2026-10-31")
    assert said(inspection)[0].startswith(
        "warning RG440 3 dates of 'When' are read with the day first"
    )


def test_an_order_that_nothing_decides_is_refused_with_its_lines(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "When,Visits\n08/10/2026,1\n09/10/2026,2\n")
    assert [told(one) for one in inspection.errors] == [
        f"{tmp_path}/export.csv:{line} RG409 '{day}' can be read with the day or with the month "
        "first | export dates as YYYY-MM-DD, for example 2026-10-08"
        for line, day in ((2, "08/10/2026"), (3, "09/10/2026"))
    ]
    (table,) = inspection.tables
    assert (table.rows.used, table.rows.refused) == (0, 2)
    assert sums(inspection) == {}


def test_days_of_both_orders_are_refused(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "When,Visits\n31/10/2026,1\n10/30/2026,2\n")
    assert [one.code for one in inspection.errors] == ["RG409"]


def test_a_column_that_is_nearly_all_numbers_tells_the_odd_cells_by_line_alone(
    tmp_path: Path,
) -> None:
    lines = "".join(f"A{n},{n}\n" for n in range(2, 12))
    inspection = seen(tmp_path, f"Name,Visits\n{lines}Sato,secret\n")
    assert said(inspection) == [
        "warning RG408 12 the column 'Visits' is taken for text: "
        "1 of its cells do not hold a number"
    ]


def test_amounts_of_several_currencies_have_no_sum(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "Item,Price,Currency\nA,10,JPY\nB,20,EUR\n")
    assert inspection.tables[0].currency is None
    assert sums(inspection) == {}
    assert [one.code for one in inspection.problems] == ["RG418"]


def test_a_currency_may_stand_in_a_header_or_in_the_cells(tmp_path: Path) -> None:
    in_header = seen(tmp_path, "Item,Price (EUR)\nA,10.50\n")
    in_cells = seen(tmp_path, 'Item,Price\nA,US$10\nB,"US$1,000"\n')
    assert [one.tables[0].currency for one in (in_header, in_cells)] == ["EUR", "USD"]
    assert sums(in_cells) == {"Price": Decimal(1010)}


def test_a_yen_sign_may_mean_two_currencies_and_names_none(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "Item,Price\nA,¥10\n")
    assert inspection.tables[0].currency is None
    assert sums(inspection) == {"Price": Decimal(10)}


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "Item,Price\n")
    assert inspection.tables[0].rows.read == 0
    assert [one.code for one in inspection.problems] == ["RG403"]


# ---- what is refused


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "RG403", None),
        (b"Item,Pr\0ice\nA,1\n", "RG406", 1),
        (b"just some words\nand more\n", "RG419", 1),
        (b"2026-10-01,5\n2026-10-02,6\n", "RG419", 1),
        (b'Item,Price\nA,"1\n', "RG407", 2),
        (b"Item,Price\ncaf\xe9 \xff,1\n", "RG405", 2),
        (b"PK\x03\x04 broken", "RG442", None),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(
    tmp_path: Path, content: bytes, code: str, line: int | None
) -> None:
    (problem,) = refused(tmp_path, content)
    assert (problem.code, problem.place.line) == (code, line)


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    inspection = seen(tmp_path, "Item,Price\nA,1\nB,1,000\n")
    assert [(one.code, one.place.line) for one in inspection.errors] == [("RG407", 3)]


def test_a_path_without_a_file_is_a_mistake_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageFailed, match="there is no file"):
        inspect(tmp_path / "nothing.csv")
    with pytest.raises(UsageFailed, match="is a folder"):
        inspect(tmp_path)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/real.csv").write_text(JAPANESE_CRM, encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a/real.csv")
    assert inspect(tmp_path / "link.csv").dialect == "csv"


def test_results_that_count_different_things_have_no_sum(tmp_path: Path) -> None:
    text = (
        "Campaign name,Day,Impressions,Results,Result indicator,Amount spent (JPY)\n"
        "A,2026-10-01,5,1,actions:purchase,10\n"
        "B,2026-10-01,5,2,actions:lead,20\n"
        "C,2026-10-01,5,,,30\n"
    )
    inspection = seen(tmp_path, text)
    assert sums(inspection) == {"Impressions": 15, "Amount spent (JPY)": 60}
    assert said(inspection) == [
        "warning RG421 3 the results of this file count different things:"
        " actions:lead, actions:purchase"
    ]
    assert sums(seen(tmp_path, text.replace("lead", "purchase")))["Results"] == 3


def test_rows_of_several_days_speak_of_all_of_them(tmp_path: Path) -> None:
    text = (
        "Campaign name,Impressions,Amount spent (JPY),Reporting starts,Reporting ends\n"
        "A,100,500,2026-10-01,2026-10-31\nB,100,500,2026-10-08,2026-10-14\n"
    )
    days = seen(tmp_path, text).tables[0].days
    assert days is not None
    assert (str(days.start), str(days.end)) == ("2026-10-01", "2026-10-31")
