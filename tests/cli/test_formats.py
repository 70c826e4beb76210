from __future__ import annotations

import json

import pytest

from reportgen.cli.formats import FORMATS, one_a_line
from reportgen.errors import Level, Place, Problem

PROBLEM = Problem(
    "RG203",
    "'converions' is neither a KPI nor a metric of acme",
    Place("configs/acme/client.yml", 41, 24),
    why="a formula must name what it is made of",
    hint="did you mean 'conversions'?",
    excerpt="    formula: ad_cost / converions",
    width=10,
    key="kpis.cpa.formula",
)


def written(manner: str, *problems: Problem) -> list[str]:
    return list(one_a_line(problems, FORMATS[manner]))


def test_short_is_what_editors_and_grep_read() -> None:
    assert written("short", PROBLEM) == [
        "configs/acme/client.yml:41:24: error[RG203]: "
        "'converions' is neither a KPI nor a metric of acme"
    ]


def test_github_shows_the_problem_beside_its_line() -> None:
    assert written("github", PROBLEM) == [
        "::error file=configs/acme/client.yml,line=41,col=24,endColumn=34,title=RG203::"
        "'converions' is neither a KPI nor a metric of acme"
    ]


def test_json_says_everything() -> None:
    (line,) = written("json", PROBLEM)
    assert json.loads(line) == {
        "code": "RG203",
        "severity": "error",
        "file": "configs/acme/client.yml",
        "line": 41,
        "column": 24,
        "end_column": 34,
        "path": "kpis.cpa.formula",
        "message": "'converions' is neither a KPI nor a metric of acme",
        "why": "a formula must name what it is made of",
        "hint": "did you mean 'conversions'?",
        "client": "acme",
    }


def test_what_is_not_known_is_null_in_json_and_left_out_elsewhere() -> None:
    one = Problem("RG401", "the file is missing", Place("data/crm.csv"), Level.WARNING)
    assert written("short", one) == ["data/crm.csv: warning[RG401]: the file is missing"]
    assert written("github", one) == [
        "::warning file=data/crm.csv,title=RG401::the file is missing"
    ]
    (line,) = written("json", one)
    told = json.loads(line)
    assert [told[key] for key in ("line", "column", "end_column", "path", "client")] == [None] * 5


def test_github_escapes_what_its_commands_are_made_of() -> None:
    one = Problem("RG120", "100%, a: b\r\nc", Place("a,b:50%.yml", 1, 1))
    assert written("github", one) == [
        "::error file=a%2Cb%3A50%25.yml,line=1,col=1,endColumn=2,title=RG120::100%25, a: b%0D%0Ac"
    ]


@pytest.mark.parametrize("manner", FORMATS)
@pytest.mark.parametrize("odd", ["\n", "\r\n", "\v", "\x85", "\u2028", "\u2029", "\x1b[31m"])
def test_whatever_stands_in_a_problem_stays_on_its_line(manner: str, odd: str) -> None:
    one = Problem("RG120", f"a{odd}b", Place(f"c{odd}d.yml", 1, 1), why=odd, hint=odd)
    (line,) = written(manner, one)
    assert line.isprintable()
    assert line.splitlines() == [line]


def test_json_keeps_japanese_and_every_character() -> None:
    one = Problem("RG120", "株式会社\u3000みなと\u2028\U000e0001", Place("a.yml"))
    (line,) = written("json", one)
    assert "株式会社" in line
    assert json.loads(line)["message"] == one.what


def test_the_same_problem_of_two_clients_is_told_once_and_all_by_their_place() -> None:
    first = Problem("RG120", "x", Place("a.yml", 2, 9))
    later = Problem("RG120", "x", Place("a.yml", 10, 1))
    assert written("short", later, first, later) == [
        "a.yml:2:9: error[RG120]: x",
        "a.yml:10:1: error[RG120]: x",
    ]
