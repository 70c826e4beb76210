"""Which snapshots there are, which are kept for ever, and which may go."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportgen.errors import EnvironmentFailed
from reportgen.model.observations import Extract
from reportgen.snapshots.codec import DamagedExtract, described
from reportgen.snapshots.store import FOLDER, Shelf, snapshot_id

PINNED = ".pinned"
UNREADABLE = "its sources are not the ones written"


@dataclass(frozen=True)
class Kept:
    """A snapshot as its descriptions tell it; the tables of its extracts are not read.

    `damage` says in words why no report may rest on it; empty where nothing is known against it.
    """

    shelf: Shelf
    id: str
    is_newest: bool
    is_pinned: bool
    extracts: Mapping[str, Extract] = field(default_factory=dict)
    damage: str = ""

    @property
    def made_at(self) -> datetime | None:
        """When the last of its sources was asked; None of a damaged one."""
        return max((one.fetched_at for one in self.extracts.values()), default=None)

    @property
    def rows(self) -> int:
        """The rows of all its sources."""
        return sum(one.rows_used for one in self.extracts.values())


def shelves(root: Path, client: str) -> tuple[Shelf, ...]:
    """The months of a client of which there are snapshots, the latest first."""
    folder = root / FOLDER / client
    months = (one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else ()
    return tuple(Shelf(root, client, month) for month in sorted(months, reverse=True))


def kept(shelf: Shelf) -> tuple[Kept, ...]:
    """The snapshots of a month, the one made last first; damaged ones last."""
    newest = shelf.newest_id()
    found = [_kept(shelf, id, newest) for id in shelf.ids()]
    return tuple(sorted(found, key=_age, reverse=True))


def _age(one: Kept) -> tuple[bool, str]:
    made_at = one.made_at
    return (made_at is not None, made_at.isoformat() if made_at else "")


def _kept(shelf: Shelf, id: str, newest: str | None) -> Kept:
    marks = (id == newest, _pin_of(shelf, id).is_file())
    extracts: dict[str, Extract] = {}
    for file in sorted((shelf.folder / id).glob("*.json")):
        try:
            extract = described(file.read_bytes())
            file.with_suffix(".csv.gz").stat()
        except (OSError, DamagedExtract) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            return Kept(shelf, id, *marks, damage=f"{file.stem}: {why}")
        extracts[extract.query.source] = extract
    if snapshot_id(extracts.values()) != id:
        return Kept(shelf, id, *marks, damage=UNREADABLE)
    return Kept(shelf, id, *marks, extracts)


def pin(shelf: Shelf, id: str) -> None:
    """Keep a snapshot whatever is pruned."""
    _pin_of(shelf, id).touch()


def unpin(shelf: Shelf, id: str) -> None:
    """Let a snapshot be pruned like any other."""
    _pin_of(shelf, id).unlink(missing_ok=True)


def _pin_of(shelf: Shelf, id: str) -> Path:
    return shelf.folder / f"{id}{PINNED}"


def surplus(every: Sequence[Kept], keep: int, used: Collection[str]) -> tuple[Kept, ...]:
    """The snapshots of a month that may go: all but the `keep` made last and those needed.

    Needed are the newest, pinned ones and those an edition was made from. Damaged ones stay too:
    what is in them is for a person to judge.
    """
    return tuple(
        one
        for one in [one for one in every if not one.damage][keep:]
        if not (one.is_newest or one.is_pinned or one.id in used)
    )


def remove(one: Kept) -> None:
    """Take a snapshot off its shelf, all of it at once."""
    folder = one.shelf.folder / one.id
    leaving = folder.with_name(f".removed-{one.id}")
    try:
        os.rename(folder, leaving)
        shutil.rmtree(leaving)
    except OSError as error:
        path = one.shelf.path_of(one.id)
        raise EnvironmentFailed(
            f"{path} cannot be removed: {error.strerror}", "check the folder's permissions"
        ) from error
