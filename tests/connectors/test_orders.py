"""Dates that end in their year: the column tells the order, or it is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.errors import Level
from tests.connectors.asking import Workspace, rows, told

SOURCE = {
    "type": "csv",
    "path": "inbox/crm_{month}.csv",
    "unique_by": ["deal"],
    "columns": {
        "deal": {"as": "deal"},
        "won": {"as": "won_on", "type": "date"},
        "made": {"as": "created_on", "type": "datetime"},
    },
}


def files(**months: str) -> Mapping[str, str]:
    """A file for each month, with a deal for each of its days."""
    written = {}
    for name, days in months.items():
        month = f"2026-{name[1:]}"
        lines = [f"{name}{at},{day}" for at, day in enumerate(days.split())]
        written[f"inbox/crm_{month}.csv"] = "deal,won\n" + "".join(f"{line}\n" for line in lines)
    return written


@pytest.mark.parametrize(
    ("days", "expected", "stands_first"),
    [
        ("03/10/2026 31/10/2026", ["2026-10-03", "2026-10-31"], "the day"),
        ("10/03/2026 10/31/2026", ["2026-10-03", "2026-10-31"], "the month"),
        ("3.10.2026 31.10.2026", ["2026-10-03", "2026-10-31"], "the day"),
    ],
)
def test_a_number_above_12_tells_the_order_of_the_whole_column(
    workspace: Workspace, days: str, expected: list[str], stands_first: str
) -> None:
    workspace.put(files(m10=days))
    extract = workspace.ask(SOURCE, "deal", "won_on")
    assert [row[1] for row in rows(extract)] == expected
    (problem,) = extract.problems
    assert (problem.code, problem.level) == ("RG440", Level.WARNING)
    assert told(problem) == (
        f"inbox/crm_2026-10.csv:3 RG440 dates of 'won' are read with {stands_first} first, as"
        " inbox/crm_2026-10.csv:3 tells | if that is wrong, export dates as YYYY-MM-DD"
    )


def test_a_column_in_which_nothing_tells_the_order_is_refused_with_its_first_lines(
    workspace: Workspace,
) -> None:
    workspace.put(files(m10="03/10/2026 04/10/2026 03/10/2026"))
    assert [told(problem) for problem in workspace.problems(SOURCE, "deal", "won_on")] == [
        "inbox/crm_2026-10.csv:2+4 RG409 '03/10/2026' can be read with the day or with the month"
        " first | export dates as YYYY-MM-DD, for example 2026-10-08",
        "inbox/crm_2026-10.csv:3 RG409 '04/10/2026' can be read with the day or with the month"
        " first | export dates as YYYY-MM-DD, for example 2026-10-08",
    ]


def test_what_one_file_tells_holds_for_the_source_and_is_told_once(workspace: Workspace) -> None:
    workspace.put(files(m08="31/08/2026", m09="03/09/2026", m10="04/10/2026 30/10/2026"))
    extract = workspace.ask(SOURCE, "deal", "won_on")
    assert [row[1] for row in rows(extract)] == [
        "2026-08-31",
        "2026-09-03",
        "2026-10-04",
        "2026-10-30",
    ]
    assert [str(problem.place) for problem in extract.problems] == ["inbox/crm_2026-08.csv:2"]


def test_two_dates_of_different_orders_are_refused(workspace: Workspace) -> None:
    workspace.put(files(m10="31/10/2026 03/10/2026 10/30/2026"))
    (problem,) = workspace.problems(SOURCE, "deal", "won_on")
    assert told(problem) == (
        "inbox/crm_2026-10.csv:2+4 RG409 some dates of 'won' have the day first, others the month"
        " | export dates as YYYY-MM-DD, for example 2026-10-08"
    )


def test_two_files_of_different_orders_are_refused(workspace: Workspace) -> None:
    workspace.put(files(m09="30/09/2026", m10="10/30/2026"))
    problems = workspace.problems(SOURCE, "deal", "won_on")
    assert problems[-1].what == (
        "dates of 'won' have the month first, those of inbox/crm_2026-09.csv:2 have the day"
    )


def test_iso_days_say_nothing_of_the_others(workspace: Workspace) -> None:
    workspace.put(files(m10="2026-10-31 03/10/2026"))
    (problem,) = workspace.problems(SOURCE, "deal", "won_on")
    assert (problem.code, problem.place.line) == ("RG409", 3)


def test_another_columns_dates_say_nothing_of_this_one(workspace: Workspace) -> None:
    text = "deal,won,made\n1,03/10/2026,31/08/2026 10:00\n"
    workspace.put({"inbox/crm_2026-10.csv": text})
    problems = workspace.problems(SOURCE, "deal", "won_on", "created_on")
    assert [problem.code for problem in problems] == ["RG409"]


def test_moments_are_told_the_same_way(workspace: Workspace) -> None:
    text = "deal,made\n1,10/03/2026 2:15 PM\n2,10/31/2026 12:05 AM\n"
    workspace.put({"inbox/crm_2026-10.csv": text})
    extract = workspace.ask(SOURCE, "deal", "created_on")
    assert [row[1] for row in rows(extract)] == [
        "2026-10-03T14:15:00+09:00",
        "2026-10-31T00:05:00+09:00",
    ]


def test_a_year_of_two_digits_is_never_guessed(workspace: Workspace) -> None:
    workspace.put(files(m10="31/10/26"))
    (problem,) = workspace.problems(SOURCE, "deal", "won_on")
    assert problem.code == "RG409"


def test_a_personal_date_is_told_by_its_line_alone(workspace: Workspace) -> None:
    columns = {"born": {"as": "born_on", "type": "date", "pii": "true", "required": "true"}}
    source = SOURCE | {"columns": {**SOURCE["columns"], **columns}}
    text = "deal,won,born\n1,2026-10-03,31/12/1990\n"
    workspace.put({"inbox/crm_2026-10.csv": text})
    (problem,) = workspace.ask(source, "deal", "won_on").problems
    assert "1990" not in repr(problem)
