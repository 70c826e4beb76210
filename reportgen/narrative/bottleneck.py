"""Sentences about the bottleneck: where the gap lies, whether other comparisons agree, how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from reportgen.formatting import Voice
from reportgen.model.findings import Fact, Finding
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.states import Status
from reportgen.model.text import Text, join
from reportgen.narrative.results import against_target

EVENT_WINDOW = timedelta(days=92)


def bottleneck_title(material: Material, voice: Voice) -> Text:
    """The factor that widened the gap most; inside its usual range it is room to improve."""
    finding = material.analysis.findings.first("bottleneck")
    if finding is None:
        has_targets = material.analysis.root.contribution("target") is not None
        return voice.say("bottleneck.title.none" if has_targets else "bottleneck.title.unknown")
    is_usual = material.analysis.of(finding.kpi).status is Status.SHORT_USUAL
    way = "room" if is_usual else "found"
    return voice.say(f"bottleneck.title.{way}", kpi=material.name(finding.kpi), **finding.facts)


def shows(material: Material, voice: Voice) -> tuple[Text, ...]:
    """What the bottleneck page shows, and what it does not."""
    finding = material.analysis.findings.first("bottleneck")
    said: list[Text] = []
    if finding is not None:
        result = material.analysis.of(finding.kpi)
        said.extend(_outside(material, voice, result) or [_room(material, voice, result)])
        said.extend(_confirmed(material, voice, finding))
        said.extend(_alone(material, voice))
    said.extend(_by_segment(material, voice))
    if finding is not None:
        said.extend(_events(material, voice, finding))
    return (*said, voice.say("bottleneck.arithmetic"))


def _events(material: Material, voice: Voice, finding: Finding) -> Iterator[Text]:
    """What happened to the factor's figures in the weeks before."""
    for event in material.config.events:
        within = material.period.end - EVENT_WINDOW <= event.date <= material.period.end
        if finding.kpi in event.kpis and within:
            yield voice.say("bottleneck.event", event=event.name, day=event.date)


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
    name = material.name(result.id)
    return [voice.say("bottleneck.outside", kpi=name, low=low, high=high, count=count)]


def _room(material: Material, voice: Voice, result: KpiResult) -> Text:
    """A factor inside its usual range has room to improve; it is not said to have fallen."""
    value = against_target(material, voice, result, "bottleneck.value")
    if result.status is not Status.SHORT_USUAL:
        return value
    return join(value, voice.say("bottleneck.room"))


def _confirmed(material: Material, voice: Voice, finding: Finding) -> Iterator[Text]:
    """Whether last year and the quarter before name the same factor."""
    drags = {
        versus: material.analysis.findings.first(f"drag_{versus}")
        for versus in ("year_ago", "trailing")
        if material.analysis.root.contribution(versus) is not None
    }
    if len(drags) == 2 and all(one and one.kpi == finding.kpi for one in drags.values()):
        amounts = {versus: one.facts["amount"] for versus, one in drags.items() if one}
        yield voice.say("bottleneck.all_same", kpi=material.name(finding.kpi), **amounts)
        return
    for versus, other in drags.items():
        if other is None:
            yield voice.say(f"bottleneck.{versus}_none")
            continue
        facts = {"kpi": material.name(other.kpi), **other.facts}
        same = "same" if other.kpi == finding.kpi else "other"
        yield voice.say(f"bottleneck.{versus}_{same}", **facts)


def _alone(material: Material, voice: Voice) -> Iterator[Text]:
    """Whether the bottleneck alone, back at its target, would reach the goal's."""
    root = material.analysis.root.id
    for code in ("reachable", "not_reachable"):
        for finding in material.analysis.findings.all(code):
            lagged = "_lagged" if code == "reachable" and finding.facts["lagged"] else ""
            facts = {
                **finding.facts,
                "kpi": material.name(finding.kpi),
                "root_name": material.name(root),
            }
            yield voice.say(f"bottleneck.{code}{lagged}", **facts)


def _by_segment(material: Material, voice: Voice) -> Iterator[Text]:
    """What the segments say of a figure that the figure itself does not."""
    findings = material.analysis.findings
    for finding in findings.all("volume_without_result"):
        facts = _named(material, voice, finding)
        yield voice.say("bottleneck.without_result", kpi=material.name(finding.kpi), **facts)
    for finding in findings.all("mix_reversal"):
        facts = _named(material, voice, finding)
        extent = "every" if finding.facts["every"] else "net"
        way = "up" if finding.facts["rose"] else "down"
        id = f"bottleneck.reversal.{extent}_{way}"
        yield voice.say(id, kpi=material.name(finding.kpi), **facts)


def own_rates(material: Material, voice: Voice) -> Mapping[str, Text]:
    """What each volume is worth at its segments' own rates, where that is another amount."""
    said = {}
    for finding in material.analysis.findings.all("volume_at_own_rates"):
        facts = _named(material, voice, finding)
        said[finding.kpi] = voice.say(
            "bottleneck.own_rates", kpi=material.name(finding.kpi), **facts
        )
    return said


def _named(material: Material, voice: Voice, finding: Finding) -> dict[str, Fact]:
    """The finding's facts, with the names readers know of dimensions and members."""
    facts = dict(finding.facts)
    for kind in ("dimension", "member"):
        written = facts.get(kind)
        if isinstance(written, Text):
            facts[kind] = voice.named(f"{kind}.{written.en}", written.en or "")
    return facts
