"""What it takes to reach the goal: pace, levers, chances, agreed actions, and the SMART check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reportgen.model.period import Month, Period
from reportgen.model.quantity import Quantity
from reportgen.model.text import Text

NEARLY_CERTAIN = 0.9
UNLIKELY = 0.1
OUT_OF_REACH = 0.01


@dataclass(frozen=True)
class Odds:
    """How likely a target is met in its month if everything goes on as it did.

    `chance` comes from the KPI's own forecast errors over the same distance, `origins` of them.
    `was_met` says that one of the last 36 periods was as good as the target.
    """

    month: Month
    target: float
    chance: float
    origins: int
    was_met: bool

    @property
    def is_nearly_certain(self) -> bool:
        """True for a target that asks for nothing: the tenth of the worst months would meet it."""
        return self.chance > NEARLY_CERTAIN

    @property
    def is_unlikely(self) -> bool:
        """True for a target that fewer than one in ten would meet."""
        return self.chance < UNLIKELY

    @property
    def is_out_of_reach(self) -> bool:
        """True for a target that fewer than one in a hundred would meet, and no month has met."""
        return self.chance < OUT_OF_REACH and not self.was_met


@dataclass(frozen=True)
class RunRate:
    """A running span: its target, what is done, and the units of time passed and in all.

    Units may be days, working days, or days weighted by how much they usually bring. `until` is
    the last day that counts as passed.
    """

    target: float
    done: float
    passed: float
    whole: float
    until: date | None = None

    @property
    def so_far(self) -> float | None:
        """What one unit has brought."""
        return self.done / self.passed if self.passed else None

    @property
    def needed(self) -> float | None:
        """What each remaining unit must bring."""
        left = self.whole - self.passed
        return (self.target - self.done) / left if left > 0 else None

    @property
    def ratio(self) -> float | None:
        """The needed pace over the pace so far."""
        needed, so_far = self.needed, self.so_far
        return needed / so_far if needed is not None and so_far else None

    @property
    def landing(self) -> float | None:
        """Where the span ends at the pace so far."""
        so_far = self.so_far
        return so_far * self.whole if so_far is not None else None


@dataclass(frozen=True)
class YearPace:
    """The goal's year so far against its plan, and what the rest of the year must bring.

    `working_days` are the client's own that remain. Without any month left the needed rates are
    None.
    """

    done: float
    planned: float | None
    target: float
    months_done: int
    months_left: int
    working_days_left: int

    @property
    def per_month(self) -> float | None:
        """What each remaining month must bring."""
        return (self.target - self.done) / self.months_left if self.months_left else None

    @property
    def per_working_day(self) -> float | None:
        """What each remaining working day must bring."""
        days = self.working_days_left
        return (self.target - self.done) / days if days else None

    @property
    def so_far(self) -> float | None:
        """What a month has brought so far."""
        return self.done / self.months_done if self.months_done else None

    @property
    def ratio(self) -> float | None:
        """The needed pace over the pace so far."""
        needed, so_far = self.per_month, self.so_far
        return needed / so_far if needed is not None and so_far else None


@dataclass(frozen=True)
class Lever:
    """What one factor would have to be for the goal's target.

    `alone` with all other factors as they are, `together` when all of them move, each by its own
    room; None where no value of the factor reaches the target. `best` is its best month of the
    last two years.
    """

    kpi: str
    now: float
    alone: float | None
    together: float | None
    best: float | None


@dataclass(frozen=True)
class Reach:
    """The goal's target of the period, and what its factors would have to be for it."""

    kpi: str
    period: Period
    now: float
    target: float
    levers: tuple[Lever, ...]


@dataclass(frozen=True)
class PlanEffect:
    """What the agreed actions would have brought the goal if each did what is expected of it.

    The expected changes are laid over the period's own figures and held against its own target.
    `counted` are the actions' ids, `uncounted` those of open actions without an expected change or
    without an arithmetic path to the goal. `month` is the last one in which any is looked at.
    """

    kpi: str
    month: Month
    now: float
    expected: float
    target: float
    counted: tuple[str, ...]
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True)
class HitRate:
    """How the actions judged since the fiscal year began came out; misses are kept."""

    good: int
    judged: int
    undecided: int = 0
    early: int = 0


@dataclass(frozen=True)
class Pursuit:
    """The way to the goal in figures; each part None where it cannot be computed."""

    pace: YearPace | None = None
    running: RunRate | None = None
    reach: Reach | None = None
    plan: PlanEffect | None = None
    hits: HitRate | None = None


class SmartState(StrEnum):
    """Whether one of the five questions of SMART is answered."""

    MET = "met"
    SHORT = "short"
    OPEN = "open"


Fact = Quantity | Text | Month | int


@dataclass(frozen=True)
class SmartPart:
    """One of the five questions: its state, and the message with its facts that says why."""

    state: SmartState
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Smart:
    """A KPI's target asked five questions.

    Specific, measurable, achievable, relevant and time-bound. `worth` is what one unit of the KPI
    (a point, of a rate) carried of the tree's root this period, by arithmetic.
    """

    specific: SmartPart
    measurable: SmartPart
    achievable: SmartPart
    relevant: SmartPart
    time_bound: SmartPart
    worth: float | None = None

    @property
    def parts(self) -> tuple[SmartPart, ...]:
        """The five answers, relevant first."""
        return (
            self.relevant,
            self.specific,
            self.measurable,
            self.achievable,
            self.time_bound,
        )
