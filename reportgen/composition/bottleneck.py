"""Where the gap to target lies, factor by factor, and whether other comparisons agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reportgen.composition.brief import Brief
from reportgen.model.blocks import (
    Block,
    FactorRow,
    FactorsBlock,
    ProseBlock,
    Step,
    TableBlock,
    TableColumn,
    TableRow,
    WaterfallBlock,
)
from reportgen.model.findings import Segment
from reportgen.model.kpi import KpiResult
from reportgen.model.observations import NOT_ATTRIBUTED
from reportgen.model.quantity import Measured, Quantity
from reportgen.model.states import Direction
from reportgen.model.text import Text

MOST_MEMBERS = 8
MOST_TABLES = 2


def bottleneck(brief: Brief) -> tuple[Block, ...]:
    """The gap's working; nothing when not every factor has a target."""
    if brief.material.analysis.root.contribution("target") is None:
        return ()
    tables = tuple(_segments(brief))
    same = tuple(_same_elsewhere(brief, span=6 if tables else 12))
    paired = len(same) + len(tables)
    shows = ProseBlock(
        brief.words("bottleneck.shows"),
        brief.narrative.shows,
        tone="box",
        span=6 if paired % 2 else 12,
    )
    return (
        _factors(brief),
        _waterfall(brief),
        *same,
        *tables,
        shows,
        *brief.comment("bottleneck"),
    )


def _factor_results(brief: Brief) -> list[KpiResult]:
    return [brief.material.analysis.of(kpi) for kpi in brief.material.analysis.factors]


def _is_good(brief: Brief, amount: float) -> bool | None:
    if amount == 0:
        return None
    return (amount > 0) == (brief.material.analysis.root.direction is Direction.UP)


def _factors(brief: Brief) -> FactorsBlock:
    material, root = brief.material, brief.material.analysis.root
    finding = material.analysis.findings.first("bottleneck")
    worst = finding.kpi if finding else ""
    gap = (root.value.value or 0.0) - (root.target.value or 0.0)
    return FactorsBlock(
        heading=brief.words("bottleneck.factors"),
        sub=brief.voice.say("bottleneck.factors_sub", root=material.name(root.id)),
        rows=tuple(_factor_row(brief, one, one.id == worst) for one in _factor_results(brief)),
        total_label=material.name(root.id),
        total_target=material.quantity(root.id, root.target),
        total_value=material.quantity(root.id, root.value),
        total_gap=material.amount(root.id, gap),
        note=brief.words("bottleneck.factors_note"),
    )


def _factor_row(brief: Brief, result: KpiResult, highlighted: bool) -> FactorRow:
    material, root = brief.material, brief.material.analysis.root.id
    amount = result.contribution("target") or 0.0
    short = not result.meets_target
    return FactorRow(
        kpi=result.id,
        label=material.name(result.id),
        target=material.quantity(result.id, result.target),
        value=material.quantity(result.id, result.value),
        trend=material.trend(result),
        status=result.status,
        contribution=material.amount(root, amount),
        is_good=_is_good(brief, amount),
        only_this=material.quantity(root, result.only_at_target) if short else None,
        highlighted=highlighted,
    )


def _waterfall(brief: Brief) -> WaterfallBlock:
    material, root = brief.material, brief.material.analysis.root
    steps = [
        Step(material.label(one.id), amount, _is_good(brief, amount))
        for one in _factor_results(brief)
        for amount in (one.contribution("target") or 0.0,)
    ]
    unexplained = material.analysis.target_unexplained
    if abs(unexplained) > 1e-6 * abs(root.target.value or 1.0):
        steps.insert(0, Step(brief.words("bottleneck.target_difference"), unexplained, None))
    return WaterfallBlock(
        heading=brief.words("bottleneck.waterfall"),
        sub=material.name(root.id),
        start_label=brief.words("bottleneck.from_target"),
        start=root.target.value or 0.0,
        steps=tuple(steps),
        end_label=brief.words("bottleneck.to_actual"),
        end=root.value.value or 0.0,
        unit=root.unit,
    )


def _same_elsewhere(brief: Brief, span: int) -> Iterator[TableBlock]:
    """The contributions against target, last year and the period before, side by side."""
    material, root = brief.material, brief.material.analysis.root
    versus = [
        one for one in ("target", "year_ago", "previous") if root.contribution(one) is not None
    ]
    if len(versus) < 2:
        return
    results = [*_factor_results(brief), root]
    amounts = {
        base: brief.voice.column(
            [material.quantity(root.id, Measured(one.contribution(base))) for one in results]
        )
        for base in versus
    }
    labels = [*(material.label(one.id) for one in results[:-1]), brief.words("table.total")]
    rows = [
        TableRow(
            (label, *(amounts[base][index] for base in versus)),
            "total" if index == len(results) - 1 else "none",
        )
        for index, label in enumerate(labels)
    ]
    yield TableBlock(
        heading=brief.words("bottleneck.same"),
        columns=(
            TableColumn(brief.words("table.factor"), 37),
            *(TableColumn(brief.words(f"bottleneck.versus_{one}"), 21, "right") for one in versus),
        ),
        rows=tuple(rows),
        note=brief.voice.say("bottleneck.same_note", root=material.name(root.id)),
        density="small",
        span=span,
    )


