"""Search Console: a zip of tables that do not add up, and single tables."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.connectors.asking import Workspace, accounted, rows, told, warned, zipped

SEARCH = {"type": "search_console", "path": "inbox/gsc_{month}.zip"}
FILE = "inbox/gsc_2026-10.zip"

HEAD = "Clicks,Impressions,CTR,Position\n"
ENGLISH = {
    "Chart.csv": f"Date,{HEAD}2026-10-01,17,300,5.67%,7.5\n2026-10-02,10,100,10%,6\n"
    "2026-10-03,0,0,,\n",
    "Queries.csv": f"Top queries,{HEAD}shoes,4,90,4.44%,3.2\nred shoes,2,40,5%,4\n",
    "Pages.csv": f"Top pages,{HEAD}https://shop.example/,20,300,6.67%,5\n"
    "https://shop.example/a,10,120,8.33%,8\n",
    "Countries.csv": f"Country,{HEAD}Japan,27,400,6.75%,7\n",
    "Devices.csv": f"Device,{HEAD}Mobile,26,390,6.67%,7\n",
    "Search appearance.csv": f"Search Appearance,{HEAD}",
    "Filters.csv": "Filter,Value\nSearch type,Web\nDate,Last 3 months\n",
}
HEAD_JA = "クリック数,表示回数,CTR,掲載順位\n"
JAPANESE = {
    "平均読み込み時間のチャート.csv": f"日付,{HEAD_JA}2026-10-01,17,300,5.67%,7.5\n"
    "2026-10-02,10,100,10%,6\n2026-10-03,0,0,,\n",
    "クエリ.csv": f"上位のクエリ,{HEAD_JA}靴,4,90,4.44%,3.2\n赤い靴,2,40,5%,4\n",
    "ページ.csv": f"上位のページ,{HEAD_JA}https://shop.example/,20,300,6.67%,5\n",
    "検索での見え方.csv": f"検索での見え方,{HEAD_JA}",
    "フィルタ.csv": "フィルタ,値\n検索タイプ,ウェブ\n日付,過去 3 か月間\n",
}


def members(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


@pytest.mark.parametrize("export", [ENGLISH, JAPANESE])
def test_the_totals_are_those_of_the_table_of_days(
    workspace: Workspace, export: Mapping[str, str]
) -> None:
    workspace.put({FILE: zipped(members(export))})
    extract = workspace.ask(SEARCH, "date", "clicks", "impressions", "position")
    assert rows(extract) == [
        ("2026-10-01", "17", "300", "7.5"),
        ("2026-10-02", "10", "100", "6"),
        ("2026-10-03", "0", "0", ""),
    ]
    assert warned(extract) == []
    read, used, _, aside = accounted(extract)
    assert (used, aside["filters"], aside["other_tables"]) == (3, 2, read - 5)


def test_the_days_of_queries_are_those_of_the_chart(workspace: Workspace) -> None:
    workspace.put({FILE: zipped(members(ENGLISH))})
    extract = workspace.ask(SEARCH, "date", "query", "clicks")
    queries = [row for row in rows(extract) if row[1] != "\\N"]
    assert queries == [
        ("2026-10-01", "shoes", "4", "2026-10-03"),
        ("2026-10-01", "red shoes", "2", "2026-10-03"),
    ]
    assert str(extract.files[0].range_end) == "2026-10-03"


def test_an_export_of_several_months_has_days_and_no_queries(workspace: Workspace) -> None:
    longer = ENGLISH | {"Chart.csv": ENGLISH["Chart.csv"] + "2026-09-30,1,1,100%,1\n"}
    workspace.put({FILE: zipped(members(longer))})
    extract = workspace.ask(SEARCH, "date", "query", "clicks")
    assert "RG443" in warned(extract)
    assert [row[0] for row in rows(extract) if row[1] == "shoes"] == ["\\N"]


def test_an_export_narrowed_to_a_part_of_the_site_is_told(workspace: Workspace) -> None:
    filters = "Filter,Value\nSearch type,Image\nPage,+/blog\nDate,Last 3 months\n"
    workspace.put({FILE: zipped(members(ENGLISH | {"Filters.csv": filters}))})
    extract = workspace.ask(SEARCH, "date", "clicks")
    assert [told(problem) for problem in extract.problems] == [
        f"{FILE}/Filters.csv:2 RG447 the export is narrowed to Search type: Image"
        " | take the filter away and export again, if the whole is meant",
        f"{FILE}/Filters.csv:3 RG447 the export is narrowed to Page: +/blog"
        " | take the filter away and export again, if the whole is meant",
    ]


def test_the_table_of_days_alone_is_enough_for_totals(workspace: Workspace) -> None:
    workspace.put({"inbox/chart_2026-10.csv": ENGLISH["Chart.csv"]})
    source = SEARCH | {"path": "inbox/chart_{month}.csv"}
    assert len(workspace.ask(source, "date", "clicks").table) == 3


def test_queries_alone_state_no_days(workspace: Workspace) -> None:
    workspace.put({"inbox/q_2026-10.csv": ENGLISH["Queries.csv"]})
    source = SEARCH | {"path": "inbox/q_{month}.csv"}
    problems = workspace.problems(source, "date", "query", "clicks")
    assert [problem.code for problem in problems] == ["RG443", "RG404"]
    assert problems[0].hint == (
        "keep the zip as Search Console gave it, with the chart's table in it"
    )


def test_an_export_with_a_comparison_is_refused(workspace: Workspace) -> None:
    compared = "Top queries,Last 3 months Clicks,Previous 3 months Clicks\nshoes,4,3\n"
    workspace.put({FILE: zipped(members(ENGLISH | {"Queries.csv": compared}))})
    (problem,) = workspace.problems(SEARCH, "date", "clicks")
    assert told(problem) == (
        f"{FILE}/Queries.csv:1 RG419 the first row does not hold the headers of a Search Console"
        " table | in Search Console: Performance, Export, Download CSV, without a comparison"
    )


def test_a_cell_that_cannot_be_read_is_placed_in_its_member(workspace: Workspace) -> None:
    damaged = ENGLISH | {"Chart.csv": ENGLISH["Chart.csv"].replace("17,", "1.7E+01,")}
    workspace.put({FILE: zipped(members(damaged))})
    (problem,) = workspace.problems(SEARCH, "date", "clicks")
    assert (str(problem.place), problem.code) == (f"{FILE}/Chart.csv:2", "RG408")
