"""Numbers, money, percents, dates and periods as text; the only place a number becomes words.

Money is shortened the way its readers say it: yen in 円, 万円 and 億円; other currencies in k and m
for English readers, in full for Japanese ones. Negatives carry a minus sign (U+2212) or, for
accountants, a triangle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

from reportgen.model.findings import Fact
from reportgen.model.period import Grain, Month, Period, fiscal_year
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.text import Language, Text, same
from reportgen.model.wording import Wording

HOLE = "—"
MINUS = "−"
TRIANGLE = "▲"


@dataclass(frozen=True)
class Style:
    """How one report writes numbers: its language, currency and sign of negatives."""

    language: Language
    currency: str = "JPY"
    negative: str = "minus"

    @property
    def is_japanese(self) -> bool:
        """True for the Japanese report."""
        return self.language is Language.JA


@dataclass(frozen=True)
class Scale:
    """The size a group of numbers is written in: 13_320_000 in 万円 is 1,332."""

    divisor: float
    decimals: int
    prefix: str = ""
    suffix: str = ""

    @property
    def step(self) -> float:
        """The smallest amount this scale can show."""
        return float(self.divisor * 10**-self.decimals)


WHOLE_PERCENT = Scale(0.01, 0, suffix="%")


def scale_for(values: Iterable[float | None], unit: Unit, style: Style) -> Scale:
    """The scale that fits the largest of the values, so that a column reads as one."""
    values = tuple(values)
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    match unit:
        case Unit.COUNT:
            return Scale(1, 0 if largest >= 100 or all(map(_is_whole, values)) else 1)
        case Unit.MONEY:
            return _money_scale(largest, style)
        case Unit.PERCENT:
            return Scale(0.01, 2 if largest < 0.0995 else 1, suffix="%")
        case Unit.RATIO:
            return Scale(1, 2)
        case Unit.DAYS:
            return Scale(1, 1, suffix="日" if style.is_japanese else " days")
        case Unit.POINTS:
            return Scale(
                1, 2 if largest < 9.95 else 1, suffix="ポイント" if style.is_japanese else " pt"
            )


def _is_whole(value: float | None) -> bool:
    return value is None or abs(value - round(value)) < 1e-6


def _money_scale(largest: float, style: Style) -> Scale:
    if style.currency == "JPY":
        return _yen_scale(largest, style)
    symbol = str(get_currency_symbol(style.currency, locale=str(style.language)))
    if style.is_japanese:
        return Scale(1, 0 if largest >= 999.5 else 2, symbol)
    if largest >= 999_500:
        return Scale(1_000_000, 2, symbol, "m")
    if largest >= 9_995:
        return Scale(1_000, 1, symbol, "k")
    return Scale(1, 0 if largest >= 999.5 else 2, symbol)


def _yen_scale(largest: float, style: Style) -> Scale:
    if not style.is_japanese:
        if largest >= 999_500:
            return Scale(1_000_000, 2, "¥", "m")
        return Scale(1, 0, "¥")
    if largest >= 999_950_000:
        return Scale(100_000_000, 1, suffix="億円")
    if largest >= 999_500:
        return Scale(10_000, 0, suffix="万円")
    return Scale(1, 0, suffix="円")


def in_scale(value: float | None, scale: Scale, style: Style, *, bare: bool = False) -> str:
    """A value written in a scale, `bare` without currency sign and suffix."""
    if value is None:
        return HOLE
    shown = _half_up(value / scale.divisor, scale.decimals)
    digits = _digits(abs(shown), scale.decimals, style)
    body = digits if bare else f"{scale.prefix}{digits}{scale.suffix}"
    return f"{_negative(style)}{body}" if shown < 0 else body


def signed_in_scale(value: float | None, scale: Scale, style: Style, *, bare: bool = False) -> str:
    """A difference written in a scale, always with its sign; nothing at all is `±0`."""
    if value is None:
        return HOLE
    shown = _half_up(value / scale.divisor, scale.decimals)
    body = in_scale(abs(value), scale, style, bare=bare)
    if shown == 0:
        return f"±{body}"
    return f"+{body}" if shown > 0 else f"{_negative(style)}{body}"


def quantity(amount: Quantity, style: Style) -> str:
    """A quantity in its unit: `1,332万円`, `3.75%`, `£35.8k`, `9件`; a hole is a dash."""
    written = in_scale(amount.value, scale_for([amount.value], amount.unit, style), style)
    return written + counter(amount, style)


def signed(amount: Quantity, style: Style) -> str:
    """A difference in its unit, with its sign: `+1,332万円`, `−0.52ポイント`."""
    written = signed_in_scale(amount.value, scale_for([amount.value], amount.unit, style), style)
    return written + counter(amount, style)


def counter(amount: Quantity, style: Style) -> str:
    """The word a language puts after this count; nothing where it has none, or for a hole."""
    if amount.value is None or amount.counter is None:
        return ""
    return (amount.counter.ja if style.is_japanese else amount.counter.en) or ""


def number(value: float, decimals: int, style: Style) -> str:
    """A plain number with so many decimals."""
    return in_scale(value, Scale(1, decimals), style)


def adding_up(values: Sequence[float], total: float, step: float) -> tuple[float, ...]:
    """The values rounded to a step so that they add up to the rounded total.

    Largest remainder method: every value is rounded down, and the steps still missing go to the
    largest remainders.
    """
    floors = [math.floor(value / step + 1e-9) for value in values]
    missing = round(total / step) - sum(floors)
    order = sorted(range(len(values)), key=lambda index: floors[index] - values[index] / step)
    for index in order[: max(0, missing)]:
        floors[index] += 1
    return tuple(count * step for count in floors)


def _half_up(value: float, decimals: int) -> float:
    factor = 10**decimals
    return float(math.copysign(math.floor(abs(value) * factor + 0.5 + 1e-9), value) / factor)


def _digits(value: float, decimals: int, style: Style) -> str:
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return str(format_decimal(value, format=pattern, locale=str(style.language)))


def _negative(style: Style) -> str:
    return TRIANGLE if style.negative == "triangle" else MINUS


# ---- days, months, periods


def day(value: date, style: Style) -> str:
    """A day of this year's report: `11月12日`, `12 November`."""
    if style.is_japanese:
        return f"{value.month}月{value.day}日"
    return str(format_date(value, "d MMMM", locale="en_GB"))


