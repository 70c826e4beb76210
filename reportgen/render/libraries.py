"""The system libraries of the layout engine, opened by the names they carry."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def opened_by_name() -> Iterator[None]:
    """Within it, a library is opened by its name or not at all.

    The engine tries several names of each library, the one that it carries on Linux among them.
    For every other name Python would ask the list of libraries and, where they are installed, a
    compiler and a linker: some fifty processes, of which a report has no need.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _unsearched
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _unsearched(name: str) -> None:
    """No file for a name that no library carries."""
