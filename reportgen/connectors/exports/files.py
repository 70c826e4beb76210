"""The files behind a source: found by their names, opened only inside the workspace."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from reportgen.connectors.base import Context, refuse_one, settings_hash
from reportgen.errors import DataRefused, EnvironmentFailed, Place
from reportgen.model.config import Source
from reportgen.model.observations import Fingerprint, Query
from reportgen.model.period import Month

LARGEST_FILE = 2_000_000_000
"""Bytes."""
HELD = 8_000_000
"""Bytes of the largest file that is held in memory as it is."""
KIND = 8
"""Bytes that tell a workbook or an archive from text."""

LONGEST_NAME = 255
"""Bytes of the longest name a file may have."""

MONTH_FIELD = "{month}"
_ANY_MONTH = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"


_REGULAR = "put the export itself at this place"


@dataclass(frozen=True)
class FoundFile:
    """A file that a source's path names, and the month in its name."""

    path: str
    month: Month | None


@dataclass(frozen=True)
class FileBytes:
    """A file's contents at one moment; of a large file they are read anew each time.

    Whoever reads a large file while somebody writes it is told so.
    """

    found: FoundFile
    modified: datetime
    _real: Path = field(repr=False)
    _moment: tuple[int, ...] = field(repr=False)
    _held: bytes | None = field(repr=False)

    @property
    def data(self) -> bytes:
        """All bytes at once."""
        if self._held is not None:
            return self._held
        with self.open() as file:
            return file.read()

    @property
    def start(self) -> bytes:
        """The first bytes, which tell what kind of file it is."""
        with self.open() as file:
            return file.read(KIND)

    @cached_property
    def sha256(self) -> str:
        """The hash of all bytes."""
        if self._held is not None:
            return hashlib.sha256(self._held).hexdigest()
        told = _hashing(self).result()
        # Whoever asks has read the file by now: it must still be the one that was found.
        self.open().close()
        return told

    def open(self) -> BinaryIO:
        """The file at its first byte."""
        if self._held is not None:
            return BytesIO(self._held)
        file = _opened(self._real, self.found.path)
        if _moment(os.fstat(file.fileno())) != self._moment:
            file.close()
            what = "the file was changed while it was read"
            raise refuse_one(
                "RG406", what, Place(self.found.path), "read it again once it is whole"
            )
        return file


@lru_cache(maxsize=256)
def _hashing(contents: FileBytes) -> Future[str]:
    """The hash of a large file, made while it is read; it may be asked for again."""
    beside = ThreadPoolExecutor(1)
    hashing = beside.submit(_sha256_of, contents)
    beside.shutdown(wait=False)
    return hashing


def _sha256_of(contents: FileBytes) -> str:
    content = hashlib.sha256()
    with contents.open() as file:
        while piece := file.read(HELD):
            content.update(piece)
    return content.hexdigest()


def _moment(state: os.stat_result) -> tuple[int, ...]:
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def find_files(query: Query, source: Source, context: Context) -> tuple[FoundFile, ...]:
    """Every file of the source, months in order; refuses a missing one and two for one month."""
    pattern = _checked_pattern(source, context)
    found = [one for one in files_matching(pattern, context.root) if _is_asked_for(one, query)]
    found.sort(key=lambda one: (one.month or Month(0, 1), one.path))
    reported = query.months[-1]
    if MONTH_FIELD in pattern:
        _refuse_two_for_a_month(found, pattern)
        if not any(one.month == reported for one in found):
            raise _missing(pattern.replace(MONTH_FIELD, str(reported)), context, query)
    elif not found:
        raise _missing(pattern, context, query)
    return tuple(found)


def newest_file(source: Source, root: Path) -> FoundFile | None:
    """The file of a source's latest month, or the last by name where none has a month."""
    found = files_matching(source.path, root) if source.path else []
    return max(found, key=lambda one: (one.month or Month(0, 1), one.path), default=None)


def fingerprint(query: Query, source: Source, context: Context) -> Fingerprint:
    """What the source would say now, told by its files' bytes without reading what is in them."""
    found = find_files(query, source, context)
    hashes = tuple((one.path, read_bytes(one, context.root).sha256) for one in found)
    return Fingerprint(query, settings_hash(source, context), hashes)


def presence(query: Query, source: Source, context: Context) -> Fingerprint:
    """The fingerprint of files that nothing is compared with: they are found, and not read."""
    files = tuple((one.path, "") for one in find_files(query, source, context))
    return Fingerprint(query, settings_hash(source, context), files)


