"""How one written value is read: numbers, words, months, days, flags, or what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from reportgen.model.config.described import described
from reportgen.model.period import FIRST_YEAR, LAST_YEAR, Month
from reportgen.model.text import Text


class Model(BaseModel):
    """Frozen, and an unknown key is an error; the words under a field are what editors show."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        populate_by_name=True,
        json_schema_extra=described,
    )


@dataclass(frozen=True)
class Number:
    """A number as configuration writes it; written with `%` it is a fraction and `is_percent`."""

    value: float
    is_percent: bool = False


class FieldError(ValueError):
    """A value that a field cannot read, with what to write instead.

    `path` leads to the part of the value that is meant, where it is not all of it.
    """

    def __init__(self, what: str, hint: str = "", path: tuple[str, ...] = ()) -> None:
        super().__init__(what)
        self.hint = hint
        self.path = path


MOST_DIGITS = 15
NUMBER = r"^[+-]?[0-9][0-9_]*(\.[0-9][0-9_]*)?%?$"
WHOLE_NUMBER = r"^[+-]?[0-9][0-9_]*$"
MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_NUMBER = re.compile(NUMBER)


def read_number(written: object) -> Number:
    """Read `12_000_000`, `-0.5` or `25%`; FieldError names what else was written."""
    if isinstance(written, Number):
        return written
    if not isinstance(written, str):
        raise FieldError("a number is expected here", "write digits, for example 12_000_000")
    words = written.strip()
    if not _NUMBER.fullmatch(words):
        raise FieldError(f"{written!r} is not a number", _number_hint(words))
    if len(re.sub(r"\D", "", words).lstrip("0")) > MOST_DIGITS:
        raise FieldError(
            f"{written!r} has more than {MOST_DIGITS} digits",
            f"write at most {MOST_DIGITS} significant digits; more would not be kept exactly",
        )
    digits = Decimal(words.rstrip("%").replace("_", ""))
    if words.endswith("%"):
        return Number(float(digits / 100), is_percent=True)
    return Number(float(digits))


_TIMES = {"千": 1_000, "万": 10_000, "億": 100_000_000}
_DIGITS_ONLY = "write digits, for example 12_000_000, -0.5 or 25%"


def _number_hint(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).replace("−", "-")
    if plain.lower().lstrip("+-.") in ("nan", "inf", "infinity"):
        return "only finite numbers may stand here; leave the key out where there is no figure"
    plain = re.sub(r"[¥$£€円\s]", "", plain).replace(",", "_")
    if plain.startswith("(") != plain.endswith(")"):
        return "write a negative with `-` and thousands without a comma, for example -1_234"
    plain = re.sub(r"^(?:[▲△]|\((?=.*\)$))", "-", plain).removesuffix(")")
    if re.fullmatch(r"[+-]?\d[\d_]*(\.\d+)?[千万億]", plain, re.ASCII):
        whole = Decimal(plain[:-1].replace("_", "")) * _TIMES[plain[-1]]
        plain = f"{int(whole):_}" if whole == whole.to_integral_value() else plain
    if _NUMBER.fullmatch(plain) and plain != words:
        return f"write {plain} (digits, `_` between thousands if you like, `-` before a negative)"
    return _DIGITS_ONLY


def read_text(written: object) -> Text:
    """Read a string, which is the same in every language, or `{ja: …, en: …}`."""
    if isinstance(written, Text):
        return written
    if isinstance(written, str):
        return Text(written, written)
    if isinstance(written, Mapping):
        unknown = [str(key) for key in written if key not in ("ja", "en")]
        if unknown:
            raise FieldError(
                f"{unknown[0]!r} is not a language", "write {ja: …, en: …}", (unknown[0],)
            )
        words = {key: value for key, value in written.items() if value is not None}
        if words and all(isinstance(value, str) for value in words.values()):
            return Text(words.get("ja"), words.get("en"))
    raise FieldError("words are expected here", "write a string, or {ja: …, en: …}")


def read_month(written: object) -> Month:
    """Read `2026-10`."""
    if isinstance(written, Month):
        return written
    try:
        month = Month.parse(str(written))
    except ValueError:
        raise FieldError(
            f"{written!r} is not a month", "write it as YYYY-MM, for example 2026-10"
        ) from None
    _refuse_other_centuries(month.year, written)
    return month


def read_date(written: object) -> date:
    """Read `2026-10-08`."""
    if isinstance(written, date):
        return written
    try:
        if not re.fullmatch(DAY, str(written)):
            raise ValueError
        day = date.fromisoformat(str(written))
    except ValueError:
        raise FieldError(
            f"{written!r} is not a date",
            "write it as YYYY-MM-DD, for example 2026-10-08",
        ) from None
    _refuse_other_centuries(day.year, written)
    return day


def _refuse_other_centuries(year: int, written: object) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FieldError(
            f"{written!r} lies far from our time", f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
        )


def read_flag(written: object) -> bool:
    """Read `true` or `false`."""
    if isinstance(written, bool):
        return written
    if written in ("true", "false"):
        return written == "true"
    raise FieldError(f"{written!r} is neither true nor false", "write true or false")


def read_count(written: object) -> int:
    """Read a whole number."""
    if isinstance(written, int):
        return written
    number = read_number(written)
    if number.is_percent or number.value != int(number.value):
        raise FieldError(f"{written!r} is not a whole number", "write digits, for example 3")
    return int(number.value)


def read_languages(written: object) -> object:
    """One language or several, each once: every language is a document of its own."""
    listed = read_list(written)
    if isinstance(listed, (list, tuple)) and len({str(one) for one in listed}) < len(listed):
        raise FieldError("a language stands here twice", "write each language once")
    return listed


def read_list(written: object) -> object:
    """A single value where a list may stand is a list of one."""
    return written if isinstance(written, (list, tuple)) else (written,)


_FIGURE = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]}
_LANGUAGES = {
    "ja": {"type": "string", "description": "The words in Japanese."},
    "en": {"type": "string", "description": "The words in English."},
}
_WORDS = {"anyOf": [{"type": "string"}, {"type": "object", "properties": _LANGUAGES}]}

Figure = Annotated[Number, BeforeValidator(read_number), WithJsonSchema(_FIGURE)]
Words = Annotated[Text, BeforeValidator(read_text), WithJsonSchema(_WORDS)]
MonthField = Annotated[
    Month, BeforeValidator(read_month), WithJsonSchema({"type": "string", "pattern": MONTH})
]
Day = Annotated[
    date, BeforeValidator(read_date), WithJsonSchema({"type": "string", "pattern": DAY})
]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Count = Annotated[
    int,
    BeforeValidator(
        read_count, json_schema_input_type=int | Annotated[str, Field(pattern=WHOLE_NUMBER)]
    ),
]
NotNegative = Annotated[Count, Field(ge=0)]
AtLeastOne = Annotated[Count, Field(ge=1)]
DataWord = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""A word as data have it; an editor must not mind what it looks like."""
OneOrMore = Annotated[
    tuple[DataWord, ...],
    BeforeValidator(read_list, json_schema_input_type=DataWord | tuple[DataWord, ...]),
]
MonthTable = Mapping[MonthField, Figure]
