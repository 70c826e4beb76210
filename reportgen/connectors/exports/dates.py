"""Days, moments and ranges of days, as exports write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from reportgen.connectors.exports.cells import UnreadableCell, is_missing, narrow

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_KANJI = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", re.IGNORECASE)
_DAY_FIRST_WORD = re.compile(rf"(\d{{1,2}})\s+{_WORD},?\s+(\d{{4}})", re.ASCII | re.IGNORECASE)
_WORD_FIRST = re.compile(rf"{_WORD}\s+(\d{{1,2}}),?\s+(\d{{4}})", re.ASCII | re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_CLOCK = re.compile(
    r"(?P<day>.+?)[T ]\s*(?P<h>\d{1,2}):(?P<m>\d{2})(:(?P<s>\d{2})(\.\d+)?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"(.+?)[T ](0?0:00(:00)?(\.0+)?|12:00(:00)? am)", re.ASCII | re.IGNORECASE)

EARLIEST, LATEST = 1990, 2099
"""The years a day may lie in, as in configuration."""

DATE_HINT = "write it as YYYY-MM-DD, for example 2026-10-08"


class DateOrder(StrEnum):
    """What stands first in dates that end in their year: 31/10/2026 or 10/31/2026."""

    DAY_FIRST = "the day"
    MONTH_FIRST = "the month"


def order_told(cell: str) -> DateOrder | None:
    """The order that a date itself tells: a number above 12 is no month; None for all others."""
    found = _year_last(cell)
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if second > 12 >= first else None


def is_order_needed(cell: str) -> bool:
    """True for a date that ends in its year: only an order of day and month tells what it is."""
    found = _year_last(cell)
    return found is not None and len(found[4]) == 4


def order_of(cells: Iterable[str]) -> DateOrder | None:
    """The order that dates of one writer tell together; None where none does, or two do."""
    told = {order for cell in cells if (order := order_told(cell)) is not None}
    return told.pop() if len(told) == 1 else None


def _year_last(cell: str) -> re.Match[str] | None:
    text = narrow(cell)
    clock = _CLOCK.fullmatch(text)
    return _YEAR_LAST.fullmatch(_WEEKDAY.sub("", clock["day"] if clock else text, count=1))


def read_date(cell: str, order: DateOrder | None = None) -> str:
    """A day as ISO text; the empty text where there is none."""
    if is_missing(cell):
        return ""
    text = narrow(cell)
    at_midnight = _MIDNIGHT.fullmatch(text)
    if not at_midnight and _CLOCK.fullmatch(text):
        raise UnreadableCell(
            f"{cell.strip()!r} is a moment, not a day", "declare the column `type: datetime`"
        )
    return read_day(at_midnight[1] if at_midnight else text, order).isoformat()


def read_moment(
    cell: str, source_zone: ZoneInfo, client_zone: ZoneInfo, order: DateOrder | None = None
) -> str:
    """A moment in the client's time zone as ISO text; a bare day stays the day it is.

    A moment without an offset is one of the source's time zone.
    """
    if is_missing(cell):
        return ""
    text = narrow(cell)
    clock = _CLOCK.fullmatch(text)
    if not clock:
        return read_day(text, order).isoformat()
    day = _read_day_once(clock["day"], order)
    zone = (clock["zone"] or "").upper().replace("UTC", "Z")
    try:
        hour = _hour(int(clock["h"]), clock["half"])
        moment = datetime.fromisoformat(f"{day}T{hour:02}:{clock['m']}:{clock['s'] or '00'}{zone}")
    except ValueError:
        raise UnreadableCell(f"{cell.strip()!r} is not a moment", _MOMENT_HINT) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=source_zone)
    return moment.astimezone(client_zone).isoformat()


_MOMENT_HINT = "write it as YYYY-MM-DD HH:MM:SS +0900"


def _hour(written: int, half: str | None) -> int:
    if half is None:
        return written
    if not 1 <= written <= 12:
        raise ValueError(f"there is no {written} {half}")
    return written % 12 + (12 if half.lower() == "pm" else 0)


@lru_cache(maxsize=1024)
def _read_day_once(text: str, order: DateOrder | None) -> str:
    return read_day(text, order).isoformat()


def read_day(text: str, order: DateOrder | None = None) -> date:
    """A day in a form that has one reading; `08/10/2026` has two, and needs an order.

    A day of another century is refused: some tools write 1900-01-01 where there is no day, and a
    slip of the pen would move a row to a month nobody looks at.
    """
    day = _written_day(_WEEKDAY.sub("", text.strip(), count=1), order)
    if not EARLIEST <= day.year <= LATEST:
        raise UnreadableCell(
            f"{text.strip()!r} is no day from {EARLIEST} to {LATEST}",
            "correct it in the source; leave the cell empty where there is no day",
        )
    return day


def _written_day(text: str, order: DateOrder | None) -> date:
    year_last = _YEAR_LAST.fullmatch(text)
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _COMPACT.fullmatch(text) or _KANJI.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST_WORD.fullmatch(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        if found := _WORD_FIRST.fullmatch(text):
            return date(int(found[3]), _month(found[1]), int(found[2]))
        if year_last and order and len(year_last[4]) == 4:
            first, second = int(year_last[1]), int(year_last[3])
            is_day_first = order is DateOrder.DAY_FIRST
            day, month = (first, second) if is_day_first else (second, first)
            return date(int(year_last[4]), month, day)
    except ValueError:
        raise UnreadableCell(f"{text!r} is not a day of the calendar", DATE_HINT) from None
    if year_last:
        raise UnreadableCell(
            f"{text!r} can be read with the day or with the month first",
            "export dates as YYYY-MM-DD, for example 2026-10-08",
            code="RG409",
        )
    raise UnreadableCell(f"{text!r} is not a date", DATE_HINT)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def read_range(text: str) -> tuple[date, date] | None:
    """The first and last day of `20221001-20261031`, `1 October 2026 - 31 October 2026` and like.

    None for any other text.
    """
    words = narrow(text).replace("–", "-").replace("〜", "~").replace("—", "-")
    compact = re.fullmatch(r"(\d{8})\s*[-~]\s*(\d{8})", words, re.ASCII)
    parts = compact.groups() if compact else re.split(r"\s+[-~]\s+|~", words)
    if len(parts) != 2:
        return None
    order = order_of(parts)
    try:
        return read_day(parts[0], order), read_day(parts[1], order)
    except UnreadableCell:
        return None
