"""A personal column may be read and checked; what stands in it is never kept and never told."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.errors import DataRefused
from tests.connectors.asking import Workspace
from tests.connectors.books import book

SECRET = "himitsu"
PEOPLE = {
    "type": "csv",
    "path": "people.csv",
    "columns": {
        "day": {"as": "day", "type": "date"},
        "mail": {"as": "mail", "pii": True, "required": True},
        "born": {"as": "born", "type": "date", "pii": True, "required": True},
        "plan": {"as": "plan", "type": "status", "values": {"a": "a"}},
    },
}
HEADER = "day,mail,born,plan\n"
ROW = f"2026-10-01,{SECRET}@example.jp,1991-02-03,a\n"

BROKEN = {
    "a cell that cannot be read": HEADER + ROW.replace("1991-02-03", f"{SECRET}1991"),
    "a date of two readings": HEADER + ROW.replace("1991-02-03", "03/02/1991"),
    "a cell that is empty": HEADER + ROW + f"2026-10-02,,{SECRET},a\n",
    "an id that stands twice": HEADER + ROW + ROW.replace("10-01", "10-02"),
    "a row too short": HEADER + f"2026-10-01,{SECRET}@example.jp\n",
    "a quote that does not close": HEADER + f'2026-10-01,"{SECRET}@example.jp,1991-02-03,a\n',
    "a missing column": HEADER.replace("mail", "e-mail") + ROW,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_message_tells_what_stands_in_a_personal_column(
    workspace: Workspace, text: str, kind: str
) -> None:
    content: str | bytes = text
    if kind == "xlsx":
        rows = [line.split(",") for line in text.replace('"', "").splitlines()]
        content = book({"S": rows})
    workspace.put({"people.csv": content})
    source = PEOPLE | {"unique_by": ["mail"]}
    try:
        extract = workspace.ask(source, "day", "plan")
    except DataRefused as refused:
        told = repr(refused) + repr(getattr(refused, "problems", ()))
    else:
        told = repr(extract) + extract.table.to_csv()
    assert SECRET not in told
    assert "1991" not in told


def test_a_personal_column_is_read_and_not_kept(workspace: Workspace) -> None:
    workspace.put({"people.csv": HEADER + ROW})
    extract = workspace.ask(PEOPLE, "day", "plan")
    assert SECRET not in repr(extract) + extract.table.to_csv()
    assert set(extract.table.columns) == {"day", "plan", "_file", "_row"}


def test_nothing_can_be_counted_by_a_personal_column(workspace: Workspace) -> None:
    workspace.put({"people.csv": HEADER + ROW})
    (problem,) = workspace.problems(PEOPLE, "day", "mail")
    assert problem.code == "RG421"


def test_a_birthday_is_not_held_against_the_days_of_a_file(workspace: Workspace) -> None:
    columns = {"誕生日": {"as": "born", "type": "date", "pii": True, "required": True}}
    source = {"type": "ga4_export", "path": "ga4.csv", "columns": columns}
    text = "# 20261001-20261031\n\n日付,誕生日,セッション\n20261001,1991-02-03,7\n"
    workspace.put({"ga4.csv": text})
    extract = workspace.ask(source, "date", "sessions")
    assert "1991" not in repr(extract) + extract.table.to_csv()


def test_undeclared_columns_are_never_read(workspace: Workspace) -> None:
    rows = [("day", "plan", "note"), (date(2026, 10, 1), "a", SECRET)]
    workspace.put({"people.csv": book({"S": rows})})
    source = {
        "type": "xlsx",
        "path": "people.csv",
        "columns": {name: PEOPLE["columns"][name] for name in ("day", "plan")},
    }
    extract = workspace.ask(source, "day", "plan")
    assert SECRET not in repr(extract) + extract.table.to_csv()
