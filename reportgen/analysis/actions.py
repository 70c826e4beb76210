"""What became of the actions: said with a comparison, or only whether the figure was reached."""

from __future__ import annotations

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.intervals import newcombe
from reportgen.model.config import Action, Comparison, Expectation
from reportgen.model.findings import ActionResult
from reportgen.model.kpi import ActionVerdict
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Unit


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
    comparison that excludes even the expected change it `did_not_work`; one that excludes
    neither cannot tell. Without a comparison only the figure is looked at.
    """
    if action.comparison is not None:
        return _compared(action, action.comparison)
    expected = action.expect
    if expected is None or period.last_month < expected.by:
        return ActionResult(action.id, ActionVerdict.TOO_EARLY)
    before = evaluator.value(action.kpi, (_month_before(action),)).value
    after = evaluator.value(action.kpi, (expected.by,)).value
    if before is None or after is None:
        return ActionResult(action.id, ActionVerdict.CANNOT_TELL)
    reached = _reached(after - before, _change(expected))
    return ActionResult(
        action.id,
        ActionVerdict.REACHED if reached else ActionVerdict.NOT_REACHED,
        difference=after - before,
    )


def _compared(action: Action, comparison: Comparison) -> ActionResult:
    difference, low, high = newcombe(comparison.a, comparison.b)
    expected = _change(action.expect) if action.expect is not None else 0.0
    sign = -1.0 if expected < 0 else 1.0
    least, most = sorted((sign * low, sign * high))
    if least > 0:
        verdict = ActionVerdict.WORKED
    elif most < 0 or most < abs(expected):
        verdict = ActionVerdict.DID_NOT_WORK
    else:
        verdict = ActionVerdict.CANNOT_TELL
    return ActionResult(action.id, verdict, difference, low, high, a=comparison.a, b=comparison.b)


def _change(expected: Expectation) -> float:
    """The expected change in the figure's own unit; points are hundredths."""
    return expected.change.value / 100 if expected.unit is Unit.POINTS else expected.change.value


def _reached(change: float, expected: float) -> bool:
    return change >= expected if expected >= 0 else change <= expected


def _started(action: Action, period: Period) -> bool:
    return (action.starts or action.due) <= period.end


def _month_before(action: Action) -> Month:
    return Month.of(action.starts or action.due).plus(-1)
