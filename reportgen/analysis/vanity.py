"""Figures that look good and lead nowhere, and those of which that cannot be said yet.

Source: E. Ries, The Lean Startup: a vanity figure moves favourably whatever happens, shows no cause
and effect, and no decision hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.analysis.results import Assessment
from reportgen.model.findings import Fact, Finding, Severity
from reportgen.model.kpi import KpiResult
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.series import Series
from reportgen.model.states import Direction, Evidence, KpiClass, is_met
from reportgen.model.text import same

A_YEAR = 12
A_QUARTER = 3


def vanity(assessment: Assessment, results: Sequence[KpiResult]) -> Iterator[Finding]:
    """Leading figures with no arithmetic path to the goal whose link to it is not shown.

    `vanity` where the figure also only piles up, rose while nothing of the goal did, or decides
    nothing; `not_yet_judged`, which is never called vanity, where a year of months is missing.
    A figure with a stop line has its use, and is neither.
    """
    root = results[0]
    linked = set(_linked(root))
    for result in (one for each in results for one in each.walk()):
        definition = assessment.evaluator.config.kpis[result.id]
        is_counted = result.kpi_class is KpiClass.LEADING and not definition.qualitative
        is_candidate = is_counted and definition.stop is None
        if not is_candidate or result.id in linked or result.relation is None:
            continue
        if result.evidence is Evidence.D:
            facts: dict[str, Fact] = {"months": result.relation.months}
            yield Finding("not_yet_judged", result.id, Severity.NOTE, facts)
        elif result.evidence is Evidence.C:
            reasons = _reasons(assessment, result, [one for one in root.walk() if one.id in linked])
            if any(reasons.values()):
                has_path = any(one.id == result.id for one in root.walk())
                facts = {**reasons, "no_path": int(not has_path)}
                yield Finding("vanity", result.id, Severity.NOTE, facts)


def _linked(result: KpiResult) -> Iterator[str]:
    """The nodes that reach the root by arithmetic alone."""
    yield result.id
    for child in result.children:
        if child.id in result.in_formula:
            yield from _linked(child)


def _reasons(
    assessment: Assessment, result: KpiResult, linked: Sequence[KpiResult]
) -> dict[str, int]:
    """Each reason as 1 where it holds, else 0."""
    config = assessment.evaluator.config
    definition = config.kpis[result.id]
    has_action = any(one.kpi == result.id for one in config.actions)
    is_used = definition.target is not None or has_action
    a_year, a_quarter = (months // assessment.period.grain.months for months in (A_YEAR, A_QUARTER))
    rose = all(_rose(result.series, back, result.direction) for back in (a_quarter, a_year))
    others = any(
        _rose(one.series, back, one.direction) for one in linked for back in (a_quarter, a_year)
    )
    return {
        "cumulative": int(_never_fell(result.series, a_year)),
        "rose_alone": int(rose and not others),
        "no_decision": int(not is_used),
    }


def _never_fell(series: Series, moves: int) -> bool:
    """True when none of the last moves went down, and some went up."""
    last = [value for value in series.values[-moves - 1 :] if value is not None]
    steps = [after - before for before, after in pairwise(last)]
    return len(steps) == moves and min(steps) >= 0 and max(steps) > 0


def _rose(series: Series, back: int, direction: Direction) -> bool:
    """True when a figure stands better than so many periods ago."""
    if len(series.values) <= back:
        return False
    now, before = series.values[-1], series.values[-1 - back]
    if now is None or before is None:
        return False
    return now > before if direction is Direction.UP else now < before


def empty_growth(assessment: Assessment, root: KpiResult) -> Iterator[Finding]:
    """Volumes that add to the goal while their own rates take as much away: net nothing or less."""
    for parent in root.walk():
        for child in parent.children:
            is_volume = child.id in parent.in_formula and child.unit is Unit.COUNT
            if is_volume and child.kpi_class is KpiClass.LEADING:
                yield from _offset(assessment, parent, child)


def _offset(assessment: Assessment, parent: KpiResult, child: KpiResult) -> Iterator[Finding]:
    sign = 1 if assessment.evaluator.config.kpis[parent.id].direction is Direction.UP else -1
    rates = [
        one for one in parent.children if one.id in parent.in_formula and one.unit is Unit.PERCENT
    ]
    for versus in ("previous", "year_ago", "target"):
        own, whole = child.contribution(versus), parent.contribution(versus)
        if own is None or whole is None or not rates or own * sign <= 0 or whole * sign > 0:
            continue
        lost = min(rates, key=lambda one: (one.contribution(versus) or 0.0) * sign)
        facts: dict[str, Fact] = {
            "versus": same(versus),
            "parent": same(parent.id),
            "rate": same(lost.id),
            "amount": Quantity(own, _root_unit(assessment)),
            "net": Quantity(whole, _root_unit(assessment)),
        }
        yield Finding("empty_growth", child.id, Severity.WATCH, facts)
        return


def _root_unit(assessment: Assessment) -> Unit:
    config = assessment.evaluator.config
    return config.kpis[config.tree.id].unit


def means_as_end(assessment: Assessment, root: KpiResult) -> Iterator[Finding]:
    """Leading figures on target for a quarter while the goal missed its own all that time.

    Only where their link to the goal is not shown: reaching such a target has become the aim.
    """
    kgi = assessment.evaluator.config.kgi.kpi
    goal = next((one for one in root.walk() if one.id == kgi), root)
    periods = max(1, A_QUARTER // assessment.period.grain.months)
    if any(_met(goal, periods)) or len(_met(goal, periods)) < periods:
        return
    for result in root.walk():
        is_unshown = result.relation is None or not result.relation.is_shown
        met = _met(result, periods)
        is_met_throughout = len(met) == periods and all(met)
        if result.kpi_class is KpiClass.LEADING and is_unshown and is_met_throughout:
            yield Finding("means_as_end", result.id, Severity.WATCH, {"periods": periods})


def _met(result: KpiResult, periods: int) -> list[bool]:
    """For each of the last periods with value and target whether the target was met."""
    pairs = zip(result.series.values[-periods:], result.targets.values[-periods:], strict=True)
    return [
        is_met(value, target, result.direction)
        for value, target in pairs
        if value is not None and target is not None
    ]
