"""The members of broken-down KPIs: now, before, a year ago, and what is nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.analysis.decomposition.rate_mix import rate_changes, rate_parts
from reportgen.analysis.results import Assessment
from reportgen.analysis.variation.sample import member_sample
from reportgen.model.findings import Segment
from reportgen.model.observations import NOT_ATTRIBUTED


def segments(assessment: Assessment) -> Iterator[Segment]:
    """The members of every broken-down KPI, now, the period before and a year ago."""
    for kpi, definition in assessment.evaluator.config.kpis.items():
        for dimension in definition.breakdown:
            members = tuple(_members(assessment, kpi, dimension))
            yield from members
            if members and definition.check_against is not None:
                yield from _remainder(assessment, kpi, definition.check_against.metric, members)


def _remainder(
    assessment: Assessment, kpi: str, whole: str, members: tuple[Segment, ...]
) -> Iterator[Segment]:
    """What a second source counts more than all members together: nobody's, and said so."""
    evaluator, period = assessment.evaluator, assessment.period
    if not evaluator.adds_up(kpi):
        return
    rest: list[float | None] = []
    for one, field in (
        (period, "value"),
        (period.previous(), "previous"),
        (period.year_ago(), "year_ago"),
    ):
        total = evaluator.input(whole, one.months).value
        known = [getattr(member, field) for member in members]
        rest.append(None if total is None or None in known else total - sum(known))
    if rest[0] is not None and rest[0] > 0.5:
        yield Segment(kpi, members[0].dimension, NOT_ATTRIBUTED, rest[0], rest[1], rest[2])


def _members(assessment: Assessment, kpi: str, dimension: str) -> Iterator[Segment]:
    evaluator, period = assessment.evaluator, assessment.period
    metrics = evaluator.metrics_of(kpi)
    members = dict.fromkeys(
        member for metric in metrics for member in evaluator.measures.members(metric, dimension)
    )
    comparable = assessment.comparable
    bases = [
        one if comparable.parting(kpi, period, one) is None else None
        for one in (period.previous(), period.year_ago())
    ]
    year_ago = bases[1]
    changes = None
    if year_ago is not None:
        changes = rate_changes(evaluator, kpi, dimension, year_ago.months, period.months)
    parts = {} if changes is None else rate_parts(changes)
    for member in members:
        now, previous, before = (
            None
            if one is None
            else evaluator.member_value(kpi, one.months, dimension, member).value
            for one in (period, *bases)
        )
        part = parts.get(member)
        sample, sample_year_ago = (
            member_sample(evaluator, kpi, one.months, dimension, member)
            for one in (period, period.year_ago())
        )
        yield Segment(
            kpi,
            dimension,
            member,
            now,
            previous,
            before,
            rate=None if part is None else part.rate,
            mix=None if part is None else part.mix,
            sample=sample,
            sample_year_ago=sample_year_ago,
        )
