"""Numbers as people write them in a sentence: with a currency, a scale, a unit or a counter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.quantity import Unit

PLAIN = str.maketrans("０１２３４５６７８９．，％＋－−", "0123456789.,%+--")
"""Full-width digits and signs, each by one character, so that places stay the same."""

_SCALES = {"億": 8, "万": 4, "千": 3, "k": 3, "m": 6, "bn": 9, "thousand": 3, "million": 6}
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<currency>[£$€¥])?"
    rf"(?P<body>{_DIGITS}(?:[億万千](?:{_DIGITS}[億万千]?)*)?)"
    r"(?:\s?(?P<scale>k|m|bn|thousand|million)(?![a-z]))?"
    r"\s?(?P<unit>%|percent(?:age points)?|per cent|points?(?![a-z])|pts?(?![a-z])"
    r"|ポイント|円|yen(?![a-z]))?",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_DIGITS})([億万千]?)")
_POINTS = ("point", "points", "pt", "pts", "ポイント", "percentage points")
_ROUGHLY = re.compile(r"(?:約|およそ|ほぼ|about|around|nearly|almost|some|roughly|over)\s*$", re.I)
_ROUGHLY_AFTER = re.compile(r"\s?\w{0,2}(?:以上|以下|超|弱|強|前後|程度|ほど)")
_IS_DATE = re.compile(
    r"(?:年|月|日|時|分|か月|カ月|ヶ月|週|四半期|期|回目|番|位|本の|つの"
    r"|st\b|nd\b|rd\b|th\b|\s?(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|days?|weeks?|months?|quarters?|years?|hours?|minutes?|times?)\b)"
)
_AFTER_A_MONTH = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|第)\s?|[A-Za-z])$"
)


@dataclass(frozen=True)
class WrittenNumber:
    """A number in a text, from `start` up to `end`, in the unit it is written with.

    `unit` is None where it carries none: a bare number counts. `step` is the smallest amount it
    is written to, half of which it may be off by rounding; `after` is the text behind it.
    """

    value: float
    step: float
    unit: Unit | None
    start: int
    end: int
    written: str
    after: str
    is_rough: bool = False

    def is_written_of(self, figure: float) -> bool:
        """Whether a figure is written this way when it is rounded, or cut, to its digits."""
        more = abs(figure) - self.value
        dust = 1e-9 * max(self.step, abs(figure))
        slack = max(self.step / 2, 0.05 * abs(figure) if self.is_rough else 0.0) + dust
        return abs(more) <= slack or -dust <= more < self.step - dust


def numbers_in(sentence: str) -> Iterator[WrittenNumber]:
    """Every number of a sentence that may be a figure; dates, spans and ordinals are none."""
    plain = sentence.translate(PLAIN)
    for match in _NUMBER.finditer(plain):
        before, after = plain[: match.start()], plain[match.end() :]
        if match["unit"] is None and match["currency"] is None and match["scale"] is None:
            is_year = re.fullmatch(r"(?:19|20)\d\d", match["body"]) is not None
            if is_year or _IS_DATE.match(after) or _AFTER_A_MONTH.search(before):
                continue
        value, step = _amount(match)
        rough = _ROUGHLY.search(before) or _ROUGHLY_AFTER.match(after)
        written = sentence[match.start() : match.end()].strip()
        yield WrittenNumber(
            value, step, _unit(match), match.start(), match.end(), written, after, bool(rough)
        )


def _amount(match: re.Match[str]) -> tuple[float, float]:
    """The number and the smallest amount it is written to; percents are fractions."""
    total = step = Decimal(0)
    exponent = _SCALES.get((match["scale"] or "").lower(), 0)
    if _unit(match) is Unit.PERCENT:
        exponent -= 2
    for part in _PART.finditer(match["body"]):
        digits = part[1].replace(",", "")
        decimals = len(digits.partition(".")[2])
        scale = Decimal(10) ** (_SCALES.get(part[2], 0) + exponent)
        total += Decimal(digits) * scale
        step = scale / Decimal(10) ** decimals
    return float(total), float(step)


def _unit(match: re.Match[str]) -> Unit | None:
    unit = (match["unit"] or "").lower()
    if match["currency"] or unit in ("円", "yen"):
        return Unit.MONEY
    if unit in _POINTS:
        return Unit.POINTS
    return Unit.PERCENT if unit else None
