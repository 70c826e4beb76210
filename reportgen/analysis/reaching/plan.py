"""Are the agreed actions enough: what they would bring if each did what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.analysis.actions import expected_change
from reportgen.analysis.contributions import arithmetic_children
from reportgen.analysis.reaching.levers import Goal
from reportgen.model.config import Action, TreeNode
from reportgen.model.findings import ActionResult
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Period
from reportgen.model.pursuit import HitRate, PlanEffect
from reportgen.model.states import ActionVerdict

GOOD = (ActionVerdict.WORKED, ActionVerdict.REACHED)
BAD = (ActionVerdict.DID_NOT_WORK, ActionVerdict.NOT_REACHED)


def plan_effect(
    arithmetic: Goal, results: Mapping[str, KpiResult], period: Period
) -> PlanEffect | None:
    """The goal with all expected changes at once, by the tree's arithmetic, against its target.

    Only open actions that are looked at after the period count, on a KPI that the goal's arithmetic
    passes through. None without any, without a target of the period, and for periods of several
    months, as what is expected is a month's.
    """
    open_actions = [
        one
        for one in arithmetic.targets.evaluator.config.actions
        if one.status in ("todo", "doing")
    ]
    inside = frozenset(_arithmetic_ids(arithmetic, arithmetic.node))
    counted = [one for one in open_actions if _counts(one, inside, results, period)]
    if not counted or period.grain.months != 1:
        return None
    shifts: dict[str, float] = {}
    for action in counted:
        shifts[action.kpi] = shifts.get(action.kpi, 0.0) + _shift(action, results)
    month = max(one.expect.by for one in counted if one.expect is not None)
    target = results[arithmetic.node.id].target.value
    now, expected = arithmetic.value(), arithmetic.value(shifts=shifts)
    if target is None or now is None or expected is None:
        return None
    ids = tuple(one.id for one in counted)
    others = tuple(one.id for one in open_actions if one.id not in ids)
    return PlanEffect(arithmetic.node.id, month, now, expected, target, ids, others)


def hit_rate(judged: tuple[ActionResult, ...]) -> HitRate | None:
    """How many of the judged actions came out as hoped; those not to be judged are counted too."""
    if not judged:
        return None
    verdicts = [one.verdict for one in judged]
    good = sum(1 for one in verdicts if one in GOOD)
    return HitRate(
        good=good,
        judged=good + sum(1 for one in verdicts if one in BAD),
        undecided=verdicts.count(ActionVerdict.CANNOT_TELL),
        early=verdicts.count(ActionVerdict.TOO_EARLY),
    )


def _arithmetic_ids(arithmetic: Goal, node: TreeNode) -> tuple[str, ...]:
    below = arithmetic_children(arithmetic.targets.evaluator, node)
    return (node.id, *(id for one in below for id in _arithmetic_ids(arithmetic, one)))


def _counts(
    action: Action, inside: frozenset[str], results: Mapping[str, KpiResult], period: Period
) -> bool:
    return (
        action.expect is not None
        and action.kpi in inside
        and action.expect.by > period.last_month
        and results[action.kpi].value.value is not None
    )


def _shift(action: Action, results: Mapping[str, KpiResult]) -> float:
    value = results[action.kpi].value.value
    if action.expect is None or value is None:
        return 0.0
    return expected_change(action.expect, value)
