"""The folders that travel with the program: the built-in templates and the sample workspace."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def shipped(folder: str) -> Path:
    """A folder that the wheel carries inside the package, and a checkout has beside it."""
    packed = PACKAGE / "_shipped" / folder
    return packed if packed.is_dir() else PACKAGE.parent / folder
