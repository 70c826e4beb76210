"""One run per client and month: a lock the kernel frees when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.errors import Locked

FOLDER = ".reportgen/locks"


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: which run, in which process, since when."""

    run: str
    process: int
    since: datetime


@contextmanager
def held(root: Path, client: str, month: str, holder: Holder) -> Iterator[None]:
    """Hold the client's month; Locked says who does so already."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{client}_{month}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(
                f"{client} {month}: {_who(descriptor)}",
                "wait until it has ended; a lock whose holder has ended is free by itself",
            ) from None
        written = {
            "run": holder.run,
            "process": holder.process,
            "since": holder.since.isoformat(timespec="seconds"),
        }
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(written).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _who(descriptor: int) -> str:
    """The holder in words, as far as it has written itself down."""
    try:
        said = json.loads(os.pread(descriptor, 4096, 0))
        return (
            f"the run {said['run']} has been making it since {said['since']}"
            f" (process {said['process']})"
        )
    except (ValueError, KeyError, TypeError):
        return "another run is making it"
