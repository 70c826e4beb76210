"""Sentences about leading figures: what they say for the months to come."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.formatting import Voice
from reportgen.model.findings import Fact
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.states import KpiClass, Status
from reportgen.model.text import Text
from reportgen.narrative.evidence import caution, implied
from reportgen.narrative.results import join


def leading_title(material: Material, voice: Voice) -> Text:
    """The leading figure that calls most for action, with the month it speaks for."""
    short = material.analysis.findings.all("leading_short")
    if not short:
        judged = [one for one in leading(material) if one.status is Status.ON_TARGET]
        return voice.say("leading.title.met" if judged else "leading.title.unknown")
    result = material.analysis.of(short[0].kpi)
    facts: dict[str, Fact] = {
        "kpi": material.name(result.id),
        "kgi": material.name(material.kgi.id),
    }
    how = "unusual" if result.status is Status.SHORT_UNUSUAL else "usual"
    if result.speaks_for is None:
        return voice.say(f"leading.title.{how}", **facts)
    return voice.say(f"leading.title.{how}_month", month=result.speaks_for, **facts)


def leading(material: Material) -> tuple[KpiResult, ...]:
    """The leading figures of the tree that are counted by a source, in the outline's order."""
    return tuple(
        result
        for result in material.analysis.root.walk()
        if result.kpi_class is KpiClass.LEADING and not material.config.kpis[result.id].qualitative
    )


def leading_sayings(material: Material, voice: Voice) -> Mapping[str, Text]:
    """What each leading figure says this month, by its id."""
    return {result.id: _saying(material, voice, result) for result in leading(material)}


def outlook_sayings(material: Material, voice: Voice) -> Mapping[str, Text]:
    """In a few words what each leading figure means for the root, or that it is at its target."""
    return {result.id: _brief(material, voice, result) for result in leading(material)}


def _brief(material: Material, voice: Voice, result: KpiResult) -> Text:
    """What the goal comes to where that is well shown, else the arithmetic, else the state."""
    expected = implied(material, voice, result)
    return expected or _amount(material, voice, result) or _state(material, voice, result)


def _saying(material: Material, voice: Voice, result: KpiResult) -> Text:
    said = [_state(material, voice, result)]
    told = (
        caution(material, voice, result.id),
        implied(material, voice, result) or _amount(material, voice, result),
    )
    said.extend(one for one in told if one is not None)
    if any(one.kpi == result.id for one in material.analysis.findings.all("no_action")):
        said.append(voice.say("leading.no_action"))
    return join(*said)


def _state(material: Material, voice: Voice, result: KpiResult) -> Text:
    if material.analysis.until is not None:
        return voice.say("running.saying")
    if result.target.value is None:
        return voice.say("leading.no_target")
    if result.status is Status.NOT_JUDGED and result.meets_target:
        return voice.say("leading.not_judged_met")
    return voice.say(f"leading.{result.status}", gap=material.gap(result))


def _amount(material: Material, voice: Voice, result: KpiResult) -> Text | None:
    """What a shortfall amounts to for the root, where arithmetic says so."""
    amount = result.contribution("target")
    if amount is None or amount >= 0 or result.meets_target:
        return None
    root = material.analysis.root.id
    return voice.say(
        "leading.amount", root=material.name(root), amount=material.amount(root, amount)
    )


def instead(material: Material, voice: Voice) -> Mapping[str, Text]:
    """For each figure that is not judged, what to look at instead, or how long to wait."""
    findings, better = material.analysis.findings, _better_figure(material)
    told = {}
    for finding in (*findings.all("for_reference"), *findings.all("vanity")):
        if better is not None and better != finding.kpi:
            told[finding.kpi] = voice.say("reference.instead", kpi=material.name(better))
    for finding in findings.all("not_yet_judged"):
        told[finding.kpi] = voice.say("reference.wait")
    return told


def _better_figure(material: Material) -> str | None:
    """The KPI that leads the current phase, else the bottleneck."""
    now = material.period.last_month
    for phase in material.config.phases:
        if phase.from_ <= now <= phase.to:
            return phase.lead
    finding = material.analysis.findings.first("bottleneck")
    return None if finding is None else finding.kpi
