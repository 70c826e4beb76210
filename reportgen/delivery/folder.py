"""A letter's documents into a folder, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.errors import EnvironmentFailed
from reportgen.model.delivery import Attachment


def put(folder: Path, documents: tuple[Attachment, ...]) -> tuple[Path, ...]:
    """Write the documents; one that stands there with other contents is replaced in one step."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in documents:
            temporary = folder / f".{one.name}.{os.getpid()}.tmp"
            try:
                with temporary.open("wb") as file:
                    file.write(one.content)
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(folder / one.name)
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentFailed(
            f"{folder} cannot be written: {error.strerror}",
            "mend the folder of delivery.folder, then send again",
        ) from error
    return tuple(folder / one.name for one in documents)
