"""Copies beside a source's files: a second download gets a name that nobody reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reportgen.connectors.exports.files import name_expression, paths_matching
from reportgen.errors import Level, Place, Problem
from reportgen.model.config import Source

_NUMBER = r"\s*[(（]?\d+[)）]?"
_COPY = re.compile(
    rf"(\s*[(（]\d+[)）]|[\s_-]+copy({_NUMBER})?|\s*-?\s*(の)?コピー({_NUMBER})?)$", re.IGNORECASE
)
"""How browsers and file managers name a second file: ` (1)`, ` - Copy`, ` - コピー`, `のコピー`."""


def copies_beside(name: str, source: Source, root: Path) -> Iterator[Problem]:
    """A warning of every file whose name is that of a source's file but for a copy's mark."""
    if source.path is None:
        return
    read = name_expression(source.path)
    for folder in _folders(source.path, root):
        for file in sorted(folder.iterdir()):
            original = file.with_name(_without_mark(file.name))
            if original == file or not _matches(read, original, root):
                continue
            if not _matches(read, file, root):
                yield _unread(name, file, original, root)
            elif original.exists():
                yield _read_twice(file, original, root)


def _without_mark(name: str) -> str:
    """A file's name without the mark of a copy; file systems may take apart `ピ`."""
    stem, dot, ending = unicodedata.normalize("NFC", name).rpartition(".")
    original = _COPY.sub("", stem)
    return f"{original}{dot}{ending}" if original != stem else name


def _unread(source: str, file: Path, original: Path, root: Path) -> Problem:
    what = f"{file.name!r} lies beside {original.name} and is not read"
    hint = f"keep the right one of the two as {original.name}, and delete the other"
    if not original.exists():
        what = f"{file.name!r} is not read: the file of source {source!r} is called {original.name}"
        hint = f"call it {original.name}"
    return _warning(file, root, what, "a second download of a file gets such a name", hint)


def _read_twice(file: Path, original: Path, root: Path) -> Problem:
    what = f"{file.name!r} looks like a copy of {original.name}, and both are read"
    why = "a second download of a file gets such a name; its rows may stand in both"
    return _warning(file, root, what, why, "keep the right one of the two")


def _warning(file: Path, root: Path, what: str, why: str, hint: str) -> Problem:
    place = Place(file.relative_to(root).as_posix())
    return Problem("RG427", what, place, Level.WARNING, why, hint)


def _folders(pattern: str, root: Path) -> Iterator[Path]:
    """The folders in which a path has its files."""
    parent = PurePosixPath(pattern).parent
    found = [root] if parent == PurePosixPath() else sorted(paths_matching(str(parent), root))
    yield from (folder for folder in found if folder.is_dir())


def _matches(read: re.Pattern[str], file: Path, root: Path) -> bool:
    name = file.relative_to(root).as_posix()
    return not file.name.startswith(".") and read.fullmatch(name) is not None
