"""Snapshots of a client's month on disk: written once, never changed, checked when read.

    .reportgen/snapshots/<client>/<month>/<id>/<source>.csv.gz   the extract's table
                                              /<source>.json     everything else of the extract
    .reportgen/snapshots/<client>/<month>/newest                 the id of the current one
    .reportgen/snapshots/<client>/<month>/<id>.pinned            it is never pruned

A snapshot holds the extract of every source. Its id is made of what the sources said, not of when
they were asked: the same data have the same id.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from reportgen.errors import DataRefused, EnvironmentFailed, Place, Problem
from reportgen.model.observations import Extract, Fingerprint, Query
from reportgen.snapshots.codec import (
    DamagedExtract,
    extract_from,
    extract_json,
    pack_table,
    unpacked_table,
)

FOLDER = ".reportgen/snapshots"
NEWEST = "newest"
ID_LENGTH = 16

_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")
_HINT = "remove its folder; the next build reads the sources again"


@dataclass(frozen=True)
class Snapshot:
    """What every source of a client said for a month; `path` is below the workspace."""

    id: str
    path: str
    extracts: Mapping[str, Extract]


@dataclass(frozen=True)
class Shelf:
    """Where the snapshots of one client and month stand; `month` as files are named by it."""

    root: Path
    client: str
    month: str

    @property
    def folder(self) -> Path:
        """The folder of all snapshots of the month."""
        return self.root / FOLDER / self.client / self.month

    def write(self, extracts: Iterable[Extract]) -> Snapshot:
        """Keep the extracts as the newest snapshot; equal ones are kept once."""
        by_source = _by_source(extracts)
        id = snapshot_id(by_source.values())
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not (self.folder / id).is_dir():
                self._write_folder(id, by_source)
            self._point_to(id)
        except OSError as error:
            message = f"the snapshot cannot be written: {error.strerror}"
            raise EnvironmentFailed(message, f"check {self.folder}: space, permission") from error
        return Snapshot(id, self.path_of(id), by_source)

    def newest(self) -> Snapshot | None:
        """The current snapshot; None where none was written yet."""
        id = self.newest_id()
        return None if id is None else self.load(id)

    def newest_id(self) -> str | None:
        """The id of the current snapshot; None where there is none."""
        try:
            id = (self.folder / NEWEST).read_text("ascii").strip()
        except FileNotFoundError:
            return None
        return id if (self.folder / id).is_dir() else None

    def ids(self) -> tuple[str, ...]:
        """The ids of all snapshots of the month."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(one.name for one in self.folder.iterdir() if _ID.fullmatch(one.name)))

    def path_of(self, id: str) -> str:
        """Where a snapshot stands, below the workspace."""
        return f"{FOLDER}/{self.client}/{self.month}/{id}"

    def of_said(self, said: Mapping[str, str]) -> Snapshot | None:
        """The snapshot in which the sources said this, by the hash of what each said."""
        id = id_of_said(said)
        return self.load(id) if (self.folder / id).is_dir() else None

    def load(self, id: str) -> Snapshot:
        """Read a snapshot back; DataRefused when it is not what was written."""
        if not _ID.fullmatch(id):
            raise self._damaged(id, f"{id!r} is not the id of a snapshot")
        extracts: list[Extract] = []
        for file in sorted((self.folder / id).glob("*.json")):
            try:
                with file.with_suffix(".csv.gz").open("rb") as packed:
                    table = unpacked_table(packed)
                extract = extract_from(file.read_bytes(), table)
            except (OSError, DamagedExtract) as error:
                raise self._damaged(f"{id}/{file.name}", str(error)) from error
            if extract.content_sha256() != extract.sha256:
                raise self._damaged(f"{id}/{file.name}", "its hash is not the one written")
            extracts.append(extract)
        if snapshot_id(extracts) != id:
            raise self._damaged(id, "its sources are not the ones written")
        return Snapshot(id, self.path_of(id), _by_source(extracts))

    def _damaged(self, name: str, why: str) -> DataRefused:
        what = f"the snapshot of {self.client} {self.month} is damaged"
        place = Place(self.path_of(name))
        problem = Problem("RG425", what, place, why=why, hint=_HINT)
        return DataRefused(what, _HINT, (problem,))

    def _write_folder(self, id: str, extracts: Mapping[str, Extract]) -> None:
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=self.folder))
        try:
            for source, extract in extracts.items():
                name = quote(source, safe="")
                with _synced(unfinished / f"{name}.csv.gz") as file:
                    pack_table(extract.table, file)
                with _synced(unfinished / f"{name}.json") as file:
                    file.write(extract_json(extract))
            unfinished.chmod(0o755)
            _sync_folder(unfinished)
            os.rename(unfinished, self.folder / id)
        except BaseException as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            # Another process may have written the same content first.
            if not isinstance(error, OSError) or not (self.folder / id).is_dir():
                raise
        _sync_folder(self.folder)

    def _point_to(self, id: str) -> None:
        handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=self.folder)
        os.close(handle)
        try:
            with _synced(Path(name)) as file:
                file.write(f"{id}\n".encode("ascii"))
            os.replace(name, self.folder / NEWEST)
        finally:
            Path(name).unlink(missing_ok=True)
        _sync_folder(self.folder)


def snapshot_id(extracts: Iterable[Extract]) -> str:
    """The id of what the sources said."""
    return id_of_said({extract.query.source: extract.sha256 for extract in extracts})


def id_of_said(said: Mapping[str, str]) -> str:
    """The id of the snapshot in which the sources said this, by the hash of what each said."""
    lines = sorted(f"{source} {sha256}" for source, sha256 in said.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:ID_LENGTH]


def changed(snapshot: Snapshot | None, fingerprints: Mapping[str, Fingerprint]) -> tuple[str, ...]:
    """The sources that have something to say which a snapshot does not hold.

    What a source said that only tells when asked stands until another question is asked of it.
    """
    if snapshot is None:
        return tuple(fingerprints)
    held = snapshot.extracts
    return tuple(
        source
        for source, now in fingerprints.items()
        if source not in held or _differs(now, held[source].fingerprint)
    )


def is_answered(query: Query, extract: Extract) -> bool:
    """True where an extract holds all that a query asks for, and perhaps more."""
    held = extract.query
    return (
        set(query.columns) <= set(held.columns)
        and set(query.figures) <= set(held.figures)
        and set(query.periods) <= set(held.periods)
    )


def _differs(now: Fingerprint, held: Fingerprint) -> bool:
    return now != (replace(held, files=None) if now.files is None else held)


def _by_source(extracts: Iterable[Extract]) -> dict[str, Extract]:
    ordered = sorted(extracts, key=lambda extract: extract.query.source)
    return {extract.query.source: extract for extract in ordered}


@contextmanager
def _synced(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which is on disk when it is left."""
    with path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
