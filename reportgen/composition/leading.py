"""Leading figures: which month each speaks for, what it says, and the action it calls for."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.composition.events import rows_note
from reportgen.composition.evidence import predicted
from reportgen.model.blocks import (
    AheadPoint,
    Block,
    ForecastBlock,
    LeadingBlock,
    LeadingRow,
    ProseBlock,
    ReferenceBlock,
    ReferenceItem,
)
from reportgen.model.kpi import KpiResult
from reportgen.model.material import STRIP
from reportgen.model.text import EMPTY, join


def leading(brief: Brief) -> tuple[Block, ...]:
    """The table of leading figures, and those shown for reference only."""
    rows = tuple(_row(brief, kpi) for kpi in brief.narrative.leading)
    if not rows:
        return ()
    table = LeadingBlock(
        heading=brief.words("leading.table"),
        sub=brief.words("leading.table_sub"),
        rows=rows,
        note=join(brief.narrative.evidence, rows_note(brief, rows)),
    )
    return (
        *_forecast(brief),
        table,
        *predicted(brief),
        *_reference(brief),
        *brief.comment("leading"),
    )


def _forecast(brief: Brief) -> Iterator[ForecastBlock | ProseBlock]:
    """The goal's periods to come; where it is not forecast, why."""
    material, kgi = brief.material, brief.material.kgi
    heading = brief.voice.say("forecast.heading", kpi=material.name(kgi.id))
    if not brief.narrative.forecast:
        return
    if not kgi.forecast:
        yield ProseBlock(heading, brief.narrative.forecast)
        return
    points, targets = kgi.series.tail(STRIP), kgi.targets.tail(STRIP)
    yield ForecastBlock(
        heading=heading,
        sub=brief.words("forecast.sub"),
        kpi=kgi.id,
        labels=tuple(point.period.name for point in points),
        values=tuple(point.value for point in points),
        targets=tuple(point.value for point in targets),
        ahead=tuple(
            AheadPoint(
                one.period.name,
                one.centre,
                one.low,
                one.high,
                one.inner_low,
                one.inner_high,
                one.target,
            )
            for one in kgi.forecast
        ),
        unit=kgi.unit,
        counter=material.config.kpis[kgi.id].counter or EMPTY,
        sayings=brief.narrative.forecast,
    )


def _row(brief: Brief, kpi: str) -> LeadingRow:
    material = brief.material
    result = material.analysis.of(kpi)
    return LeadingRow(
        kpi=kpi,
        label=material.name(kpi),
        toward=brief.voice.say("leading.toward", kpi=material.label(_parent(brief, kpi))),
        trend=material.trend(result),
        value=material.quantity(kpi, result.value),
        target=material.target(result),
        status=result.status,
        lag=brief.lag(result.lag_months),
        speaks_for=result.speaks_for,
        evidence=result.evidence,
        record=brief.narrative.records.get(kpi, EMPTY),
        saying=brief.narrative.leading[kpi],
        goto="actions" if _calls_for_action(brief, result) else "",
    )


def _parent(brief: Brief, kpi: str) -> str:
    path = brief.material.config.tree.path_to(kpi)
    return path[-2] if len(path) > 1 else path[0]


def _calls_for_action(brief: Brief, result: KpiResult) -> bool:
    return not result.meets_target and any(
        action.kpi == result.id and action.status in ("todo", "doing")
        for action in brief.material.config.actions
    )


def _reference(brief: Brief) -> Iterator[ReferenceBlock]:
    """Figures that are not judged, each with its direction, its part in the root and why."""
    items = tuple(_reference_item(brief, kpi) for kpi in brief.narrative.reasons)
    if items:
        root = brief.material.label(brief.material.analysis.root.id)
        heading = brief.voice.say("reference.contribution_column", root=root)
        yield ReferenceBlock(brief.words("reference.heading"), items, heading)


def _reference_item(brief: Brief, kpi: str) -> ReferenceItem:
    material = brief.material
    result, root = material.analysis.of(kpi), material.analysis.root
    change = material.shortfall(result, result.year_ago)
    part = result.contribution("year_ago") or 0.0
    return ReferenceItem(
        label=material.name(kpi),
        value=material.quantity(kpi, result.value),
        change=None if change is None else change.unjudged(),
        why=join(*brief.narrative.reasons[kpi]),
        instead=brief.narrative.instead.get(kpi, brief.words("reference.none")),
        part=material.amount(root.id, part),
        evidence=result.evidence,
    )