def _segments(brief: Brief) -> Iterator[TableBlock]:
    """The broken-down KPIs nearest the bottleneck by their members, now and a year ago."""
    segments = brief.material.analysis.findings.segments
    for kpi in _nearest(brief, segments):
        members = [segment for segment in segments if segment.kpi == kpi]
        yield _segment_table(brief, kpi, members)


def _nearest(brief: Brief, segments: tuple[Segment, ...]) -> list[str]:
    """The bottleneck's own breakdown with its siblings', and one that has a remainder."""
    kpis = list(dict.fromkeys(segment.kpi for segment in segments))
    finding = brief.material.analysis.findings.first("bottleneck")
    if finding is None:
        return kpis[:MOST_TABLES]
    path = brief.material.config.tree.path_to(finding.kpi)
    above = brief.material.config.tree.find(path[-2]) if len(path) > 1 else None
    siblings = {node.id for node in above.children} if above and finding.kpi in kpis else set()
    with_rest = {one.kpi for one in segments if one.member == NOT_ATTRIBUTED}
    near = [kpi for kpi in kpis if kpi == finding.kpi or kpi in with_rest or kpi in siblings]
    ranked = sorted(
        near, key=lambda kpi: (kpi != finding.kpi, kpi not in with_rest, kpi not in siblings)
    )
    return ranked[:MOST_TABLES]


def _segment_table(brief: Brief, kpi: str, members: list[Segment]) -> TableBlock:
    material = brief.material
    ranked = sorted(members, key=lambda one: (one.member == NOT_ATTRIBUTED, -(one.value or 0.0)))
    shown = ranked[:MOST_MEMBERS]
    dimension = members[0].dimension
    named = brief.voice.named(f"dimension.{dimension}", dimension)
    rows = [_segment_row(brief, kpi, one) for one in shown]
    total = _segment_row(brief, kpi, _total(brief, kpi, members), "total")
    return TableBlock(
        heading=brief.voice.say("bottleneck.segments", kpi=material.name(kpi)),
        sub=brief.voice.say("bottleneck.segments_sub", dimension=named),
        columns=(
            TableColumn(brief.words("table.member"), 31),
            TableColumn(brief.words("table.now"), 20, "right"),
            TableColumn(brief.words("table.year_ago"), 20, "right"),
            TableColumn(brief.words("table.change"), 29, "right"),
        ),
        rows=(*rows, total),
        rows_in_all=len(ranked) if len(ranked) > len(shown) else None,
        density="small",
        span=6,
    )


def _total(brief: Brief, kpi: str, members: list[Segment]) -> Segment:
    """The KPI itself; with a remainder, everything the members and it add up to."""
    result = brief.material.analysis.of(kpi)
    values = [result.value.value, result.previous.value, result.year_ago.value]
    if any(one.member == NOT_ATTRIBUTED for one in members):
        columns = zip(*((one.value, one.previous, one.year_ago) for one in members), strict=True)
        values = [_sum_of(column) for column in columns]
    return Segment(kpi, members[0].dimension, "", values[0], values[1], values[2])


def _sum_of(values: tuple[float | None, ...]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _segment_row(
    brief: Brief,
    kpi: str,
    segment: Segment,
    emphasis: Literal["none", "total"] = "none",
) -> TableRow:
    material = brief.material
    name = (
        brief.words("bottleneck.segments_total")
        if emphasis == "total"
        else brief.member(segment.member)
    )
    return TableRow(
        (
            name,
            _now(brief, segment),
            material.amount(kpi, segment.year_ago),
            _change(brief, kpi, segment.value, segment.year_ago)
            if segment.is_comparable or segment.year_ago is None
            else brief.words("bottleneck.too_few"),
        ),
        emphasis,
    )


def _now(brief: Brief, segment: Segment) -> Quantity | Text:
    """A member's value; a rate of very few cases is printed as the counts it is."""
    if segment.sample is None or segment.is_rate_told:
        return brief.material.amount(segment.kpi, segment.value)
    hits, tries = (round(one) for one in segment.sample)
    return brief.voice.say("bottleneck.counts", hits=hits, tries=tries)


def _change(brief: Brief, kpi: str, value: float | None, before: float | None) -> Text:
    material = brief.material
    amount: Quantity = material.difference(kpi, value, before)
    return brief.voice.say("figure.signed", value=amount)