def full_day(value: date, style: Style) -> str:
    """A day with its year: `2026年11月4日`, `4 November 2026`."""
    if style.is_japanese:
        return f"{value.year}年{value.month}月{value.day}日"
    return str(format_date(value, "d MMMM y", locale="en_GB"))


def month(value: Month, style: Style) -> str:
    """A month with its year: `2026年10月`, `October 2026`."""
    if style.is_japanese:
        return f"{value.year}年{value.month}月"
    return str(format_date(value.first_day, "MMMM y", locale="en_GB"))


def short_month(value: Month, style: Style) -> str:
    """A month without its year: `10月`, `Oct`."""
    if style.is_japanese:
        return f"{value.month}月"
    return str(format_date(value.first_day, "MMM", locale="en_GB"))


def month_span(first: Month, last: Month, style: Style) -> str:
    """Several months: `2026年7月〜9月`, `July to September 2026`."""
    if first == last:
        return month(first, style)
    if style.is_japanese:
        end = f"{last.month}月" if first.year == last.year else month(last, style)
        return f"{month(first, style)}〜{end}"
    start = str(format_date(first.first_day, "MMMM", locale="en_GB"))
    start = start if first.year == last.year else month(first, style)
    return f"{start} to {month(last, style)}"


def period(value: Period, style: Style) -> str:
    """A period by its months, whatever it is called: `2026年10月`, `July to September 2026`."""
    if value.grain is Grain.MONTH:
        return month(value.first_month, style)
    return month_span(value.first_month, value.last_month, style)


def fiscal(value: Month, starts: int, style: Style) -> str:
    """The fiscal year a month lies in, with its months: `2026年度（2026年4月〜2027年3月）`."""
    first, last = fiscal_year(value, starts)
    span = month_span(first, last, style)
    if style.is_japanese:
        return f"{first.year}年度（{span}）"
    name = str(first.year) if starts == 1 else f"{first.year}/{last.year % 100:02d}"
    return f"the {name} year ({span})"


# ---- sentences


