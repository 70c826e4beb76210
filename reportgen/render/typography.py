"""Where lines break: Japanese between phrases, English without widows, numbers never parted.

The layout engine breaks Japanese between any two characters and balances nothing, so the breaks
that matter are set here, on the words, before they are escaped. What is not to be broken is held
together by word joiners (U+2060), which have no width, no glyph and no place in the finished
document; an element around it would do the same, and would be laid out, drawn and tagged each for
itself. The result is markup whose only element is `br`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import budoux
from markupsafe import Markup, escape

from reportgen.model.text import Language

Measure = Callable[[str], float]
"""The width of words in ems."""

COUNTERS = (
    "か月|ヶ月|カ月|年度|年|月|日|時|分|秒|週|万円|億円|円|件|社|人|名|本|回|個|台|店|点|通|枚|倍|割"
    "|ポイント|パーセント|％|%|つ|版|社目|件目|か所|ページ"
)
NUMBER = r"[+＋−±▲-]?[¥£$€]?\d[\d,.]*"
DATE = r"(?:\d+年)?\d+月\d+日|\d+年\d+月"
SIGNED = r"[+＋−±▲][¥£$€]?\d[\d,.]*[a-zA-Z]*%?"
JAPANESE_UNIT = re.compile(
    rf"(?:残り|約|第|およそ)?(?:{DATE}|{NUMBER}(?:{COUNTERS})+|{SIGNED})[、。）」]*"
)
ENGLISH_UNIT = re.compile(
    rf"{NUMBER}%? [a-z]{{1,9}}\b|\d{{1,2}} [A-Z][a-z]{{2,8}}\b|{SIGNED}[,.;:)]*"
)
SEPARATE = re.compile(r"（?(?:[^・/　 （]|/(?=\d))+[・/　 ]*|[・/　 ]+|（")
QUOTED = re.compile("「[^」]{1,16}」")
MOST_LINES = 8
LAST_LINE = 5
LAST_PHRASES = 13
LAST_WORDS = 24
LATIN = 1.7
ONE_LINE = 0.8
JOINER = "\u2060"
UNBROKEN = frozenset(".,%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Characters that the engine itself never parts from one another."""

NARROW = "、。，．・「」『』（）〈〉【】：；！？"


def running(words: str, language: Language) -> Markup:
    """Words of a paragraph: numbers with their counters, and a last line that is more than a scrap.

    A paragraph's own line ends are kept.
    """
    lines = [_running_line(line, language) for line in words.split("\n")]
    return Markup("<br>").join(lines)


def _running_line(words: str, language: Language) -> Markup:
    if language is Language.JA:
        kept = [match.span() for match in JAPANESE_UNIT.finditer(words)]
        return _marked(words, [*kept, *_last_phrases(words)])
    words = curly(words)
    kept = [match.span() for match in ENGLISH_UNIT.finditer(words)]
    return _marked(words, [*kept, *_last_words(words, LAST_WORDS)])


def label(words: str, language: Language, widest: int) -> Markup:
    """A few words for a narrow place: phrases stay whole as far as they fit `widest` characters.

    Words that surely fit on one line need no mark, and the engine has less to lay out.
    """
    if language is not Language.JA:
        words = curly(words)
        kept = [unit.span() for unit in ENGLISH_UNIT.finditer(words)]
        return _marked(words, [*kept, *_last_words(words, int(widest * LATIN))])
    if sum(map(em, words)) <= ONE_LINE * widest:
        return escape(words)
    spans: list[tuple[int, int]] = []
    start = 0
    for piece in _pieces(words, widest):
        if sum(map(em, piece)) <= widest:
            spans.append((start, start + len(piece.rstrip())))
        else:
            units = (unit.span() for unit in JAPANESE_UNIT.finditer(piece))
            spans += [(start + first, start + last) for first, last in units]
        start += len(piece)
    return _marked(words, spans)


def _pieces(words: str, widest: int) -> Iterator[str]:
    """Japanese words as far as their marks and spaces part them, longer ones in phrases."""
    for part in SEPARATE.findall(words):
        if sum(map(em, part.rstrip())) <= widest:
            yield part
        else:
            yield from phrases(part)


def title(words: str, language: Language, width: float, measure: Measure) -> Markup:
    """A heading in as few lines as fit a width in ems, all about equally long.

    Breaks fall between phrases or words, rather after a full stop or a comma; an English line
    never holds its last word alone. Words too long for any line are left to the engine.
    """
    if language is not Language.JA:
        lines = balanced(tuple(re.findall(r"\S+\s*", curly(words))), width, measure, least=2)
        parts = ["".join(line).rstrip() for line in lines or ()]
        return Markup("<br>").join(parts) if parts else running(words, language)
    pieces = tuple(_joined(phrases(words), QUOTED.finditer(words)))
    lines = balanced(pieces, width, measure, least=1)
    if lines is None:
        return label(words, language, int(width))
    return Markup("<br>").join(Markup("").join(map(_whole, line)) for line in lines)


