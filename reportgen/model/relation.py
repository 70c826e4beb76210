"""How a leading figure has gone with the goal so far: the test of one dashed or solid line."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.period import Month
from reportgen.model.states import Evidence


@dataclass(frozen=True)
class Hits:
    """In how many months the leading figure named the direction of the goal's next move.

    `low` and `high` are Wilson's 95 % interval of the share; `base` is the share that always
    saying the more frequent direction would have named, at least one half.
    """

    right: int
    months: int
    low: float
    high: float
    base: float


@dataclass(frozen=True)
class Implied:
    """What the leading figure's value says of the goal in the month it speaks for, with 80 %."""

    month: Month
    centre: float
    low: float
    high: float


@dataclass(frozen=True)
class Relation:
    """The relation of a leading KPI to the goal, tested on months of both.

    `lags` were tested, `lag` is the one that fits best; `months` pairs remain after differencing.
    `r` is the correlation of the prewhitened changes with its 95 % range, `p` its permutation
    p-value over all lags tested, `q` the same after Benjamini and Hochberg over `tested` KPIs of
    the client; `error_ratio` is the out-of-sample mean absolute error with the figure over the one
    without. Where the data are too few the grade is D and the figures are None.
    """

    kpi: str
    grade: Evidence
    lags: tuple[int, ...]
    months: int
    tested: int = 0
    lag: int | None = None
    r: float | None = None
    r_low: float | None = None
    r_high: float | None = None
    p: float | None = None
    q: float | None = None
    error_ratio: float | None = None
    hits: Hits | None = None
    implied: Implied | None = None
