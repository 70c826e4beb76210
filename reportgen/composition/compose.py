"""The report from its sections, in the golden order; another order cannot be composed."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.composition.actions import actions
from reportgen.composition.appendix import appendix
from reportgen.composition.bottleneck import bottleneck
from reportgen.composition.brief import Brief
from reportgen.composition.lagging import lagging
from reportgen.composition.leading import leading
from reportgen.composition.lines import log, stop_lines
from reportgen.composition.questions import questions
from reportgen.composition.roadmap import roadmap
from reportgen.composition.running import LEFT_OUT_WHILE_RUNNING
from reportgen.composition.summary import summary
from reportgen.composition.tree import tree
from reportgen.formatting import Voice, full_day, period
from reportgen.model.agreement import agreement
from reportgen.model.blocks import Block
from reportgen.model.config import SECTION_KEYS
from reportgen.model.material import Material
from reportgen.model.narrative import Narrative
from reportgen.model.report import Masthead, Report, Section
from reportgen.model.text import EMPTY, Language, Text

Builder = Callable[[Brief], tuple[Block, ...]]

BUILDERS: dict[str, Builder] = {
    "summary": summary,
    "lagging": lagging,
    "tree": tree,
    "bottleneck": bottleneck,
    "leading": leading,
    "actions": actions,
    "stop_lines": stop_lines,
    "log": log,
    "roadmap": roadmap,
    "questions": questions,
}
"""What fills each section; the appendix is composed last, from what the others left out."""


def compose(material: Material, narrative: Narrative, voice: Voice) -> Report:
    """Choose the sections, fill them, and close with an appendix that says what is left out."""
    brief = Brief(material, narrative, voice)
    switched_off = tuple(
        key for key, state in material.config.report.sections.items() if state == "off"
    )
    running = material.analysis.until is not None
    skipped = {*switched_off, *(LEFT_OUT_WHILE_RUNNING if running else ())}
    filled = {key: build(brief) for key, build in BUILDERS.items() if key not in skipped}
    empty = tuple(
        key
        for key in SECTION_KEYS
        if key != "appendix" and key not in switched_off and not filled.get(key)
    )
    if "appendix" not in switched_off:
        filled["appendix"] = appendix(brief, empty, switched_off)
    sections = tuple(_section(brief, key, filled[key]) for key in SECTION_KEYS if filled.get(key))
    return Report(
        client=material.config.client.id,
        languages=material.config.client.language,
        currency=material.config.client.currency,
        negative=material.config.client.negative,
        period=material.period,
        edition=material.edition,
        revision=material.revision,
        verdict=brief.verdict,
        masthead=_masthead(brief),
        sections=in_golden_order(sections),
        kpis=material.analysis.results,
        data_notes=narrative.data_notes,
        problems=material.warnings,
        splits=material.analysis.splits,
        levers=material.analysis.levers,
        proposals=material.analysis.proposals,
        methods=material.analysis.methods,
        chained=material.analysis.chained,
        landings=tuple(
            one for one in (material.analysis.year, material.analysis.worth) if one is not None
        ),
        findings=material.analysis.findings,
        pursuit=material.analysis.pursuit,
        agreement=agreement(material.config, material.period.last_month),
    )


def in_golden_order(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections unchanged; ValueError when lagging, leading and actions are not in order."""
    places = [SECTION_KEYS.index(section.key) for section in sections]
    if places != sorted(set(places)):
        raise ValueError(f"sections stand in the order {', '.join(SECTION_KEYS)}")
    return sections


def _section(brief: Brief, key: str, blocks: tuple[Block, ...]) -> Section:
    return Section(
        key=key,
        name=brief.words(f"section.{key}"),
        title=brief.narrative.title(key),
        lead=brief.narrative.lead(key),
        blocks=blocks,
    )


def _masthead(brief: Brief) -> Masthead:
    material, voice = brief.material, brief.voice
    client = material.config.client
    months = Text(
        period(material.period, voice.style(Language.JA)),
        period(material.period, voice.style(Language.EN)),
    )
    edition = brief.edition()
    return Masthead(
        client=client.name,
        addressee=client.addressee or EMPTY,
        agency=material.config.agency.name if material.config.agency else EMPTY,
        title=brief.words("masthead.title"),
        period=_known(brief, months),
        edition=edition,
        as_of=voice.say(
            "masthead.as_of",
            day=Text(
                full_day(material.as_of, voice.style(Language.JA)),
                full_day(material.as_of, voice.style(Language.EN)),
            ),
        ),
        foot=voice.say("masthead.foot", client=client.name, period=months, edition=edition),
    )


def _known(brief: Brief, months: Text) -> Text:
    """The period, and up to which day it is known where it still runs."""
    until = brief.material.analysis.until
    return months if until is None else brief.voice.say("running.period", period=months, day=until)