def _whole(words: str) -> Markup:
    """The escaped words, joined so that no line ends in them."""
    if not words:
        return Markup("")
    parts = [words[0]]
    for before, after in pairwise(words):
        is_joined = {before, after} <= UNBROKEN or _belongs_to_its_neighbours(before, after)
        parts += [after] if is_joined else [JOINER, after]
    return escape("".join(parts))


def _belongs_to_its_neighbours(before: str, after: str) -> bool:
    """True before a space, a mark or a selector, and about a sign that joins by itself."""
    return after.isspace() or any(
        unicodedata.category(one) in kinds
        for one, kinds in ((before, ("Cf",)), (after, ("Cf", "Mn", "Mc", "Me")))
    )


def balanced(
    pieces: Sequence[str], width: float, measure: Measure, least: int
) -> list[Sequence[str]] | None:
    """The pieces in the fewest lines that fit, evenly; None when that cannot be.

    Every line but the only one holds at least `least` pieces.
    """
    widths = [measure(piece) for piece in pieces]
    fewest = max(1, -(-int(sum(widths) * 100) // int(width * 100)))
    if max(widths, default=0.0) > width or fewest > MOST_LINES:
        return None
    for count in range(fewest, len(pieces) + 1):
        cuts = _cuts(pieces, widths, count, (width, 1 if count == 1 else least))
        if cuts is not None:
            edges = [0, *cuts, len(pieces)]
            return [pieces[start:end] for start, end in pairwise(edges)]
    return None


def _cuts(
    pieces: Sequence[str], widths: Sequence[float], count: int, limits: tuple[float, int]
) -> tuple[int, ...] | None:
    """Where to cut so that the lines are most even; a cut after a full stop counts as a gift."""
    width, least = limits
    even = sum(widths) / count

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]] | None:
        found: tuple[float, tuple[int, ...]] | None = None
        for end in range(start + least, len(pieces) + 1 - least * (lines - 1)):
            long = sum(widths[start:end])
            if long > width:
                break
            if lines == 1 and end != len(pieces):
                continue
            cost = (long - even) ** 2
            rest: tuple[float, tuple[int, ...]] | None = (0.0, ())
            if lines > 1:
                rest = best(end, lines - 1)
                cost -= _gift(pieces[end - 1]) * even
            if rest is not None and (found is None or cost + rest[0] < found[0]):
                cut = () if lines == 1 else (end,)
                found = cost + rest[0], cut + rest[1]
        return found

    result = best(0, count)
    return None if result is None else result[1]


def _gift(piece: str) -> float:
    last = piece.rstrip()[-1:]
    return 6.0 if last in "。.:;：" else 1.5 if last in "、," else 0.0


@lru_cache(maxsize=4096)
def phrases(words: str) -> tuple[str, ...]:
    """Japanese words in phrases that are read in one breath, numbers whole."""
    return tuple(_joined(_parser().parse(words), JAPANESE_UNIT.finditer(words)))


def _joined(pieces: Iterable[str], units: Iterable[re.Match[str]]) -> Iterator[str]:
    """The phrases, joined where a break would part a number from its counter."""
    inside = {place for unit in units for place in range(unit.start() + 1, unit.end())}
    held, place = "", 0
    for piece in pieces:
        if held and place not in inside and not piece.startswith(tuple(NARROW)):
            yield held
            held = ""
        held += piece
        place += len(piece)
    if held:
        yield held


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def em(character: str) -> float:
    """A character's usual width in ems."""
    return 1.0 if ord(character) > 0x2E80 else 0.56


def curly(words: str) -> str:
    """English words with the apostrophes of print."""
    return re.sub(r"(?<=\w)'", "\u2019", words)


def _last_phrases(words: str) -> list[tuple[int, int]]:
    """The end of a Japanese paragraph that may not stand alone on a line, as one stretch."""
    pieces = phrases(words)
    first = len(pieces)
    while first > 1 and len("".join(pieces[first:])) < LAST_LINE:
        first -= 1
    length = len("".join(pieces[first:]))
    return [(len(words) - length, len(words))] if 0 < length <= LAST_PHRASES and first else []


def _last_words(words: str, longest: int) -> list[tuple[int, int]]:
    """The last two words of an English text as one stretch, unless that would be too long."""
    end = re.search(r"(?<=\s)\S+\s+\S+\s*$", words)
    if end is None or len(end[0]) > longest:
        return []
    return [end.span()]


def _marked(words: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """The escaped words, each stretch (overlapping ones as one) in one piece."""
    parts, place = [], 0
    for start, end in _merged(spans):
        parts += [escape(words[place:start]), _whole(words[start:end])]
        place = end
    return Markup("").join([*parts, escape(words[place:])])


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
