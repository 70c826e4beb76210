"""Words that say which way a figure went, in sentences of both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Direction:
    """A word of direction in a text, from `start` up to `end`.

    `sign` is 1 for up and -1 for down; where `is_judged` is true, 1 is better and -1 worse,
    whichever way that is.
    """

    sign: int
    is_judged: bool
    start: int
    end: int
    written: str


@dataclass(frozen=True)
class _Words:
    sign: int
    is_judged: bool
    pattern: re.Pattern[str]


def _words(sign: int, *stems: str, is_judged: bool = False) -> _Words:
    return _Words(sign, is_judged, re.compile("|".join(stems), re.IGNORECASE))


_WORDS = (
    _words(1, r"増え(?:まし|た|て)", "増加し", r"伸び(?:まし|た|て)", "上昇し"),
    _words(1, r"上が(?:りまし|った|って)", r"上回(?:りまし|った|って)"),
    _words(-1, r"減(?:りまし|った|って|少し)", "低下し", r"落ち(?:まし|た|て|込)"),
    _words(-1, r"下が(?:りまし|った|って)", r"下回(?:りまし|った|って)"),
    _words(1, "改善し", "回復し", "好転し", r"良くな(?:りまし|った|って)", is_judged=True),
    _words(-1, "悪化し", r"悪くな(?:りまし|った|って)", is_judged=True),
    _words(1, r"\b(?:rose|grew|increased|climbed|went up|was up|were up|exceeded)\b"),
    _words(-1, r"\b(?:fell|dropped|declined|decreased|went down|was down|were down|shrank)\b"),
    _words(1, r"\b(?:improved|recovered)\b", is_judged=True),
    _words(-1, r"\bworsened\b", is_judged=True),
)
_DENIED = re.compile(r"ません|ない|なかった|\bnot\b|n't\b|\bno longer\b|\bnever\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"れば|なら|もし|\bif\b|\bwould\b|\bcould\b", re.IGNORECASE)


def is_supposed(sentence: str) -> bool:
    """Whether a sentence says what would be, not what is."""
    return _SUPPOSED.search(sentence) is not None


def directions_in(clause: str) -> Iterator[Direction]:
    """The words of direction in a clause that neither denies nor supposes what it says."""
    if _DENIED.search(clause) or is_supposed(clause):
        return
    for words in _WORDS:
        for match in words.pattern.finditer(clause):
            yield Direction(words.sign, words.is_judged, match.start(), match.end(), match[0])
