"""Where a change comes from by arithmetic: by node, by segment, and what could be moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
class Part:
    """What one segment adds to the change of the whole, in the whole's unit.

    `at_average` is its change of volume at the average rate, `mix` how much more or less that
    volume was worth at the segment's own rates, `rates` what each rate's change added.
    `started_stopped` is all of it where the segment began or ended.
    """

    at_average: float = 0.0
    mix: float = 0.0
    rates: tuple[float, ...] = ()
    started_stopped: float = 0.0

    @property
    def volume(self) -> float:
        """The change of volume, credited at the segment's own rates."""
        return self.at_average + self.mix

    @property
    def whole(self) -> float:
        """All of it."""
        return self.volume + sum(self.rates) + self.started_stopped


@dataclass(frozen=True, kw_only=True)
class SegmentPart(Part):
    """What one named segment adds to a change, in the unit of the split.

    `missed` is True where the segment's own result fell.
    """

    member: str
    volume_before: float
    volume_after: float
    before: float
    after: float

    @property
    def missed(self) -> bool:
        """True where its result fell."""
        return self.after < self.before


@dataclass(frozen=True)
class SegmentSplit:
    """A product of factors split by segment: `volume` times `rates`, against `versus`.

    Amounts stand in the root's `unit`.
    """

    volume: str
    rates: tuple[str, ...]
    dimension: str
    versus: str
    unit: Unit
    parts: tuple[SegmentPart, ...]

    @property
    def at_average(self) -> float:
        """The change of volume at the average rates: what the tree credits the volume with."""
        return sum(one.at_average for one in self.parts)

    @property
    def mix(self) -> float:
        """What the volume was worth more or less at the segments' own rates."""
        return sum(one.mix for one in self.parts)

    @property
    def is_earned(self) -> bool:
        """False where the volume gained is worth nothing at own rates, or lies where results fell.

        The segment that gained most volume decides.
        """
        most = max(self.parts, key=lambda one: one.volume)
        return self.at_average + self.mix > 0 and not (most.volume > 0 and most.missed)


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
    amount: float
    method: Method | None = None


@dataclass(frozen=True)
class WhatIf:
    """What the goal would be with some factors changed and all others as they are.

    `changes` are the steps as they were written, `nodes` the root and everything its arithmetic
    reaches, in the outline's order; none where a figure is missing, and then `missing` says which.
    `lands` names, for each changed factor, the first month its lag brings it to; None where no lag
    is known.
    """

    changes: Mapping[str, str]
    nodes: tuple[Moved, ...]
    lands: Mapping[str, Month | None]
    missing: tuple[str, ...] = ()
    title: Text | None = None

    def of(self, kpi: str) -> Moved | None:
        """One node; None where the arithmetic does not reach it."""
        return next((one for one in self.nodes if one.kpi == kpi), None)
