from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config.checks.texts import label_length
from reportgen.model.text import Language
from tests.config.acme import said


def test_each_language_of_the_client_is_asked_for(tmp_path: Path) -> None:
    lines = """
        client: {language: [ja, en], name: {ja: 甲, en: A}}
        kpis:
          visits: {name: {en: Visits}}
          leads: {name: {ja: 資料請求}}
        """
    assert said(tmp_path, lines) == [
        "(RG130) 5:12 there are no words in ja here",
        "(RG130) 6:11 there are no words in en here",
    ]


def test_a_counter_is_needed_in_the_language_that_counts_with_it(tmp_path: Path) -> None:
    assert said(tmp_path, "kpis: {visits: {counter: {ja: 回}}}\n") == []


def test_empty_words_are_told_in_every_file(tmp_path: Path) -> None:
    notes = 'schema: reportgen/notes@1\nmonth: 2026-10\nheadline: ""\n'
    problems = said(tmp_path, 'kgi: {who: ""}\n', {"notes/2026-10.yml": notes})
    assert problems == ["RG129 2:12 there are no words here", "RG129 3:11 there are no words here"]


@pytest.mark.parametrize(
    ("words", "language", "length"),
    [
        ("資料請求", Language.JA, 4),
        ("GA4訪問数", Language.JA, 5),
        ("Sessions per user", Language.JA, 9),
        ("Sessions per user", Language.EN, 17),
        ("ﾘｰﾄﾞ", Language.JA, 2),
    ],
)
def test_two_half_width_characters_are_as_long_as_one_full_width_one(
    words: str, language: Language, length: int
) -> None:
    assert label_length(words, language) == length


def test_a_name_that_fits_in_one_language_may_be_long_in_another(tmp_path: Path) -> None:
    lines = """
        client: {language: ja}
        kpis:
          visits: {name: {ja: サービスサイト訪問, en: Visits}}
        """
    assert said(tmp_path, lines)[-1:] == ["RG231 5:3 kpis.visits needs a short_label"]
