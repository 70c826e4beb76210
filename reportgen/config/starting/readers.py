"""How an answer about a new client is read; UsageFailed says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from zoneinfo import available_timezones

from babel.core import get_global

from reportgen.config.spelling import did_you_mean
from reportgen.config.yaml_text import UNSEEN
from reportgen.errors import UsageFailed
from reportgen.model.config import FieldError, read_count, read_month, read_number
from reportgen.model.period import Month
from reportgen.model.text import Language

FEWEST_MONTHS = 3
"""The roadmap has three phases, and each needs a month."""


def read_name(words: str) -> str:
    """A company's name."""
    name = words.strip()
    unseen = UNSEEN.search(name) or re.search("\t", name)
    if not name or unseen:
        raise UsageFailed(f"{words!r} is not a name", "write the name as it stands on page 1")
    return name


def read_languages(words: str) -> tuple[Language, ...]:
    """`ja`, `en`, or both with a comma; the first is that of the questions."""
    written = [one.strip() for one in words.split(",")]
    known = [str(language) for language in Language]
    if not set(written) <= set(known) or len(set(written)) < len(written):
        raise UsageFailed(f"{words!r} is not a language", "write ja, en, or ja,en for both")
    return tuple(Language(one) for one in written)


def read_currency(words: str) -> str:
    """A currency's three letters."""
    known = get_global("all_currencies")
    if words not in known:
        raise UsageFailed(
            f"{words!r} is not a currency",
            did_you_mean(words, known) or "write its three letters: JPY, GBP, USD",
        )
    return words


def read_timezone(words: str) -> str:
    """A time zone of the calendar."""
    zones = available_timezones()
    if words not in zones:
        near = did_you_mean(words, zones) if "/" in words else ""
        hint = near or "write an area and a city, for example Asia/Tokyo"
        raise UsageFailed(f"{words!r} is not a time zone", hint)
    return words


def read_holidays(words: str) -> str:
    """The two letters of a country, or nothing."""
    if words and not re.fullmatch("[A-Z]{2}", words, re.ASCII):
        raise UsageFailed(f"{words!r} is not a country", "write its two letters: JP, GB, US")
    return words


def read_month_of_year(words: str) -> int:
    """1 for January to 12 for December."""
    try:
        month = read_count(words)
    except FieldError:
        month = 0
    if not 1 <= month <= 12:
        raise UsageFailed(f"{words!r} is not a month of the year", "write 1 to 12; April is 4")
    return month


def read_target(words: str) -> Decimal:
    """How much a month, more than nothing."""
    try:
        number = read_number(words)
    except FieldError as error:
        raise UsageFailed(str(error), error.hint) from None
    if number.is_percent or number.value <= 0:
        raise UsageFailed(
            f"{words!r} cannot be the goal of a month",
            "write digits above 0, for example 12_000_000",
        )
    return Decimal(words.strip().replace("_", ""))


def read_by(words: str, first: Month) -> Month:
    """The month the goal is to be reached in; the roadmap has room before it."""
    by = read_written_month(words)
    least = first.plus(FEWEST_MONTHS - 1)
    if by < least:
        raise UsageFailed(
            f"a goal by {by} leaves no room for {FEWEST_MONTHS} phases from {first} on",
            f"write {least} or later",
        )
    return by


def read_written_month(words: str) -> Month:
    """A month as it is written."""
    try:
        return read_month(words)
    except FieldError as error:
        raise UsageFailed(str(error), error.hint) from None


OF_THE_AGENCY: Mapping[str, Callable[[str], object]] = {
    "language": read_languages,
    "currency": read_currency,
    "timezone": read_timezone,
    "holidays": read_holidays,
    "fiscal_year_starts": read_month_of_year,
}
"""What an agency may have answered for all of its clients."""
