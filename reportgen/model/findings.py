"""What the figures say, as facts: numbers and names, not sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reportgen.model.decomposition import Lever, Method, SegmentSplit, WhatIf
from reportgen.model.forecast import YearLanding
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Month, Period
from reportgen.model.pursuit import Pursuit
from reportgen.model.quantity import Quantity
from reportgen.model.states import ActionVerdict
from reportgen.model.text import Text

Fact = Quantity | Text | Month | Period | date | int
"""What a sentence may speak of."""


FEWEST_FOR_A_RATE = 5
FEWEST_TO_COMPARE = 30


class Severity(StrEnum):
    """What a finding asks of the reader."""

    ACT = "act"
    WATCH = "watch"
    REASSURE = "reassure"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing the report found: its code, the KPI it is about, and the facts to say it with.

    `impact` is the KGI root's money (or unit) at stake, used only to rank.
    """

    code: str
    kpi: str
    severity: Severity
    facts: Mapping[str, Fact] = field(default_factory=dict)
    impact: float = 0.0


@dataclass(frozen=True)
class ActionResult:
    """A past action judged in the reported period.

    `a` and `b` are successes and trials with and without the action; `difference` with its 95 %
    interval is in percent points as fractions (Newcombe 1998, method 10). Without a comparison
    `before` and `after` are the figure in the month before the start and in the expected month,
    with the counts behind a share, and the interval is what chance or usual movement leave of the
    change.
    """

    action: str
    verdict: ActionVerdict
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    a: tuple[int, int] | None = None
    b: tuple[int, int] | None = None
    before: float | None = None
    after: float | None = None
    counts_before: tuple[int, int] | None = None
    counts_after: tuple[int, int] | None = None


@dataclass(frozen=True)
class PhaseResult:
    """Where a phase of the roadmap stands; `periods_met` in a row of `for_periods` asked for.

    `distance` is how far the exit's KPI still has to move, with its sign, 0 where the limit is met.
    `changes` are the targets that the phase sets otherwise than the one before it.
    """

    phase: str
    state: str
    exit_value: float | None = None
    periods_met: int = 0
    distance: float | None = None
    changes: tuple[TargetChange, ...] = ()


@dataclass(frozen=True)
class TargetChange:
    """A target that switches when a phase begins; None where the one before it sets none."""

    kpi: str
    before: float | None
    after: float


@dataclass(frozen=True)
class Segment:
    """One member of a breakdown: value now, before and a year ago.

    Of a rate's change on the year before, `rate` is what the member's own rate added and `mix` what
    its share of the whole did, both in the KPI's unit.
    `sample` and `sample_year_ago` are the hits and tries behind a rate; None for what is no rate.
    """

    kpi: str
    dimension: str
    member: str
    value: float | None
    previous: float | None
    year_ago: float | None
    rate: float | None = None
    mix: float | None = None
    sample: tuple[float, float] | None = None
    sample_year_ago: tuple[float, float] | None = None

    @property
    def is_comparable(self) -> bool:
        """False for a rate of fewer than thirty hits on either side: chance makes most of it."""
        samples = [one for one in (self.sample, self.sample_year_ago) if one is not None]
        return all(hits >= FEWEST_TO_COMPARE for hits, _ in samples)

    @property
    def is_rate_told(self) -> bool:
        """False for a rate of fewer than five hits, which is printed as its counts."""
        return self.sample is None or self.sample[0] >= FEWEST_FOR_A_RATE


@dataclass(frozen=True)
class Findings:
    """Everything analysis hands on besides the KPI results, most important first."""

    items: tuple[Finding, ...] = ()
    actions: tuple[ActionResult, ...] = ()
    phases: tuple[PhaseResult, ...] = ()
    segments: tuple[Segment, ...] = ()

    def first(self, code: str) -> Finding | None:
        """The most important finding of a code."""
        return next((item for item in self.items if item.code == code), None)

    def all(self, code: str) -> tuple[Finding, ...]:
        """Every finding of a code, in order."""
        return tuple(item for item in self.items if item.code == code)


@dataclass(frozen=True)
class Analysis:
    """Everything the figures say about one client and period.

    `results` holds the tree's root, then each KPI outside the tree. `factors` are the ends of the
    tree's arithmetic. `target_unexplained` is what the root's own target differs from the one its
    factors' targets make. `year` is where the goal's fiscal year lands, `worth` where that of the
    tree's root does, above the goal; None where it cannot be computed. `until` is the last day
    known of a period that still runs. `splits` show the factors by segment where they are known in
    each, `levers` what could be moved, and `proposals` what the notes propose. `chained` names the
    comparisons whose months were added up, `methods` how each node's change is shared over those
    below it. `pursuit` is what it takes to reach the goal.
    """

    results: tuple[KpiResult, ...]
    findings: Findings
    factors: tuple[str, ...]
    target_unexplained: float = 0.0
    year: YearLanding | None = None
    worth: YearLanding | None = None
    until: date | None = None
    splits: tuple[SegmentSplit, ...] = ()
    levers: tuple[Lever, ...] = ()
    proposals: tuple[WhatIf, ...] = ()
    chained: tuple[str, ...] = ()
    methods: Mapping[str, Method] = field(default_factory=dict)
    pursuit: Pursuit = field(default_factory=Pursuit)

    @property
    def root(self) -> KpiResult:
        """The tree's root."""
        return self.results[0]

    def of(self, kpi: str) -> KpiResult:
        """The result of a KPI, inside or outside the tree."""
        return next(one for root in self.results for one in root.walk() if one.id == kpi)
