"""Where a change comes from by arithmetic: by node, by segment, and what could be moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reportgen.model.kpi import Contribution
from reportgen.model.period import Month
from reportgen.model.quantity import Measured, Unit
from reportgen.model.states import Evidence
from reportgen.model.text import Text


class Method(StrEnum):
    """By which rule the inputs of a formula share its change."""

    SUM = "sum"
    LOGARITHMIC_MEAN = "logarithmic_mean"
    STARTED_STOPPED = "started_stopped"
    SHAPLEY = "shapley"


@dataclass(frozen=True)
class SegmentPart:
    """What one segment adds to a change, in the unit of the split.

    `volume` is credited at the segment's own rates; `mix` is how much of that is due to its rates
    lying off the average. `started_stopped` stands alone where the segment began or ended.
    `missed` is True where the segment's own result fell.
    """

    member: str
    volume_before: float
    volume_after: float
    before: float
    after: float
    at_average: float
    mix: float
    rates: tuple[float, ...]
    started_stopped: float = 0.0

    @property
    def volume(self) -> float:
        """The change of volume at the segment's own rates."""
        return self.at_average + self.mix

    @property
    def whole(self) -> float:
        """All that the segment adds."""
        return self.volume + sum(self.rates) + self.started_stopped

    @property
    def missed(self) -> bool:
        """True where its result fell."""
        return self.after < self.before


@dataclass(frozen=True)
class SegmentSplit:
    """A product of factors split by segment: `volume` times `rates`, against `versus`.

    Amounts stand in `unit`: the root's where the tree carries the product on to it.
    """

    volume: str
    rates: tuple[str, ...]
    dimension: str
    versus: str
    unit: Unit
    parts: tuple[SegmentPart, ...]


@dataclass(frozen=True)
class MixReversal:
    """A rate that moved against every one of its segments: `rate` and `mix` are its two parts."""

    kpi: str
    dimension: str
    versus: str
    before: float
    after: float
    rate: float
    mix: float
    segments: int


@dataclass(frozen=True)
class Lever:
    """How far a factor could move the root, how well that is shown, and whether anyone can.

    `reference` is the quarter of its best months, or a named figure from outside; `months` or
    `source`, `dated` and `n` say which. `potential` is in the root's unit, never below zero.
    """

    kpi: str
    now: Measured
    reference: Measured
    potential: Measured
    evidence: Evidence | None
    controllable: bool | None
    weight: float
    months: int = 0
    source: Text | None = None
    dated: date | None = None
    n: int | None = None

    @property
    def worth(self) -> float:
        """Potential times weight, 0 where nobody can move it or nothing is known."""
        return (self.potential.value or 0.0) * self.weight * (self.controllable is True)


@dataclass(frozen=True)
class Moved:
    """One node of a what-if: before and after, and its part of the root's change."""

    kpi: str
    before: float
    after: float
    contribution: Contribution
    set_by_hand: bool
    method: Method | None = None


@dataclass(frozen=True)
class WhatIf:
    """What the root would be with some factors changed and all others as they are.

    `lands` names, for each changed factor, the first month its lag brings it to; None where no lag
    is known.
    """

    changes: Mapping[str, str]
    root: str
    goal: str
    nodes: tuple[Moved, ...]
    goal_before: float | None
    goal_after: float | None
    lands: Mapping[str, Month | None]
    title: Text | None = None

    @property
    def of_root(self) -> Moved:
        """The root's own line."""
        return self.nodes[0]
