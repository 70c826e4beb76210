"""Sentences about actions: what was measured, and what may be said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reportgen.formatting import Voice
from reportgen.model.config import Action
from reportgen.model.findings import ActionResult
from reportgen.model.material import Material
from reportgen.model.period import Month
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import ActionVerdict
from reportgen.model.text import Text, listed
from reportgen.narrative.results import join


def recent(material: Material) -> tuple[ActionResult, ...]:
    """Verdicts on the actions that ran or were closed in the reported period."""
    by_id = {action.id: action for action in material.config.actions}
    return tuple(
        result
        for result in material.analysis.findings.actions
        if material.ran_in_period(by_id[result.action])
    )


def action_title(material: Material, voice: Voice) -> Text:
    """How the period's actions came out, counted by verdict."""
    results = recent(material)
    planned = sum(1 for action in material.config.actions if action.status == "todo")
    if not results:
        return voice.say("actions.title.planned", count=planned)
    counts = Counter(result.verdict for result in results)
    parts = [
        voice.say(f"actions.parts.{verdict}", count=counts[verdict])
        for verdict in ActionVerdict
        if counts[verdict]
    ]
    return voice.say("actions.title.judged", count=len(results), parts=listed(parts))


def action_lead(material: Material, voice: Voice) -> Text:
    """The rule of this page."""
    return voice.say("actions.lead")


def measured(material: Material, voice: Voice) -> Mapping[str, Text]:
    """What was measured of each judged action, by its id."""
    by_id = {action.id: action for action in material.config.actions}
    return {
        result.action: _measured(material, voice, by_id[result.action], result)
        for result in material.analysis.findings.actions
    }


def _measured(material: Material, voice: Voice, action: Action, result: ActionResult) -> Text:
    said = [_figures(material, voice, action, result)]
    if action.result is not None:
        said.append(action.result)
    return join(*said)


def _figures(material: Material, voice: Voice, action: Action, result: ActionResult) -> Text:
    if result.a is not None and result.b is not None:
        return _comparison(voice, result, result.a, result.b)
    expected = action.expect
    if result.verdict is ActionVerdict.TOO_EARLY:
        if expected is None:
            return voice.say("actions.no_expectation")
        return voice.say("actions.too_early", month=expected.by)
    if result.difference is None or expected is None:
        return voice.say("actions.cannot_tell")
    before = Month.of(action.starts or action.due).plus(-1)
    said = voice.say(
        "actions.reached",
        kpi=material.name(action.kpi),
        before=before,
        after=expected.by,
        value_before=_value(material, voice, action.kpi, result.before, result.counts_before),
        value_after=_value(material, voice, action.kpi, result.after, result.counts_after),
        change=_change(material, action.kpi, result.difference),
        expected=Quantity(expected.change.value, expected.unit),
    )
    return join(said, *_noise(material, voice, action.kpi, result))


def _value(
    material: Material, voice: Voice, kpi: str, value: float | None, counts: tuple[int, int] | None
) -> Text:
    """A figure, with the counts behind it where it is a share of them."""
    amount = material.amount(kpi, value)
    if counts is None:
        return voice.write(amount)
    return voice.say("actions.counts", value=amount, hits=counts[0], tries=counts[1])


def _noise(material: Material, voice: Voice, kpi: str, result: ActionResult) -> tuple[Text, ...]:
    """How far the change may be chance or usual movement, and where it cannot be told from it."""
    if result.low is None or result.high is None:
        return ()
    low, high = _change(material, kpi, result.low), _change(material, kpi, result.high)
    said = voice.say("actions.noise", low=low, high=high)
    if result.verdict is not ActionVerdict.CANNOT_TELL:
        return (said,)
    return (said, voice.say("actions.inside_noise"))


def _comparison(voice: Voice, result: ActionResult, a: tuple[int, int], b: tuple[int, int]) -> Text:
    def points(value: float | None) -> Quantity:
        return Quantity(None if value is None else value * 100, Unit.POINTS)

    return voice.say(
        "actions.compared",
        rate_a=Quantity(a[0] / a[1], Unit.PERCENT),
        hits_a=a[0],
        tries_a=a[1],
        rate_b=Quantity(b[0] / b[1], Unit.PERCENT),
        hits_b=b[0],
        tries_b=b[1],
        difference=points(result.difference),
        low=points(result.low),
        high=points(result.high),
    )


def _change(material: Material, kpi: str, difference: float) -> Quantity:
    if material.config.kpis[kpi].unit is Unit.PERCENT:
        return Quantity(difference * 100, Unit.POINTS)
    return material.amount(kpi, difference)
