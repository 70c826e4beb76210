"""Stop lines with their ledger, and the log of signs."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.formatting import period
from reportgen.model.blocks import (
    Block,
    LogBlock,
    LogItem,
    StopLinesBlock,
    StopRow,
    TableBlock,
    TableColumn,
    TableRow,
)
from reportgen.model.config import LogEntry, Stop
from reportgen.model.kpi import KpiResult, StopResult, StopTrip
from reportgen.model.text import EMPTY, Language, Text, listed, same


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
    return (block, *_ledger(brief), *brief.comment("stop_lines"))


MOST_TRIPS = 6


def _ledger(brief: Brief) -> Iterator[TableBlock]:
    """Every time a line was crossed as agreed, the latest first, and what was begun since."""
    found = [
        (result, trip)
        for kpi in brief.narrative.stops
        for result in (brief.material.analysis.of(kpi),)
        if result.stop is not None
        for trip in result.stop.trips
    ]
    if not found:
        return
    ordered = sorted(found, key=lambda one: one[1].last.start, reverse=True)
    yield TableBlock(
        heading=brief.words("stop_lines.ledger"),
        sub=brief.words("stop_lines.ledger_sub"),
        columns=(
            TableColumn(brief.words("stop_lines.ledger_kpi"), 30),
            TableColumn(brief.words("stop_lines.ledger_when"), 30),
            TableColumn(brief.words("stop_lines.ledger_worst"), 12, "right"),
            TableColumn(brief.words("stop_lines.ledger_done"), 28),
        ),
        rows=tuple(_trip_row(brief, result, trip) for result, trip in ordered[:MOST_TRIPS]),
        rows_in_all=len(ordered) if len(ordered) > MOST_TRIPS else None,
        density="small",
    )


def _trip_row(brief: Brief, result: KpiResult, trip: StopTrip) -> TableRow:
    titles = {action.id: action.title for action in brief.material.config.actions}
    done = (
        listed(titles[id] for id in trip.actions)
        if trip.actions
        else brief.words("stop_lines.ledger_nothing")
    )
    worst = (
        brief.words("stop_lines.ledger_zero")
        if trip.worst is None
        else brief.voice.write(brief.material.amount(result.id, trip.worst))
    )
    return TableRow((brief.material.name(result.id), _span(brief, trip), worst, done))


def _span(brief: Brief, trip: StopTrip) -> Text:
    first, last = (
        Text(*(period(one, brief.voice.style(language)) for language in Language))
        for one in (trip.first, trip.last)
    )
    if trip.periods == 1:
        return brief.voice.say("stop_lines.ledger_once", first=first)
    return brief.voice.say("stop_lines.ledger_span", first=first, last=last, count=trip.periods)


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
        note=_sample_note(brief, state),
        range=_range_note(brief, result.id, state),
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
