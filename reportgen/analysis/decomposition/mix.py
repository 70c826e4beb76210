"""A ratio's change by segment: how the segments' rates moved, and how their shares did.

Kitagawa (1955): with R the sum of share times rate, the rate part is the mean share times the
rate's change, the mix part the share's change times how far the segment's mean rate lies from the
mean of all. The two leave no rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.analysis.decomposition.change import Change


@dataclass(frozen=True)
class RatePart:
    """What one segment adds to the change of the whole ratio, in the ratio's unit."""

    mix: float
    rate: float


def mix_and_rate(shares: Sequence[Change], rates: Sequence[Change]) -> tuple[RatePart, ...]:
    """The parts of every segment; shares add up to one on either side."""
    whole = Change(
        sum(share.before * rate.before for share, rate in zip(shares, rates, strict=True)),
        sum(share.after * rate.after for share, rate in zip(shares, rates, strict=True)),
    )
    level = _middle(whole)
    return tuple(
        RatePart((_middle(rate) - level) * share.amount, _middle(share) * rate.amount)
        for share, rate in zip(shares, rates, strict=True)
    )


def shares_of(weights: Sequence[Change]) -> tuple[Change, ...]:
    """Each segment's share of the whole, before and after."""
    before = sum(one.before for one in weights)
    after = sum(one.after for one in weights)
    return tuple(Change(one.before / before, one.after / after) for one in weights)


def _middle(change: Change) -> float:
    return (change.before + change.after) / 2
