"""Actions: what was done and measured, what comes next, and the record so far."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.composition.proposals import proposals
from reportgen.model.blocks import (
    ActionPlanBlock,
    ActionPlanRow,
    ActionRecordBlock,
    ActionResultRow,
    ActionResultsBlock,
    Block,
    Delta,
    ProseBlock,
)
from reportgen.model.config import Action
from reportgen.model.findings import ActionResult
from reportgen.model.period import Month, months_between
from reportgen.model.quantity import Quantity
from reportgen.model.text import EMPTY, Text, same


def actions(brief: Brief) -> tuple[Block, ...]:
    """Results of the last ones, the plan, the record, and the month's work."""
    return (
        *_results(brief),
        *_plan(brief),
        *proposals(brief),
        *_record(brief),
        *_work_done(brief),
        *brief.comment("actions"),
    )


def _by_id(brief: Brief) -> dict[str, Action]:
    return {action.id: action for action in brief.material.config.actions}


def _results(brief: Brief) -> Iterator[ActionResultsBlock]:
    known = _by_id(brief)
    rows = tuple(
        _result_row(brief, known[result.action], result)
        for result in brief.material.analysis.findings.actions
        if brief.material.ran_in_period(known[result.action])
    )
    if rows:
        yield ActionResultsBlock(
            brief.words("actions.results"), brief.words("actions.results_sub"), rows
        )


def _result_row(brief: Brief, action: Action, result: ActionResult) -> ActionResultRow:
    return ActionResultRow(
        id=action.id,
        title=action.title,
        who=_who(brief, action),
        verdict=result.verdict,
        measured=brief.narrative.measured[action.id],
        next=_follow_up(brief, action),
    )


def _follow_up(brief: Brief, action: Action) -> Text:
    """The actions that carry this one's KPI on, or that it is watched."""
    later = [
        one
        for one in brief.material.config.actions
        if one.kpi == action.kpi and one.status in ("todo", "doing") and one.id != action.id
    ]
    if later:
        return same(f"→ {', '.join(one.id for one in later)}")
    return EMPTY if action.status == "done" else brief.words("actions.next_continue")


def _who(brief: Brief, action: Action) -> Text:
    side = brief.words(f"actions.side_{action.owner.side}")
    return Text(f"{side.ja} {action.owner.name}", f"{action.owner.name} ({side.en})")


def _plan(brief: Brief) -> Iterator[ActionPlanBlock]:
    planned = [
        action
        for action in brief.material.config.actions
        if action.status in ("todo", "doing") and not brief.material.ran_in_period(action)
    ]
    if planned:
        yield ActionPlanBlock(
            brief.words("actions.plan"),
            brief.words("actions.plan_sub"),
            tuple(_plan_row(brief, action) for action in planned),
            note=brief.narrative.gaps,
        )


def _plan_row(brief: Brief, action: Action) -> ActionPlanRow:
    expected = action.expect
    return ActionPlanRow(
        id=action.id,
        title=action.title,
        why=action.why or EMPTY,
        kpi=brief.material.label(action.kpi),
        owner=_who(brief, action),
        due=action.due,
        expected=None
        if expected is None
        else Delta(Quantity(expected.change.value, expected.unit), None),
        expected_by=None if expected is None else expected.by,
        status=brief.words(f"todo.{action.status}"),
    )


def _record(brief: Brief) -> Iterator[ActionRecordBlock]:
    """One mark for each judged action by the month it was closed in, since the year began."""
    known = _by_id(brief)
    first, _ = brief.material.fiscal_year
    months = months_between(first, brief.material.period.last_month)
    marks = tuple(
        tuple(
            result.verdict
            for result in brief.material.analysis.findings.actions
            if _closed_in(known[result.action]) == month
        )
        for month in months
    )
    count = sum(len(month) for month in marks)
    if count:
        yield ActionRecordBlock(
            brief.words("actions.record"),
            brief.voice.say("actions.record_sub", count=count),
            months,
            marks,
            note=brief.narrative.hits,
            span=6,
        )


def _closed_in(action: Action) -> Month | None:
    return None if action.closed is None else Month.of(action.closed)


def _work_done(brief: Brief) -> Iterator[ProseBlock]:
    if brief.notes is not None and brief.notes.work_done:
        yield ProseBlock(brief.words("actions.work_done"), brief.notes.work_done, span=6)
