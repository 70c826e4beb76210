"""What is asked of a new client, and what is usual where nobody gives an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.config.starting.presets import Preset, preset_named
from reportgen.config.starting.readers import (
    read_by,
    read_currency,
    read_holidays,
    read_languages,
    read_month_of_year,
    read_name,
    read_target,
    read_timezone,
)
from reportgen.model.period import Month, fiscal_year
from reportgen.model.text import Language

QUESTIONS = (
    "preset",
    "name",
    "language",
    "currency",
    "timezone",
    "fiscal_year_starts",
    "target",
    "by",
)
"""In the order they are asked: what is usual follows from the answers before."""

USUAL_MONTHS = 6
"""A goal that nobody dated ends with the first business year that leaves so many months."""

YEN_OF_ANOTHER_CURRENCY = 200
"""What one unit of any other currency stands for in an example; it is an example, no rate."""

_HOLIDAYS = {"Asia/Tokyo": "JP", "Europe/London": "GB"}


@dataclass(frozen=True)
class Answers:
    """What is known of a new client; `answered` are the questions somebody has answered.

    `first` is the first month to be reported, `by` the month the goal is to be reached in.
    """

    id: str
    preset: Preset
    name: str
    languages: tuple[Language, ...]
    currency: str
    timezone: str
    holidays: str
    fiscal_year_starts: int
    target: Decimal
    first: Month
    by: Month
    answered: frozenset[str]


Ask = Callable[[str, str, Mapping[str, str]], str]
"""Asks a question, by its name, with its usual answer and the answers before; returns the words."""


def answers(id: str, written: Mapping[str, str], first: Month, ask: Ask) -> Answers:
    """Every answer: as written, else as it is asked for; UsageFailed where one cannot be read."""
    words = dict(written)
    answered = set(words)
    for question in QUESTIONS:
        if question not in words:
            usual = usual_answer(question, id, words, first)
            words[question] = ask(question, usual, words)
            if words[question] != usual:
                answered.add(question)
        read_answer(question, words[question], first)
    languages = read_languages(words["language"])
    if languages[0] is Language.JA:
        answered |= {"currency", "timezone"}
    timezone = read_timezone(words["timezone"])
    return Answers(
        id=id,
        preset=preset_named(words["preset"]),
        name=read_name(words["name"]),
        languages=languages,
        currency=read_currency(words["currency"]),
        timezone=timezone,
        holidays=read_holidays(words.get("holidays", _HOLIDAYS.get(timezone, ""))),
        fiscal_year_starts=read_month_of_year(words["fiscal_year_starts"]),
        target=read_target(words["target"]),
        first=first,
        by=read_by(words["by"], first),
        answered=frozenset(answered),
    )


def read_answer(question: str, words: str, first: Month) -> object:
    """The answer of a question, where the goal is reported from `first` on."""
    if question == "by":
        return read_by(words, first)
    return _READERS[question](words)


def usual_answer(question: str, id: str, words: Mapping[str, str], first: Month) -> str:
    """The answer where nobody gave one, from the answers before; empty where there is none."""
    match question:
        case "name":
            return id
        case "language":
            return "ja"
        case "currency":
            return "JPY" if _is_japanese(words) else "GBP"
        case "timezone":
            return "Asia/Tokyo" if _is_japanese(words) else "Europe/London"
        case "fiscal_year_starts":
            return "4" if _is_japanese(words) else "1"
        case "target":
            preset = preset_named(words["preset"])
            return digits(example_target(preset, read_currency(words["currency"])))
        case "by":
            starts = read_month_of_year(words["fiscal_year_starts"])
            return str(fiscal_year(first.plus(USUAL_MONTHS - 1), starts)[1])
    return ""


def example_target(preset: Preset, currency: str) -> Decimal:
    """The preset's goal of a month in a currency; a goal that is no money is the same in all."""
    return preset.target / yen_of(currency) if preset.is_money else preset.target


def yen_of(currency: str) -> int:
    """How many yen of an example one unit of a currency stands for."""
    return 1 if currency == "JPY" else YEN_OF_ANOTHER_CURRENCY


def digits(number: Decimal) -> str:
    """A number as configuration writes it: 6_000_000."""
    return f"{number.normalize():,f}".replace(",", "_")


def _is_japanese(words: Mapping[str, str]) -> bool:
    return read_languages(words["language"])[0] is Language.JA


_READERS: Mapping[str, Callable[[str], object]] = {
    "preset": preset_named,
    "name": read_name,
    "language": read_languages,
    "currency": read_currency,
    "timezone": read_timezone,
    "fiscal_year_starts": read_month_of_year,
    "target": read_target,
}
