"""What is not any more as it was reported: figures of months before, and the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.period import Month


class RowChange(StrEnum):
    """What became of a row (a deal, an order) that counted in a reported month."""

    GONE = "gone"
    REOPENED = "reopened"
    UNCOUNTED = "uncounted"
    REDATED = "redated"
    REVALUED = "revalued"
    LATE = "late"


@dataclass(frozen=True)
class ChangedRows:
    """The rows of a source that share a change, by their ids alone."""

    source: str
    change: RowChange
    ids: tuple[str, ...]


@dataclass(frozen=True)
class RestatedFigure:
    """A metric's value of a month as it was reported, and as the data say it now.

    `after` is None where the source does not say it any more.
    """

    metric: str
    month: Month
    before: float
    after: float | None


@dataclass(frozen=True)
class Restated:
    """Everything that changed in months reported before, newest month first."""

    figures: tuple[RestatedFigure, ...] = ()
    rows: tuple[ChangedRows, ...] = ()

    def __bool__(self) -> bool:
        """True when anything changed."""
        return bool(self.figures or self.rows)
