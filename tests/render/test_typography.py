"""Where lines break."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from reportgen.model.text import Language
from reportgen.render.typography import (
    JOINER,
    balanced,
    curly,
    em,
    label,
    phrases,
    running,
    title,
)

JA, EN = Language.JA, Language.EN
ONE = f"(?:[.,%0-9A-Za-z]+|[^{JOINER}])"
PIECE = re.compile(f"{ONE}(?: ?{JOINER}{ONE})*")


def ems(words: str) -> float:
    return sum(map(em, words))


def shown(markup: str) -> str:
    """The markup as words, `|` at a forced line end."""
    return re.sub(f"<[^>]*>|{JOINER}", "", markup.replace("<br>", "|"))


def kept(markup: str) -> list[str]:
    """What the engine will not break, single characters left out."""
    whole = [piece.replace(JOINER, "") for piece in PIECE.findall(markup)]
    return [piece for piece in whole if len(piece) > 1]


@pytest.mark.parametrize("number", ["残り5か月", "1,332万円", "3.75%", "+1.04ポイント", "11月12日"])
def test_a_number_is_never_parted_from_its_counter(number: str) -> None:
    assert any(
        number in whole for whole in kept(running(f"今年度は{number}で、目標を下回りました。", JA))
    )


@pytest.mark.parametrize("number", ["3 months", "12 November", "−¥3.93m", "+4.2 pt"])
def test_an_english_number_keeps_its_unit(number: str) -> None:
    markup = running(f"The gap came to {number} in the reported period of this year", EN)
    assert any(number in whole for whole in kept(markup))


def test_a_japanese_paragraph_never_ends_in_a_scrap() -> None:
    last = kept(running("この差は、いつもの変動の範囲に入っています。", JA))[-1]
    assert last.endswith("。") and len(last) >= 5


def test_an_english_paragraph_never_ends_in_one_word() -> None:
    assert kept(running("The figures of this page cannot be added up", EN))[-1] == "added up"


def test_apostrophes_are_those_of_print() -> None:
    assert curly("the client's and the customers' figures don't move") == (
        "the client’s and the customers’ figures don’t move"
    )


def test_a_japanese_title_breaks_between_phrases_into_even_lines() -> None:
    words = "受注数は前年同月を上回りましたが、目標には1件届きませんでした"
    lines = shown(title(words, JA, 24, ems)).split("|")
    assert lines == ["受注数は前年同月を上回りましたが、", "目標には1件届きませんでした"]


def test_an_english_title_never_ends_in_one_word() -> None:
    words = "The gap sits mainly in one place: visits reaching the form"
    lines = shown(title(words, EN, 31, ems)).split("|")
    assert len(lines) == 2 and all(len(line.split()) > 1 for line in lines)


def test_a_short_title_is_one_line() -> None:
    assert "<br>" not in title("要約", JA, 28, ems)
    assert title("Summary", EN, 28, ems) == "Summary"


def test_a_title_that_cannot_be_broken_is_left_to_the_engine() -> None:
    assert title("あ" * 80, JA, 20, ems) == "あ" * 80


def test_phrases_longer_than_their_column_may_be_broken() -> None:
    assert kept(label("資料請求ページへ進んだ割合", JA, 9)) == [
        "資料請求ページへ",
        "進んだ",
        "割合",
    ]
    assert "資料請求ページへ" not in kept(label("資料請求ページへ進んだ割合", JA, 5))


def test_a_label_that_surely_fits_on_one_line_is_left_as_it_is() -> None:
    assert label("資料請求（見込み客）", JA, 13) == "資料請求（見込み客）"
    assert kept(label("資料請求（見込み客）", JA, 12)) == ["資料請求", "（見込み客）"]


def test_what_stands_in_brackets_stays_whole() -> None:
    assert kept(label("資料請求（見込み客）", JA, 9)) == ["資料請求", "（見込み客）"]
    assert "<br>" not in title("「予知保全クラウドの年間契約」", JA, 16, ems)


def test_a_fraction_is_not_parted() -> None:
    assert kept(label("あり4.27%（184/4,310）", JA, 13))[-1] == "（184/4,310）"


def test_a_mark_stays_with_its_letter_and_a_selector_with_its_character() -> None:
    words = "葛\U000e0100城のか\u3099き、とても長い名前の会社"
    assert label(words, JA, 8).startswith(f"葛\U000e0100{JOINER}城{JOINER}の")
    assert "か\u3099" in label(words, JA, 8)


def test_a_phrase_never_begins_with_a_closing_mark() -> None:
    assert not any(
        one.startswith(("、", "。", "」", "）"))
        for one in phrases("「入口を直す」の段階（10月）、次へ。")
    )


def test_a_page_of_words_as_a_title_is_left_to_the_engine() -> None:
    assert "<br>" not in title("長い見出しが、どこまでも続きます。" * 200, JA, 28, ems)


def test_lines_come_as_few_and_as_even_as_they_can() -> None:
    lines = balanced(["aa"] * 6, 8, len, least=1)
    assert lines == [["aa"] * 3, ["aa"] * 3]
    assert balanced(["aaaa"], 3, len, least=1) is None


JAPANESE = st.text("あんにをア漢字（）「」・/　 、。129年件%+−a.", max_size=60)


@given(st.one_of(st.text(max_size=60), JAPANESE), st.sampled_from(Language), st.integers(3, 30))
def test_no_word_is_lost_and_none_becomes_markup(
    words: str, language: Language, width: int
) -> None:
    expected = curly(words) if language is EN else words
    for markup in (running(words, language), label(words, language, width)):
        assert set(re.findall("<[^>]*>", markup)) <= {"<br>"}
    plain = label(words, language, width).replace(JOINER, "")
    assert plain == str(escape(expected)).replace(JOINER, "")
