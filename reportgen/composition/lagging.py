"""Results: the goal's history, every lagging figure, what holds and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.composition.events import events_note
from reportgen.composition.running import landing_table
from reportgen.model.blocks import Block, HistoryBlock, ProseBlock, ScorecardBlock, ScoreRow
from reportgen.model.kpi import KpiResult
from reportgen.model.material import STRIP
from reportgen.model.states import Direction, KpiClass
from reportgen.model.text import EMPTY, Text


def lagging(brief: Brief) -> tuple[Block, ...]:
    """Results first."""
    return (
        _history(brief),
        *landing_table(brief, _results(brief)),
        _scorecard(brief),
        *_prose(brief),
        *brief.comment("lagging"),
    )


def _results(brief: Brief) -> list[KpiResult]:
    """The lagging figures of the tree, the goal first, then results that stand beside it.

    A figure outside the tree that serves a stop line, or that has no target, is shown elsewhere.
    """
    material = brief.material
    root, *beside = material.analysis.results
    summary = material.config.report.summary
    results = [one for one in root.walk() if one.kpi_class is KpiClass.LAGGING]
    results += [
        one
        for one in beside
        if one.kpi_class is KpiClass.LAGGING
        and (one.id in (summary.profit, summary.cost) or (one.target.value and not one.stop))
    ]
    return sorted(results, key=lambda one: one.id != material.config.kgi.kpi)


def _history(brief: Brief) -> HistoryBlock:
    material, kgi = brief.material, brief.material.kgi
    points = kgi.series.tail(STRIP)
    targets = kgi.targets.tail(STRIP)
    first, _ = material.fiscal_year
    earlier = sum(1 for point in points if point.period.first_month < first)
    events = material.events(kgi.id, tuple(point.period for point in points))
    wanted = [None if index < earlier else target.value for index, target in enumerate(targets)]
    return HistoryBlock(
        heading=brief.voice.say("lagging.history", kpi=material.name(kgi.id)),
        sub=brief.words("lagging.history_sub"),
        kpi=kgi.id,
        labels=tuple(point.period.name for point in points),
        values=tuple(point.value for point in points),
        targets=tuple(wanted),
        last_year_until=earlier,
        unit=kgi.unit,
        lower_is_better=kgi.direction is Direction.DOWN,
        gap_title=brief.words("lagging.gap_title"),
        events=events,
        note=events_note(brief, events),
    )


def _scorecard(brief: Brief) -> ScorecardBlock:
    return ScorecardBlock(
        heading=brief.words("lagging.scorecard"),
        rows=tuple(_row(brief, result) for result in _results(brief)),
        note=brief.words("lagging.scorecard_note"),
    )


def _row(brief: Brief, result: KpiResult) -> ScoreRow:
    material = brief.material
    figure = brief.figure(result)
    is_kgi = result.id == material.config.kgi.kpi
    return ScoreRow(
        kpi=result.id,
        label=material.label(result.id),
        sub=brief.words("figures.kgi") if is_kgi else EMPTY,
        trend=material.trend(result),
        value=figure.value,
        target=figure.target,
        gap=figure.gap,
        year_ago=figure.year_ago,
        year_change=figure.year_change,
        status=result.status,
        goto=_goto(brief, result),
        is_kgi=is_kgi,
    )


def _goto(brief: Brief, result: KpiResult) -> str:
    """Where a shortfall's working is shown: the bottleneck page, for nodes of the tree."""
    in_tree = result.id in {node.id for node in brief.material.config.tree.walk()}
    return "bottleneck" if in_tree and result.meets_target is False else ""


def _prose(brief: Brief) -> Iterator[ProseBlock]:
    both = bool(brief.narrative.holds) and bool(brief.narrative.attention)
    pairs: tuple[tuple[str, tuple[Text, ...]], ...] = (
        ("lagging.holds", brief.narrative.holds),
        ("lagging.attention", brief.narrative.attention),
    )
    for heading, sentences in pairs:
        if sentences:
            yield ProseBlock(brief.words(heading), sentences, span=6 if both else 12)
