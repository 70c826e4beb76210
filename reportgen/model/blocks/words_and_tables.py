"""Paragraphs, and tables of any content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.model.blocks.parts import Delta
from reportgen.model.quantity import Quantity
from reportgen.model.states import Status
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class ProseBlock:
    """A heading and paragraphs; `tone` `plain` is text, `box` a tinted box."""

    heading: Text
    paragraphs: tuple[Text, ...]
    tone: Literal["plain", "box"] = "plain"
    span: int = 12
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True)
class TableColumn:
    """A column: its header, its share of the width, and how its cells are set."""

    header: Text
    width: int
    align: Literal["left", "right", "center"] = "left"


Cell = Text | Quantity | Delta | Status


@dataclass(frozen=True)
class TableRow:
    """A row of cells; a total is ruled off, a highlighted row is tinted."""

    cells: tuple[Cell, ...]
    emphasis: Literal["none", "total", "highlight"] = "none"


@dataclass(frozen=True)
class TableBlock:
    """A table; `rows_in_all` says how many there are when not all are shown."""

    heading: Text
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    sub: Text = EMPTY
    note: Text = EMPTY
    rows_in_all: int | None = None
    density: Literal["normal", "small"] = "normal"
    span: int = 12
    kind: Literal["table"] = "table"
