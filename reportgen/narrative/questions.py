"""Questions for the next meeting, drawn from the findings; the connection question comes last."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formatting import Voice
from reportgen.model.blocks import Question
from reportgen.model.material import Material
from reportgen.model.text import Text

MOST_ASKS = 8
"""Decisions and questions together are at most eight asks."""


def questions(material: Material, voice: Voice) -> tuple[Question, ...]:
    """As many of the drawn questions as the meeting can hold, then the connection question."""
    decisions = _decision_count(material)
    room = max(0, min(4, MOST_ASKS - decisions - 1))
    drawn = tuple(_drawn(material, voice))[:room]
    connection = Question(
        voice.say("questions.connection", goal=material.config.kgi.what),
        voice.say("questions.context.connection"),
        "tree",
    )
    return (*drawn, connection)


def _decision_count(material: Material) -> int:
    notes = material.config.notes.get(material.period.last_month)
    return 0 if notes is None else len(notes.decisions)


def _drawn(material: Material, voice: Voice) -> Iterator[Question]:
    yield from _about_bottleneck(material, voice)
    yield from _about_stop_lines(material, voice)
    yield from _about_gaps(material, voice)
    yield from _about_phases(material, voice)
    yield from _about_reference(material, voice)


def _about_bottleneck(material: Material, voice: Voice) -> Iterator[Question]:
    finding = material.analysis.findings.first("bottleneck")
    if finding is not None:
        yield Question(
            voice.say("questions.bottleneck", kpi=material.name(finding.kpi), **finding.facts),
            voice.say("questions.context.bottleneck"),
            "bottleneck",
        )


def _about_stop_lines(material: Material, voice: Voice) -> Iterator[Question]:
    for code in ("stop_tripped", "stop_watch"):
        for finding in material.analysis.findings.all(code):
            stop = material.config.kpis[finding.kpi].stop
            if stop is not None:
                yield Question(
                    voice.say(f"questions.{code}", kpi=material.name(finding.kpi), then=stop.then),
                    voice.say("questions.context.stop_lines"),
                    "stop_lines",
                )


def _about_gaps(material: Material, voice: Voice) -> Iterator[Question]:
    finding = material.analysis.findings.first("no_action")
    if finding is not None:
        yield Question(
            voice.say("questions.no_action", kpi=material.name(finding.kpi)),
            voice.say("questions.context.leading"),
            "leading",
        )


def _about_phases(material: Material, voice: Voice) -> Iterator[Question]:
    names = {phase.id: phase.name for phase in material.config.phases}
    for result in material.analysis.findings.phases:
        if result.state == "late":
            yield Question(
                voice.say("questions.phase_late", phase=names[result.phase]),
                voice.say("questions.context.roadmap"),
                "roadmap",
            )


def _about_reference(material: Material, voice: Voice) -> Iterator[Question]:
    finding = material.analysis.findings.first("for_reference")
    if finding is not None:
        yield Question(
            voice.say("questions.reference", kpi=material.name(finding.kpi)),
            voice.say("questions.context.reference"),
            "leading",
        )


def questions_title(material: Material, voice: Voice) -> Text:
    """When they are to be answered."""
    count = len(questions(material, voice))
    meeting = material.config.report.meeting
    if meeting is None or meeting.date <= material.period.end:
        return voice.say("questions.title.undated", count=count)
    return voice.say("questions.title.dated", count=count, day=meeting.date)
