"""Downloads of the analytics' own pages: explorations, reports, snapshots of several tables."""

from __future__ import annotations

import pytest

from reportgen.errors import Level
from reportgen.model.flags import Flag, FlagKind
from tests.connectors.asking import Workspace, accounted, rows, told, warned

GA4 = {"type": "ga4_export", "path": "inbox/ga4_*.csv"}
CHANNEL = "sessionDefaultChannelGroup"

SESSIONS = """\
# ----------------------------------------
# 月次レポート用, セッション
# 自由形式 1
# 20261001-20261031
# ----------------------------------------

日付,セッションのデフォルト チャネル グループ,セッション
,,17,総計
20261001,Direct,7
20261001,Organic Search,"10"
"""


def ga4(*files: str) -> dict[str, str | bytes]:
    return {f"inbox/ga4_{number}.csv": text for number, text in enumerate(files)}


def test_an_exploration_is_read_without_its_total(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS))
    extract = workspace.ask(GA4, "date", CHANNEL, "sessions")
    assert rows(extract) == [
        ("2026-10-01", "Direct", "7"),
        ("2026-10-01", "Organic Search", "10"),
    ]
    (file,) = extract.files
    assert (file.rows_read, file.rows_used, file.rows_totals) == (3, 2, 1)
    assert (str(file.range_start), str(file.range_end)) == ("2026-10-01", "2026-10-31")


def test_an_english_exploration_reads_the_same(workspace: Workspace) -> None:
    english = SESSIONS.replace("日付", "Date").replace("総計", "Grand total")
    english = english.replace(
        "セッションのデフォルト チャネル グループ", "Session default channel group"
    )
    english = english.replace(",セッション\n", ",Sessions\n")
    workspace.put(ga4(english))
    extract = workspace.ask(GA4, "date", CHANNEL, "sessions")
    assert rows(extract)[0] == ("2026-10-01", "Direct", "7")


def test_a_table_without_a_column_that_another_has_says_so(workspace: Workspace) -> None:
    events = SESSIONS.replace(",セッション\n", ",イベント名,イベント数\n").replace(",,17", ",,,17")
    events = events.replace("Direct,", "Direct,form_view,").replace("Search,", "Search,scroll,")
    workspace.put(ga4(SESSIONS, events))
    extract = workspace.ask(GA4, "date", "sessions", "eventName", "eventCount")
    assert rows(extract)[0] == ("2026-10-01", "7", "\\N", "\\N")
    assert rows(extract)[2] == ("2026-10-01", "\\N", "form_view", "7")


def test_a_column_that_no_table_has_is_refused(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS))
    (problem,) = workspace.problems(GA4, "date", "sessions", "keyEvents")
    assert problem.code == "RG404"
    assert problem.what.startswith("the column 'Key events' or 'Conversions' or 'キーイベント'")


def test_a_total_that_is_not_the_sum_of_its_rows_is_refused(workspace: Workspace) -> None:
    views = SESSIONS.replace(",セッション\n", ",表示回数\n").replace(",,17,", ",,18,")
    workspace.put(ga4(views))
    (problem,) = workspace.problems(GA4, "date", "screenPageViews")
    assert told(problem) == (
        "inbox/ga4_0.csv:8 RG417 the totals row says 表示回数 18, the rows add up to 17"
        " | export again with all rows"
    )


def test_a_total_of_estimated_sessions_may_differ_by_its_error_and_no_more(
    workspace: Workspace,
) -> None:
    many = SESSIONS.replace("Direct,7", "Direct,990").replace(",,17", ",,1010")
    workspace.put(ga4(many))
    assert len(workspace.ask(GA4, "date", "sessions").table) == 2
    workspace.put(ga4(many.replace(",,1010", ",,1030")))
    assert workspace.problems(GA4, "date", "sessions")[0].code == "RG417"


def test_a_row_outside_the_days_the_file_states_is_refused(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS.replace("20261001,Direct", "20261101,Direct")))
    (problem,) = workspace.problems(GA4, "date", "sessions")
    assert told(problem) == (
        "inbox/ga4_0.csv:9 RG416 2026-11-01 is not among the days the file states, 2026-10-01 to"
        " 2026-10-31 | export the file again; two exports may have been joined by hand"
    )
    assert problem.place.field == "日付", "the header as the file has it"


def test_two_exports_of_the_same_days_are_refused(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS, SESSIONS))
    (problem,) = workspace.problems(GA4, "date", "sessions")
    assert problem.code == "RG413"


def test_every_table_must_have_the_reported_month(workspace: Workspace) -> None:
    stale = SESSIONS.replace("202610", "202609").replace("20260931", "20260930")
    stale = stale.replace(",セッション\n", ",表示回数\n")
    workspace.put(ga4(SESSIONS, stale))
    (problem,) = workspace.problems(GA4, "date", "sessions", "screenPageViews")
    assert (str(problem.place), problem.code) == ("inbox/ga4_1.csv", "RG415")


