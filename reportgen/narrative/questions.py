"""Questions for the next meeting, drawn from the findings; the connection question comes last."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formatting import Voice
from reportgen.model.blocks import Question
from reportgen.model.material import Material
from reportgen.model.matters import decided_kpis
from reportgen.model.text import EMPTY, Text
from reportgen.narrative.pursuit import chance_words

MOST_ASKS = 8
"""Decisions and questions together are at most eight asks."""


def questions(material: Material, voice: Voice) -> tuple[Question, ...]:
    """As many of the drawn questions as the meeting can hold, then the connection question."""
    decisions = _decision_count(material)
    room = max(0, min(4, MOST_ASKS - decisions - 1))
    drawn = tuple(_each_matter_once(material, _drawn(material, voice)))[:room]
    connection = Question(
        voice.say("questions.connection", goal=material.config.kgi.what),
        voice.say("questions.context.connection"),
        "tree",
    )
    return (*drawn, connection)


def _each_matter_once(
    material: Material, drawn: Iterator[tuple[str, Question]]
) -> Iterator[Question]:
    """One question a KPI, and none about what a decision is asked for."""
    notes = material.config.notes.get(material.period.last_month)
    asked = set(decided_kpis(material.config, notes))
    for about, question in drawn:
        if about not in asked:
            asked.add(about)
            yield question


def _decision_count(material: Material) -> int:
    notes = material.config.notes.get(material.period.last_month)
    return 0 if notes is None else len(notes.decisions)


Drawn = Iterator[tuple[str, Question]]
"""Questions, each with the KPI, phase or figure that it is about."""


def _drawn(material: Material, voice: Voice) -> Drawn:
    yield from _about_bottleneck(material, voice)
    yield from _about_stop_lines(material, voice)
    yield from _about_gaps(material, voice)
    yield from _about_targets(material, voice)
    yield from _about_phases(material, voice)
    yield from _about_reference(material, voice)


def _about_bottleneck(material: Material, voice: Voice) -> Drawn:
    finding = material.analysis.findings.first("bottleneck")
    if finding is not None:
        yield (
            finding.kpi,
            Question(
                voice.say("questions.bottleneck", kpi=material.name(finding.kpi), **finding.facts),
                voice.say("questions.context.bottleneck"),
                "bottleneck",
            ),
        )


def _about_stop_lines(material: Material, voice: Voice) -> Drawn:
    for code in ("stop_tripped", "stop_watch"):
        for finding in material.analysis.findings.all(code):
            stop = material.config.kpis[finding.kpi].stop
            if stop is not None:
                yield (
                    finding.kpi,
                    Question(
                        voice.say(
                            f"questions.{code}", kpi=material.name(finding.kpi), then=stop.then
                        ),
                        voice.say("questions.context.stop_lines"),
                        "stop_lines",
                    ),
                )


def _about_gaps(material: Material, voice: Voice) -> Drawn:
    finding = material.analysis.findings.first("no_action")
    if finding is not None:
        yield (
            finding.kpi,
            Question(
                voice.say("questions.no_action", kpi=material.name(finding.kpi)),
                voice.say("questions.context.leading"),
                "leading",
            ),
        )


def _about_targets(material: Material, voice: Voice) -> Drawn:
    """Targets that are out of reach, then those that are unlikely, if nothing changes."""
    for code in ("target_out_of_reach", "target_unlikely"):
        finding = material.analysis.findings.first(code)
        if finding is not None:
            facts = {**finding.facts, "chance": _chance(material, voice, finding.kpi)}
            yield (
                finding.kpi,
                Question(
                    voice.say(f"questions.{code}", kpi=material.name(finding.kpi), **facts),
                    voice.say("questions.context.target"),
                    "roadmap",
                ),
            )


def _about_phases(material: Material, voice: Voice) -> Drawn:
    names = {phase.id: phase.name for phase in material.config.phases}
    for result in material.analysis.findings.phases:
        if result.state == "late":
            yield (
                result.phase,
                Question(
                    voice.say("questions.phase_late", phase=names[result.phase]),
                    voice.say("questions.context.roadmap"),
                    "roadmap",
                ),
            )


def _about_reference(material: Material, voice: Voice) -> Drawn:
    finding = material.analysis.findings.first("for_reference")
    if finding is not None:
        yield (
            finding.kpi,
            Question(
                voice.say("questions.reference", kpi=material.name(finding.kpi)),
                voice.say("questions.context.reference"),
                "leading",
            ),
        )


def _chance(material: Material, voice: Voice, kpi: str) -> Text:
    odds = material.analysis.of(kpi).odds
    return EMPTY if odds is None else chance_words(voice, odds.chance)


def questions_title(material: Material, voice: Voice) -> Text:
    """When they are to be answered."""
    count = len(questions(material, voice))
    meeting = material.config.report.meeting
    if meeting is None or meeting.date <= material.period.end:
        return voice.say("questions.title.undated", count=count)
    return voice.say("questions.title.dated", count=count, day=meeting.date)
