"""A client's own table: what is read of it, and what is refused."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.errors import EnvironmentFailed, Level
from tests.connectors.asking import Workspace, rows, told

COLUMNS = {
    "案件ID": {"as": "deal_id", "required": "true"},
    "会社名": {"as": "company", "pii": "true"},
    "ステージ": {"as": "stage", "type": "status", "values": {"受注": "won", "失注": "lost"}},
    "金額": {"as": "amount", "type": "money"},
    "受注日": {"as": "won_on", "type": "date"},
}
CRM = {"type": "csv", "path": "inbox/crm_{month}.csv", "columns": COLUMNS}
BY_ID = CRM | {"unique_by": ["deal_id"]}
HEADER = "案件ID,会社名,ステージ,金額,受注日\n"
ASKED = ("deal_id", "stage", "amount", "won_on")


def october(*lines: str, header: str = HEADER) -> dict[str, str | bytes]:
    return {"inbox/crm_2026-10.csv": header + "".join(f"{line}\n" for line in lines)}


def test_only_the_columns_asked_for_are_kept_and_no_personal_one(workspace: Workspace) -> None:
    workspace.put(october('C-1,㈱髙橋,受注,"1,200,000",2026-10-08', "C-2,乙社,失注,,"))
    extract = workspace.ask(BY_ID, *ASKED)
    assert rows(extract) == [("C-1", "受注", "1200000", "2026-10-08"), ("C-2", "失注", "", "")]
    assert list(extract.table["_row"]) == [2, 3]
    assert "㈱髙橋" not in extract.table.to_csv()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_way_to_end_a_line_is_read(workspace: Workspace, newline: str) -> None:
    text = HEADER + 'C-1,"甲\n社",受注,100,2026-10-08\n\nC-2,乙社,失注,,\n'
    workspace.put({"inbox/crm_2026-10.csv": text.replace("\n", newline)})
    extract = workspace.ask(BY_ID, *ASKED)
    assert list(extract.table["_row"]) == [2, 5]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_told_by_the_header_line(workspace: Workspace, delimiter: str) -> None:
    text = "出力, 2026年11月4日\n" + HEADER + "C-1,甲社,受注,100,2026-10-08\n"
    workspace.put({"inbox/crm_2026-10.csv": text.replace(",", delimiter)})
    extract = workspace.ask(BY_ID, *ASKED)
    assert rows(extract) == [("C-1", "受注", "100", "2026-10-08")]


def test_a_missing_file_names_client_and_path(workspace: Workspace) -> None:
    workspace.put({"inbox/crm_2026-09.csv": HEADER + "C-1,甲社,受注,100,2026-09-08\n"})
    (problem,) = workspace.problems(CRM, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv RG401 minato: the file of source 'crm' for 2026-10 is missing"
        " | put the export at inbox/crm_2026-10.csv"
    )


@pytest.mark.parametrize("pattern", ["inbox/crm_{month}.csv", "inbox/crm*.csv"])
def test_a_folder_where_the_file_should_be_is_said_to_be_one(
    workspace: Workspace, pattern: str
) -> None:
    workspace.put({"inbox/crm_2026-10.csv/export.csv": HEADER})
    (problem,) = workspace.problems(CRM | {"path": pattern}, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv RG406 minato: a folder stands where source 'crm' has its file"
        " for 2026-10 | put the file itself at this place"
    )


def test_a_missing_file_without_month_names_its_pattern(workspace: Workspace) -> None:
    (problem,) = workspace.problems(CRM | {"path": "inbox/*.csv"}, *ASKED)
    assert told(problem).startswith("inbox/*.csv RG401")


def test_a_month_without_a_file_between_months_that_have_one_is_told(workspace: Workspace) -> None:
    files = {
        f"inbox/crm_{month}.csv": HEADER + f"C-{month},甲社,受注,100,{month}-08\n"
        for month in ("2026-08", "2026-10")
    }
    workspace.put(files)
    (problem,) = workspace.ask(BY_ID, *ASKED).problems
    assert (problem.level, told(problem)) == (
        Level.WARNING,
        "inbox/crm_2026-09.csv RG426 source 'crm' has no file for 2026-09"
        " | put the export there, and the month's figures are known again",
    )


def test_months_before_the_first_file_are_no_gap(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08"))
    assert workspace.ask(BY_ID, *ASKED).problems == ()


def test_files_of_later_and_of_much_earlier_months_are_not_read(workspace: Workspace) -> None:
    workspace.put(
        {
            f"inbox/crm_{month}.csv": HEADER + f"C-{month},甲社,受注,100,{month}-08\n"
            for month in ("2020-01", "2026-09", "2026-10", "2026-11")
        }
    )
    extract = workspace.ask(BY_ID, "deal_id", "won_on")
    assert list(extract.table["deal_id"]) == ["C-2026-09", "C-2026-10"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "inbox/crm_2026-10.csv RG403 the file is empty | export the month again"),
        ("\ufeff\n\n", "inbox/crm_2026-10.csv RG403 the file is empty | export the month again"),
        (
            HEADER,
            "inbox/crm_2026-10.csv:1 RG403 the file has a header and no rows"
            " | export the month again",
        ),
    ],
)
def test_a_file_without_rows_is_refused(workspace: Workspace, content: str, expected: str) -> None:
    workspace.put({"inbox/crm_2026-10.csv": content})
    assert [told(problem) for problem in workspace.problems(CRM, *ASKED)] == [expected]


def test_a_changed_header_says_what_is_missing_and_what_is_nearest(workspace: Workspace) -> None:
    workspace.put(
        october("C-1,甲社,受注,100,2026-10-08", header=HEADER.replace("受注日", "受注予定日"))
    )
    (problem,) = workspace.problems(CRM, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv:1 RG404 the column '受注日' is missing from the header"
        " | the nearest header found is '受注予定日'; export with that column, or write the file's"
        " own header under the source's `columns:`"
    )


def test_a_foreign_header_is_told_as_it_stands_below_the_files_title(workspace: Workspace) -> None:
    workspace.put({"inbox/crm_2026-10.csv": "日計表,本店\n番号,会社,状態\n1,甲社,済\n"})
    problem = workspace.problems(CRM, *ASKED)[0]
    assert (problem.code, problem.place.line) == ("RG404", 2)
    assert problem.why == "the header is: 番号, 会社, 状態"


def test_a_header_that_stands_twice_is_refused(workspace: Workspace) -> None:
    workspace.put(
        october("C-1,甲社,受注,100,200,2026-10-08", header=HEADER.replace("金額", "金額,金額"))
    )
    (problem,) = workspace.problems(CRM, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv:1 RG404 the column '金額' stands twice in the header"
        " | export it once"
    )


def test_all_unreadable_cells_of_all_files_are_told_at_once(workspace: Workspace) -> None:
    workspace.put(
        {"inbox/crm_2026-09.csv": HEADER + "C-0,甲社,受注,1.5.0,2026-09-08\n"}
        | october(
            "C-1,甲社,受注,100,2026-13-01",
            "C-2,乙社,受注,12万,2026-10-08",
            "C-3,丙社,受注,100,08/10/2026",
            "C-4,丁社,受注,12万,2026-10-09",
        )
    )
    assert [told(problem) for problem in workspace.problems(BY_ID, *ASKED)] == [
        "inbox/crm_2026-09.csv:2 RG408 '1.5.0' is not an amount of money"
        " | write digits, for example 1234.5, 1,234 or -5",
        "inbox/crm_2026-10.csv:3+5 RG408 '12万' is not an amount of money"
        " | write digits, for example 1234.5, 1,234 or -5",
        "inbox/crm_2026-10.csv:2 RG408 '2026-13-01' is not a day of the calendar"
        " | write it as YYYY-MM-DD, for example 2026-10-08",
        "inbox/crm_2026-10.csv:4 RG409 '08/10/2026' can be read with the day or with the month"
        " first | export dates as YYYY-MM-DD, for example 2026-10-08",
    ]


def test_a_personal_value_is_never_told(workspace: Workspace) -> None:
    columns = COLUMNS | {
        "生年月日": {"as": "born_on", "type": "date", "pii": "true", "required": "true"}
    }
    header = HEADER.replace("\n", ",生年月日\n")
    workspace.put(october("C-1,甲社,受注,100,2026-10-08,13/13/1980", header=header))
    (problem,) = workspace.problems(CRM | {"columns": columns}, *ASKED)
    assert told(problem).startswith("inbox/crm_2026-10.csv:2 RG409 the cell cannot be read")
    assert "1980" not in repr(problem)


def test_a_metric_of_a_personal_column_is_refused(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08"))
    (problem,) = workspace.problems(CRM, "company", "won_on")
    assert told(problem) == (
        "configs/minato/client.yml RG421 column 'company' is personal (`pii`), so no metric can"
        " be made of it | count or group by an id instead"
    )


def test_a_column_that_nothing_declares_is_refused(workspace: Workspace) -> None:
    (problem,) = workspace.problems(CRM, "amuont", "won_on")
    assert told(problem) == (
        "configs/minato/client.yml RG421 source 'crm' has no column 'amuont'"
        " | did you mean 'amount'?"
    )


def test_a_required_cell_that_is_empty_is_refused(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08", ",乙社,受注,100,2026-10-09"))
    (problem,) = workspace.problems(CRM, *ASKED)
    assert told(problem).startswith(
        "inbox/crm_2026-10.csv:3 RG411 the column '案件ID' is empty in 1 of the rows"
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("C-2,乙社,受注,1,200,2026-10-09", "RG407 the row has 6 cells, the header has 5"),
        ("C-2,乙社,受注", "RG407 the row has 3 cells, the header has 5"),
        ('C-2,"乙社,受注,100,2026-10-09', "RG407 the row cannot be read: unexpected end of data"),
        ('C-2,"乙"社,受注,100,2026-10-09', "RG407 the row cannot be read: ',' expected after '\"'"),
    ],
)
def test_a_row_whose_cells_may_have_moved_is_refused(
    workspace: Workspace, row: str, expected: str
) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08", row))
    (problem,) = workspace.problems(CRM, *ASKED)
    assert told(problem).startswith(f"inbox/crm_2026-10.csv:3 {expected}")


def test_two_files_for_one_month_are_refused(workspace: Workspace) -> None:
    workspace.put(
        october("C-1,甲社,受注,100,2026-10-08")
        | {"inbox/crm_2026-10 (1).csv": HEADER + "C-1,甲社,受注,100,2026-10-08\n"}
    )
    (problem,) = workspace.problems(CRM | {"path": "inbox/crm_{month}*.csv"}, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv RG412 inbox/crm_2026-10 (1).csv and inbox/crm_2026-10.csv are both"
        " for 2026-10 | leave one file for each month of inbox/crm_{month}*.csv"
    )


def test_two_files_that_cover_the_same_day_are_refused_without_an_id(workspace: Workspace) -> None:
    workspace.put(
        {"inbox/crm_2026-09.csv": HEADER + "C-0,甲社,受注,100,2026-10-08\n"}
        | october("C-1,甲社,受注,100,2026-10-08")
    )
    (problem,) = workspace.problems(CRM, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv RG413 inbox/crm_2026-09.csv and inbox/crm_2026-10.csv both have"
        " rows of 2026-10-08 (days in common: 1) | keep one of the files, or name the column that"
        " tells rows apart with `unique_by:`"
    )


def test_of_an_id_the_row_of_the_latest_month_wins(workspace: Workspace) -> None:
    workspace.put(
        {"inbox/crm_2026-09.csv": HEADER + "C-1,甲社,失注,,\nC-2,乙社,失注,,2026-09-01\n"}
        | october("C-1,甲社,受注,100,2026-10-08")
    )
    extract = workspace.ask(BY_ID, *ASKED)
    assert rows(extract) == [
        ("C-2", "失注", "", "2026-09-01"),
        ("C-1", "受注", "100", "2026-10-08"),
    ]
    assert extract.excluded == {"superseded": 1}
    assert [file.rows_used for file in extract.files] == [1, 1]


def test_the_same_row_twice_counts_once(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08", "C-1,甲社,受注,100,2026-10-08"))
    extract = workspace.ask(BY_ID, *ASKED)
    assert (len(extract.table), extract.excluded) == (1, {"repeated": 1})


def test_an_id_with_two_contents_in_one_file_is_refused(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08", "C-1,甲社,受注,200,2026-10-08"))
    (problem,) = workspace.problems(BY_ID, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv:2+3 RG414 the id C-1 stands twice with different contents"
        " | remove one of the rows in the source and export again"
    )


def test_a_month_without_rows_is_refused(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-09-08", "C-2,甲社,失注,,"))
    (problem,) = workspace.problems(BY_ID, *ASKED)
    assert told(problem) == (
        "inbox/crm_2026-10.csv RG415 no row is of 2026-10"
        " | export 2026-10 again when the source has it complete"
    )


@pytest.mark.parametrize(
    ("agreed", "what"),
    [
        ({"min_rows": "2"}, "rows of 2026-10: 1; at least 2 were agreed"),
        ({"expect_days": "31"}, "days of 2026-10 with rows: 1; 31 were agreed"),
    ],
)
def test_fewer_rows_or_days_than_agreed_are_told_with_the_data(
    workspace: Workspace, agreed: dict[str, str], what: str
) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08"))
    (problem,) = workspace.ask(BY_ID | {"freshness": agreed}, *ASKED).problems
    assert (problem.code, problem.level, problem.what) == ("RG435", Level.WARNING, what)


@pytest.mark.parametrize("path", ["/etc/passwd", "../crm.csv", "a/../../crm.csv", "**/crm.csv", ""])
def test_a_path_outside_the_workspace_is_refused(workspace: Workspace, path: str) -> None:
    (problem,) = workspace.problems(CRM | {"path": path}, *ASKED)
    assert (problem.code, problem.what) == (
        "RG406",
        f"{path!r} does not name files below the workspace",
    )


def test_a_link_that_leaves_the_workspace_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    inside, outside = tmp_path / "workspace", tmp_path / "secret.csv"
    outside.write_text(HEADER + "C-1,甲社,受注,100,2026-10-08\n")
    (inside / "inbox").mkdir(parents=True)
    (inside / "inbox/crm_2026-10.csv").symlink_to(outside)
    workspace.context = replace(workspace.context, root=inside)
    (problem,) = workspace.problems(CRM, *ASKED)
    assert problem.what == "the file is a link that leads out of the workspace"


def test_a_pipe_is_refused_without_waiting_for_it(workspace: Workspace) -> None:
    (workspace.root / "inbox").mkdir()
    os.mkfifo(workspace.root / "inbox/crm_2026-10.csv")
    (problem,) = workspace.problems(CRM, *ASKED)
    assert (problem.code, problem.what) == ("RG406", "this is not a regular file")


def test_a_file_that_cannot_be_opened_is_the_machines_matter(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08"))

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(EnvironmentFailed, match="cannot be opened: Permission denied"):
        workspace.ask(CRM, *ASKED)


def test_the_data_speak_of_the_day_the_file_was_made_in_the_clients_zone(
    workspace: Workspace,
) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08"))
    os.utime(workspace.root / "inbox/crm_2026-10.csv", (1793631600, 1793631600))
    assert str(workspace.ask(BY_ID, *ASKED).as_of) == "2026-11-03"
    declared = BY_ID | {"as_of": "2026-11-05"}
    assert str(workspace.ask(declared, *ASKED).as_of) == "2026-11-05"


def test_money_of_another_currency_is_refused(workspace: Workspace) -> None:
    columns = COLUMNS | {"通貨": {"as": "currency"}}
    header = HEADER.replace("\n", ",通貨\n")
    workspace.put(
        october("C-1,甲社,受注,100,2026-10-08,JPY", "C-2,甲社,受注,9,2026-10-08,USD", header=header)
    )
    (problem,) = workspace.problems(BY_ID | {"columns": columns}, *ASKED)
    assert told(problem).startswith(
        "inbox/crm_2026-10.csv:3 RG418 amounts are in USD, the source is in JPY"
    )
    assert len(workspace.ask(BY_ID | {"columns": columns}, *ASKED, "currency").table) == 2


def test_equal_data_have_an_equal_hash_whenever_they_were_fetched(workspace: Workspace) -> None:
    workspace.put(october("C-1,甲社,受注,100,2026-10-08"))
    first = workspace.ask(BY_ID, *ASKED)
    workspace.context = replace(
        workspace.context, fetched_at=workspace.context.fetched_at.replace(day=9)
    )
    assert workspace.ask(BY_ID, *ASKED).sha256 == first.sha256
    workspace.put(october("C-1,甲社,受注,101,2026-10-08"))
    assert workspace.ask(BY_ID, *ASKED).sha256 != first.sha256


def test_a_last_row_that_says_total_in_place_of_its_day_is_no_day(workspace: Workspace) -> None:
    till = {
        "type": "csv",
        "path": "till.csv",
        "columns": {
            "Day": {"as": "date", "type": "date"},
            "Takings": {"as": "sales", "type": "money"},
        },
    }
    workspace.put({"till.csv": "Day,Takings\n2026-10-01,100\n2026-10-02,50\nTotal,150\n"})
    extract = workspace.ask(till, "date", "sales")
    assert list(extract.table["sales"]) == ["100", "50"]
    assert (extract.files[0].rows_read, extract.files[0].rows_totals) == (3, 1)
