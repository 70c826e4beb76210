from __future__ import annotations

import pytest

from reportgen.config.proposing import with_proposal
from reportgen.errors import ConfigInvalid
from reportgen.model.period import Month

OCTOBER = Month(2026, 10)
STEP = {"rate": "+0.2pt"}
HEAD = "schema: reportgen/notes@1\nmonth: 2026-10\n"


def added(text: str | None, title: str | None = None) -> str:
    return with_proposal(text, OCTOBER, STEP, title)


def test_a_month_without_notes_gets_a_file_with_the_proposal() -> None:
    assert added(None) == f'{HEAD}proposals:\n  - set: {{rate: "+0.2pt"}}\n'


def test_comments_and_order_stay_as_they_are() -> None:
    text = f"# mine\n{HEAD}author: Mori  # who speaks\ndecisions: []"
    assert added(text) == f'{text}\nproposals:\n  - set: {{rate: "+0.2pt"}}\n'


def test_a_second_proposal_follows_the_first_wherever_its_list_stands() -> None:
    text = f"{HEAD}proposals:\n- set: {{visits: +10%}}  # the first\n\n# below\nauthor: Mori\n"
    assert added(text) == (
        f"{HEAD}proposals:\n- set: {{visits: +10%}}  # the first\n"
        '- set: {rate: "+0.2pt"}\n\n# below\nauthor: Mori\n'
    )


def test_a_list_whose_last_item_is_written_over_lines_is_followed() -> None:
    text = f"{HEAD}proposals:\n  - set:\n      visits: +10%\n    title: |\n      Two\n      lines\n"
    assert added(text) == f'{text}  - set: {{rate: "+0.2pt"}}\n'


def test_an_empty_list_is_begun() -> None:
    text = f"{HEAD}proposals:\nauthor: Mori\n"
    assert added(text) == f'{HEAD}proposals:\n  - set: {{rate: "+0.2pt"}}\nauthor: Mori\n'


def test_windows_line_ends_are_kept() -> None:
    text = HEAD.replace("\n", "\r\n")
    assert added(text) == f'{text}proposals:\r\n  - set: {{rate: "+0.2pt"}}\r\n'


def test_a_title_is_quoted() -> None:
    assert '  - title: "Say: \\"go\\""\n    set: ' in added(HEAD, 'Say: "go"')


@pytest.mark.parametrize("text", [f"{HEAD}proposals: []\n", "{schema: reportgen/notes@1}\n"])
def test_what_cannot_be_added_to_line_by_line_is_left_to_a_person(text: str) -> None:
    with pytest.raises(ConfigInvalid) as refused:
        added(text)
    assert 'write it by hand, under proposals: - set: {rate: "+0.2pt"}' in refused.value.hint
