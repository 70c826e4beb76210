"""What somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST_LISTED = 20


def did_you_mean(written: str, known: Iterable[str], kind: str = "") -> str:
    """A hint naming the nearest known word, and the known words where they are few.

    `kind` says what the known words are: "its keys".
    """
    words = list(dict.fromkeys(known))
    folded = {word.casefold(): word for word in reversed(words)}
    near = difflib.get_close_matches(written.casefold(), list(folded), n=1, cutoff=0.6)
    listed = ""
    if words and len(words) <= MOST_LISTED:
        listed = f"{kind or 'one of'}: {', '.join(words)}"
    if near:
        question = f"did you mean {folded[near[0]]!r}?"
        return f"{question} ({listed})" if listed else question
    return listed
