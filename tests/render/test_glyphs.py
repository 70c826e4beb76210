"""No empty box is delivered."""

from __future__ import annotations

import pytest

from reportgen.errors import ConfigInvalid
from reportgen.model.edition import Html
from reportgen.model.text import Language
from reportgen.render import glyphs
from reportgen.render.fonts import faces


def page(body: str, **charts: str) -> Html:
    text = f"<html><head><title>☃</title></head><body>{body}</body></html>"
    return Html(Language.JA, text, charts, {})


def test_a_missing_character_is_named_with_its_place() -> None:
    told = page('<section id="log"><p>先日の🎉お祝いの会で</p></section>')
    with pytest.raises(ConfigInvalid) as failed:
        glyphs.require(told, faces())
    assert "U+1F389" in failed.value.message
    assert "the section log" in failed.value.message
    assert "先日の🎉お祝い" in failed.value.message


def test_a_character_missing_in_a_graphic_is_named_too() -> None:
    told = page("<p>×</p>", ab12='<svg xmlns="http://www.w3.org/2000/svg"><text>ก</text></svg>')
    with pytest.raises(ConfigInvalid, match=r"U\+0E01 .* the graphic ab12"):
        glyphs.require(told, faces())


def test_what_is_not_drawn_is_not_asked_for() -> None:
    glyphs.require(page('<p title="🎉">a<br>b</p><img alt="🎉"><p>葛\U000e0100城</p>'), faces())


def test_the_specimen_has_every_glyph(japanese: Html) -> None:
    glyphs.require(japanese, faces())
