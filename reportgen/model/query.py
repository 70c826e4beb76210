"""What to ask of a source: columns of a table, or figures that the source counts by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from reportgen.model.period import Month, Period

ASKED_TYPES = frozenset({"ga4"})
"""Types of sources that count by themselves: they are asked for figures, not read."""

FILTER_COLUMN = "filter"
"""In answers: the filter that a row's figures passed, as `AskedFigure.filter` writes it."""

PERIOD_COLUMN = "period"
"""In answers: the whole period a row speaks of, as `period_cell` writes it."""


@dataclass(frozen=True)
class AskedFigure:
    """One figure for a source that counts by itself: its name there, its filter, its breakdowns.

    `where` has the words each dimension may be, `by` the dimensions it is split by besides the
    whole. A figure that `adds_up` is asked for by day too.
    """

    metric: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: tuple[str, ...] = ()
    adds_up: bool = True

    @property
    def filter(self) -> str:
        """The filter as one text: equal for equal filters, empty without one."""
        return json.dumps(self.where, ensure_ascii=False) if self.where else ""


@dataclass(frozen=True)
class Query:
    """What to ask of one source: the columns its metrics need, over the months of history.

    `columns` are normalised column names (`won_on`, `sessions`). `months` are the months a file
    path with `{month}` is looked for in, oldest first; the last one is the reported month.

    A source that counts by itself is told more, because what it counts cannot be counted again
    from its rows: the `figures` one by one, and the whole `periods` to count them for, the
    reported one first.
    """

    source: str
    columns: tuple[str, ...]
    months: tuple[Month, ...]
    # Not in the repr, which is part of the hash of what files said, and of no use there.
    figures: tuple[AskedFigure, ...] = field(default=(), repr=False)
    periods: tuple[Period, ...] = field(default=(), repr=False)


def period_cell(period: Period) -> str:
    """A period as an answer's cell: `2026-10-01/2026-10-31`."""
    return f"{period.start}/{period.end}"
