"""The page's grid: twelve columns across the type area, and blocks in rows of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.model.blocks import Block, TableColumn

POINTS_PER_MM = 72 / 25.4
COLUMNS, GUTTER, PAGE_WIDTH = 12, 6.0, 176.0
"""How many columns, their distance, and the type area's width in millimetres."""


def rows(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """Blocks in rows of the grid: neighbours stand side by side while their spans fit."""
    found: list[tuple[Block, ...]] = []
    for block in blocks:
        room = COLUMNS - sum(one.span for one in found[-1]) if found else 0
        if block.span <= room:
            found[-1] = (*found[-1], block)
        else:
            found.append((block,))
    return tuple(found)


def width(span: int) -> float:
    """A block's width in millimetres."""
    column = (PAGE_WIDTH - (COLUMNS - 1) * GUTTER) / COLUMNS
    return span * column + (span - 1) * GUTTER


def points(span: int) -> float:
    """A block's width in points."""
    return width(span) * POINTS_PER_MM


def share(column: TableColumn, columns: Sequence[TableColumn]) -> float:
    """A column's share of its table's width in percent."""
    return round(100 * column.width / sum(one.width for one in columns), 2)
