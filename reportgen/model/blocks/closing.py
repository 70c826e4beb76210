"""Questions for the meeting, definitions and data notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.model.blocks.parts import Tone
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class Question:
    """One question for the next meeting."""

    question: Text
    context: Text
    goto: str = ""


@dataclass(frozen=True)
class QuestionsBlock:
    """The questions, the connection question last."""

    heading: Text
    items: tuple[Question, ...]
    write_in_lines: int = 0
    write_in_heading: Text = EMPTY
    span: int = 12
    kind: Literal["questions"] = "questions"


@dataclass(frozen=True)
class SmartMark:
    """Whether one of the five questions is answered: a shape's tone, and its word."""

    tone: Tone
    label: Text


@dataclass(frozen=True)
class Definition:
    """One KPI with its SMART reading, Relevant first; `marks` by field, none without a target."""

    label: Text
    definition: Text
    relevant: Text
    measurable: Text
    achievable: Text
    time_bound: Text
    source: Text
    marks: Mapping[str, SmartMark] = field(default_factory=dict)


@dataclass(frozen=True)
class DefinitionsBlock:
    """What every figure means."""

    heading: Text
    sub: Text
    rows: tuple[Definition, ...]
    span: int = 12
    kind: Literal["definitions"] = "definitions"


@dataclass(frozen=True)
class DataNote:
    """What a reader must know of the data: its kind in words, and what it means."""

    tone: Tone
    label: Text
    saying: Text


@dataclass(frozen=True)
class DataNotesBlock:
    """Holes, provisional figures and other things the data cannot say by itself."""

    heading: Text
    items: tuple[DataNote, ...]
    span: int = 12
    kind: Literal["data_notes"] = "data_notes"
