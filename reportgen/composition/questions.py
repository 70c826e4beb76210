"""What is settled at the next meeting: decisions asked for, questions, and room to write."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.formatting import day
from reportgen.model.blocks import Block, QuestionsBlock, TableBlock, TableColumn, TableRow
from reportgen.model.text import Language, Text

WRITE_IN_LINES = 4


def questions(brief: Brief) -> tuple[Block, ...]:
    """The connection question is always the last one."""
    block = QuestionsBlock(
        heading=brief.words("questions.heading"),
        items=brief.narrative.questions,
        write_in_lines=WRITE_IN_LINES,
        write_in_heading=brief.words("questions.write_in"),
    )
    return (*_decisions(brief), block, *brief.comment("questions"))


def _decisions(brief: Brief) -> Iterator[TableBlock]:
    if brief.notes is None or not brief.notes.decisions:
        return
    ja, en = brief.voice.style(Language.JA), brief.voice.style(Language.EN)
    yield TableBlock(
        heading=brief.words("questions.decisions"),
        columns=(
            TableColumn(brief.words("questions.decision_column"), 60),
            TableColumn(brief.words("questions.decision_who"), 25),
            TableColumn(brief.words("questions.decision_by"), 15),
        ),
        rows=tuple(
            TableRow((one.ask, one.who, Text(day(one.by, ja), day(one.by, en))))
            for one in brief.notes.decisions
        ),
    )
