from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config import load_client
from tests.config.acme import CLIENT, load, said, told, workspace, write


def test_a_question_to_the_client_is_a_warning_at_its_place(tmp_path: Path) -> None:
    assert said(tmp_path, "report: {send_by: 4}  # ASK: On which day?\n") == [
        "(RG134) 2:23 1 question to the client stands open in its files, this one first"
    ]


def test_many_questions_are_one_warning_with_their_number_and_the_first_place(
    tmp_path: Path,
) -> None:
    text = told(
        tmp_path,
        """
        # ASK: Who?
        report:  # ASK: What?
          send_by: 4  # ASK: On which day?
        """,
    )
    assert "warning[RG134]: 3 questions to the client stand open in its files" in text
    assert "--> configs/acme/client.yml:3:1" in text
    assert "hint: correct what stands before each `# ASK:`, then delete that comment" in text


def test_questions_in_the_clients_other_files_count_and_come_after(tmp_path: Path) -> None:
    notes = "schema: reportgen/notes@1\nmonth: 2026-10\nmanual: {hand: {ad_cost: 5}}  # ASK: x\n"
    (problem,) = load(tmp_path, files={"notes/2026-10.yml": notes}).problems
    assert problem.place.path == "configs/acme/notes/2026-10.yml"
    both = load(tmp_path, "report: {send_by: 4}  # ASK: y\n", {"notes/2026-10.yml": notes})
    assert [one.place.path for one in both.problems] == ["configs/acme/client.yml"]
    assert both.problems[0].what.startswith("2 questions")


def test_questions_in_the_agencys_file_are_nobodys(tmp_path: Path) -> None:
    where = workspace(tmp_path)
    agency = (tmp_path / "configs/agency.yml").read_text(encoding="utf-8")
    write(tmp_path, "configs/agency.yml", agency + "# ASK: Which address?\n")
    assert load_client(where, "acme").problems == ()


@pytest.mark.parametrize(
    "lines",
    [
        'x-note: "what to do  # ASK: this is text"\n',
        "x-note: |\n  first line\n  # ASK: this is text\n  last line\n",
        "x-note: 'over two lines\n  # ASK: this is text'\n",
        "x-note: no#ASK:comment\n",
        "# To ask: nothing. ASK: nothing.\n",
    ],
)
def test_what_only_looks_like_a_question_is_none(tmp_path: Path, lines: str) -> None:
    assert said(tmp_path, lines) == []


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ('x-note: "text # ASK: text"  # ASK: a question\n', "2:29"),
        ("x-note: |  # ASK: a question\n  text\n", "2:12"),
        ("x-note: |\n  text\n# ASK: a question\nreport: {send_by: 4}\n", "4:1"),
        ("report: {send_by: 4}  #ASK: a question\n", "2:23"),
        ("report: {send_by: 4}  # ASK：質問\n", "2:23"),
        ("# report: {send_by: 4}  # ASK: a question\n", "2:25"),
    ],
)
def test_a_question_is_found_wherever_a_comment_may_stand(
    tmp_path: Path, lines: str, place: str
) -> None:
    (problem,) = said(tmp_path, lines)
    assert problem.startswith(f"(RG134) {place} ")


def test_windows_line_ends_make_no_difference(tmp_path: Path) -> None:
    where = workspace(tmp_path)
    lines = f"{CLIENT}report: {{send_by: 4}}  # ASK: On which day?\n# ASK: Who?\n"
    write(tmp_path, "configs/acme/client.yml", lines.replace("\n", "\r\n"))
    (problem,) = load_client(where, "acme").problems
    assert problem.what.startswith("2 questions")
    assert problem.width == len("# ASK: On which day?")
