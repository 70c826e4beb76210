"""Sentences about results: the verdict, what holds, what falls short, and where the gap lies."""

from __future__ import annotations

from reportgen.formatting import Voice
from reportgen.model.change import ChangeState
from reportgen.model.findings import Fact
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.quantity import Quantity
from reportgen.model.states import Direction
from reportgen.model.text import Text
from reportgen.model.text import join as join

MOST_POINTS = 2


def verdict(material: Material, voice: Voice) -> Text:
    """The month in one sentence: the goal against its target."""
    return against_target(material, voice, material.kgi, "verdict")


def against_target(material: Material, voice: Voice, result: KpiResult, prefix: str) -> Text:
    """A result against its target: met, short of it, without a target, or without data."""
    value = material.quantity(result.id, result.value)
    facts: dict[str, Fact] = {
        "month": material.period,
        "kpi": material.name(result.id),
        "value": value,
    }
    if result.value.value is None:
        return voice.say(f"{prefix}.no_data", **facts)
    target = material.target(result)
    if target is None:
        return voice.say(f"{prefix}.no_target", **facts)
    if result.meets_target:
        return voice.say(f"{prefix}.met", target=target, **facts)
    way = "short" if result.direction is Direction.UP else "over"
    return voice.say(f"{prefix}.{way}", target=target, gap=material.gap(result), **facts)


def why(material: Material, voice: Voice) -> Text:
    """The largest contribution to the gap, in one line."""
    if material.analysis.until is not None:
        return voice.say("running.why")
    finding = material.analysis.findings.first("bottleneck")
    if finding is None:
        has_targets = material.analysis.root.contribution("target") is not None
        return voice.say("why.none" if has_targets else "why.unknown")
    facts = {"kpi": material.name(finding.kpi), **finding.facts}
    others = finding.facts["others"]
    positive = isinstance(others, Quantity) and (others.value or 0) > 0
    return voice.say("why.offset" if positive else "why.largest", **facts)


def lagging_title(material: Material, voice: Voice) -> Text:
    """The goal against its target and against last year."""
    kgi = material.kgi
    if kgi.value.value is None:
        return voice.say("lagging.title.no_data", kpi=material.name(kgi.id))
    part = {True: "met", False: "short", None: "no_target"}[kgi.meets_target]
    way = _way(kgi)
    facts: dict[str, Fact] = {"kpi": material.name(kgi.id), "gap": material.gap(kgi)}
    return voice.say(f"lagging.title.{part}_{way}", **facts)


def _way(result: KpiResult) -> str:
    """How a result stands to last year; up or down is said only beyond chance and usual moves."""
    value, before = result.value.value, result.year_ago.value
    if value is None or before is None:
        return "unknown"
    if value == before:
        return "level"
    change = result.change("year_ago")
    if change is not None and change.state is ChangeState.USUAL:
        return "chance" if change.outside_usual else "usual"
    return "up" if value > before else "down"


def lagging_lead(material: Material, voice: Voice) -> Text:
    """Profit beside the goal, where the client has agreed on one."""
    profit = material.config.report.summary.profit
    if profit is None:
        return voice.say("lagging.lead")
    return against_target(material, voice, material.analysis.of(profit), "lagging.profit")


def holds(material: Material, voice: Voice) -> tuple[Text, ...]:
    """What may be relied on: results at their target, and the largest gain on last year."""
    findings = material.analysis.findings
    said = [
        against_target(material, voice, material.analysis.of(one.kpi), "holds")
        for one in findings.all("result_met")[:MOST_POINTS]
    ]
    gain = findings.first("gain_year_ago")
    if gain is not None:
        said.append(voice.say("holds.gain_year_ago", kpi=material.name(gain.kpi), **gain.facts))
    return tuple(said)


def attention(material: Material, voice: Voice) -> tuple[Text, ...]:
    """Results short of their target, each with what its usual variation allows to say."""
    return tuple(
        _short(material, voice, material.analysis.of(finding.kpi))
        for finding in material.analysis.findings.all("result_short")[:MOST_POINTS]
    )


def _short(material: Material, voice: Voice, result: KpiResult) -> Text:
    said = against_target(material, voice, result, "attention")
    return join(said, voice.say(f"variation.{result.status}"))


def tree_title(material: Material, voice: Voice) -> Text:
    """Where the branches that fall short lead to."""
    finding = material.analysis.findings.first("bottleneck")
    if finding is None:
        has_targets = material.analysis.root.contribution("target") is not None
        return voice.say("tree.title.none" if has_targets else "tree.title.unknown")
    return voice.say("tree.title.bottleneck", kpi=material.name(finding.kpi))
