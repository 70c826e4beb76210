"""What the notes propose: what moves, what it would bring, and from which month on."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.model.blocks import TableBlock, TableColumn, TableRow
from reportgen.model.decomposition import WhatIf
from reportgen.model.quantity import NO_DATA, Measured, Quantity, Unit
from reportgen.model.text import Text, listed

FEW = 10
"""An estimated count below this is printed as a whole number."""


def proposals(brief: Brief) -> Iterator[TableBlock]:
    """The month's what-ifs as a table; nothing where none is proposed."""
    material = brief.material
    found = material.analysis.proposals
    if not found:
        return
    root, goal = material.analysis.root.id, material.kgi.id
    is_apart = root != goal
    yield TableBlock(
        heading=brief.words("actions.proposals"),
        sub=brief.voice.say("actions.proposals_sub", root=material.name(root)),
        columns=(
            TableColumn(brief.words("actions.proposal"), 25),
            TableColumn(brief.words("actions.proposal_change"), 31),
            TableColumn(brief.words("actions.proposal_effect"), 14, "right"),
            *((TableColumn(material.label(goal), 16, "right"),) if is_apart else ()),
            TableColumn(brief.words("actions.proposal_from"), 14, "right"),
        ),
        rows=tuple(
            TableRow(
                (
                    one.title or brief.words("actions.proposal_untitled"),
                    _steps(brief, one),
                    _effect(brief, one),
                    *((_goal(brief, one),) if is_apart else ()),
                    _lands(brief, one),
                )
            )
            for one in found
        ),
        note=brief.voice.say("actions.proposals_note", period=material.period),
    )


def _steps(brief: Brief, one: WhatIf) -> Text:
    material = brief.material
    return listed(
        brief.voice.say(
            "actions.proposal_step",
            kpi=material.label(kpi),
            before=material.amount(kpi, moved.before),
            after=material.amount(kpi, moved.after),
        )
        if (moved := one.of(kpi)) is not None
        else brief.voice.say("actions.proposal_unknown", kpi=material.label(kpi))
        for kpi in one.changes
    )


def _effect(brief: Brief, one: WhatIf) -> Text | Quantity:
    material = brief.material
    root = material.analysis.root.id
    moved = one.of(root)
    if moved is None:
        return material.quantity(root, Measured(None, NO_DATA))
    return brief.voice.say("figure.signed", value=material.amount(root, moved.amount))


def _goal(brief: Brief, one: WhatIf) -> Text | Quantity:
    material = brief.material
    goal = material.kgi.id
    moved = one.of(goal)
    if moved is None:
        return material.quantity(goal, Measured(None, NO_DATA))
    is_few = material.kgi.unit is Unit.COUNT and abs(moved.after) < FEW
    return brief.voice.say(
        "actions.proposal_goal",
        before=material.amount(goal, moved.before),
        after=material.amount(goal, float(round(moved.after)) if is_few else moved.after),
    )


def _lands(brief: Brief, one: WhatIf) -> Text:
    """The month in which the last of the changes has reached the goal."""
    months = [month for month in one.lands.values() if month is not None]
    if len(months) < len(one.lands):
        return brief.words("actions.proposal_no_lag")
    return brief.voice.say("figure.month", value=max(months))
