"""How well leading figures have predicted the goal so far, for the careful reader."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.model.blocks import TableBlock, TableColumn, TableRow
from reportgen.model.text import Text


def predicted(brief: Brief) -> Iterator[TableBlock]:
    """The record of every figure tested; nothing where none was."""
    rows = tuple(_row(brief, kpi, said) for kpi, said in brief.narrative.predicted.items())
    if rows:
        kgi = brief.material.name(brief.material.kgi.id)
        yield TableBlock(
            heading=brief.words("relation.heading"),
            sub=brief.voice.say("relation.heading_sub", kgi=kgi),
            columns=(
                TableColumn(brief.words("table.kpi"), 17),
                TableColumn(brief.words("table.lag"), 11),
                TableColumn(brief.words("relation.columns.named"), 24),
                TableColumn(brief.words("relation.columns.range"), 13),
                TableColumn(brief.words("relation.columns.base"), 11),
                TableColumn(brief.words("relation.columns.error"), 13),
                TableColumn(brief.words("table.evidence"), 11),
            ),
            rows=rows,
            note=brief.words("relation.note"),
            density="small",
        )


def _row(brief: Brief, kpi: str, said: tuple[Text, ...]) -> TableRow:
    result = brief.material.analysis.of(kpi)
    relation = result.relation
    lag = brief.lag((relation.lag,)) if relation and relation.lag else brief.lag(result.lag_months)
    grade = brief.words(f"evidence.{result.evidence or 'none'}")
    return TableRow((brief.material.label(kpi), lag, *said, grade))
