"""What the options before the command say, for every command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """The options that stand before the command.

    `directory` is the workspace chosen with `-C`, None where it is to be found.
    """

    directory: Path | None = None
    debug: bool = False
    verbosity: int = 0
