import re

from reportgen.model.text import Language, Text
from reportgen.model.wording import _read, built_in, facts_in


def test_both_languages_say_the_same_messages():
    assert set(_read(Language.JA)) == set(_read(Language.EN))


def test_both_languages_speak_of_the_same_facts():
    ja, en = _read(Language.JA), _read(Language.EN)
    assert [id for id in ja if facts_in(ja[id]) != facts_in(en[id])] == []


def test_no_japanese_stands_in_the_english_words():
    english = _read(Language.EN)
    assert [
        id for id, words in english.items() if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", words)
    ] == []


def test_words_a_president_should_not_meet_are_not_used_outside_the_appendix():
    unwanted = [
        "裏KPI",
        "停止線",
        "寄与",
        "リード",
        "商談化率",
        "遷移率",
        "成績",
        "通知表",
        "行動",
        "等級",
    ]
    japanese = _read(Language.JA)
    found = [
        (id, word)
        for id, words in japanese.items()
        for word in unwanted
        if word in words and not id.startswith("appendix")
    ]
    assert found == []


def test_a_client_replaces_one_language_and_keeps_the_other():
    own = built_in().with_client_words({"section.actions": Text("打ち手", None)})
    assert own.text("section.actions") == Text("打ち手", built_in().text("section.actions").en)
