"""Files that are too large, no export at all, or read by somebody else's connector."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reportgen.connectors import registry
from reportgen.connectors.base import Connector
from reportgen.connectors.exports import files, records
from reportgen.model.config import Source
from reportgen.model.observations import Query
from tests.connectors.asking import OCTOBER, Workspace, rows, told

DAILY = {
    "type": "csv",
    "path": "[day]/*.csv",
    "columns": {
        "date": {"as": "date", "type": "date"},
        "visits": {"as": "visits", "type": "number"},
    },
}
TEXT = "date,visits\n2026-10-01,1\n2026-10-02,2\n"


def test_brackets_in_a_path_are_only_brackets(workspace: Workspace) -> None:
    workspace.put({"[day]/a.csv": TEXT, "d/a.csv": TEXT, "[day]/.hidden.csv": "x"})
    assert len(workspace.ask(DAILY, "date", "visits").files) == 1


def test_a_month_that_is_none_is_no_month(workspace: Workspace) -> None:
    workspace.put({"a_2026-13.csv": TEXT, "a_2026-10.csv": TEXT})
    extract = workspace.ask(DAILY | {"path": "a_{month}.csv"}, "date", "visits")
    assert [file.path for file in extract.files] == ["a_2026-10.csv"]


def test_a_month_that_stands_twice_in_a_path_is_the_same_month(workspace: Workspace) -> None:
    workspace.put({"2026-10/a_2026-10.csv": TEXT, "2026-10/a_2026-09.csv": TEXT})
    extract = workspace.ask(DAILY | {"path": "{month}/a_{month}.csv"}, "date", "visits")
    assert [file.path for file in extract.files] == ["2026-10/a_2026-10.csv"]


def test_a_file_that_is_too_large_is_not_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put({"[day]/a.csv": TEXT})
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    (problem,) = workspace.problems(DAILY, "date", "visits")
    assert (problem.code, problem.what) == ("RG406", "the file is larger than 10 bytes")


def test_too_many_rows_or_columns_are_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put({"[day]/a.csv": TEXT})
    monkeypatch.setattr(records, "MOST_ROWS", 2)
    assert workspace.problems(DAILY, "date", "visits")[0].what == "there are more than 2 rows"
    monkeypatch.undo()
    monkeypatch.setattr(records, "MOST_COLUMNS", 1)
    assert workspace.problems(DAILY, "date", "visits")[0].what == "there are more than 1 columns"


def test_a_cell_without_end_is_refused(workspace: Workspace) -> None:
    workspace.put({"[day]/a.csv": TEXT + "2026-10-03," + "9" * 200_000})
    (problem,) = workspace.problems(DAILY, "date", "visits")
    assert (problem.code, str(problem.place)) == ("RG407", "[day]/a.csv:4")


def test_the_commas_a_spreadsheet_leaves_are_no_row(workspace: Workspace) -> None:
    workspace.put({"[day]/a.csv": "\n,\n" + TEXT + ",\n , \n"})
    extract = workspace.ask(DAILY, "date", "visits")
    assert rows(extract) == [("2026-10-01", "1"), ("2026-10-02", "2")]
    assert list(extract.table["_row"]) == [4, 5]


def test_of_very_many_unreadable_values_some_are_told_and_the_rest_counted(
    workspace: Workspace,
) -> None:
    bad = "".join(f"2026-10-01,x{number}\n" for number in range(30))
    workspace.put({"[day]/a.csv": TEXT + bad})
    problems = workspace.problems(DAILY, "date", "visits")
    assert len(problems) == 20
    assert told(problems[-1]).startswith(
        "[day]/a.csv:23 RG408 'x19' is not a number; 10 more values of this column neither"
    )


@pytest.mark.parametrize(
    ("source_type", "hint"),
    [("meta_ads", "a Meta Ads report"), ("shopify_orders", "a Shopify order export")],
)
def test_a_file_of_another_kind_is_refused_by_name(
    workspace: Workspace, source_type: str, hint: str
) -> None:
    workspace.put({"a.csv": "<html>\n<p>please sign in</p>\n"})
    asked = "ordered_on" if source_type == "shopify_orders" else "date"
    (problem,) = workspace.problems({"type": source_type, "path": "a.csv"}, asked)
    assert problem.code == "RG419"
    assert hint in problem.what


def test_a_page_that_is_no_analytics_export_lacks_its_columns(workspace: Workspace) -> None:
    workspace.put({"a.csv": "<html>\n<p>please sign in</p>\n"})
    problems = workspace.problems({"type": "ga4_export", "path": "a.csv"}, "date", "sessions")
    assert [problem.code for problem in problems] == ["RG404", "RG404"]


def test_comment_lines_alone_are_no_table(workspace: Workspace) -> None:
    workspace.put({"a.csv": "# Report\n# 20261001-20261031\n"})
    (problem,) = workspace.problems({"type": "ga4_export", "path": "a.csv"}, "date", "sessions")
    assert told(problem).startswith("a.csv:1 RG403 the file has no table")


@dataclass(frozen=True)
class Installed:
    """An entry point of another package."""

    connector: Connector

    def load(self) -> Connector:
        return self.connector


def test_an_installed_connector_reads_a_type_of_its_own(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = registry.CONNECTORS["csv"]

    def entry_points(group: str, name: str) -> list[Installed]:
        assert (group, name) == ("reportgen.connectors", "unheard_of")
        return [Installed(theirs)]

    monkeypatch.setattr(registry, "entry_points", entry_points)
    workspace.put({"[day]/a.csv": TEXT})
    source = Source.model_validate(DAILY).model_copy(update={"type": "unheard_of"})
    query = Query("crm", ("date", "visits"), OCTOBER)
    assert len(registry.fetch(query, source, workspace.context).table) == 2


def test_of_a_source_without_files_only_asking_can_tell_what_it_would_say(
    workspace: Workspace,
) -> None:
    source = Source.model_validate({"type": "ga4", "property": "412345678"})
    query = Query("ga4", (), OCTOBER)
    assert registry.fingerprint(query, source, workspace.context).files is None
