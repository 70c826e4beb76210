import pytest

from reportgen.model.refused import refused_words
from reportgen.model.text import Language
from reportgen.model.wording import built_in

IN_APPENDIX = ("appendix.", "smart.", "note.", "reason.", "definitions.")


@pytest.mark.parametrize("language", Language)
def test_no_message_outside_the_appendix_uses_a_refused_word(language):
    used = {
        id: refused.pattern.search(words)[0]
        for id, text in built_in().messages.items()
        if not id.startswith(IN_APPENDIX) and (words := text.in_language(language))
        for refused in refused_words(language)
        if refused.pattern.search(words)
    }
    assert used == {}


@pytest.mark.parametrize(
    "words", ["停止線を越えました", "この寄与は", "リード数が増えた", "成績は", "有意な差", "等級A"]
)
def test_japanese_words_of_the_trade_are_refused(words):
    assert any(one.pattern.search(words) for one in refused_words(Language.JA))


@pytest.mark.parametrize(
    "words",
    [
        "見直しライン",
        "リードタイム",
        "リーダー",
        "これからの数字（先行指標）",
        "プロジェクトをリードする",
    ],
)
def test_words_that_only_look_like_them_are_not(words):
    assert not any(one.pattern.search(words) for one in refused_words(Language.JA))


def test_english_words_that_claim_too_much_are_refused():
    found = [one.instead for one in refused_words(Language.EN) if one.pattern.search("It proves")]
    assert found == ["shows"]
