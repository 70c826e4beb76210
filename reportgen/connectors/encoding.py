"""Bytes of an export become text: the declared encoding strictly, else the first that fits."""

from __future__ import annotations

import codecs
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
    if len(data) >= 4 and not any(data[1:64:2]) and all(data[0:64:2]):
        return "utf-16-le"
    # cp932 reads many short UTF-8 texts as other characters, so UTF-8 is tried before it.
    return next((one for one in ("utf-8", "cp932") if _misfit(data, one) is None), None)


def _misfit(data: bytes, encoding: str) -> UnicodeDecodeError | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error
    return None


def _detected(data: bytes, path: str) -> str:
    encoding = fitting(data)
    if encoding is not None:
        return encoding
    misfit = _misfit(data, "utf-8")
    where = _at(misfit) if misfit else "the byte order mark"
    raise refuse_one(
        "RG405",
        f"the bytes are neither UTF-8 nor cp932: {where}",
        Place(path, _line_of(misfit) if misfit else 1),
        "export the file as UTF-8, or name its encoding with `encoding:`",
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
