from __future__ import annotations

from click import unstyle

from reportgen.cli.problems import cells, render, visible
from reportgen.errors import Level, Place, Problem


def shown(*problems: Problem) -> str:
    return unstyle(render(problems))


def problem(line: int = 1, path: str = "a.yml", level: Level = Level.ERROR) -> Problem:
    return Problem("RG120", "something is wrong", Place(path, line, 1), level)


def test_a_problem_has_one_shape() -> None:
    one = Problem(
        "RG203",
        "'converions' is neither a KPI nor a metric of acme",
        Place("configs/acme/client.yml", 41, 24),
        why="a formula must name what it is made of",
        hint="did you mean 'conversions'?",
        excerpt="    formula: ad_cost / converions",
        width=10,
    )
    assert shown(one) == "\n".join(
        [
            "error[RG203]: 'converions' is neither a KPI nor a metric of acme",
            "  --> configs/acme/client.yml:41:24",
            "   |",
            "41 |     formula: ad_cost / converions",
            "   |                        ^^^^^^^^^^",
            "   why:  a formula must name what it is made of",
            "   hint: did you mean 'conversions'?",
            "",
            "1 error, 0 warnings",
        ]
    )


def test_the_caret_stands_below_wide_characters() -> None:
    one = Problem("RG123", "x", Place("a.yml", 5, 9), excerpt="値: {目標: １２３}", width=3)
    assert shown(one).splitlines()[3:5] == [
        "5 | 値: {目標: １２３}",
        "  |            ^^^^^^",
    ]


def test_what_cannot_be_seen_is_spelt_out() -> None:
    one = Problem(
        "RG120", "odd \x1b[31m\u202e", Place("a\n.yml", 1, 4), excerpt="a: \x00b", width=2
    )
    lines = shown(one).splitlines()
    assert lines[0] == r"error[RG120]: odd \x1b[31m\u202e"
    assert lines[1] == r" --> a\n.yml:1:4"
    assert lines[3:5] == [r"1 | a: \x00b", "  |    ^^^^^"]


def test_japanese_and_its_space_are_left_as_they_are() -> None:
    assert visible("株式会社\u3000みなと (㈱)") == "株式会社\u3000みなと (㈱)"
    assert cells("株式会社\u3000A") == 11


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    one = Problem("RG120", "x", Place("a.yml", 1, 301), excerpt="a" * 300 + "HERE" + "b" * 300,
                  width=4)  # fmt: skip
    line, carets = shown(one).splitlines()[3:5]
    assert cells(line) <= 110
    assert line[carets.index("^") : carets.index("^") + 4] == "HERE"
    assert line.startswith("1 | …") and line.endswith("…")


def test_problems_stand_in_the_order_of_their_places() -> None:
    lines = shown(problem(9, "b.yml"), problem(10, "a.yml"), problem(2, "a.yml")).splitlines()
    assert [line for line in lines if "-->" in line] == [
        " --> a.yml:2:1",
        "  --> a.yml:10:1",
        " --> b.yml:9:1",
    ]


def test_the_same_problem_is_told_once() -> None:
    assert shown(problem(), problem()).endswith("\n\n1 error, 0 warnings")


def test_at_most_twenty_of_a_file_are_told_and_errors_first() -> None:
    many = [problem(line, level=Level.WARNING) for line in range(1, 31)]
    text = shown(*many, problem(40))
    assert text.count("-->") == 20
    assert "a.yml:40:1" in text
    assert "… and 0 errors, 11 warnings more in a.yml" in text
    assert text.endswith("1 error, 30 warnings")


def test_rows_and_the_field_of_a_data_file_are_named() -> None:
    place = Place("data/crm.csv", 118, None, field="金額", rows=(118, 204, 391))
    one = Problem("RG402", "3 rows have no amount", place, excerpt="D-1042,受注,,2026-10-14")
    assert shown(one).splitlines()[1:3] == [
        "   --> data/crm.csv:118, 204, 391   column 金額",
        "118 | D-1042,受注,,2026-10-14",
    ]


def test_no_problem_is_no_text() -> None:
    assert render([]) == ""


def in_file(month: str, what: str, line: int = 1) -> Problem:
    return Problem("RG405", what, Place(f"in/crm_{month}.csv", line, field="金額"))


def test_what_is_alike_in_many_files_is_told_once_for_the_last_of_them() -> None:
    lines = shown(
        in_file("2026-08", "the bytes are not utf-8: byte 1 of the file (0x88)"),
        in_file("2026-10", "the bytes are not utf-8: byte 7 of the file (0x8D)"),
        in_file("2026-09", "the bytes are not utf-8: byte 23 of the file (0x88)"),
    ).splitlines()
    assert lines == [
        "error[RG405]: the bytes are not utf-8: byte 7 of the file (0x8D)",
        " --> in/crm_2026-10.csv:1   column 金額",
        "  also: alike in 2 more files, crm_2026-08.csv to crm_2026-09.csv",
        "",
        "1 error (in 3 files), 0 warnings",
    ]


def test_what_stands_once_is_counted_beside_what_is_alike_in_many_files() -> None:
    words = shown(
        in_file("2026-08", "the bytes are not utf-8: byte 1 of the file (0x88)"),
        in_file("2026-10", "the bytes are not utf-8: byte 7 of the file (0x8D)"),
        in_file("2026-09", "the file is empty"),
        problem(level=Level.WARNING),
    )
    assert words.endswith("\n\n2 errors (in 3 files), 1 warning")


def test_what_differs_or_stands_in_one_file_is_told_each_time() -> None:
    words = shown(
        in_file("2026-10", "'2026-13-01' is not a day", 4),
        in_file("2026-10", "'2026-14-01' is not a day", 5),
        in_file("2026-09", "'soon' is not a day"),
    )
    assert words.count("error[RG405]") == 3
    assert "alike" not in words


def test_problems_of_configuration_are_never_drawn_together() -> None:
    words = shown(problem(path="a.yml"), problem(path="b.yml"))
    assert words.count("error[RG120]") == 2


def test_many_rows_of_one_problem_are_written_as_runs() -> None:
    place = Place("crm.csv", 2, field="ステージ", rows=(*range(3, 28), 36, 37))
    lines = shown(Problem("RG410", "'失注' is not among the values", place)).splitlines()
    assert lines[1] == " --> crm.csv:2, 3-27, 36-37   column ステージ"
