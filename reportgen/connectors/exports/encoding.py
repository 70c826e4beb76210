"""Bytes of an export become text: the declared encoding strictly, else the first that fits."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from reportgen.connectors.base import refuse_one
from reportgen.errors import DataRefused, Place

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
REGIONAL = {"cp932": "cp932", "shift_jis": "cp932", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp"}
WESTERN = {"cp1252": "cp1252", "iso8859-1": "cp1252"}
READABLE = {**{name: name for name in UNICODE}, **REGIONAL, **WESTERN}
"""Encodings a source may declare, and how each is read: ①, ㈱ and 髙 need the Windows forms."""

FIRST_THREE_BYTE_CHARACTER = "\u0800"

PEEK = 4096
"""Bytes that tell whether a file is written in 16 bits a character."""

DELIMITING = frozenset(",\t;\r\n")

_JAPANESE = re.compile("[^\x00-\x7f\uff61-\uff9f]|[\uff66-\uff9f]{2}")
"""A letter that only a Japanese text has: single half-width ones may be Western bytes."""

CUT_OFF = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
"""What a decoder says of a text that ends within a character."""


@dataclass(frozen=True)
class Decoded:
    """A file's text and the encoding that its bytes are in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None, path: str) -> Decoded:
    """The text of a file; DataRefused names line, byte, and the encoding that would fit."""
    if data.startswith(b"PK\x03\x04"):
        raise refuse_one(
            "RG406",
            "this is a spreadsheet or a zip archive, not a text file",
            Place(path),
            "export it as CSV, or unpack the archive",
        )
    encoding = _declared(data, declared, path) if declared else _detected(data, path)
    text = data.decode(encoding).removeprefix("\ufeff")
    zero = text.find("\x00")
    if zero >= 0:
        raise refuse_one(
            "RG406",
            "there is a zero byte in the text",
            Place(path, text.count("\n", 0, zero) + 1),
            "the file was damaged on its way: export it again",
        )
    return Decoded(text, encoding)


def fitting(data: bytes) -> str | None:
    """The encoding that the bytes are in, as far as they tell."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding if _misfit(data, encoding) is None else None
    sixteen_bits = _without_mark(data)
    if sixteen_bits is not None:
        return sixteen_bits
    # cp932 reads many short UTF-8 texts as other characters, so UTF-8 is tried before it.
    return next((one for one in ("utf-8", "cp932") if _misfit(data, one) is None), None)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by the zero halves of its digits and delimiters."""
    start = data[:PEEK]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        has_zeros = zeros.count(0) * 10 >= len(zeros) > 0
        if has_zeros and _misfit(data, encoding) is None:
            letters = set(start[: len(start) // 2 * 2].decode(encoding, "ignore"))
            return encoding if letters & DELIMITING and "\x00" not in letters else None
    return None


def _misfit(data: bytes, encoding: str) -> UnicodeDecodeError | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error
    return None


def _detected(data: bytes, path: str) -> str:
    cut_off = _cut_off(data)
    if cut_off is not None:
        raise _cut_off_refused(cut_off, path)
    encoding = fitting(data)
    misfit = _misfit(data, "utf-8")
    if encoding == "cp932" and misfit and not _JAPANESE.search(data.decode("cp932")):
        raise refuse_one(
            "RG405",
            f"the bytes may be Western (cp1252) or Japanese (cp932): {_at(misfit)}",
            Place(path, _line_of(misfit)),
            "write `encoding: cp1252` or `encoding: cp932` to the source, or export it as UTF-8",
            "£ and é of the one are half a Japanese letter of the other",
        )
    if encoding is not None:
        return encoding
    where = _at(misfit) if misfit else "the byte order mark"
    raise refuse_one(
        "RG405",
        f"the bytes are neither UTF-8 nor cp932: {where}",
        Place(path, _line_of(misfit) if misfit else 1),
        "export the file as UTF-8, or name its encoding with `encoding:`",
    )


def _cut_off(data: bytes) -> UnicodeDecodeError | None:
    """The misfit of a file that is whole in its encoding but for its last character."""
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)]
    for encoding in (*marked, "utf-8", "cp932"):
        misfit = _misfit(data, encoding)
        if misfit is None:
            return None
        before = data[: misfit.start]
        # Other encodings may by chance be UTF-8 up to their last character.
        is_sure = encoding != "utf-8" or _is_really_utf8(before)
        if misfit.reason in CUT_OFF and is_sure and not before.isascii():
            return misfit
    return None


def _cut_off_refused(misfit: UnicodeDecodeError, path: str) -> DataRefused:
    return refuse_one(
        "RG405",
        f"the file ends within a character: {_at(misfit)}",
        Place(path, _line_of(misfit)),
        "it was cut off on its way: copy or export it again",
        "what came after is missing",
    )


def _declared(data: bytes, declared: str, path: str) -> str:
    encoding = READABLE.get(_codec_name(declared))
    if encoding is None:
        raise refuse_one(
            "RG405",
            f"{declared!r} is not an encoding that is read",
            Place(path),
            "write utf-8, cp932 or utf-16, or leave `encoding:` out",
        )
    misfit = _misfit(data, encoding)
    if misfit is None and not (encoding not in UNICODE and _is_really_utf8(data)):
        return encoding
    if misfit is not None and misfit.reason in CUT_OFF and not _is_really_utf8(data):
        raise _cut_off_refused(misfit, path)
    raise _wrongly_declared(data, declared, misfit, path)


def _codec_name(declared: str) -> str:
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return ""


def _is_really_utf8(data: bytes) -> bool:
    # Japanese text of another encoding can by chance be valid UTF-8 in two-byte characters;
    # characters of three bytes do not come about by chance.
    if data.isascii() or _misfit(data, "utf-8"):
        return False
    return any(letter >= FIRST_THREE_BYTE_CHARACTER for letter in data.decode("utf-8"))


def _wrongly_declared(
    data: bytes, declared: str, misfit: UnicodeDecodeError | None, path: str
) -> DataRefused:
    fits = fitting(data)
    if misfit is None:
        start = next(n for n, byte in enumerate(data) if byte > 127)
        misfit = UnicodeDecodeError("utf-8", data, start, start + 1, "not as declared")
    return refuse_one(
        "RG405",
        f"the bytes are not {declared}: {_at(misfit)}",
        Place(path, _line_of(misfit)),
        f"set `encoding: {fits}` for this source" if fits else "export the file as UTF-8",
        "read as declared, its words would turn into other characters",
    )


def _at(misfit: UnicodeDecodeError) -> str:
    byte = misfit.object[misfit.start : misfit.start + 1].hex().upper()
    return f"line {_line_of(misfit)}, byte {misfit.start + 1} of the file (0x{byte})"


def _line_of(misfit: UnicodeDecodeError) -> int:
    before = misfit.object[: misfit.start].decode(misfit.encoding, "ignore")
    return before.count("\n") + 1
