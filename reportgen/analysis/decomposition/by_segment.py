"""The tree's factors by segment: volume at each segment's own rates, its mix, and the rates.

A chain of factors begins with a volume (visits) and goes on with rates, each of which counts what
the one before brought (form views of visits, requests of form views). Where every figure of the
chain is known by the same dimension, and the segments add up to it, the chain is split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from reportgen.analysis.contributions import Shares, leaves
from reportgen.analysis.decomposition.bases import base_of
from reportgen.analysis.decomposition.change import Change, logarithmic_mean
from reportgen.analysis.decomposition.segments import Factors, segment_parts
from reportgen.analysis.evaluate import Evaluator
from reportgen.model.decomposition import Part, SegmentPart, SegmentSplit
from reportgen.model.formula import quotient
from reportgen.model.period import Month, Period

AGREES = 1e-6
"""How far a sum of segments may lie from the whole, as a share of it."""


@dataclass(frozen=True)
class Chain:
    """A volume, the rates behind it, and the metrics counted at each step, by one dimension."""

    volume: str
    rates: tuple[str, ...]
    metrics: tuple[str, ...]
    dimension: str


def segment_splits(
    evaluator: Evaluator, comparisons: Mapping[str, Shares], period: Period
) -> Iterator[SegmentSplit]:
    """Every chain of the tree that can be split, against last year and the period before."""
    for versus in ("year_ago", "previous"):
        compared = comparisons.get(versus)
        if compared is None:
            continue
        for chain in _chains(evaluator, compared, period):
            parts = _parts(evaluator, chain, compared, period)
            if parts:
                unit = evaluator.config.kpis[evaluator.config.tree.id].unit
                yield SegmentSplit(
                    chain.volume, chain.rates, chain.dimension, versus, unit, tuple(parts)
                )


def _chains(evaluator: Evaluator, compared: Shares, period: Period) -> Iterator[Chain]:
    """A chain from every volume that a broken-down rate counts from."""
    factors = leaves(evaluator, evaluator.config.tree)
    fractions = {kpi: quotient(evaluator.expression(kpi)) for kpi in factors}
    rates = {kpi: one for kpi, one in fractions.items() if one is not None}
    for kpi, (counted, of) in rates.items():
        dimensions = evaluator.config.kpis[kpi].breakdown
        volume = _volume(evaluator, compared, of, period)
        if not dimensions or volume is None:
            continue
        chain, metrics = [kpi], [of, counted]
        for other, (next_counted, next_of) in rates.items():
            if next_of == metrics[-1] and dimensions[0] in _known_by(evaluator, next_counted):
                chain.append(other)
                metrics.append(next_counted)
        yield Chain(volume, tuple(chain), tuple(metrics), dimensions[0])


def _known_by(evaluator: Evaluator, metric: str) -> tuple[str, ...]:
    return evaluator.config.metrics[metric].by


def _volume(evaluator: Evaluator, compared: Shares, metric: str, period: Period) -> str | None:
    """The node of the tree that is a metric, or else counts the same on both sides."""
    kpis = evaluator.config.kpis
    itself = next((kpi for kpi in compared.amounts if kpis[kpi].metric == metric), None)
    base = base_of(period, compared.versus, period.grain)
    if itself is not None or base is None:
        return itself
    then = evaluator.measures.value(metric, base.months).value
    now = evaluator.measures.value(metric, period.months).value
    if then is None or now is None:
        return None
    return next(
        (
            kpi
            for kpi, change in compared.changes.items()
            if evaluator.adds_up(kpi) and _agree(change.before, then) and _agree(change.after, now)
        ),
        None,
    )


def _agree(one: float, other: float) -> bool:
    return abs(one - other) <= AGREES * max(abs(other), 1.0)


def _parts(
    evaluator: Evaluator, chain: Chain, compared: Shares, period: Period
) -> list[SegmentPart]:
    """Each segment's part, added up over the months of a longer period; none if any month fails."""
    months = compared.months or (compared,)
    periods = [Period.month(month) for month in period.months] if compared.months else [period]
    added: dict[str, SegmentPart] = {}
    for one, shares in zip(periods, months, strict=True):
        base = base_of(one, compared.versus, period.grain)
        parts = None if base is None else _of_period(evaluator, chain, shares, one, base)
        if parts is None:
            return []
        for part in parts:
            known = added.get(part.member)
            added[part.member] = part if known is None else _added(known, part)
    return [one for one in added.values() if one.volume_before or one.volume_after]


