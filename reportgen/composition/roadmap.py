"""The roadmap: phases, their targets, and what it takes to reach the goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from reportgen.composition.brief import Brief
from reportgen.model.blocks import (
    Block,
    PhaseState,
    ProseBlock,
    RoadmapBlock,
    RoadmapPhase,
    TableBlock,
    TableColumn,
    TableRow,
)
from reportgen.model.config import Phase, PhaseExit
from reportgen.model.findings import PhaseResult
from reportgen.model.pursuit import Lever
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.text import EMPTY, Text, join, same


def roadmap(brief: Brief) -> tuple[Block, ...]:
    """The phases, what comes next, and what the goal takes; nothing where neither is known."""
    targets, reach, way = tuple(_targets(brief)), tuple(levers(brief)), tuple(_way(brief))
    return (
        *_phases(brief),
        *(_side_by_side(targets, reach) if targets else ()),
        *(way if targets else _side_by_side(reach, way)),
        *brief.comment("roadmap"),
    )


def _side_by_side(left: tuple[Block, ...], right: tuple[Block, ...]) -> Iterator[Block]:
    """Two blocks next to each other where both are there."""
    for block in (*left, *right):
        yield replace(block, span=6) if left and right else block


def _phases(brief: Brief) -> Iterator[RoadmapBlock]:
    material = brief.material
    if not material.config.phases:
        return
    states = {one.phase: one for one in material.analysis.findings.phases}
    phases = tuple(_phase(brief, phase, states[phase.id]) for phase in material.config.phases)
    yield RoadmapBlock(
        heading=brief.words("roadmap.heading"),
        sub=brief.words("roadmap.sub"),
        first=min(phase.first for phase in phases),
        last=max(phase.last for phase in phases),
        now=material.period.last_month,
        phases=phases,
        next=brief.narrative.next_phase,
    )


def _targets(brief: Brief) -> Iterator[TableBlock]:
    """The targets that phases set, one column for neighbours that set the same.

    Nothing where all phases set the same.
    """
    material = brief.material
    groups = tuple(_groups(material.config.phases))
    kpis = dict.fromkeys(kpi for group in groups for kpi in group[0].targets)
    if len(groups) < 2:
        return
    yield TableBlock(
        heading=brief.words("roadmap.targets"),
        columns=(
            TableColumn(brief.words("table.kpi"), 40),
            *(TableColumn(_group_name(brief, one), 60 // len(groups), "right") for one in groups),
        ),
        rows=tuple(
            TableRow((material.label(kpi), *(_of_phase(brief, kpi, one[0]) for one in groups)))
            for kpi in kpis
        ),
        density="small",
    )


def _groups(phases: tuple[Phase, ...]) -> Iterator[tuple[Phase, ...]]:
    """Phases in a row that set the same targets; those that set none are left out."""
    for _, group in groupby(
        (phase for phase in phases if phase.targets),
        key=lambda phase: {kpi: figure.value for kpi, figure in phase.targets.items()},
    ):
        yield tuple(group)


def _group_name(brief: Brief, group: tuple[Phase, ...]) -> Text:
    """From which month these targets hold, and that they hold now."""
    now = brief.material.period.last_month
    is_now = any(phase.from_ <= now <= phase.to for phase in group)
    return brief.voice.say(f"roadmap.targets_{'now' if is_now else 'from'}", month=group[0].from_)


def _of_phase(brief: Brief, kpi: str, phase: Phase) -> Text:
    figure = phase.targets.get(kpi)
    if figure is None:
        return same("—")
    return brief.voice.write(brief.material.amount(kpi, figure.value))


def levers(brief: Brief) -> Iterator[TableBlock]:
    """How far each factor would have to move for the goal's target; nothing where it is met."""
    material, reach = brief.material, brief.material.analysis.pursuit.reach
    if reach is None:
        return
    yield TableBlock(
        heading=brief.words("pursuit.levers"),
        sub=brief.voice.say(
            "pursuit.levers_sub",
            kpi=material.name(reach.kpi),
            target=material.amount(reach.kpi, reach.target),
        ),
        columns=(
            TableColumn(brief.words("table.factor"), 40),
            TableColumn(brief.words("pursuit.lever_now"), 19, "right"),
            TableColumn(brief.words("pursuit.lever_alone"), 22, "right"),
            TableColumn(brief.words("pursuit.lever_together"), 19, "right"),
        ),
        rows=tuple(_lever_row(brief, lever) for lever in reach.levers),
        note=brief.words("pursuit.levers_note"),
        density="small",
    )


def _lever_row(brief: Brief, lever: Lever) -> TableRow:
    def amount(value: float | None, otherwise: Text) -> Text:
        if value is None:
            return otherwise
        return brief.voice.write(whole(brief.material.amount(lever.kpi, value)))

    return TableRow(
        (
            brief.material.label(lever.kpi),
            amount(lever.now, EMPTY),
            amount(lever.alone, brief.words("pursuit.lever_never")),
            amount(lever.together, same("—")),
        )
    )


def whole(amount: Quantity) -> Quantity:
    """A count that was computed, in whole numbers."""
    if amount.unit is not Unit.COUNT or amount.value is None:
        return amount
    return replace(amount, value=float(round(amount.value)))


def _way(brief: Brief) -> Iterator[ProseBlock]:
    if brief.narrative.way:
        first, *others = brief.narrative.way
        rest = (join(*others),) if others else ()
        yield ProseBlock(brief.words("pursuit.heading"), (first, *rest))


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
        left=_left(brief, phase.exit, result),
    )


def _left(brief: Brief, test: PhaseExit | None, result: PhaseResult) -> Text:
    """How far the figure is from the condition; where it is met, for how many months it has been.

    Only of a phase that is not over, and has begun.
    """
    if test is None or result.distance is None or result.state not in ("now", "late"):
        return EMPTY
    if result.distance:
        distance = brief.material.difference(test.kpi, result.distance, 0.0)
        return brief.voice.say("roadmap.left", distance=distance)
    return brief.voice.say("roadmap.held", met=result.periods_met, periods=test.for_periods)


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
