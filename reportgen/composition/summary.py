"""Page 1: result in money first, why, what is coming, what we do, what we ask, and a sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.composition.brief import Brief
from reportgen.model.blocks import (
    Ask,
    AsksBlock,
    Block,
    FiguresBlock,
    OutlookBlock,
    OutlookItem,
    SignBlock,
    StatementBlock,
    StopSummaryBlock,
    StopSummaryItem,
    VerdictBlock,
    YearBlock,
)
from reportgen.model.kpi import KpiResult
from reportgen.model.matters import decided_actions
from reportgen.model.quantity import Unit
from reportgen.model.states import KpiClass, Status
from reportgen.model.text import EMPTY, same

MOST_ASKS = 3
MOST_OUTLOOKS = 2


def summary(brief: Brief) -> tuple[Block, ...]:
    """The golden pattern, on one page."""
    return (
        VerdictBlock(brief.verdict, brief.narrative.verdict_rule, brief.narrative.verdict),
        *_figures(brief),
        *_year(brief),
        *_why(brief),
        *_outlook(brief),
        *_now(brief),
        *_decisions(brief),
        *_side_by_side(tuple(_stops(brief)), tuple(_sign(brief))),
        *brief.comment("summary"),
    )


def _side_by_side(left: tuple[Block, ...], right: tuple[Block, ...]) -> Iterator[Block]:
    """Two blocks next to each other where both are there."""
    for block in (*left, *right):
        yield replace(block, span=6) if left and right else block


def _figures(brief: Brief) -> Iterator[Block]:
    """The goal, what it is worth, profit and cost: each once, the goal first."""
    material = brief.material
    chosen = material.config.report.summary
    ids = [material.config.kgi.kpi, material.config.tree.id, chosen.profit, chosen.cost]
    results = [material.analysis.of(kpi) for kpi in dict.fromkeys(ids) if kpi is not None]
    notes = {material.config.kgi.kpi: brief.words("figures.kgi")}
    yield FiguresBlock(
        brief.words("figures.heading"),
        tuple(brief.figure(result, notes.get(result.id, EMPTY)) for result in results),
    )


def _year(brief: Brief) -> Iterator[Block]:
    """The year in money where the goal stands below it, else in the goal's own unit."""
    material = brief.material
    worth = material.analysis.worth
    is_money = worth is not None and material.analysis.root.unit is Unit.MONEY
    result, landing = (
        (material.analysis.root, worth) if is_money else (material.kgi, material.analysis.year)
    )
    first, _ = material.fiscal_year
    if result.year_to_date.value is None or result.year_target.value is None:
        return
    ends = None
    if landing is not None and landing.low is not None and landing.high is not None:
        ends = material.bounds(result.id, landing.low, landing.high)
    yield YearBlock(
        heading=brief.words("year.heading"),
        sub=material.name(result.id),
        actual=material.quantity(result.id, result.year_to_date),
        plan=material.quantity(result.id, result.year_to_date_target),
        target=material.quantity(result.id, result.year_target),
        months_done=first.until(material.period.last_month) + 1,
        note=brief.narrative.year,
        landing=None if landing is None else material.estimate(result.id, landing.centre),
        low=None if ends is None else ends[0],
        high=None if ends is None else ends[1],
    )


def _why(brief: Brief) -> Iterator[Block]:
    yield StatementBlock(brief.words("why.heading"), brief.narrative.why, "bottleneck")


def _outlook(brief: Brief) -> Iterator[Block]:
    items = tuple(_outlook_item(brief, result) for result in _speaking(brief)[:MOST_OUTLOOKS])
    if items:
        yield OutlookBlock(brief.words("outlook.heading"), items, "leading", span=12)


def _speaking(brief: Brief) -> list[KpiResult]:
    """Leading figures that speak for a month: those that fall short first, unusual before usual."""
    order = {Status.SHORT_UNUSUAL: 0, Status.SHORT_USUAL: 1, Status.ON_TARGET: 2}
    speaking = [
        result
        for result in brief.material.analysis.root.walk()
        if result.kpi_class is KpiClass.LEADING
        and result.speaks_for is not None
        and result.value.value is not None
        and not brief.material.config.kpis[result.id].qualitative
    ]
    return sorted(speaking, key=lambda result: order.get(result.status, 3))


def _outlook_item(brief: Brief, result: KpiResult) -> OutlookItem:
    material = brief.material
    return OutlookItem(
        label=material.name(result.id),
        value=material.quantity(result.id, result.value),
        target=material.target(result),
        status=result.status,
        speaks_for=result.speaks_for,
        saying=brief.narrative.outlook[result.id],
    )


def _now(brief: Brief) -> Iterator[Block]:
    decided = decided_actions(brief.material.config, brief.notes)
    planned = [
        one
        for one in brief.material.config.actions
        if one.status in ("todo", "doing") and one.id not in decided
    ]
    first = sorted(planned, key=lambda action: (action.due, action.id))[:MOST_ASKS]
    if first:
        items = tuple(
            Ask(action.title, same(action.owner.name), action.due, brief.material.name(action.kpi))
            for action in first
        )
        yield AsksBlock(brief.words("now.heading"), items, goto="actions", span=6)


def _decisions(brief: Brief) -> Iterator[Block]:
    if brief.notes is None or not brief.notes.decisions:
        return
    items = tuple(Ask(one.ask, one.who, one.by) for one in brief.notes.decisions[:MOST_ASKS])
    yield AsksBlock(brief.words("decide.heading"), items, goto="questions", span=6)


def _stops(brief: Brief) -> Iterator[Block]:
    material = brief.material
    everything = {one.id: one for root in material.analysis.results for one in root.walk()}
    items = []
    for kpi, said in brief.narrative.stops.items():
        stop = everything[kpi].stop
        if stop is not None:
            items.append(StopSummaryItem(material.name(kpi), stop.state, said))
    if items:
        yield StopSummaryBlock(brief.words("stop_lines.summary"), tuple(items), "stop_lines")


def _sign(brief: Brief) -> Iterator[Block]:
    """The latest confirmed public entry of the period, in the words of the log."""
    material = brief.material
    entries = [
        entry
        for entry in material.config.log
        if entry.public
        and entry.confidence == "confirmed"
        and material.period.start <= entry.date <= material.period.end
    ]
    watched = [entry for entry in entries if _is_watched(brief, entry.kpi, entry.company)]
    best = max(watched or entries, key=lambda entry: entry.date, default=None)
    if best is not None:
        source = same(best.company) if best.company else EMPTY
        yield SignBlock(brief.words("sign.heading"), best.date, best.what, source, "log")


def _is_watched(brief: Brief, kpi: str, company: str | None) -> bool:
    return company is not None and company in brief.material.config.kpis[kpi].watchlist
