"""A broken-down rate's change on another period: the members' own rates, and their mix."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.analysis.decomposition.change import Change
from reportgen.analysis.decomposition.mix import RatePart, mix_and_rate, shares_of
from reportgen.analysis.evaluate import Evaluator
from reportgen.model.formula import quotient
from reportgen.model.period import Month

AGREES = 1e-6


def rate_changes(
    evaluator: Evaluator,
    kpi: str,
    dimension: str,
    before: tuple[Month, ...],
    after: tuple[Month, ...],
) -> Mapping[str, tuple[Change, Change]] | None:
    """Each member's denominator and rate; None unless the members make up the whole rate.

    A member without a denominator on one side keeps its rate: it has none to have changed.
    """
    fraction = quotient(evaluator.expression(kpi))
    if fraction is None or not set(fraction) <= set(evaluator.config.metrics):
        return None
    found: dict[str, tuple[Change, Change]] = {}
    counts = _counts(evaluator, fraction, dimension, before)
    counts_now = _counts(evaluator, fraction, dimension, after)
    if counts is None or counts_now is None:
        return None
    for member, (top, bottom) in counts.items():
        top_now, bottom_now = counts_now[member]
        if bottom or bottom_now:
            then = top / bottom if bottom else top_now / bottom_now
            now = top_now / bottom_now if bottom_now else then
            found[member] = (Change(bottom, bottom_now), Change(then, now))
    return found or None


def rate_parts(changes: Mapping[str, tuple[Change, Change]]) -> Mapping[str, RatePart]:
    """What each member's rate, and its share, added to the change of the whole rate."""
    shares = shares_of([weight for weight, _ in changes.values()])
    parts = mix_and_rate(shares, [rate for _, rate in changes.values()])
    return dict(zip(changes, parts, strict=True))


def _counts(
    evaluator: Evaluator, fraction: tuple[str, str], dimension: str, months: tuple[Month, ...]
) -> dict[str, tuple[float, float]] | None:
    """Numerator and denominator by member; None where one is missing or they are not the whole."""
    counts: dict[str, tuple[float, float]] = {}
    members = dict.fromkeys(
        member for metric in fraction for member in evaluator.measures.members(metric, dimension)
    )
    for member in members:
        top, bottom = (
            evaluator.measures.value(metric, months, dimension, member).value for metric in fraction
        )
        if top is None or bottom is None:
            return None
        counts[member] = (top, bottom)
    for place, metric in enumerate(fraction):
        whole = evaluator.measures.value(metric, months).value
        added = sum(one[place] for one in counts.values())
        if not whole or abs(added - whole) > AGREES * abs(whole):
            return None
    return counts
