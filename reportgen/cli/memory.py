"""How a command, which lives for seconds, deals with memory."""

from __future__ import annotations

import gc

OBJECTS_BETWEEN_SEARCHES = 1_000_000


def live_shortly() -> None:
    """Look for garbage seldom.

    A report is a million objects that live until it is written; Python's usual way looks through
    them a thousand times and finds little.
    """
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, 20, 100)
