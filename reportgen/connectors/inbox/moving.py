"""Routed exports to their places: whole, never over another file without keeping that."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from reportgen.connectors.inbox.routing import Routed
from reportgen.errors import EnvironmentFailed

REPLACED = ".reportgen/replaced"


@dataclass(frozen=True)
class Moved:
    """What became of one routed file: `said` in words."""

    routed: Routed
    said: str


def move(root: Path, routed: Routed) -> Moved:
    """Bring a file to its place.

    Where the very same file stands there already, the dropped one is put away. Where another one
    stands there, that is kept below `.reportgen/replaced`, and the dropped one, a corrected
    delivery, takes its place.
    """
    if routed.place is None or routed.place == routed.file:
        return Moved(routed, "stands in its place" if routed.place else "left")
    source, target = root / routed.file, root / routed.place
    try:
        said = _moved(root, source, target, routed)
    except OSError as error:
        raise EnvironmentFailed(
            f"{routed.file} cannot be moved to {routed.place}: {error.strerror}",
            "mend the folder's permissions; the file is where it was",
        ) from error
    return Moved(routed, said)


def _moved(root: Path, source: Path, target: Path, routed: Routed) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        _rename(source, target)
        return f"moved to {routed.place}"
    before = _sha256(target)
    if before == _sha256(source):
        source.unlink()
        return f"put away: {routed.place} is the same file"
    client = "" if routed.home is None else routed.home.client
    kept = root / REPLACED / client / f"{target.name}.{before[:12]}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(target, kept)
    _rename(source, target)
    return f"replaces {routed.place}; the earlier one is {kept.relative_to(root).as_posix()}"


def _rename(source: Path, target: Path) -> None:
    """Into place in one step, also from one file system to another."""
    try:
        os.replace(source, target)
    except OSError:
        scratch = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        shutil.copy2(source, scratch)
        os.replace(scratch, target)
        source.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
