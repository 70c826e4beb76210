"""Out of sample: the goal's changes forecast month by month with a leading figure and without.

Every forecast knows the months before it alone. The range of what a value implies holds at least
8 of 10 such past errors (split conformal: V. Vovk et al., Algorithmic Learning in a Random World).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from reportgen.analysis.relations.moves import Floats, Pairs

FIRST_ORIGIN = 11
"""Changes known before the first forecast: those of twelve months."""
FEWEST_PAIRS = 6
FEWEST_ORIGINS = 6
"""Fewer forecasts than that say nothing of how well they do."""
HELD = 0.8


@dataclass(frozen=True)
class Line:
    """The goal's change as a straight line of the figure's: least squares."""

    slope: float
    lead_mean: float
    goal_mean: float

    @classmethod
    def through(cls, pairs: Pairs, until: int) -> Line:
        """The line through the known pairs before a place."""
        known = pairs.known[:until]
        lead, goal = pairs.lead[:until][known], pairs.goal[:until][known]
        middle, mean = float(lead.mean()), float(goal.mean())
        spread = float(((lead - middle) ** 2).sum())
        slope = 0.0 if spread == 0 else float(((lead - middle) * (goal - mean)).sum()) / spread
        return cls(slope, middle, mean)

    def at(self, lead: Floats) -> float:
        """What the goal moves over as many months as there are changes of the figure."""
        return float((self.goal_mean + self.slope * (lead - self.lead_mean)).sum())


def error_ratio(pairs: Pairs, lag: int) -> float | None:
    """The mean absolute error with the figure over the one of the goal's own mean change."""
    ours, plain = 0.0, 0.0
    places = _origins(pairs, lag)
    for place in places:
        line = Line.through(pairs, place)
        goal = float(pairs.goal[place])
        ours += abs(goal - line.at(pairs.lead[place : place + 1]))
        plain += abs(goal - line.goal_mean)
    if len(places) < FEWEST_ORIGINS or plain == 0:
        return None
    return ours / plain


def half_width(pairs: Pairs, lag: int) -> tuple[float, int] | None:
    """How far 8 of 10 forecasts over `lag` months lay off, and how many there were."""
    misses = []
    for place in _origins(pairs, lag):
        ahead = slice(place, place + lag)
        if pairs.known[ahead].sum() == lag:
            line = Line.through(pairs, place)
            misses.append(abs(float(pairs.goal[ahead].sum()) - line.at(pairs.lead[ahead])))
    rank = ceil((len(misses) + 1) * HELD)
    if len(misses) < FEWEST_ORIGINS or rank > len(misses):
        return None
    return sorted(misses)[rank - 1], len(misses)


def _origins(pairs: Pairs, lag: int) -> list[int]:
    """The places of pairs that may be forecast: enough known ones lie before them."""
    before: NDArray[np.int64] = np.cumsum(pairs.known) - pairs.known
    needed = max(FIRST_ORIGIN - lag, FEWEST_PAIRS)
    return [int(place) for place in np.flatnonzero(pairs.known & (before >= needed))]
