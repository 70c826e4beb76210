"""Chances and the SMART check for every KPI, and the way to the goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.analysis.reaching.levers import goal, reach
from reportgen.analysis.reaching.odds import odds
from reportgen.analysis.reaching.pace import running_pace, year_pace
from reportgen.analysis.reaching.plan import hit_rate, plan_effect
from reportgen.analysis.reaching.smart import smart
from reportgen.analysis.targets import Targets
from reportgen.model.findings import ActionResult
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Period
from reportgen.model.pursuit import Pursuit


def weighed(
    targets: Targets, results: tuple[KpiResult, ...], period: Period
) -> tuple[KpiResult, ...]:
    """The results, each with the chance of its target and the five answers."""
    return tuple(_weighed(targets, root, None, period) for root in results)


def pursuit(
    targets: Targets,
    results: tuple[KpiResult, ...],
    judged: tuple[ActionResult, ...],
    period: Period,
) -> Pursuit:
    """Pace, levers, the effect of the agreed actions, and how those before came out."""
    by_id = {one.id: one for root in results for one in root.walk()}
    arithmetic, kgi = goal(targets, by_id), by_id[targets.evaluator.config.kgi.kpi]
    return Pursuit(
        pace=year_pace(targets, kgi, period),
        running=running_pace(targets, kgi, period),
        reach=None if arithmetic is None else reach(arithmetic, by_id, period),
        plan=None if arithmetic is None else plan_effect(arithmetic, by_id, period),
        hits=hit_rate(tuple(_since_the_year_began(targets, judged, period))),
    )


def _since_the_year_began(
    targets: Targets, judged: tuple[ActionResult, ...], period: Period
) -> Iterator[ActionResult]:
    """The actions that ended in the fiscal year, by the day they were closed or were due."""
    first = targets.year("", period)[0][0].first_day
    actions = {one.id: one for one in targets.evaluator.config.actions}
    for result in judged:
        action = actions[result.action]
        if first <= (action.closed or action.due):
            yield result


def _weighed(
    targets: Targets, result: KpiResult, parent: KpiResult | None, period: Period
) -> KpiResult:
    found = replace(result, odds=odds(targets, result, period))
    found = replace(found, smart=smart(targets.evaluator, period, found, parent))
    below = tuple(_weighed(targets, child, result, period) for child in result.children)
    return replace(found, children=below)
