"""What could be moved first: room to move, evidence, and whether anyone can move it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.model.blocks import TableBlock, TableColumn, TableRow
from reportgen.model.decomposition import Lever
from reportgen.model.states import Evidence
from reportgen.model.text import Text, join

FEW = 4
TESTED = (Evidence.A, Evidence.B)


def levers(brief: Brief, room: int) -> Iterator[TableBlock]:
    """The leading factors in the order worth moving; nothing where no room is known.

    A short list makes do with the `room` of columns that is left beside another table.
    """
    material = brief.material
    shown = [one for one in material.analysis.levers if one.potential.value is not None]
    if not shown:
        return
    root = material.analysis.root.id
    yield TableBlock(
        heading=brief.words("bottleneck.levers"),
        sub=brief.words("bottleneck.levers_sub"),
        columns=(
            TableColumn(brief.words("table.factor"), 22),
            TableColumn(brief.words("bottleneck.lever_reference"), 15, "right"),
            TableColumn(brief.words("bottleneck.lever_potential"), 20, "right"),
            TableColumn(brief.words("bottleneck.lever_evidence"), 20),
            TableColumn(brief.words("bottleneck.lever_controllable"), 23),
        ),
        rows=tuple(
            _row(brief, one, room)
            for one, room in zip(shown, _rooms(brief, root, shown), strict=True)
        ),
        note=_note(brief, root, shown),
        density="small",
        span=room if len(shown) <= FEW else 12,
    )


def _row(brief: Brief, lever: Lever, room: Text) -> TableRow:
    material = brief.material
    return TableRow(
        (
            material.label(lever.kpi),
            material.quantity(lever.kpi, lever.reference),
            room,
            brief.words(f"evidence.{lever.evidence or 'none'}"),
            brief.words(f"bottleneck.lever_{_can(lever)}"),
        )
    )


def _can(lever: Lever) -> str:
    return {True: "yes", False: "no", None: "unknown"}[lever.controllable]


def _rooms(brief: Brief, root: str, shown: list[Lever]) -> tuple[Text, ...]:
    """The potentials in one size; words where a figure stands there already."""
    reached = brief.words("bottleneck.lever_reached")
    amounts = [brief.material.quantity(root, one.potential) for one in shown]
    written = brief.voice.one_size(amounts)
    return tuple(
        words if amount.value else reached for amount, words in zip(amounts, written, strict=True)
    )


def _note(brief: Brief, root: str, shown: list[Lever]) -> Text:
    own = max((one.months for one in shown), default=0)
    said = brief.voice.say("bottleneck.levers_note", root=brief.material.name(root), months=own)
    if any(one.evidence not in TESTED for one in shown):
        said = join(said, brief.words("bottleneck.levers_test"))
    for one in shown:
        if one.source is not None and one.dated is not None and one.n is not None:
            named = brief.voice.say(
                "bottleneck.levers_note_named",
                kpi=brief.material.name(one.kpi),
                source=one.source,
                day=one.dated,
                n=one.n,
            )
            said = join(said, named)
    return said
