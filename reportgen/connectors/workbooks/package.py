"""A workbook's package: what is refused before anything in it is read, and where its sheets lie.

Macros, old and encrypted workbooks, XML that declares its own, and files that unpack to more than
a report needs are refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from reportgen.connectors.base import refuse_one
from reportgen.errors import DataRefused, Place

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old workbooks begin, and new ones that are locked with a password."""

LARGEST_UNPACKED = 1_000_000_000
MOST_PARTS = 10_000
CONTENT_TYPES = "[Content_Types].xml"

_SAVE_AS = "open it and save it as a workbook (.xlsx) without password and macros, or as CSV"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def may_be_workbook(start: bytes) -> bool:
    """True for a file that begins like a workbook, or like another archive."""
    return start.startswith((COMPOUND, ZIP))


def is_workbook(data: bytes) -> bool:
    """True for a workbook of any kind, told by its bytes; other archives are none."""
    if data.startswith(COMPOUND):
        return True
    if not data.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return CONTENT_TYPES in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def check_package(data: bytes, path: str) -> None:
    """DataRefused for a package that is not read."""
    if data.startswith(COMPOUND):
        what = "this is an old (.xls) workbook, or one locked with a password"
        raise refuse_one("RG406", what, Place(path), _SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive, path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged(path, str(error)) from error


def damaged(path: str, why: str) -> DataRefused:
    """The exception for a workbook whose parts are not what they must be."""
    what = "the workbook cannot be read"
    return refuse_one("RG406", what, Place(path), _SAVE_AS, why.splitlines()[0])


def _check_parts(archive: zipfile.ZipFile, path: str) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise refuse_one(
            "RG406",
            f"the workbook unpacks to {unpacked:,} bytes in {len(parts):,} parts",
            Place(path),
            "save the sheet alone as a new workbook, or as CSV",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise refuse_one("RG406", "the workbook is locked with a password", Place(path), _SAVE_AS)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise refuse_one("RG406", "the workbook holds macros", Place(path), _SAVE_AS)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                start = file.read(1024).replace(b"\x00", b"")
            if _DOCTYPE.search(start):
                raise refuse_one(
                    "RG406", "the workbook declares XML of its own", Place(path), _SAVE_AS
                )


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive each sheet of cells lies, by its name."""
    book = next(
        relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("_rels/.rels"))
        if relation.get("Type", "").endswith("/officeDocument")
    ).lstrip("/")
    folder, _, name = book.rpartition("/")
    relations = ElementTree.fromstring(archive.read(f"{folder}/_rels/{name}.rels"))
    places = {
        relation.get("Id"): posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target", ""))
        ).lstrip("/")
        for relation in relations
        if relation.get("Type", "").endswith("/worksheet")
    }
    sheets = ElementTree.fromstring(archive.read(book)).iter(f"{{{_MAIN}}}sheet")
    return {
        sheet.get("name", ""): places[sheet.get(_RELATION)]
        for sheet in sheets
        if sheet.get(_RELATION) in places
    }
