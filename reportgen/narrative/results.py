"""Sentences about results: the verdict, what holds, what falls short, and where the gap lies."""

from __future__ import annotations

from datetime import timedelta

from reportgen.formatting import Voice
from reportgen.model.findings import Fact, Finding
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.quantity import Quantity
from reportgen.model.states import Direction, Status
from reportgen.model.text import Text
from reportgen.model.text import join as join

MOST_POINTS = 2
EVENT_WINDOW = timedelta(days=92)


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
    before = kgi.year_ago.value
    way = "unknown" if before is None else _way(kgi.value.value, before)
    facts: dict[str, Fact] = {"kpi": material.name(kgi.id), "gap": material.gap(kgi)}
    return voice.say(f"lagging.title.{part}_{way}", **facts)


def _way(value: float, before: float) -> str:
    if value == before:
        return "level"
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
        return voice.say("tree.title.none")
    return voice.say("tree.title.bottleneck", kpi=material.name(finding.kpi))


def bottleneck_title(material: Material, voice: Voice) -> Text:
    """The factor that widened the gap most, with its contribution."""
    finding = material.analysis.findings.first("bottleneck")
    if finding is None:
        return voice.say("bottleneck.title.none")
    return voice.say("bottleneck.title.found", kpi=material.name(finding.kpi), **finding.facts)


def shows(material: Material, voice: Voice) -> tuple[Text, ...]:
    """What the bottleneck page shows, and what it does not."""
    finding = material.analysis.findings.first("bottleneck")
    if finding is None:
        return (voice.say("bottleneck.arithmetic"),)
    result = material.analysis.of(finding.kpi)
    said = [against_target(material, voice, result, "bottleneck.value")]
    said.extend(_outside(material, voice, result))
    said.extend(_same_everywhere(material, voice, finding))
    said.extend(
        voice.say("bottleneck.event", event=event.name, day=event.date)
        for event in material.config.events
        if finding.kpi in event.kpis
        and material.period.end - EVENT_WINDOW <= event.date <= material.period.end
    )
    return (*said, voice.say("bottleneck.arithmetic"))


def _outside(material: Material, voice: Voice, result: KpiResult) -> list[Text]:
    """How many periods in a row lie outside the usual range on the unfavourable side."""
    usual = result.usual
    if usual is None or result.status is not Status.SHORT_UNUSUAL:
        return []
    count = 0
    for value in reversed(result.series.values):
        if value is None or usual.holds(value):
            break
        count += 1
    low, high = material.amount(result.id, usual.low), material.amount(result.id, usual.high)
    return [voice.say("bottleneck.outside", low=low, high=high, count=count)]


def _same_everywhere(material: Material, voice: Voice, finding: Finding) -> list[Text]:
    """Whether the comparison with last year names the same factor."""
    other = material.analysis.findings.first("drag_year_ago")
    if material.analysis.root.contribution("year_ago") is None:
        return []
    if other is None:
        return [voice.say("bottleneck.year_ago_none")]
    facts = {"kpi": material.name(other.kpi), **other.facts}
    same = "same" if other.kpi == finding.kpi else "other"
    return [voice.say(f"bottleneck.year_ago_{same}", **facts)]