def _of_period(
    evaluator: Evaluator, chain: Chain, shares: Shares, period: Period, base: Period
) -> list[SegmentPart] | None:
    weight = _weight(shares, chain)
    members = dict.fromkeys(
        member
        for metric in chain.metrics
        for member in evaluator.measures.members(metric, chain.dimension)
    )
    before = _table(evaluator, chain, base.months, tuple(members))
    after = _table(evaluator, chain, period.months, tuple(members))
    if weight is None or before is None or after is None:
        return None
    factors = [_factors(before[member], after[member]) for member in members]
    results = [Change(before[member][-1], after[member][-1]) for member in members]
    whole = logarithmic_mean(sum(r.before for r in results), sum(r.after for r in results))
    if whole == 0:
        return None
    parts = segment_parts(factors, results)
    return [
        _in_root(member, factor, result, part, weight / whole)
        for member, factor, result, part in zip(members, factors, results, parts, strict=True)
    ]


def _weight(shares: Shares, chain: Chain) -> float | None:
    """What a factor of e in any link of the chain is worth to the root; None if they differ.

    They are equal where the links are multiplied with each other all the way up.
    """
    worth = [
        shares.multipliers[kpi]
        * logarithmic_mean(shares.changes[kpi].before, shares.changes[kpi].after)
        for kpi in (chain.volume, *chain.rates)
        if min(shares.changes[kpi].before, shares.changes[kpi].after) > 0
    ]
    if len(worth) <= len(chain.rates):
        return None
    same = all(abs(one - other) <= AGREES * abs(one) for one, other in pairwise(worth))
    return worth[0] if same else None


Row = tuple[float, ...]


def _table(
    evaluator: Evaluator, chain: Chain, months: tuple[Month, ...], members: tuple[str, ...]
) -> dict[str, Row] | None:
    """The chain's counts by member; None where one is missing or they are not the whole."""
    rows: dict[str, Row] = {}
    for member in members:
        values = [
            evaluator.measures.value(metric, months, chain.dimension, member).value
            for metric in chain.metrics
        ]
        known = tuple(value for value in values if value is not None)
        if len(known) < len(values):
            return None
        rows[member] = known
    for place, metric in enumerate(chain.metrics):
        whole = evaluator.measures.value(metric, months).value
        if whole is None or not _agree(sum(row[place] for row in rows.values()), whole):
            return None
    return rows


def _factors(before: Row, after: Row) -> Factors:
    rates = tuple(
        Change(before[at + 1] / before[at], after[at + 1] / after[at])
        if before[at] and after[at]
        else None
        for at in range(len(before) - 1)
    )
    return Factors(Change(before[0], after[0]), rates)


def _in_root(
    member: str, factors: Factors, result: Change, part: Part, multiplier: float
) -> SegmentPart:
    return SegmentPart(
        member=member,
        volume_before=factors.volume.before,
        volume_after=factors.volume.after,
        before=result.before,
        after=result.after,
        at_average=multiplier * part.at_average,
        mix=multiplier * part.mix,
        rates=tuple(multiplier * one for one in part.rates),
        started_stopped=multiplier * part.started_stopped,
    )


def _added(one: SegmentPart, other: SegmentPart) -> SegmentPart:
    return SegmentPart(
        member=one.member,
        volume_before=one.volume_before + other.volume_before,
        volume_after=one.volume_after + other.volume_after,
        before=one.before + other.before,
        after=one.after + other.after,
        at_average=one.at_average + other.at_average,
        mix=one.mix + other.mix,
        rates=tuple(a + b for a, b in zip(one.rates, other.rates, strict=True)),
        started_stopped=one.started_stopped + other.started_stopped,
    )
