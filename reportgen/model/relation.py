"""How a leading figure has gone with the goal so far: the test of one dashed or solid line."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.period import Month
from reportgen.model.states import Evidence


@dataclass(frozen=True)
class Hits:
    """In how many months the leading figure named the direction of the goal's next move.

    `low` and `high` are Wilson's 95 % interval of the share; `base` is the share that always
    saying the more frequent direction would have named, at least one half; `p` is how often a
    coin would name as many.
    """

    right: int
    months: int
    low: float
    high: float
    base: float
    p: float

    @property
    def share(self) -> float:
        """The months named right, of all."""
        return self.right / self.months


@dataclass(frozen=True)
class Implied:
    """What the leading figure's value says of the goal in the month it speaks for, with 80 %.

    `origins` counts the past forecasts whose errors the range was made from.
    """

    month: Month
    centre: float
    low: float
    high: float
    origins: int


@dataclass(frozen=True)
class Relation:
    """The relation of a leading KPI to the goal, tested on months in which both are known.

    `lags` were tested, `lag` is the one that fits best; `pairs` of changes were compared, taken
    free of the months' usual course where `is_seasonal`. `r` is the correlation of the prewhitened
    changes with its 95 % range, `p` its permutation p-value over all lags tested, `q` the same
    after Benjamini and Hochberg over `tested` KPIs of the client; `error_ratio` is the
    out-of-sample mean absolute error with the figure over the one without. `as_declared` says that
    both moved the way their directions say, `holds_in_halves` that each half of the months did.
    A relation that was not declared (`is_declared`) is only explored. Where the data are too few
    the grade is D and the figures are None.
    """

    kpi: str
    grade: Evidence
    lags: tuple[int, ...]
    months: int
    is_declared: bool = True
    is_seasonal: bool = False
    pairs: int = 0
    tested: int = 0
    lag: int | None = None
    r: float | None = None
    r_low: float | None = None
    r_high: float | None = None
    p: float | None = None
    q: float | None = None
    error_ratio: float | None = None
    as_declared: bool | None = None
    holds_in_halves: bool | None = None
    hits: Hits | None = None
    implied: Implied | None = None

    @property
    def is_shown(self) -> bool:
        """True at grade A or B: enough to speak of what a value means for the goal."""
        return self.grade in (Evidence.A, Evidence.B)
