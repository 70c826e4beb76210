"""How wide words are, and where they may be broken, so that nothing overlaps or is cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.render.graphics.advances import advances
from reportgen.render.graphics.svg import Face

Measure = Callable[[str, float, bool], float]
"""The width in points of words at a size, bold or not."""

ELLIPSIS = "…"
NO_LINE_START = frozenset(
    "、。，．・：；？！）」』】〕〉》ーっゃゅょぁぃぅぇぉッャュョァィゥェォ々%％)],.:;!?〜~"
)
NO_LINE_END = frozenset("（「『【〔〈《([¥£$")
CJK_FROM = 0x2E80
ESTIMATED = {" ": 0.25, "i": 0.28, "l": 0.28, "j": 0.28, "m": 0.86, "w": 0.80, "M": 0.84, "W": 0.9}


def estimate(words: str, size: float, bold: bool) -> float:
    """A width without a font: one em for full-width characters, on the wide side for Latin."""
    ems = sum(_estimated_ems(character) for character in words)
    return size * ems * (1.03 if bold else 1.0)


def _estimated_ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character.isupper():
        return ESTIMATED.get(character, 0.66)
    return ESTIMATED.get(character, 0.57)


@dataclass(frozen=True)
class FontMeasure:
    """Widths from the fonts a page is set in; a character they lack counts one em."""

    regular: Mapping[str, float]
    bold: Mapping[str, float]

    def __call__(self, words: str, size: float, bold: bool) -> float:
        """The width in points."""
        ems = self.bold if bold else self.regular
        return size * sum(ems.get(character, 1.0) for character in words)


def font_measure(regular: Path, bold: Path) -> FontMeasure:
    """Widths of a regular and a bold font file."""
    return FontMeasure(advances(regular), advances(bold))


@dataclass(frozen=True)
class Setting:
    """Words about to be set: in which face, how wide the line is, how far its first is indented."""

    measure: Measure
    face: Face
    width: float
    indent: float = 0.0

    def fits(self, words: str) -> bool:
        """True when the words stand on one line."""
        return self.indent + self.wide(words) <= self.width + 0.01

    def wide(self, words: str) -> float:
        """The words' width."""
        return self.measure(words, self.face.size, self.face.bold)


def wrapped(words: str, setting: Setting) -> tuple[str, ...]:
    """The words in lines, broken between Latin words and between kinds of Japanese characters.

    A piece wider than a line is broken inside, never before a mark that may not begin a line.
    """
    lines: list[str] = []
    current = ""
    for piece in _pieces_that_fit(words, setting):
        room = setting.width - (setting.indent if not lines else 0.0)
        if current and setting.wide((current + piece).rstrip()) > room + 0.01:
            lines.append(current.strip())
            current = ""
        current += piece
    return (*lines, current.strip())


def shortened(words: str, setting: Setting) -> str:
    """The words as far as they fit on one line, an ellipsis for the rest."""
    if setting.fits(words):
        return words
    kept = words
    while kept and not setting.fits(kept + ELLIPSIS):
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def in_lines(words: str, setting: Setting, most: int) -> tuple[str, ...]:
    """The words in at most so many lines; what does not fit ends in an ellipsis."""
    lines = wrapped(words, setting)
    if len(lines) <= most:
        return lines
    rest = "".join(lines[most - 1 :])
    last = Setting(setting.measure, setting.face, setting.width, setting.indent * (most == 1))
    return (*lines[: most - 1], shortened(rest, last))


def _pieces_that_fit(words: str, setting: Setting) -> Iterator[str]:
    room = setting.width - setting.indent
    for piece in _pieces(words):
        if setting.wide(piece.rstrip()) <= room + 0.01:
            yield piece
        else:
            yield from _characters(piece)


def _pieces(words: str) -> Iterator[str]:
    """Runs that are better kept together: Latin words with their space, katakana, kanji."""
    piece = ""
    for character in words:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _characters(piece: str) -> Iterator[str]:
    held = ""
    for character in piece:
        if held and character not in NO_LINE_START and held[-1] not in NO_LINE_END:
            yield held
            held = ""
        held += character
    yield held


def _may_break(before: str, after: str) -> bool:
    if after in NO_LINE_START or before in NO_LINE_END or after == " ":
        return False
    if before in " -/" or before in NO_LINE_START - {"ー"}:
        return True
    kinds = _kind(before), _kind(after)
    return kinds[0] != kinds[1] and kinds != ("kanji", "kana") and "latin" not in kinds


def _kind(character: str) -> str:
    if "ぁ" <= character <= "ゟ":
        return "kana"
    if "ァ" <= character <= "ヿ":
        return "katakana"
    return "kanji" if ord(character) >= CJK_FROM else "latin"
