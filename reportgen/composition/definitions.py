"""What every figure means, and its target asked the five questions of SMART, relevant first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.model.blocks import Definition, DefinitionsBlock, SmartMark, Tone
from reportgen.model.kpi import KpiResult
from reportgen.model.pursuit import SmartPart, SmartState
from reportgen.model.text import EMPTY, Language, Text, listed


def definitions(brief: Brief) -> DefinitionsBlock:
    """Every KPI of the tree, then those outside it."""
    rows = tuple(
        _definition(brief, result, parent)
        for root in brief.material.analysis.results
        for result, parent in _with_parents(root, None)
    )
    return DefinitionsBlock(
        brief.words("appendix.definitions"), brief.words("appendix.definitions_sub"), rows
    )


def _with_parents(
    result: KpiResult, parent: KpiResult | None
) -> Iterator[tuple[KpiResult, KpiResult | None]]:
    yield result, parent
    for child in result.children:
        yield from _with_parents(child, result)


def _definition(brief: Brief, result: KpiResult, parent: KpiResult | None) -> Definition:
    material, smart = brief.material, result.smart
    if smart is None:
        return Definition(
            label=material.name(result.id),
            definition=_made_of(brief, result),
            relevant=_relevant(brief, result, parent),
            measurable=_measured_by(brief, result),
            achievable=EMPTY,
            time_bound=brief.words("appendix.no_target"),
            source=_sources_of(brief, result),
        )
    return Definition(
        label=material.name(result.id),
        definition=_made_of(brief, result, smart.specific),
        relevant=_relevant_answer(brief, result, smart.relevant),
        measurable=_answer(brief, result, smart.measurable),
        achievable=_achievable(brief, result, smart.achievable),
        time_bound=_time_bound(brief, result, smart.time_bound),
        source=_sources_of(brief, result),
        marks={
            name: _mark(brief, part)
            for name, part in (
                ("relevant", smart.relevant),
                ("definition", smart.specific),
                ("measurable", smart.measurable),
                ("achievable", smart.achievable),
                ("time_bound", smart.time_bound),
            )
        },
    )


TONES: dict[SmartState, Tone] = {
    SmartState.MET: "good",
    SmartState.SHORT: "bad",
    SmartState.OPEN: "hold",
}


def _mark(brief: Brief, part: SmartPart) -> SmartMark:
    return SmartMark(TONES[part.state], brief.words(f"smart.state.{part.state}"))


def _answer(brief: Brief, result: KpiResult, part: SmartPart) -> Text:
    """An answer in words; the sources by the names that readers know them by."""
    facts = {**part.facts, "source": _sources_of(brief, result)}
    if "chance" in facts and result.id in brief.narrative.odds:
        facts["chance"] = brief.narrative.odds[result.id]
    return brief.voice.say(f"smart.{part.code}", **facts)


def _relevant_answer(brief: Brief, result: KpiResult, part: SmartPart) -> Text:
    """What one more is worth by arithmetic; where it is not known, the client's own words."""
    written = brief.material.config.kpis[result.id].smart.relevant
    said = _answer(brief, result, part)
    return said if written is None or "worth" in part.facts else written


def _achievable(brief: Brief, result: KpiResult, part: SmartPart) -> Text:
    """The chance; where there is none yet, the client's own words, else the past."""
    written = brief.material.config.kpis[result.id].smart.achievable
    said = _answer(brief, result, part)
    return said if written is None or result.odds is not None else written


def sentences(brief: Brief, *parts: Text) -> Text:
    """Short answers one after the other, each ended by its language's full stop."""
    ja = [part.in_language(Language.JA).rstrip("。") for part in parts]
    en = [part.in_language(Language.EN).rstrip(".") for part in parts]
    return Text("。".join(ja), ". ".join(en))


def _time_bound(brief: Brief, result: KpiResult, part: SmartPart) -> Text:
    said = _answer(brief, result, part)
    if result.target.value is None:
        return said
    amount = brief.material.quantity(result.id, result.target)
    now = brief.voice.say("appendix.target_now", target=amount)
    return Text(f"{now.ja}　{said.ja}", f"{now.en}, {said.en}")


def _made_of(brief: Brief, result: KpiResult, specific: SmartPart | None = None) -> Text:
    """What is counted: in the client's words, else by its formula; and that words are due."""
    kpi = brief.material.config.kpis[result.id]
    if kpi.smart.specific is not None:
        return kpi.smart.specific
    if kpi.qualitative:
        return brief.words("appendix.qualitative")
    said = (
        brief.voice.say("appendix.formula", formula=_readable(brief, kpi.formula))
        if kpi.formula is not None
        else brief.voice.say("appendix.metric", metric=_readable(brief, kpi.metric or ""))
    )
    if specific is None:
        return said
    return sentences(brief, _answer(brief, result, specific), said)


def _readable(brief: Brief, formula: str) -> Text:
    """A formula with labels in place of ids, for KPIs and for metrics that one KPI shows."""
    kpis = brief.material.config.kpis
    labels = {kpi.metric: kpi.label for kpi in kpis.values() if kpi.metric}
    labels |= {kpi.check_against.metric: kpi.label for kpi in kpis.values() if kpi.check_against}
    labels |= {id: kpi.label for id, kpi in kpis.items()}
    signs = {"*": "×", "/": "÷"}
    parts = [signs.get(part, part) for part in re.findall(r"\w+|[^\w\s]", formula)]
    ja = [labels[part].in_language(Language.JA) if part in labels else part for part in parts]
    en = [labels[part].in_language(Language.EN) if part in labels else part for part in parts]
    return Text(" ".join(ja), " ".join(en))


def _relevant(brief: Brief, result: KpiResult, parent: KpiResult | None) -> Text:
    outside = brief.material.config.kpis[result.id].outside_tree
    if outside is not None:
        return brief.voice.say("appendix.relevant_outside", reason=outside.reason)
    if parent is None:
        return brief.words("appendix.relevant_root")
    return brief.voice.say("appendix.relevant_tree", parent=brief.material.label(parent.id))


def _measured_by(brief: Brief, result: KpiResult) -> Text:
    if brief.material.config.kpis[result.id].qualitative:
        return brief.words("appendix.measured_log")
    return brief.voice.say("appendix.measured_by", source=_sources_of(brief, result))


def _sources_of(brief: Brief, result: KpiResult) -> Text:
    return listed(brief.source(source) for source in brief.material.sources_of(result.id))
