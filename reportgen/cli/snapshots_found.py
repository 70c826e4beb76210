"""The snapshots of a client with what they are kept for, found by month or by how an id begins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.archive.editions import Archive
from reportgen.config import chosen_clients, load_workspace
from reportgen.errors import UsageFailed
from reportgen.snapshots.keeping import Kept, kept, shelves
from reportgen.snapshots.store import Shelf, id_of_said


@dataclass(frozen=True)
class Standing:
    """A snapshot, and the editions that were made from it."""

    kept: Kept
    editions: tuple[int, ...]

    @property
    def marks(self) -> str:
        """What it is kept for: `newest, pinned, r1`."""
        newest = ["newest"] if self.kept.is_newest else []
        pinned = ["pinned"] if self.kept.is_pinned else []
        return ", ".join([*newest, *pinned, *(f"r{revision}" for revision in self.editions)])


@dataclass(frozen=True)
class ClientIn:
    """A client of a workspace."""

    root: Path
    client: str


def client_of(directory: Path | None, client: str) -> ClientIn:
    """The client, in the workspace that is meant."""
    workspace = load_workspace(Path.cwd(), directory)
    chosen = chosen_clients(workspace, (client,), False)
    if len(chosen) != 1:
        raise UsageFailed(f"{client!r} means several clients", f"name one: {', '.join(chosen)}")
    return ClientIn(workspace.root, chosen[0])


def shelves_of(one: ClientIn, month: str | None) -> tuple[Shelf, ...]:
    """The months of which the client has snapshots, or the one that is named."""
    every = shelves(one.root, one.client)
    chosen = tuple(shelf for shelf in every if month in (None, shelf.month))
    if month is not None and not chosen:
        months = ", ".join(shelf.month for shelf in every)
        raise UsageFailed(
            f"{one.client} has no snapshot of {month!r}",
            f"there are some of {months}" if months else _first(one),
        )
    return chosen


def standing(shelf: Shelf) -> tuple[Standing, ...]:
    """The snapshots of a month, the one made last first."""
    archive = Archive(shelf.root, shelf.client, shelf.month)
    made: dict[str, tuple[int, ...]] = {}
    for revision in archive.revisions():
        id = id_of_said(archive.inputs_of(revision)["snapshots"])
        made[id] = (*made.get(id, ()), revision)
    return tuple(Standing(one, made.get(one.id, ())) for one in kept(shelf))


def found(client: ClientIn, id: str) -> Standing:
    """The one snapshot of a client whose id begins so, whatever its month."""
    every = [(shelf, one) for shelf in shelves_of(client, None) for one in shelf.ids()]
    matching = [(shelf, one) for shelf, one in every if one.startswith(id)]
    if len(matching) != 1:
        there = ", ".join(f"{one} of {shelf.month}" for shelf, one in matching or every)
        what = f"several snapshots begin with {id!r}" if matching else f"no snapshot is {id!r}"
        raise UsageFailed(
            f"{client.client}: {what}", f"there are {there}" if there else _first(client)
        )
    ((shelf, whole),) = matching
    return next(one for one in standing(shelf) if one.kept.id == whole)


def _first(one: ClientIn) -> str:
    return f"reportgen fetch {one.client} makes the first one"
