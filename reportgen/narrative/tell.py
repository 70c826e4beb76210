"""The narrative of one report, from its findings."""

from __future__ import annotations

from reportgen.formatting import Voice
from reportgen.model.material import Material
from reportgen.model.narrative import Narrative
from reportgen.model.text import EMPTY
from reportgen.narrative.bottleneck import bottleneck_title, own_rates, shows
from reportgen.narrative.claims.doubts import doubts
from reportgen.narrative.comments import comments
from reportgen.narrative.data_notes import data_notes
from reportgen.narrative.deeds import action_lead, action_title, measured
from reportgen.narrative.evidence import (
    evidence_note,
    predicted,
    records,
    reference_reasons,
)
from reportgen.narrative.landing import forecast_sayings, verdict_rule, year_note
from reportgen.narrative.lines import log_title, roadmap_title, stop_sayings, stop_title
from reportgen.narrative.outlook import (
    instead,
    leading_sayings,
    leading_title,
    outlook_sayings,
)
from reportgen.narrative.pursuit import (
    gaps,
    hits,
    next_phase,
    odds_sayings,
    way_to_the_goal,
)
from reportgen.narrative.questions import questions, questions_title
from reportgen.narrative.results import (
    attention,
    holds,
    lagging_lead,
    lagging_title,
    tree_title,
    verdict,
    why,
)
from reportgen.narrative.rows import rows_note
from reportgen.narrative.running import running_leads, running_titles, running_verdict


def tell(material: Material, voice: Voice) -> Narrative:
    """Say what was found, in both languages."""
    rate = material.analysis.pursuit.hits
    return Narrative(
        titles={
            "summary": verdict(material, voice),
            "lagging": lagging_title(material, voice),
            "tree": tree_title(material, voice),
            "bottleneck": bottleneck_title(material, voice),
            "leading": leading_title(material, voice),
            "actions": action_title(material, voice),
            "stop_lines": stop_title(material, voice),
            "log": log_title(material, voice),
            "roadmap": roadmap_title(material, voice),
            "questions": questions_title(material, voice),
            "appendix": voice.say("appendix.title"),
            **running_titles(material, voice),
        },
        leads={
            "lagging": lagging_lead(material, voice),
            "tree": voice.say("tree.lead"),
            "bottleneck": why(material, voice),
            "leading": voice.say("leading.lead"),
            "actions": action_lead(material, voice),
            "stop_lines": voice.say("stop_lines.lead"),
            "questions": voice.say("questions.lead"),
            **running_leads(material, voice),
        },
        verdict=running_verdict(material, voice) or verdict(material, voice),
        verdict_rule=verdict_rule(material, voice),
        why=why(material, voice),
        year=year_note(material, voice),
        forecast=forecast_sayings(material, voice),
        holds=holds(material, voice),
        attention=attention(material, voice),
        shows=shows(material, voice),
        own_rates=own_rates(material, voice),
        leading=leading_sayings(material, voice),
        outlook=outlook_sayings(material, voice),
        stops=stop_sayings(material, voice),
        records=records(material, voice),
        predicted=predicted(material, voice),
        evidence=evidence_note(material, voice),
        reasons=reference_reasons(material, voice),
        instead=instead(material, voice),
        measured=measured(material, voice),
        odds=odds_sayings(material, voice),
        way=way_to_the_goal(material, voice),
        next_phase=next_phase(material, voice),
        hits=EMPTY if rate is None else hits(voice, rate),
        gaps=gaps(material, voice) or EMPTY,
        questions=questions(material, voice),
        data_notes=data_notes(material, voice),
        rows=rows_note(material, voice),
        comments=comments(material, voice),
        doubts=doubts(material, voice),
    )
