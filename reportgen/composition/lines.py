"""Stop lines, the log of signs, and the roadmap."""

from __future__ import annotations

from reportgen.composition.brief import Brief
from reportgen.model.blocks import (
    Block,
    LogBlock,
    LogItem,
    PhaseState,
    RoadmapBlock,
    RoadmapPhase,
    StopLinesBlock,
    StopRow,
)
from reportgen.model.config import LogEntry, Phase, PhaseExit, Stop
from reportgen.model.findings import PhaseResult
from reportgen.model.kpi import KpiResult, StopResult
from reportgen.model.text import EMPTY, Text, join, same


def stop_lines(brief: Brief) -> tuple[Block, ...]:
    """Every stop line; nothing where none was agreed."""
    rows = []
    for kpi in brief.narrative.stops:
        result = brief.material.analysis.of(kpi)
        stop = brief.material.config.kpis[kpi].stop
        if stop is not None and result.stop is not None:
            rows.append(_stop_row(brief, result, stop, result.stop))
    if not rows:
        return ()
    block = StopLinesBlock(
        brief.words("stop_lines.table"),
        brief.words("stop_lines.table_sub"),
        tuple(rows),
        brief.words("stop_lines.note"),
    )
    return (block, *brief.comment("stop_lines"))


def _stop_row(brief: Brief, result: KpiResult, stop: Stop, state: StopResult) -> StopRow:
    material = brief.material
    largest = max(abs(result.value.value or 0.0), abs(state.line))
    return StopRow(
        kpi=result.id,
        label=material.name(result.id),
        rule=_rule(brief, result, stop),
        value=material.quantity(result.id, result.value),
        line=material.amount(result.id, state.line),
        when=stop.when,
        scale_max=largest * 1.6,
        periods_past=state.periods_past,
        for_periods=state.for_periods,
        state=state.state,
        then=stop.then,
        note=join(_sample_note(brief, state), _range_note(brief, result.id, state)),
        low=state.low,
        high=state.high,
    )


def _rule(brief: Brief, result: KpiResult, stop: Stop) -> Text:
    line = brief.material.amount(result.id, stop.value.value)
    many = "many" if stop.for_periods > 1 else "one"
    return brief.voice.say(
        f"stop_lines.rule_{stop.when}_{many}", line=line, periods=stop.for_periods
    )


def _sample_note(brief: Brief, state: StopResult) -> Text:
    if state.zero_conversions:
        return brief.words("stop_lines.zero")
    too_few = state.sample_needed is not None and (state.sample or 0) < state.sample_needed
    if too_few and state.sample_needed is not None:
        return brief.voice.say(
            "stop_lines.sample", sample=round(state.sample or 0), needed=round(state.sample_needed)
        )
    return EMPTY


def _range_note(brief: Brief, kpi: str, state: StopResult) -> Text:
    """What the figure may be, counted from so few cases; a line is carried out all the same."""
    if state.low is None:
        return EMPTY
    low = brief.material.amount(kpi, state.low)
    if state.high is None:
        return brief.voice.say("stop_lines.range_at_least", low=low)
    return brief.voice.say("stop_lines.range", low=low, high=brief.material.amount(kpi, state.high))


def log(brief: Brief) -> tuple[Block, ...]:
    """Public entries of the period: those of each qualitative KPI counted, then all others."""
    material = brief.material
    counted = [kpi for kpi, definition in material.config.kpis.items() if definition.qualitative]
    blocks: list[Block] = [_counted(brief, kpi) for kpi in counted]
    others = _entries(brief, {kpi for kpi in material.config.kpis if kpi not in counted})
    if others:
        blocks.append(LogBlock(brief.words("log.others"), EMPTY, None, None, others))
    return (*blocks, *brief.comment("log")) if blocks else ()


def _counted(brief: Brief, kpi: str) -> LogBlock:
    result = brief.material.analysis.of(kpi)
    return LogBlock(
        heading=brief.material.name(kpi),
        sub=brief.words("log.sub"),
        count=brief.material.quantity(kpi, result.value),
        target=brief.material.target(result),
        items=_entries(brief, {kpi}),
    )


def _entries(brief: Brief, kpis: set[str]) -> tuple[LogItem, ...]:
    period = brief.material.period
    return tuple(
        _log_item(brief, entry)
        for entry in sorted(brief.material.config.log, key=lambda entry: entry.date)
        if entry.kpi in kpis and entry.public and period.start <= entry.date <= period.end
    )


def _log_item(brief: Brief, entry: LogEntry) -> LogItem:
    return LogItem(
        date=entry.date,
        what=entry.what,
        company=same(entry.company) if entry.company else EMPTY,
        evidence=_evidence(brief, entry),
        confidence=brief.words(f"log.{entry.confidence}"),
        is_confirmed=entry.confidence == "confirmed",
    )


def _evidence(brief: Brief, entry: LogEntry) -> Text:
    for kind in ("crm", "file", "url"):
        written = getattr(entry.evidence, kind)
        if written is not None:
            return brief.voice.say(f"log.{kind}", id=same(written))
    return brief.words("log.quote")


def roadmap(brief: Brief) -> tuple[Block, ...]:
    """The phases; nothing where none were agreed."""
    material = brief.material
    if not material.config.phases:
        return ()
    states = {one.phase: one for one in material.analysis.findings.phases}
    phases = tuple(_phase(brief, phase, states[phase.id]) for phase in material.config.phases)
    block = RoadmapBlock(
        heading=brief.words("roadmap.heading"),
        sub=brief.words("roadmap.sub"),
        first=min(phase.first for phase in phases),
        last=max(phase.last for phase in phases),
        now=material.period.last_month,
        phases=phases,
    )
    return (block, *brief.comment("roadmap"))


STATES: dict[str, PhaseState] = {"done": "done", "now": "now", "late": "late", "next": "next"}


def _phase(brief: Brief, phase: Phase, result: PhaseResult) -> RoadmapPhase:
    material = brief.material
    value = (
        EMPTY
        if phase.exit is None or result.exit_value is None
        else brief.voice.write(material.amount(phase.exit.kpi, result.exit_value))
    )
    return RoadmapPhase(
        name=phase.name,
        first=phase.from_,
        last=phase.to,
        state=STATES[result.state],
        lead=material.label(phase.lead),
        exit_rule=_exit_rule(brief, phase.exit),
        now=value,
        state_words=brief.words(f"phase.{result.state}"),
    )


def _exit_rule(brief: Brief, test: PhaseExit | None) -> Text:
    if test is None:
        return brief.words("roadmap.no_exit")
    way, limit = ("at_least", test.at_least) if test.at_least else ("at_most", test.at_most)
    many = "many" if test.for_periods > 1 else "one"
    return brief.voice.say(
        f"roadmap.{way}_{many}",
        kpi=brief.material.label(test.kpi),
        value=brief.material.amount(test.kpi, None if limit is None else limit.value),
        periods=test.for_periods,
    )
