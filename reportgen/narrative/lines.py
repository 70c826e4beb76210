"""Sentences about stop lines, the qualitative log and the roadmap."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.formatting import Voice
from reportgen.model.findings import Fact
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.text import Text


def with_stop_line(material: Material) -> tuple[KpiResult, ...]:
    """The KPIs that have a stop line, in the configuration's order."""
    everything = {one.id: one for root in material.analysis.results for one in root.walk()}
    return tuple(
        everything[kpi] for kpi in material.config.kpis if everything[kpi].stop is not None
    )


def stop_title(material: Material, voice: Voice) -> Text:
    """The most serious state of all stop lines."""
    findings = material.analysis.findings
    for code in ("stop_tripped", "stop_watch", "stop_near"):
        finding = findings.first(code)
        if finding is not None:
            return voice.say(
                f"stop_lines.title.{code}", kpi=material.name(finding.kpi), **finding.facts
            )
    return voice.say("stop_lines.title.clear")


def stop_sayings(material: Material, voice: Voice) -> Mapping[str, Text]:
    """Each stop line in a few words: where the figure stands and for how long."""
    said = {}
    for result in with_stop_line(material):
        stop = result.stop
        if stop is None:
            continue
        facts: dict[str, Fact] = {
            "value": material.quantity(result.id, result.value),
            "line": material.amount(result.id, stop.line),
            "past": stop.periods_past,
            "periods": stop.for_periods,
        }
        said[result.id] = voice.say(f"stop_lines.saying.{stop.state}", **facts)
    return said


def log_title(material: Material, voice: Voice) -> Text:
    """Confirmed signs of the period, counted against their target."""
    finding = material.analysis.findings.first("sign")
    if finding is None:
        return voice.say("log.title.none")
    result = material.analysis.of(finding.kpi)
    facts: dict[str, Fact] = {
        "kpi": material.name(finding.kpi),
        "count": material.quantity(finding.kpi, result.value),
    }
    target = material.target(result)
    if target is None:
        return voice.say("log.title.count", **facts)
    return voice.say("log.title.target", target=target, **facts)


def roadmap_title(material: Material, voice: Voice) -> Text:
    """Which phase this is, and whether its exit test is met."""
    names = {phase.id: phase.name for phase in material.config.phases}
    states = material.analysis.findings.phases
    if not states:
        return voice.say("roadmap.title.none")
    upcoming = next((one for one in states if one.state == "next"), None)
    for state in ("late", "now"):
        found = next((one for one in states if one.state == state), None)
        if found is not None:
            return voice.say(f"roadmap.title.{state}", phase=names[found.phase])
    if upcoming is not None:
        return voice.say("roadmap.title.next", phase=names[upcoming.phase])
    return voice.say("roadmap.title.done")
