"""Where reports, snapshots and faces are written: is there room, and may we."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import Finding, failing, well

MEGABYTE = 1_000_000
ROOM_FOR_REPORTS = 500 * MEGABYTE
ROOM_FOR_FACES = 50 * MEGABYTE
FACES = "font cache"


@dataclass(frozen=True)
class _Place:
    name: str
    folder: Path
    room: int


def disks(case: Case) -> Iterator[Finding]:
    """The folders of editions and snapshots, where there is a workspace, and of the faces."""
    from reportgen.render.fonts import cache_folder

    if case.workspace is not None:
        for name in ("out", ".reportgen"):
            yield _looked_at(_Place(f"{name}/", case.root / name, ROOM_FOR_REPORTS))
    yield _looked_at(_Place(FACES, cache_folder(), ROOM_FOR_FACES))


def _looked_at(place: _Place) -> Finding:
    subject = f"disk, {place.name}"
    folder = next(one for one in (place.folder, *place.folder.parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        seen = f"{folder} cannot be written to: {error.strerror}"
        return failing(subject, seen, _way_to_write(place, folder))
    seen = f"{free // MEGABYTE:,} MB free in {folder}"
    if free < place.room:
        wanted = f"{place.room // MEGABYTE} MB are needed"
        return failing(subject, f"{seen}; {wanted}", f"du -sh {shlex.quote(str(folder))}/*")
    return well(subject, seen)


def _way_to_write(place: _Place, folder: Path) -> str:
    path = shlex.quote(str(folder))
    if not folder.is_dir():
        return f"mv {path} {path}.old"
    if place.name == FACES:
        return f"chmod u+rwx {path}, or set XDG_CACHE_HOME to a folder that can be written to"
    return f"chmod u+rwx {path}"
