"""Bytes of an export become text: the declared encoding strictly, else the first that fits."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import BinaryIO

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.written import Misfit, Written
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

DELIMITING = frozenset(",\t;\r\n")

CUT_OFF = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
"""What a decoder says of a text that ends within a character."""


@dataclass(frozen=True)
class Decoded:
    """A file's text and the encoding that its bytes are in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None, path: str) -> Decoded:
    """The text of a file; DataRefused names line, byte, and the encoding that would fit."""
    text, encoding = as_utf8(BytesIO(data), declared, path)
    return Decoded(text.read().decode(), encoding)


def as_utf8(file: BinaryIO, declared: str | None, path: str) -> tuple[BinaryIO, str]:
    """The text of a file in UTF-8, at its first letter, and the encoding that the file is in.

    DataRefused names line, byte, and the encoding that would fit.
    """
    written = Written(file)
    if written.start.startswith(b"PK\x03\x04"):
        raise refuse_one(
            "RG406",
            "this is a spreadsheet or a zip archive, not a text file",
            Place(path),
            "export it as CSV, or unpack the archive",
        )
    encoding = _declared(written, declared, path) if declared else _detected(written, path)
    zero = written.read_as(encoding).zero
    if zero is not None:
        raise refuse_one(
            "RG406",
            "there is a zero byte in the text",
            Place(path, zero),
            "the file was damaged on its way: export it again",
        )
    return written.text(encoding), encoding


def has_letters(text: BinaryIO) -> bool:
    """False for a text of nothing but spaces and line ends; the text is where it was."""
    start = text.tell()
    lines = TextIOWrapper(text, "utf-8", newline="")
    try:
        return any(not line.isspace() for line in lines)
    finally:
        lines.detach()
        text.seek(start)


def _fitting(written: Written) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if written.start.startswith(mark):
            return encoding if written.misfit(encoding) is None else None
    sixteen_bits = _without_mark(written)
    if sixteen_bits is not None:
        return sixteen_bits
    # cp932 reads many short UTF-8 texts as other characters, so UTF-8 is tried before it.
    return next((one for one in ("utf-8", "cp932") if written.misfit(one) is None), None)


def _without_mark(written: Written) -> str | None:
    """UTF-16 without a byte order mark, told by the zero halves of its digits and delimiters."""
    start = written.start
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        has_zeros = zeros.count(0) * 10 >= len(zeros) > 0
        if has_zeros and written.misfit(encoding) is None:
            letters = set(start[: len(start) // 2 * 2].decode(encoding, "ignore"))
            return encoding if letters & DELIMITING and "\x00" not in letters else None
    return None


def _detected(written: Written, path: str) -> str:
    cut_off = _cut_off(written)
    if cut_off is not None:
        raise _cut_off_refused(cut_off, path)
    encoding = _fitting(written)
    misfit = written.misfit("utf-8")
    if encoding == "cp932" and misfit and not written.read_as("cp932").is_japanese:
        raise refuse_one(
            "RG405",
            f"the bytes may be Western (cp1252) or Japanese (cp932): {misfit}",
            Place(path, misfit.line),
            "write `encoding: cp1252` or `encoding: cp932` to the source, or export it as UTF-8",
            "£ and é of the one are half a Japanese letter of the other",
        )
    if encoding is not None:
        return encoding
    where = str(misfit) if misfit else "the byte order mark"
    raise refuse_one(
        "RG405",
        f"the bytes are neither UTF-8 nor cp932: {where}",
        Place(path, misfit.line if misfit else 1),
        "export the file as UTF-8, or name its encoding with `encoding:`",
    )


def _cut_off(written: Written) -> Misfit | None:
    """The misfit of a file that is whole in its encoding but for its last character."""
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS if written.start.startswith(mark)]
    for encoding in (*marked, "utf-8", "cp932"):
        reading = written.read_as(encoding)
        if reading.misfit is None:
            return None
        # Other encodings may by chance be UTF-8 up to their last character.
        is_sure = encoding != "utf-8" or reading.is_wide
        if reading.misfit.reason in CUT_OFF and is_sure and not reading.is_ascii:
            return reading.misfit
    return None


def _cut_off_refused(misfit: Misfit, path: str) -> DataRefused:
    return refuse_one(
        "RG405",
        f"the file ends within a character: {misfit}",
        Place(path, misfit.line),
        "it was cut off on its way: copy or export it again",
        "what came after is missing",
    )


def _declared(written: Written, declared: str, path: str) -> str:
    encoding = READABLE.get(_codec_name(declared))
    if encoding is None:
        raise refuse_one(
            "RG405",
            f"{declared!r} is not an encoding that is read",
            Place(path),
            "write utf-8, cp932 or utf-16, or leave `encoding:` out",
        )
    misfit = written.misfit(encoding)
    if misfit is None and not (encoding not in UNICODE and written.is_really_utf8()):
        return encoding
    if misfit is not None and misfit.reason in CUT_OFF and not written.is_really_utf8():
        raise _cut_off_refused(misfit, path)
    raise _wrongly_declared(written, declared, misfit, path)


def _codec_name(declared: str) -> str:
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return ""


def _wrongly_declared(
    written: Written, declared: str, misfit: Misfit | None, path: str
) -> DataRefused:
    fits = _fitting(written)
    misfit = misfit or written.first_high()
    return refuse_one(
        "RG405",
        f"the bytes are not {declared}: {misfit}",
        Place(path, misfit.line),
        f"set `encoding: {fits}` for this source" if fits else "export the file as UTF-8",
        "read as declared, its words would turn into other characters",
    )
