"""Files that are packed: a zip of tables, or one table as gzip, unpacked in memory within limits.

Nothing is ever written to disk, so a member's name cannot lead anywhere; a name that tries to is
refused all the same, because no export tool writes one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.connectors.base import refuse_one
from reportgen.errors import DataRefused, Place

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
GZIP_MARK = b"\x1f\x8b"

MOST_MEMBERS = 100
LARGEST_UNPACKED = 200_000_000
"""Bytes of all members together."""
MOST_TIMES_LARGER = 300
"""Unpacked by packed size; tables of figures shrink to a tenth, or a hundredth at the very most."""
SMALL = 1_000_000
"""Bytes; below it, the ratio of sizes means nothing."""

_TABLE_NAME = re.compile(r".*\.(csv|tsv|txt)", re.IGNORECASE | re.DOTALL)
_LEFT_BY_SYSTEMS = re.compile(r"(__MACOSX/.*|(.*/)?(\.DS_Store|desktop\.ini))", re.DOTALL)
_UNSAFE_NAME = re.compile(
    r"[/\\].*|[A-Za-z]:.*|(.*[/\\])?\.\.([/\\].*)?|.*[\x00-\x1f].*", re.DOTALL
)


@dataclass(frozen=True)
class Part:
    """One table's bytes; `path` names its file, and its member where the file is packed."""

    path: str
    data: bytes


def is_packed(start: bytes) -> bool:
    """True for a file that begins like an archive; a workbook is one too."""
    return start.startswith((*ZIP_MARKS, GZIP_MARK))


def parts_of(data: bytes, path: str) -> tuple[Part, ...]:
    """The tables of a file: itself, or what is packed in it; DataRefused for what is no table."""
    if data.startswith(ZIP_MARKS):
        return tuple(_unzipped(data, path))
    if data.startswith(GZIP_MARK):
        return (Part(path, _gunzipped(data, path)),)
    return (Part(path, data),)


def _refused(what: str, place: str, hint: str, why: str = "") -> DataRefused:
    return refuse_one("RG442", what, Place(place), hint, why)


def _unzipped(data: bytes, path: str) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in _checked_members(archive, path):
                place = f"{path}/{_name(member)}"
                content = archive.read(member)
                if content.startswith((*ZIP_MARKS, GZIP_MARK)):
                    raise _refused("an archive lies within the archive", place, _UNPACK)
                yield Part(place, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        what = f"the archive cannot be unpacked: {error}"
        raise _refused(what, path, "download it again") from None


_UNPACK = "unpack it, and put the table itself into the workspace"


def _checked_members(archive: zipfile.ZipFile, path: str) -> list[zipfile.ZipInfo]:
    """The members that are tables, once none of them is out of bounds."""
    every = archive.infolist()
    if len(every) > MOST_MEMBERS:
        what = f"the archive has {len(every):,} members, more than {MOST_MEMBERS}"
        raise _refused(what, path, _UNPACK)
    unsafe = [member for member in every if _UNSAFE_NAME.fullmatch(member.filename)]
    if unsafe:
        what = f"the archive's member {unsafe[0].filename!r} leads out of it"
        raise _refused(what, path, "download it again from the tool itself")
    members = [
        member
        for member in every
        if not member.is_dir() and not _LEFT_BY_SYSTEMS.fullmatch(member.filename)
    ]
    _refuse_unreadable(members, path)
    _refuse_oversized(members, path)
    return members


def _refuse_unreadable(members: list[zipfile.ZipInfo], path: str) -> None:
    if not members:
        raise _refused("the archive is empty", path, "download it again")
    names = [member.filename for member in members]
    for member in members:
        place = f"{path}/{_name(member)}"
        if member.flag_bits & 1:
            raise _refused("the archive is locked with a password", place, _UNPACK)
        if not _TABLE_NAME.fullmatch(member.filename):
            raise _refused("this member of the archive is no table", place, _UNPACK)
        if names.count(member.filename) > 1:
            raise _refused("two members of the archive have one name", place, _UNPACK)


def _refuse_oversized(members: list[zipfile.ZipInfo], path: str) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > LARGEST_UNPACKED or _is_bomb(unpacked, packed):
        raise _bomb(path)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > SMALL and unpacked > packed * MOST_TIMES_LARGER


def _bomb(path: str) -> DataRefused:
    return _refused(
        "the archive unpacks to far more than tables of this size hold",
        path,
        _UNPACK,
        f"at most {LARGEST_UNPACKED:,} bytes are unpacked, {MOST_TIMES_LARGER} times its own size",
    )


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; Japanese systems write it in cp932 without saying so."""
    is_unicode = bool(member.flag_bits & 0x800)
    if is_unicode or member.filename.isascii():
        return member.filename
    written = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _gunzipped(data: bytes, path: str) -> bytes:
    """The content of a gzip file, of which there may be several one after the other."""
    content = bytearray()
    rest = data
    allowed = max(SMALL, min(LARGEST_UNPACKED, len(data) * MOST_TIMES_LARGER))
    while rest:
        unpacking = zlib.decompressobj(wbits=31)
        try:
            content += unpacking.decompress(rest, allowed - len(content) + 1)
        except zlib.error as error:
            what = f"the archive cannot be unpacked: {error}"
            raise _refused(what, path, "download it again") from None
        if len(content) > allowed:
            raise _bomb(path)
        if not unpacking.eof:
            raise _refused("the archive breaks off before its end", path, "download it again")
        rest = unpacking.unused_data
    if content.startswith((*ZIP_MARKS, GZIP_MARK)):
        raise _refused("an archive lies within the archive", path, _UNPACK)
    return bytes(content)
