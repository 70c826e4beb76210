"""A product's change by segment, where every factor is known in each of them.

The whole is the sum over segments of volume times rates. Each segment's change is shared by its
own logarithmic mean, so that volume is credited at the segment's own rates. What that credit
differs from the one at the average rate is the mix. A segment that began or ended has no rates on
one side; its amount is not split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, prod

from reportgen.analysis.decomposition.change import Change, logarithmic_mean
from reportgen.model.decomposition import Part


@dataclass(frozen=True)
class Factors:
    """One segment's volume and its rates; None for a rate without a denominator."""

    volume: Change
    rates: tuple[Change | None, ...]

    @property
    def result(self) -> Change | None:
        """Volume times rates; None where the segment had no rates on a side it had volume on."""
        if any(rate is None for rate in self.rates):
            return None
        known = [rate for rate in self.rates if rate is not None]
        return Change(
            prod((self.volume.before, *(rate.before for rate in known))),
            prod((self.volume.after, *(rate.after for rate in known))),
        )


def segment_parts(segments: Sequence[Factors], results: Sequence[Change]) -> tuple[Part, ...]:
    """The parts of every segment; they add up to the change of the sum of all results.

    `results` are the segments' values of the whole, which a segment without rates has too.
    """
    running = [
        (one, result)
        for one, result in zip(segments, results, strict=True)
        if runs_through(one, result)
    ]
    volume = Change(
        sum(one.volume.before for one, _ in running), sum(one.volume.after for one, _ in running)
    )
    whole = Change(
        sum(result.before for _, result in running), sum(result.after for _, result in running)
    )
    mean = logarithmic_mean(volume.before, volume.after)
    average = logarithmic_mean(whole.before, whole.after) / mean if mean else 0.0
    return tuple(_part(*one, average) for one in zip(segments, results, strict=True))


def runs_through(segment: Factors, result: Change) -> bool:
    """True for a segment that has volume, rates and a result on both sides."""
    values = (segment.volume, result, *segment.rates)
    return all(one is not None and one.before > 0 and one.after > 0 for one in values)


def _part(segment: Factors, result: Change, average: float) -> Part:
    if not runs_through(segment, result):
        return _switched_part(segment, result)
    mean = logarithmic_mean(result.before, result.after)
    at_average = average * segment.volume.amount
    own = mean * log(segment.volume.after / segment.volume.before)
    rates = tuple(
        mean * log(rate.after / rate.before) for rate in segment.rates if rate is not None
    )
    return Part(at_average, own - at_average, rates)


def _switched_part(segment: Factors, result: Change) -> Part:
    """All of it on the one rate that came from or went to zero; else the segment began or ended."""
    nothing = (0.0,) * len(segment.rates)
    turned = [
        place
        for place, rate in enumerate(segment.rates)
        if rate is not None and (rate.before == 0) != (rate.after == 0)
    ]
    if (
        segment.result is None
        or len(turned) != 1
        or 0 in (segment.volume.before, segment.volume.after)
    ):
        return Part(rates=nothing, started_stopped=result.amount)
    at = turned[0]
    return Part(rates=(*nothing[:at], result.amount, *nothing[at + 1 :]))
