"""The workspace: the nearest folder with configs/agency.yml, and the clients in it."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.config.spelling import did_you_mean
from reportgen.errors import Place, Problem, UsageFailed

CONFIGS = "configs"
AGENCY_FILE = f"{CONFIGS}/agency.yml"
CLIENT_FILE = "client.yml"
CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_SPELLING = "lower-case letters, digits, `_` and `-`, at most 63, beginning with a letter or digit"
_WILDCARDS = frozenset("*?[")


@dataclass(frozen=True)
class Workspace:
    """A folder with the agency's configuration; `clients` are the ids of its client folders.

    `misnamed` are folders with a client.yml whose name cannot be a client's id.
    """

    root: Path
    clients: tuple[str, ...]
    misnamed: tuple[str, ...] = ()


def load_workspace(start: Path, chosen: Path | None = None) -> Workspace:
    """The workspace around a folder, or exactly the chosen one."""
    if chosen is not None:
        root = chosen.resolve()
        if not (root / AGENCY_FILE).is_file():
            raise UsageFailed(
                f"{chosen} is not a workspace: it has no {AGENCY_FILE}",
                "choose the folder that holds configs/",
            )
    else:
        root = _nearest(start.resolve())
    found = client_folders(root)
    ids = tuple(name for name in found if CLIENT_ID.fullmatch(name))
    return Workspace(root, ids, tuple(name for name in found if name not in ids))


def client_folders(root: Path) -> tuple[str, ...]:
    """The folders of a workspace with a client.yml, by name; they need not all be clients."""
    return tuple(sorted(file.parent.name for file in (root / CONFIGS).glob(f"*/{CLIENT_FILE}")))


def chosen_clients(
    workspace: Workspace, written: Sequence[str], is_all: bool = False
) -> tuple[str, ...]:
    """The clients somebody named, by id or with `*`; the only one where there is only one."""
    if not workspace.clients:
        raise UsageFailed(
            "there is no client in this workspace", "begin one: reportgen client add ID"
        )
    if is_all:
        if written:
            raise UsageFailed("clients are named and --all is given", "write one or the other")
        return workspace.clients
    if not written:
        if len(workspace.clients) == 1:
            return workspace.clients
        raise UsageFailed(
            "no client is named",
            f"name one or more, or write --all; there are {', '.join(workspace.clients)}",
        )
    chosen = {id for words in written for id in _clients_named(workspace, words)}
    return tuple(id for id in workspace.clients if id in chosen)


def misnamed_folders(workspace: Workspace) -> Iterator[Problem]:
    """Folders that nobody could name on the command line."""
    for name in workspace.misnamed:
        lower = name.lower()
        yield Problem(
            "RG132",
            f"{name!r} cannot be a client's id",
            Place(f"{CONFIGS}/{name}/{CLIENT_FILE}", 1, 1),
            why=f"an id is {_SPELLING}",
            hint=f"call the folder {lower!r}" if CLIENT_ID.fullmatch(lower) else "rename it",
        )


def refuse_bad_id(id: str) -> None:
    """UsageFailed where the words cannot be a client's id, so that no path is made of them."""
    if CLIENT_ID.fullmatch(id):
        return
    hint = f"an id is {_SPELLING}"
    if "/" in id or "\\" in id:
        hint = f"name the client, not its folder; {hint}"
    raise UsageFailed(f"{id!r} is not a client's id", hint)


def _clients_named(workspace: Workspace, words: str) -> tuple[str, ...]:
    if _WILDCARDS & set(words):
        matching = tuple(fnmatch.filter(workspace.clients, words))
        if not matching:
            raise UsageFailed(
                f"no client matches {words!r}", f"there are {', '.join(workspace.clients)}"
            )
        return matching
    if words.lower() in workspace.clients and words not in workspace.clients:
        raise UsageFailed(
            f"there is no client {words!r}", f"ids are lower-case: write {words.lower()}"
        )
    refuse_bad_id(words)
    if words not in workspace.clients:
        raise UsageFailed(
            f"there is no client {words!r}: {CONFIGS}/{words}/{CLIENT_FILE} does not exist",
            did_you_mean(words, workspace.clients, "the clients"),
        )
    return (words,)


def _nearest(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / AGENCY_FILE).is_file():
            return folder
    raise UsageFailed(
        f"there is no workspace here: no {AGENCY_FILE} in this folder or any above it",
        "go to a workspace, name one with -C DIR, or make one: reportgen init DIR",
    )
