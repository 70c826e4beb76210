"""What a source says against its own figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FlagKind(StrEnum):
    """How figures may be less than they look.

    - `sampled`: only a share of the data was counted.
    - `thresholded`: groups of few people are left out.
    - `other_row`: rare members stand together under one, `(other)`.
    - `truncated`: the data of some days are not all there any more.
    - `restricted`: who asked may not see some metrics.
    - `empty`: there is no row at all, for a reason the source gives.
    """

    SAMPLED = "sampled"
    THRESHOLDED = "thresholded"
    OTHER_ROW = "other_row"
    TRUNCATED = "truncated"
    RESTRICTED = "restricted"
    EMPTY = "empty"


@dataclass(frozen=True)
class Flag:
    """One such remark: of which file, on which days, in the source's words.

    `file` is the index of the file or answer that says it, `first` and `last` are the days it
    speaks of; None where it is said of all. `about` names the restricted metrics, or holds the
    source's own words. `share` is the part of the data that was counted.
    """

    kind: FlagKind
    file: int | None = None
    about: tuple[str, ...] = ()
    share: float | None = None
    first: date | None = None
    last: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """True when it speaks of any of the days from first to last."""
        begins = self.first is None or self.first <= last
        return begins and (self.last is None or first <= self.last)
