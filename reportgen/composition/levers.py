"""What could be moved first: room to move, evidence, and whether anyone can move it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.model.blocks import TableBlock, TableColumn, TableRow
from reportgen.model.decomposition import Lever
from reportgen.model.states import Evidence
from reportgen.model.text import Text, join

TESTED = (Evidence.A, Evidence.B)


def levers(brief: Brief) -> Iterator[TableBlock]:
    """The leading factors in the order worth moving; nothing where none has room that is known."""
    material = brief.material
    shown = [one for one in material.analysis.levers if one.potential.value is not None]
    if not shown:
        return
    root = material.analysis.root.id
    yield TableBlock(
        heading=brief.words("bottleneck.levers"),
        sub=brief.words("bottleneck.levers_sub"),
        columns=(
            TableColumn(brief.words("bottleneck.lever_kpi"), 28),
            TableColumn(brief.words("bottleneck.lever_now"), 11, "right"),
            TableColumn(brief.words("bottleneck.lever_reference"), 12, "right"),
            TableColumn(brief.words("bottleneck.lever_potential"), 15, "right"),
            TableColumn(brief.words("bottleneck.lever_evidence"), 21),
            TableColumn(brief.words("bottleneck.lever_controllable"), 13),
        ),
        rows=tuple(_row(brief, root, one) for one in shown),
        note=_note(brief, root, shown),
        density="small",
    )


def _row(brief: Brief, root: str, lever: Lever) -> TableRow:
    material = brief.material
    return TableRow(
        (
            material.label(lever.kpi),
            material.quantity(lever.kpi, lever.now),
            material.quantity(lever.kpi, lever.reference),
            brief.voice.say("figure.signed", value=material.quantity(root, lever.potential)),
            _evidence(brief, lever),
            brief.words(f"bottleneck.lever_{_can(lever)}"),
        )
    )


def _can(lever: Lever) -> str:
    return {True: "yes", False: "no", None: "unknown"}[lever.controllable]


def _evidence(brief: Brief, lever: Lever) -> Text:
    words = brief.words(f"evidence.{lever.evidence or 'none'}")
    if lever.evidence in TESTED:
        return words
    return brief.voice.say("bottleneck.lever_test", evidence=words)


def _note(brief: Brief, root: str, shown: list[Lever]) -> Text:
    own = max((one.months for one in shown), default=0)
    said = brief.voice.say("bottleneck.levers_note", root=brief.material.name(root), months=own)
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
