"""What is said of the way to the goal, in both languages, and that one matter is said once."""

from __future__ import annotations

import pytest

from reportgen.model.config import Action, Notes
from reportgen.narrative.pursuit import chance_words
from reportgen.narrative.tell import tell
from tests.composition.test_compose import VOICE, material
from tests.shop import shop

ACTION = {
    "id": "N1",
    "title": "Put the button back for all visitors",
    "kpi": "rate",
    "owner": {"side": "agency", "name": "Ito"},
    "due": "2026-11-20",
    "status": "todo",
    "expect": {"change": "0.1", "unit": "points", "by": "2026-12"},
}
DECISION = {
    "ask": "Put the button back for all the visitors",
    "by": "2026-11-12",
    "who": "President",
}


def narrative(notes=(), **more):
    actions = (Action.model_validate(ACTION),)
    written = {
        "schema": "reportgen/notes@1",
        "month": "2026-10",
        "decisions": list(notes),
    }
    found = Notes.model_validate(written)
    config = shop(more, actions=actions, notes={found.month: found})
    return tell(material(config), VOICE)


@pytest.mark.parametrize(
    ("chance", "ja", "en"),
    [
        (0.0, "10回に1回もない", "fewer than 1 chance in 10"),
        (0.25, "10回に約2回", "about 2 chances in 10"),
        (0.64, "10回に約6回", "about 6 chances in 10"),
        (1.0, "10回に9回以上", "more than 9 chances in 10"),
    ],
)
def test_a_chance_is_so_many_in_ten_and_never_certain(chance, ja, en):
    said = chance_words(VOICE, chance)
    assert (said.ja, said.en) == (ja, en)


def test_actions_that_are_not_enough_are_said_to_be_short():
    (said,) = narrative().way
    assert said.en == (
        "Even if every agreed action (1) brings what is expected, Sales of this month would go "
        "from £1,080 to about £1,152: by arithmetic about £48 short of £1,200."
    )
    assert said.ja == (
        "合意した施策1件がすべて見込みどおりでも、今月の数字に当てはめてSalesは£1,080から約£1,152で、"
        "目標の£1,200に約£48足りない計算です。"
    )


def test_what_a_decision_is_asked_for_is_no_question_besides():
    about_rate = "What has to be settled on your side first, so that Conversion rate"
    asked = [one.question.en for one in narrative().questions]
    assert asked[0].startswith(about_rate)
    decided = [one.question.en for one in narrative([DECISION]).questions]
    assert not any(one.startswith(about_rate) for one in decided)


def test_no_kpi_is_asked_about_twice():
    stop = {"when": "below", "value": "2%", "then": "stop the ads"}
    asked = [one.question.en for one in narrative(kpis={"rate": {"stop": stop}}).questions]
    assert sum("Conversion rate" in one for one in asked) == 1