@dataclass(frozen=True)
class Voice:
    """Says the catalogue's messages in both languages, with the report's way of writing numbers."""

    wording: Wording
    currency: str
    negative: str = "minus"

    def style(self, language: Language) -> Style:
        """How numbers are written in a language."""
        return Style(language, self.currency, self.negative)

    def say(self, id: str, /, **facts: Fact) -> Text:
        """A message with its facts filled in."""
        message = self.wording.text(id)
        return Text(
            _filled(message.ja or "", facts, self.style(Language.JA)),
            _filled(message.en or "", facts, self.style(Language.EN)),
        )

    def named(self, id: str, otherwise: str) -> Text:
        """The catalogue's name of something, or its own where the catalogue has none."""
        return self.wording.messages.get(id, same(otherwise))

    def column(self, amounts: Sequence[Quantity]) -> tuple[Text, ...]:
        """Parts and, last, their total, with signs, in one size; printed parts add up to it."""
        return self.columns((amounts,))[0]

    def columns(self, columns: Sequence[Sequence[Quantity]]) -> tuple[tuple[Text, ...], ...]:
        """Several such columns of one unit, all in the size that suits the largest amount."""
        every = [amount for column in columns for amount in column]
        scales = {language: self._scale(every, language) for language in Language}
        return tuple(
            tuple(
                Text(ja, en)
                for ja, en in zip(
                    _signed_column(column, scales[Language.JA], self.style(Language.JA)),
                    _signed_column(column, scales[Language.EN], self.style(Language.EN)),
                    strict=True,
                )
            )
            for column in columns
        )

    def one_size(self, amounts: Sequence[Quantity]) -> tuple[Text, ...]:
        """Amounts of one unit with signs, in the size that suits the largest; they do not add."""
        ja, en = self.style(Language.JA), self.style(Language.EN)
        scales = {language: self._scale(amounts, language) for language in Language}
        return tuple(
            Text(
                signed_in_scale(one.value, scales[Language.JA], ja),
                signed_in_scale(one.value, scales[Language.EN], en),
            )
            for one in amounts
        )

    def _scale(self, amounts: Sequence[Quantity], language: Language) -> Scale:
        values = [one.value for one in amounts]
        return scale_for(values, amounts[0].unit, self.style(language))

    def write(self, amount: Quantity) -> Text:
        """A quantity alone."""
        ja, en = self.style(Language.JA), self.style(Language.EN)
        return Text(quantity(amount, ja), quantity(amount, en))


def _signed_column(amounts: Sequence[Quantity], scale: Scale, style: Style) -> list[str]:
    values = [one.value for one in amounts]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        values = [*adding_up(known[:-1], known[-1], scale.step), known[-1]]
    return [signed_in_scale(value, scale, style) for value in values]


def _filled(message: str, facts: Mapping[str, Fact], style: Style) -> str:
    money = [
        one.value for one in facts.values() if isinstance(one, Quantity) and one.unit is Unit.MONEY
    ]
    scale = scale_for(money, Unit.MONEY, style)
    parts = []
    for literal, name, manner, _ in Formatter().parse(message):
        parts.append(literal)
        if name is not None:
            parts.append(_fact(facts[name], manner or "", style, scale))
    return "".join(parts)


def _fact(value: Fact, manner: str, style: Style, money: Scale) -> str:
    """One fact as words; `manner` is `signed`, `abs`, `short`, `whole` or empty.

    `whole` is for shares of a few dozen cases, which are not known more closely than a percent.
    """
    match value:
        case Quantity():
            return _amount(value, manner, style, money)
        case Text():
            return value.in_language(style.language)
        case Month():
            return short_month(value, style) if manner == "short" else month(value, style)
        case Period():
            return period(value, style)
        case date():
            return day(value, style)
        case int():
            return number(value, 0, style)


def _amount(value: Quantity, manner: str, style: Style, money: Scale) -> str:
    """A quantity in a sentence: money in the size of the sentence's largest amount.

    So its figures can be compared; an amount that this size would round away keeps its own.
    """
    if value.value is None:
        return quantity(value, style)
    if manner == "whole":
        return in_scale(value.value, WHOLE_PERCENT, style)
    amount = replace(value, value=abs(value.value)) if manner == "abs" else value
    if value.unit is Unit.MONEY and abs(value.value) >= 5 * money.step:
        write = signed_in_scale if manner == "signed" else in_scale
        return write(amount.value, money, style)
    return signed(amount, style) if manner == "signed" else quantity(amount, style)
