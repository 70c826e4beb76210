"""Where the gap to target lies, factor by factor, and whether other comparisons agree."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.composition.levers import levers
from reportgen.composition.segments import segment_tables, shown_split, split_table, unearned
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
from reportgen.model.kpi import KpiResult
from reportgen.model.quantity import Measured
from reportgen.model.states import Direction
from reportgen.model.text import EMPTY, Text, join, listed


def bottleneck(brief: Brief) -> tuple[Block, ...]:
    """The gap's working; without every factor's target, what the other comparisons show."""
    has_targets = brief.material.analysis.root.contribution("target") is not None
    split, same = shown_split(brief), tuple(_same_elsewhere(brief))
    if not (has_targets or same or split):
        return ()
    shows = ProseBlock(
        brief.words("bottleneck.shows"),
        brief.narrative.shows,
        tone="box",
        span=6 if same else 12,
    )
    tables = tuple(segment_tables(brief))
    return (
        *((_factors(brief), _waterfall(brief)) if has_targets else ()),
        *brief.comment("bottleneck"),
        *same,
        shows,
        *(() if split is None else (split_table(brief, split),)),
        *tables,
        *levers(brief, room=6 if len(tables) % 2 else 12),
    )


def _factor_results(brief: Brief) -> list[KpiResult]:
    return [brief.material.analysis.of(kpi) for kpi in brief.material.analysis.factors]


def _is_good(brief: Brief, kpi: str, amount: float) -> bool | None:
    """None for nothing, and for a gain in volume that brought nothing where it was made."""
    is_up = brief.material.analysis.root.direction is Direction.UP
    if amount == 0 or ((amount > 0) == is_up and unearned(brief, kpi)):
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
        note=join(brief.words("bottleneck.factors_note"), _chained(brief)),
    )


def _chained(brief: Brief) -> Text:
    """Which comparisons are months added up; no words where none is."""
    names = [
        brief.compared("bottleneck.versus", one)
        for one in brief.material.analysis.chained
        if one != "trailing"
    ]
    if not names:
        return EMPTY
    comparisons = listed(names)
    return brief.voice.say("bottleneck.chained", comparisons=comparisons)


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
        is_good=_is_good(brief, result.id, amount),
        only_this=material.quantity(root, result.only_at_target) if short else None,
        highlighted=highlighted,
    )


def _waterfall(brief: Brief) -> WaterfallBlock:
    material, root = brief.material, brief.material.analysis.root
    steps = [
        Step(material.label(one.id), amount, _is_good(brief, one.id, amount))
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


def _same_elsewhere(brief: Brief) -> Iterator[TableBlock]:
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
            *(TableColumn(brief.compared("bottleneck.versus", one), 21, "right") for one in versus),
        ),
        rows=tuple(rows),
        note=brief.voice.say("bottleneck.same_note", root=material.name(root.id)),
        density="small",
        span=6,
    )