def test_a_standard_report_counts_its_days_from_its_start(workspace: Workspace) -> None:
    workspace.put(
        ga4(
            "# Report CSV Export\n# Start date: 20261001\n# End date: 20261031\n"
            "Nth day,Views\n0000,3\n0030,4\n\n"
            "# Start date: 20261001\n# End date: 20261031\n# Countries\n"
            "Country,Active users\n,7\nNA,5\n#fragment,2\n"
        )
    )
    extract = workspace.ask(GA4, "date", "screenPageViews")
    assert rows(extract) == [("2026-10-01", "3"), ("2026-10-31", "4")]
    users = workspace.ask(GA4, "yearMonth", "country", "activeUsers")
    assert rows(users) == [("202610", "NA", "5"), ("202610", "#fragment", "2")]


def test_rows_rolled_into_other_are_flagged(workspace: Workspace) -> None:
    workspace.put(ga4(SESSIONS.replace("Direct", "(other)")))
    assert workspace.ask(GA4, "date", CHANNEL, "sessions").flags == (Flag(FlagKind.OTHER_ROW),)


REPORT = """\
# ----------------------------------------
# レポートのスナップショット
# アカウント: 湊製作所
# プロパティ: 湊製作所
# ----------------------------------------
#
# すべてのユーザー
# 開始日: 20261001
# 終了日: 20261031
N 日目,アクティブ ユーザー
0000,5
0001,7

# 開始日: 20261001
# 終了日: 20261031
セッションのメインのチャネル グループ（デフォルト チャネル グループ）,セッション,キーイベント
,"1,020",12
Organic Search,"1,000",10
(not set),20,2
# 開始日: 20261001
# 終了日: 20261031
国,セッション
"""


def test_a_report_of_a_month_without_days_counts_in_that_month(workspace: Workspace) -> None:
    workspace.put(ga4(REPORT))
    extract = workspace.ask(GA4, "date", CHANNEL, "sessions", "keyEvents")
    assert rows(extract) == [
        ("2026-10-01", "Organic Search", "1000", "10", "2026-10-31"),
        ("2026-10-01", "(not set)", "20", "2", "2026-10-31"),
    ]
    assert accounted(extract) == (5, 2, 1, {"other_tables": 2})
    assert warned(extract) == []


def test_its_total_is_held_against_its_rows(workspace: Workspace) -> None:
    workspace.put(ga4(REPORT.replace("(not set),20,2", "(not set),20,3")))
    (problem,) = workspace.problems(GA4, "date", CHANNEL, "keyEvents")
    assert problem.what == "the totals row says キーイベント 12, the rows add up to 13"


def test_a_table_of_other_months_than_one_is_told_and_not_read_by_day(
    workspace: Workspace,
) -> None:
    longer = REPORT.replace("開始日: 20261001", "開始日: 20260901")
    workspace.put(ga4(longer))
    problems = workspace.problems(GA4, "date", CHANNEL, "keyEvents")
    assert [problem.code for problem in problems] == ["RG443", "RG404"]
    assert problems[0].what == (
        "the table covers 2026-09-01 to 2026-10-31, and has no column of days"
    )


def test_tables_of_different_days_are_told_apart(workspace: Workspace) -> None:
    september = "# Start date: 20260901\n# End date: 20260930\nCountry,Sessions\nJapan,30\n"
    october = "# Start date: 20261001\n# End date: 20261031\nCountry,Sessions\nJapan,31\n"
    year = "# Start date: 20251101\n# End date: 20261031\nCountry,Sessions\nJapan,360\n"
    workspace.put(ga4(year + september + october))
    extract = workspace.ask(GA4, "yearMonth", "country", "sessions")
    assert rows(extract) == [
        ("\\N", "Japan", "360"),
        ("202609", "Japan", "30"),
        ("202610", "Japan", "31"),
    ]
    assert warned(extract) == ["RG443"]


def test_a_table_that_repeats_another_with_more_columns_is_read_once(workspace: Workspace) -> None:
    text = (
        "# Start date: 20261001\n# End date: 20261031\nCountry,Sessions\nJapan,31\n"
        "# Start date: 20261001\n# End date: 20261031\nCountry,Sessions,Views\nJapan,31,60\n"
    )
    workspace.put(ga4(text))
    extract = workspace.ask(GA4, "date", "country", "sessions")
    assert rows(extract) == [("2026-10-01", "Japan", "31", "2026-10-31")]
    assert accounted(extract) == (2, 1, 0, {"repeated_tables": 1})


def test_tables_that_say_different_things_of_the_same_days_are_refused(
    workspace: Workspace,
) -> None:
    text = (
        "# Start date: 20261001\n# End date: 20261031\nCountry,Sessions\nJapan,31\n"
        "# Start date: 20261001\n# End date: 20261031\nCountry,Sessions\nJapan,32\n"
    )
    workspace.put(ga4(text))
    (problem,) = workspace.problems(GA4, "date", "country", "sessions")
    assert (problem.code, str(problem.place)) == ("RG413", "inbox/ga4_0.csv:8")
    assert problem.what == (
        "two tables of inbox/ga4_0.csv have rows of 2026-10-01 (days in common: 31)"
    )


