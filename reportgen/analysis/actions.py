"""What became of the actions: said with a comparison, or only whether the figure was reached.

A change that may as well be none as the expected one, given chance and the figure's usual
movement, cannot be told.
"""

from __future__ import annotations

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.intervals import newcombe
from reportgen.analysis.noise import change_between, counts_of
from reportgen.model.config import Action, Comparison, Expectation
from reportgen.model.findings import ActionResult
from reportgen.model.levels import at_least, at_most
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Unit
from reportgen.model.states import ActionVerdict


def judged_actions(evaluator: Evaluator, period: Period) -> tuple[ActionResult, ...]:
    """The verdict on every action that had started by the period's end and was not dropped."""
    return tuple(
        judge(evaluator, action, period)
        for action in evaluator.config.actions
        if action.status in ("doing", "done") and _started(action, period)
    )


def judge(evaluator: Evaluator, action: Action, period: Period) -> ActionResult:
    """One action's verdict.

    `worked` needs a comparison whose 95 % interval lies on the expected side of 0. With a
    comparison whose interval lies on the other side, or excludes even the expected points, it
    `did_not_work`; one that excludes neither cannot tell. Without a comparison only the figure is
    looked at, in the month before the start and in the expected one.
    """
    if action.comparison is not None:
        return _compared(action, action.comparison)
    expected = action.expect
    if expected is None or period.last_month < expected.by:
        return ActionResult(action.id, ActionVerdict.TOO_EARLY)
    return _looked_at(evaluator, action, expected)


def _looked_at(evaluator: Evaluator, action: Action, expected: Expectation) -> ActionResult:
    start = _month_before(action)
    before = evaluator.value(action.kpi, (start,)).value
    after = evaluator.value(action.kpi, (expected.by,)).value
    if before is None or after is None:
        return ActionResult(action.id, ActionVerdict.CANNOT_TELL)
    wanted = expected_change(expected, before)
    low, high = change_between(evaluator, action.kpi, start, expected.by) or (None, None)
    reached = _reached(after - before, wanted)
    verdict = ActionVerdict.REACHED if reached else ActionVerdict.NOT_REACHED
    if (
        low is not None
        and high is not None
        and low <= min(0.0, wanted)
        and max(0.0, wanted) <= high
    ):
        verdict = ActionVerdict.CANNOT_TELL
    return ActionResult(
        action.id,
        verdict,
        difference=after - before,
        low=low,
        high=high,
        before=before,
        after=after,
        counts_before=counts_of(evaluator, action.kpi, start),
        counts_after=counts_of(evaluator, action.kpi, expected.by),
    )


def _compared(action: Action, comparison: Comparison) -> ActionResult:
    difference, low, high = newcombe(comparison.a, comparison.b)
    expected = action.expect
    in_points = expected is not None and expected.unit is Unit.POINTS
    change = expected.change.value if expected is not None else 1.0
    sign = -1.0 if change < 0 else 1.0
    least, most = sorted((sign * low, sign * high))
    if least > 0:
        verdict = ActionVerdict.WORKED
    elif most < 0 or (in_points and most < abs(change) / 100):
        verdict = ActionVerdict.DID_NOT_WORK
    else:
        verdict = ActionVerdict.CANNOT_TELL
    return ActionResult(action.id, verdict, difference, low, high, a=comparison.a, b=comparison.b)


def expected_change(expected: Expectation, before: float) -> float:
    """The expected change in the figure's own unit: points are hundredths, percents relative."""
    match expected.unit:
        case Unit.POINTS:
            return expected.change.value / 100
        case Unit.PERCENT:
            return expected.change.value * abs(before)
    return expected.change.value


def _reached(change: float, expected: float) -> bool:
    return at_least(change, expected) if expected >= 0 else at_most(change, expected)


def _started(action: Action, period: Period) -> bool:
    return (action.starts or action.due) <= period.end


def _month_before(action: Action) -> Month:
    return Month.of(action.starts or action.due).plus(-1)
