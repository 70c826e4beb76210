"""What is made once on a machine and kept for this user's later reports.

It is read as a program, so it is taken only from a folder that nobody else can write to, and only
whole. Where that cannot be had, it is made again each time; no report depends on it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

OTHERS_WRITE = 0o022
HASHED = hashlib.sha256().digest_size


def caches() -> Path:
    """Where this user's files are kept that can be made again."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "reportgen"


@dataclass(frozen=True)
class Shelf:
    """A folder of kept bytes, each by its name and after its own hash."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """What is kept under a name; None where nothing is, or not as it was written."""
        try:
            written = (self.folder / name).read_bytes() if self._is_ours() else b""
        except OSError:
            return None
        content = written[HASHED:]
        return content if hashlib.sha256(content).digest() == written[:HASHED] else None

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name, put in place whole; a folder that cannot be had keeps none."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_ours():
                return
            scratch, path = tempfile.mkstemp(prefix=f"{name}.", dir=self.folder)
            try:
                with os.fdopen(scratch, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                os.replace(path, self.folder / name)
            except OSError:
                os.unlink(path)
        except OSError:
            return

    def _is_ours(self) -> bool:
        """True where this user owns the folder and nobody else may write to it."""
        if os.name == "nt":
            return True  # a profile's folders are its user's
        found = self.folder.lstat()
        return found.st_uid == os.getuid() and not found.st_mode & OTHERS_WRITE
