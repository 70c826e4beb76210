"""A figure against the period before, the year before, and its own course: changed or not."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.usual import Variation
from reportgen.analysis.variation.sample import Sample, sample
from reportgen.model.change import Change
from reportgen.model.period import Period

MOST_BEFORE = 12


def changes(
    comparable: Comparable, kpi: str, period: Period, variation: Variation | None
) -> tuple[Change, ...]:
    """Every comparison of a KPI that has both sides."""
    return tuple(_changes(comparable, kpi, period, variation))


def _changes(
    comparable: Comparable, kpi: str, period: Period, variation: Variation | None
) -> Iterator[Change]:
    evaluator = comparable.evaluator
    value = evaluator.value(kpi, period.months).value
    if value is None:
        return
    now = sample(evaluator, kpi, period.months)
    others = {"previous": period.previous(), "year_ago": period.year_ago()}
    for versus, other in others.items():
        base = comparable.base(kpi, period, other).value
        if base is None:
            continue
        then = sample(evaluator, kpi, other.months)
        back = 1 if versus == "previous" else 12 // period.grain.months
        yield Change.judged(
            versus,
            value - base,
            None if now is None or then is None else now.is_apart_from(then),
            None if variation is None else variation.is_large_move(base, value, back),
            None if now is None or then is None else now.difference(then),
        )
    if variation is not None:
        yield _against_usual(comparable, kpi, period, value, now, variation)


def _against_usual(
    comparable: Comparable,
    kpi: str,
    period: Period,
    value: float,
    now: Sample | None,
    variation: Variation,
) -> Change:
    """The value against the middle of its usual range, and against chance around the year before.

    Of a series with seasons the months before are no sample of this one.
    """
    usual = variation.usual
    before = () if variation.seasons else _before(comparable, kpi, period)
    return Change.judged(
        "usual",
        value - (usual.low + usual.high) / 2,
        now.is_outside(before) if now is not None and before else None,
        not usual.holds(value),
        rules=tuple(variation.broken(value)),
    )


def _before(comparable: Comparable, kpi: str, period: Period) -> tuple[Sample, ...]:
    others = [period.shifted(-step) for step in range(1, MOST_BEFORE // period.grain.months + 1)]
    found = (
        sample(comparable.evaluator, kpi, other.months)
        for other in others
        if comparable.parting(kpi, period, other) is None
    )
    return tuple(one for one in found if one is not None)