def test_a_split_that_nobody_asked_for_gives_way_to_the_table_without_it(
    workspace: Workspace,
) -> None:
    text = (
        "# Start date: 20261001\n# End date: 20261031\nNth day,Sessions\n0000,3\n0030,4\n"
        "# Start date: 20261001\n# End date: 20261031\nCountry,Sessions\nJapan,6\nFrance,1\n"
    )
    workspace.put(ga4(text))
    extract = workspace.ask(GA4, "date", "sessions")
    assert rows(extract) == [("2026-10-01", "3"), ("2026-10-31", "4")]
    assert accounted(extract) == (4, 2, 0, {"other_tables": 2})


COMPARED = """\
# Traffic acquisition
# All Users
# Start date: 20261001
# End date: 20261031
Session primary channel group (Default Channel Group),Sessions
Direct,7
# Mobile traffic
# Start date: 20261001
# End date: 20261031
Session primary channel group (Default Channel Group),Sessions
Direct,4
"""


def test_of_a_comparison_the_table_of_all_users_is_read(workspace: Workspace) -> None:
    workspace.put(ga4(COMPARED))
    extract = workspace.ask(GA4, "date", CHANNEL, "sessions")
    assert rows(extract) == [("2026-10-01", "Direct", "7", "2026-10-31")]
    assert warned(extract) == ["RG449"]
    assert accounted(extract) == (2, 1, 0, {"comparisons": 1})


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("All Users", "Mobile"), ["7"]),
        (("すべてのユーザー", "スマートフォン"), ["7"]),
    ],
)
def test_of_a_column_of_segments_the_rows_of_all_users_are_read(
    workspace: Workspace, groups: tuple[str, str], expected: list[str]
) -> None:
    text = (
        f"# 20261001-20261031\nDate,Segment,Views\n20261001,{groups[0]},7\n20261001,{groups[1]},4\n"
    )
    workspace.put(ga4(text))
    extract = workspace.ask(GA4, "date", "screenPageViews")
    assert [row[1] for row in rows(extract)] == expected


def test_segments_without_all_users_never_add_up(workspace: Workspace) -> None:
    text = "# 20261001-20261031\nDate,Segment,Views\n20261001,New,7\n20261001,Mobile,4\n"
    workspace.put(ga4(text))
    (problem,) = workspace.problems(GA4, "date", "screenPageViews")
    assert told(problem) == (
        "inbox/ga4_0.csv:2 RG449 the table is of a part of the people: Mobile, New"
        " | export without comparisons and segments"
    )


def test_months_counted_from_the_start_are_months(workspace: Workspace) -> None:
    text = "# Start date: 20260901\n# End date: 20261031\nNth month,Views\n0000,70\n0001,80\n"
    workspace.put(ga4(text))
    extract = workspace.ask(GA4, "date", "screenPageViews")
    assert rows(extract) == [
        ("2026-09-01", "70", "2026-09-30"),
        ("2026-10-01", "80", "2026-10-31"),
    ]


def test_a_month_that_the_stated_days_cut_short_is_told_and_not_read(workspace: Workspace) -> None:
    text = "# 20260915-20261031\nYear month,Views\n202609,70\n202610,80\n"
    workspace.put(ga4(text))
    extract = workspace.ask(GA4, "date", "yearMonth", "screenPageViews")
    assert rows(extract) == [("", "", "70", ""), ("2026-10-01", "202610", "80", "2026-10-31")]
    assert warned(extract) == ["RG443"]


def test_weeks_are_told_and_not_read_by_day(workspace: Workspace) -> None:
    text = "# Start date: 20261001\n# End date: 20261031\nNth week,Views\n0000,70\n0001,80\n"
    workspace.put(ga4(text))
    problems = workspace.problems(GA4, "date", "screenPageViews")
    assert [problem.code for problem in problems] == ["RG443", "RG404"]
    assert problems[0].what == "the table counts by week, and a week may lie in two months"


RESAVED = """\
# Report,,,
# Start date: 20261001,,,
# End date: 20261031,,,
Date,Views,,
2026/10/1,3,,
2026/10/31,4,,
,,,
Mind the campaign of the 12th!,,,
"""


def test_notes_below_a_file_that_a_spreadsheet_saved_are_told_and_not_read(
    workspace: Workspace,
) -> None:
    workspace.put(ga4(RESAVED))
    extract = workspace.ask(GA4, "date", "screenPageViews")
    assert rows(extract) == [("2026-10-01", "3"), ("2026-10-31", "4")]
    assert accounted(extract) == (3, 2, 0, {"foreign": 1})
    (problem,) = extract.problems
    assert (problem.code, problem.level, problem.place.line) == ("RG448", Level.WARNING, 8)


def test_sums_that_a_person_wrote_below_are_refused(workspace: Workspace) -> None:
    workspace.put(ga4(RESAVED.replace("Mind the campaign of the 12th!,", "my sum,7")))
    (problem,) = workspace.problems(GA4, "date", "screenPageViews")
    assert (problem.code, problem.what) == ("RG408", "'my sum' is not a date")
