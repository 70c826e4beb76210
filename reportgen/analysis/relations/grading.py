"""The test of one leading figure, and the grade it earns.

A and B need a relation that chance hardly makes (q up to 0.10 over all KPIs tested), that goes the
way the directions say in both halves of the months, and that forecasts the goal's changes at least
a twentieth better than the goal alone; A also needs two years of months, and q up to 0.05. On
independent noise both together claim at most one relation in twenty. Anything else is C, and D
with less than a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reportgen.analysis.relations.ahead import Line, error_ratio, half_width
from reportgen.analysis.relations.chance import (
    correlation,
    named_directions,
    permutation_p,
    range_of_r,
)
from reportgen.analysis.relations.moves import (
    MONTHS,
    Floats,
    Moves,
    Pairs,
    carried_over,
    moves,
    prewhitened,
)
from reportgen.model.period import Month
from reportgen.model.relation import Implied, Relation
from reportgen.model.states import Evidence

FEWEST = 12
ENOUGH = 24
SEASONAL = 36
LARGEST_Q = 0.10
LARGEST_Q_OF_A = 0.05
BETTER = 0.95


@dataclass(frozen=True)
class Hypothesis:
    """A leading figure that is expected to go before the goal, and how many months.

    `sign` is 1 where good is the same direction for both, else -1. Both series end in `last`; a
    month without a value is NaN.
    """

    kpi: str
    lags: tuple[int, ...]
    sign: int
    lead: Floats
    goal: Floats
    last: Month
    is_declared: bool = True

    def test(self) -> Relation:
        """The relation with all its figures; the grade is still C, or D where nothing was told."""
        lead, goal = self._aligned()
        months = int((~np.isnan(lead) & ~np.isnan(goal)).sum())
        told = Relation(self.kpi, Evidence.D, self.lags, months, self.is_declared)
        if months < FEWEST:
            return told
        is_seasonal = months >= SEASONAL
        first = self.last.plus(1 - len(lead)).month
        return self._tested(
            replace(told, is_seasonal=is_seasonal),
            moves(lead, first, with_course=is_seasonal),
            moves(goal, first, with_course=is_seasonal),
        )

    def _tested(self, told: Relation, lead: Moves, goal: Moves) -> Relation:
        share = carried_over(lead.values)
        calm = prewhitened(lead.values, share), prewhitened(goal.values, share)
        by_lag = {lag: Pairs.of(*calm, lag) for lag in self.lags}
        strength = {lag: correlation(pairs) for lag, pairs in by_lag.items()}
        best = max(self.lags, key=lambda lag: abs(strength[lag]))
        r, pairs = strength[best], by_lag[best]
        if r == 0 or pairs.count < FEWEST // 2:
            return told
        spent = MONTHS - 1 if told.is_seasonal else 0
        low, high = range_of_r(r, pairs.count - spent)
        moved = Pairs.of(lead.values, goal.values, best)
        return replace(
            told,
            grade=Evidence.C,
            pairs=pairs.count,
            lag=best,
            r=r,
            r_low=low,
            r_high=high,
            p=permutation_p(tuple(by_lag.values()), spent),
            error_ratio=error_ratio(moved, best),
            as_declared=r * self.sign > 0,
            holds_in_halves=_holds_in_halves(pairs, self.sign),
            hits=named_directions(moved, self.sign),
            implied=self._implied(lead, goal, moved, best),
        )

    def _aligned(self) -> tuple[Floats, Floats]:
        """Both series over the months that both reach back to."""
        length = min(len(self.lead), len(self.goal))
        return self.lead[len(self.lead) - length :], self.goal[len(self.goal) - length :]

    def _implied(self, lead: Moves, goal: Moves, moved: Pairs, lag: int) -> Implied | None:
        """Where the goal's moves that the figure's last ones stand for would bring it."""
        level, lately = float(self.goal[-1]), lead.values[-lag:]
        width = half_width(moved, lag)
        if np.isnan(level) or np.isnan(lately).any() or width is None:
            return None
        half, origins = width
        half *= goal.doubt
        expected = Line.through(moved, len(moved.known)).at(lately)
        months = [self.last.plus(step).month for step in range(1, lag + 1)]
        centre, low, high = (
            goal.after(level, expected + side, months) for side in (0.0, -half, half)
        )
        return Implied(self.last.plus(lag), centre, low, high, origins)


def _holds_in_halves(pairs: Pairs, sign: int) -> bool:
    """True when the earlier and the later half of the pairs both go the way they should."""
    places = np.flatnonzero(pairs.known)
    middle = len(places) // 2
    halves = (places[:middle], places[middle:])
    return all(
        correlation(Pairs(pairs.lead[half], pairs.goal[half], pairs.known[half])) * sign > 0
        for half in halves
    )


def graded(relation: Relation, q: float | None, tested: int) -> Relation:
    """The relation with its grade, once it is known how many were tested beside it."""
    known = replace(relation, q=q, tested=tested)
    grade = relation.grade if relation.r is None else _grade(known)
    implied = relation.implied if grade in (Evidence.A, Evidence.B) else None
    return replace(known, grade=grade, implied=implied)


def _grade(relation: Relation) -> Evidence:
    q, ratio = relation.q, relation.error_ratio
    is_consistent = relation.as_declared and relation.holds_in_halves
    if not is_consistent or ratio is None or ratio >= BETTER or q is None or q > LARGEST_Q:
        return Evidence.C
    is_clear = q <= LARGEST_Q_OF_A and relation.months >= ENOUGH
    return Evidence.A if is_clear else Evidence.B


def as_floats(values: Sequence[float | None]) -> Floats:
    """A series as numbers, NaN where there is none."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
