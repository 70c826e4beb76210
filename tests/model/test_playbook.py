from __future__ import annotations

import pytest

from reportgen.model.matters import is_same_matter
from reportgen.model.playbook import play_for, playbook
from reportgen.model.text import Text
from tests.shop import shop


def kind(id: str, **changes: str) -> str | None:
    kpi = shop({"kpis": {"rate": {"name": id, **changes}}}).kpis["rate"]
    found = play_for(id, kpi)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("id", "unit", "direction", "expected"),
    [
        ("form_finish", "percent", "up", "form"),
        ("checkout_rate", "percent", "up", "conversion_rate"),
        ("meeting_rate", "percent", "up", "meeting_rate"),
        ("cost_per_lead", "money", "down", "cost_per_result"),
        ("aov", "money", "up", "order_value"),
        ("visits", "count", "up", "visits"),
        ("weather", "days", "up", None),
    ],
)
def test_a_kpi_is_of_the_first_kind_that_its_words_unit_and_direction_fit(
    id: str, unit: str, direction: str, expected: str | None
) -> None:
    assert kind(id, unit=unit, direction=direction) == expected


def test_every_candidate_says_what_why_and_how_to_measure_in_both_languages() -> None:
    for play in playbook():
        for one in play.candidates:
            assert all(words.ja and words.en for words in (one.do, one.why, one.measure))


def test_a_decision_about_an_action_is_the_same_matter_and_another_one_is_not() -> None:
    action = Text("ヘッダーを以前の配置へ全面的に戻す", "Put the header back for all visitors")
    ask = Text("ヘッダーを以前の配置へ全面的に戻すこと", "Put the header back for all visitors")
    other = Text("導入事例を3本公開", "Publish three case studies")
    assert is_same_matter(action, ask)
    assert not is_same_matter(action, other)
