"""Process behaviour charts: the limits within which a steady series stays.

Sources: D. J. Wheeler, Making Sense of Data (individuals and moving ranges, XmR, with the detection
rules below); D. C. Montgomery, Introduction to Statistical Quality Control (p and c charts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt

INDIVIDUALS = 2.66
MOVES = 3.268
LONG_RUN = 8


class Rule(StrEnum):
    """What a steady series hardly ever does."""

    OUTSIDE = "outside"
    EIGHT_IN_A_ROW = "eight_in_a_row"
    THREE_OF_FOUR = "three_of_four"


@dataclass(frozen=True)
class Limits:
    """The centre of a series, its limits, and the mean and the largest usual move of its points."""

    centre: float
    lower: float
    upper: float
    mean_move: float = 0.0
    largest_move: float = 0.0

    def is_outside(self, value: float) -> bool:
        """True beyond a limit."""
        return not self.lower <= value <= self.upper


def individuals(values: Sequence[float]) -> Limits:
    """The natural process limits of single values: 2.66 mean moving ranges around their mean."""
    moves = [abs(later - earlier) for earlier, later in pairwise(values)]
    centre, mean_move = sum(values) / len(values), sum(moves) / len(moves)
    half = INDIVIDUALS * mean_move
    return Limits(centre, centre - half, centre + half, mean_move, MOVES * mean_move)


def proportions(hits: Sequence[float], tries: Sequence[float], of: float) -> Limits:
    """The p chart: three standard errors of a share of `of` tries around the share of all."""
    share = sum(hits) / sum(tries)
    half = 3 * sqrt(share * (1 - share) / of)
    return Limits(share, max(0.0, share - half), min(1.0, share + half))


def counts(events: Sequence[float], exposures: Sequence[float], of: float) -> Limits:
    """The c chart (u chart where exposures differ): three square roots of the count expected."""
    expected = sum(events) / sum(exposures) * of
    half = 3 * sqrt(expected)
    return Limits(expected, max(0.0, expected - half), expected + half)


def broken(values: Sequence[float], limits: Limits) -> tuple[Rule, ...]:
    """The rules that the last value of a series breaks, with those before it."""
    found = []
    if limits.is_outside(values[-1]):
        found.append(Rule.OUTSIDE)
    if _is_long_run([value - limits.centre for value in values[-LONG_RUN:]]):
        found.append(Rule.EIGHT_IN_A_ROW)
    if _is_near_limit([value - limits.centre for value in values[-4:]], limits):
        found.append(Rule.THREE_OF_FOUR)
    return tuple(found)


def _is_long_run(sides: Sequence[float]) -> bool:
    """Eight in a row on one side of the centre."""
    return len(sides) == LONG_RUN and (min(sides) > 0 or max(sides) < 0)


def _is_near_limit(sides: Sequence[float], limits: Limits) -> bool:
    """Three of four nearer to the same limit than to the centre, the last one among them."""
    half = (limits.upper - limits.centre) / 2
    above, below = ([way * side > half for side in sides] for way in (1, -1))
    return any(len(near) == 4 and near[-1] and sum(near) >= 3 for near in (above, below))
