"""What tools did to their own figures: renamed them, or counted wrongly for a while.

Figures from the two sides of a break are not compared: a change between them would be the tool's,
not the client's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from reportgen.model.config import ClientConfig, Metric
from reportgen.model.period import Period
from reportgen.model.text import Text


class Side(StrEnum):
    """How a period lies to an incident."""

    OUTSIDE = "outside"
    WITHIN = "within"
    PARTLY = "partly"


@dataclass(frozen=True)
class Incident:
    """One such incident: the figures it touches, and the days it holds on.

    `breaks`: figures on its two sides must not be compared; elsewhere that depends on settings
    that no export tells.
    """

    id: str
    types: frozenset[str]
    columns: frozenset[str]
    first: date
    last: date | None
    breaks: bool
    name: Text
    source: str
    saying: Text

    def touches(self, metric: Metric, source_type: str) -> bool:
        """True where a metric is made of a figure that the incident changed."""
        used = {metric.column.partition(":")[0], metric.weight or ""}
        return source_type in self.types and not self.columns.isdisjoint(used)

    def side(self, period: Period) -> Side:
        """Whether a period lies within the incident's days."""
        last = self.last or date.max
        if period.end < self.first or last < period.start:
            return Side.OUTSIDE
        is_within = self.first <= period.start and period.end <= last
        return Side.WITHIN if is_within else Side.PARTLY

    def parts(self, one: Period, other: Period) -> bool:
        """True where two periods cannot be compared because of the incident."""
        sides = {self.side(one), self.side(other)}
        return self.breaks and (len(sides) > 1 or Side.PARTLY in sides)

    def marks(self, first: Period, last: Period) -> bool:
        """True where it begins or ends in the time between two periods, both included."""
        return any(first.start <= edge <= last.end for edge in self.edges)

    @property
    def edges(self) -> tuple[date, ...]:
        """The days on which figures begin and cease to be touched."""
        return (self.first,) if self.last is None else (self.first, self.last)


@cache
def incidents() -> tuple[Incident, ...]:
    """Every incident that is known, in the order of the file."""
    file = resources.files("reportgen.model") / "incidents.yml"
    # The C loader reads days as days.
    written = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(
        Incident(
            id=id,
            types=frozenset(one["types"]),
            columns=frozenset(one["columns"]),
            first=one["first"],
            last=one.get("last"),
            breaks=one["breaks"],
            name=Text(one["name"]["ja"], one["name"]["en"]),
            source=one["source"],
            saying=Text(one["saying"]["ja"], one["saying"]["en"]),
        )
        for id, one in written.items()
    )


def incident(id: str) -> Incident:
    """An incident by its id."""
    return next(one for one in incidents() if one.id == id)


def touching(config: ClientConfig, metrics: tuple[str, ...]) -> tuple[Incident, ...]:
    """The incidents that touch any of a client's metrics, through their ratios too."""
    parts = [
        (metric, config.sources[metric.from_].type)
        for name in metrics
        for part in config.metrics[name].ratio or (name,)
        if (metric := config.metrics[part]).from_ in config.sources and metric.from_ is not None
    ]
    return tuple(
        one for one in incidents() if any(one.touches(metric, kind) for metric, kind in parts)
    )
