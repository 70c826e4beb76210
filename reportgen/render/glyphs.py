"""Every character of a page is in the face it is set in; an empty box is never delivered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from reportgen.errors import ConfigInvalid
from reportgen.model.edition import Html
from reportgen.render.fonts import BOLD, SANS, SERIF, Faces
from reportgen.render.graphics.advances import advances
from reportgen.render.typography import JOINER

VOID = frozenset(("br", "img", "link", "meta", "hr", "input", "col"))
UNDRAWN = frozenset(("title", "style", "script"))
DRAWN_ATTRIBUTES = frozenset(("data-foot",))
EXCERPT = 24


@dataclass(frozen=True)
class Drawn:
    """Words as they are drawn: in which family, and in which part of the report."""

    words: str
    is_serif: bool
    part: str


def require(html: Html, faces: Faces) -> None:
    """ConfigInvalid names the first character that no face of its family holds."""
    sans = _characters(faces.path(SANS)) & _characters(faces.path(BOLD))
    serif = _characters(faces.path(SERIF))
    if set(html.text).union(*html.charts.values()) - {"\n", JOINER} <= sans & serif:
        return
    for drawn in _drawn(html):
        known = serif if drawn.is_serif else sans
        for place, character in enumerate(drawn.words):
            if character not in known and not _is_unseen(character):
                raise _missing(drawn, place)


def _missing(drawn: Drawn, place: int) -> ConfigInvalid:
    character = drawn.words[place]
    start = max(0, place - EXCERPT // 2)
    near = " ".join(drawn.words[start : start + EXCERPT].split())
    name = unicodedata.name(character, "no name")
    return ConfigInvalid(
        f"U+{ord(character):04X} ({character}, {name}) is in no font of the report; "
        f"it stands in {drawn.part}: “{near}”",
        "Write it with other characters, where the words come from: configuration, notes, log "
        "or the exported file.",
    )


def _is_unseen(character: str) -> bool:
    """Spaces and signs that are never drawn themselves, such as variation selectors."""
    return (
        character.isspace()
        or unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _drawn(html: Html) -> Iterator[Drawn]:
    yield from _read(html.text, "the page's head or foot")
    for name, svg in html.charts.items():
        yield from _read(svg, f"the graphic {name}")


def _read(source: str, part: str) -> Iterator[Drawn]:
    reader = _Reader(part)
    reader.feed(source)
    reader.close()
    yield from reader.found


@cache
def _characters(path: Path) -> frozenset[str]:
    return frozenset(advances(path))


class _Reader(HTMLParser):
    """Collects drawn words; the class `serif` changes the family, `sans` changes it back."""

    def __init__(self, part: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Drawn] = []
        self._open: list[tuple[str, bool, str]] = [("", False, part)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element: it may change the family, and a section names the part."""
        given = {name: value or "" for name, value in attrs}
        _, is_serif, part = self._open[-1]
        classes = given.get("class", "").split()
        is_serif = "serif" in classes or (is_serif and "sans" not in classes)
        if tag == "section":
            part = f"the section {given.get('id', '')}"
        for name in DRAWN_ATTRIBUTES & given.keys():
            self.found.append(Drawn(given[name], False, part))
        if tag not in VOID:
            self._open.append((tag, is_serif, part))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, as SVG writes it, holds no words."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and with it any that were not closed."""
        tags = [name for name, _, _ in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Words between elements."""
        tag, is_serif, part = self._open[-1]
        if tag not in UNDRAWN and data.strip():
            self.found.append(Drawn(data.replace(JOINER, ""), is_serif, part))