def read_bytes(found: FoundFile, root: Path) -> FileBytes:
    """The file's contents; only a regular file inside the workspace is opened."""
    real = (root / found.path).resolve()
    if not real.is_relative_to(root.resolve()):
        raise refuse_one(
            "RG406",
            "the file is a link that leads out of the workspace",
            Place(found.path),
            "copy the file itself into the workspace",
        )
    with _opened(real, found.path) as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise refuse_one("RG406", "this is not a regular file", Place(found.path), _REGULAR)
        if state.st_size > LARGEST_FILE:
            what = f"the file is larger than {LARGEST_FILE:,} bytes"
            raise refuse_one("RG406", what, Place(found.path), "export fewer days at a time")
        data = file.read() if state.st_size <= HELD else None
    modified = datetime.fromtimestamp(state.st_mtime, UTC)
    contents = FileBytes(found, modified, real, _moment(state), data)
    if data is None:
        _hashing(contents)
    return contents


def _opened(real: Path, path: str) -> BinaryIO:
    # Without O_NONBLOCK, opening a pipe would wait for ever.
    try:
        if stat.S_ISSOCK(os.stat(real).st_mode):
            raise refuse_one("RG406", "this is not a regular file", Place(path), _REGULAR)
        handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}"
        raise EnvironmentFailed(message, "check the file's permissions") from error
    return os.fdopen(handle, "rb")


def _checked_pattern(source: Source, context: Context) -> str:
    pattern = source.path or ""
    parts = Path(pattern).parts
    is_elsewhere = Path(pattern).is_absolute() or "://" in pattern
    if not pattern or is_elsewhere or ".." in parts or "**" in parts:
        raise refuse_one(
            "RG406",
            f"{pattern!r} does not name files below the workspace",
            Place(f"configs/{context.client}/client.yml"),
            "write a path from the workspace's folder, for example inbox/crm_{month}.csv",
        )
    return pattern


def files_matching(pattern: str, root: Path) -> list[FoundFile]:
    """Every file that a source's path names, of any month, in no order."""
    months = name_expression(pattern)
    found = []
    for path in paths_matching(pattern, root):
        name = path.relative_to(root).as_posix()
        match = months.fullmatch(name)
        if not match or path.name.startswith(".") or path.is_dir():
            continue
        written = match.groupdict().get("month")
        if written is None:
            found.append(FoundFile(name, None))
        elif "01" <= written[-2:] <= "12":
            found.append(FoundFile(name, Month.parse(written)))
    return found


def paths_matching(pattern: str, root: Path) -> Iterator[Path]:
    """Files and folders that a source's path may mean, of any month."""
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in Path(pattern).parts):
        return
    # Of a glob only * and ? are meant; a file may have brackets in its name.
    yield from root.glob(pattern.replace("[", "[[]").replace(MONTH_FIELD, _ANY_MONTH))


def name_expression(pattern: str) -> re.Pattern[str]:
    """What a source's path matches; its group `month` is the month in the name."""
    # A month that stands twice in a path must be the same month.
    first, *others = pattern.split(MONTH_FIELD)
    expression = _glob_expression(first)
    for number, part in enumerate(others):
        month = r"(?P<month>\d{4}-\d{2})" if number == 0 else "(?P=month)"
        expression += month + _glob_expression(part)
    return re.compile(expression)


def _glob_expression(part: str) -> str:
    return re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")


def _is_asked_for(found: FoundFile, query: Query) -> bool:
    return found.month is None or found.month in query.months


def _refuse_two_for_a_month(found: list[FoundFile], pattern: str) -> None:
    for first, second in pairwise(found):
        if first.month == second.month:
            raise refuse_one(
                "RG412",
                f"{first.path} and {second.path} are both for {first.month}",
                Place(second.path),
                f"leave one file for each month of {pattern}",
            )


def _missing(path: str, context: Context, query: Query) -> DataRefused:
    folder = next((one for one in paths_matching(path, context.root) if one.is_dir()), None)
    if folder is not None:
        return refuse_one(
            "RG406",
            f"{context.client}: a folder stands where source {query.source!r} has its file for"
            f" {query.months[-1]}",
            Place(folder.relative_to(context.root).as_posix()),
            "put the file itself at this place",
        )
    if os.path.lexists(context.root / path):
        return refuse_one(
            "RG406",
            "the file is a link that leads nowhere",
            Place(path),
            "copy the file itself into the workspace",
        )
    return refuse_one(
        "RG401",
        f"{context.client}: the file of source {query.source!r} for {query.months[-1]} is missing",
        Place(path),
        f"put the export at {path}",
    )
