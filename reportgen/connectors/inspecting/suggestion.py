"""What to write under `sources:` for a file that has been looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.connectors.inspecting.column_names import is_personal, may_be_status
from reportgen.connectors.inspecting.inspected_table import (
    CONFIGURED,
    InspectedColumn,
    InspectedTable,
)
from reportgen.connectors.inspecting.inspection import Inspection
from reportgen.connectors.inspecting.layout import FREE_LAYOUT
from reportgen.connectors.tools.stages import guessed_meaning
from reportgen.model.columns import ColumnType
from reportgen.model.dialects.crm import LOST, WON

MOST_WORDS = 12
LONGEST_WORD = 40

_MEANINGS = {**dict.fromkeys(("受注", "成約"), WON), **dict.fromkeys(("失注", "不成立"), LOST)}
_CODE = re.compile(r"[\w#./-]*\d[\w#./-]*")
_REACHES_SOMEONE = re.compile(r"@|\d{4,}")


@dataclass(frozen=True)
class SuggestedColumn:
    """A column to declare; `values` translate its words."""

    header: str
    name: str
    type: ColumnType
    values: Mapping[str, str] = field(default_factory=dict)
    is_personal: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A source to declare: as much as the file itself says."""

    type: str
    currency: str | None
    unique_by: tuple[str, ...]
    columns: tuple[SuggestedColumn, ...]


def suggested(inspection: Inspection) -> Suggestion:
    """The source that reads the file; the fullest of its tables says which columns there are."""
    table = max(inspection.tables, key=lambda one: one.rows.used)
    if inspection.dialect in FREE_LAYOUT:
        columns = tuple(_column(one) for one in table.columns if one.is_inferred)
    else:
        columns = _stages(table)
    return Suggestion(inspection.dialect, table.currency, _unique_by(table), columns)


def _column(one: InspectedColumn) -> SuggestedColumn:
    kind = one.type or ColumnType.TEXT
    name = one.name or one.header
    if kind is not ColumnType.TEXT:
        return SuggestedColumn(one.header, name, kind)
    if is_personal(one.header) or any("@" in cell for cell in one.cells):
        return SuggestedColumn(one.header, name, kind, is_personal=True)
    words = dict.fromkeys(cell for cell in one.cells if cell)
    if not may_be_status(one.header) or not _are_states(tuple(words), len(one.cells)):
        return SuggestedColumn(one.header, name, kind)
    values = {word: _MEANINGS.get(word, word) for word in words}
    return SuggestedColumn(one.header, name, ColumnType.STATUS, values)


def _are_states(words: tuple[str, ...], rows: int) -> bool:
    """True for a few short words that say nothing of how to reach anyone."""
    is_few = 0 < len(words) <= MOST_WORDS and len(words) <= max(rows - 1, 3)
    return is_few and all(
        len(word) <= LONGEST_WORD and word.isprintable() and not _REACHES_SOMEONE.search(word)
        for word in words
    )


def _stages(table: InspectedTable) -> tuple[SuggestedColumn, ...]:
    """The stages of a CRM whose export does not itself say which deals are won."""
    if not any(problem.code in CONFIGURED for problem in table.problems):
        return ()
    return tuple(
        SuggestedColumn(
            one.header,
            one.name or one.header,
            ColumnType.STATUS,
            {word: guessed_meaning(word) for word in dict.fromkeys(one.cells) if word},
        )
        for one in table.columns
        if one.type is ColumnType.STATUS
    )


def _unique_by(table: InspectedTable) -> tuple[str, ...]:
    """The first column of different codes, by which a row is known again in another month."""
    for one in table.columns:
        if one.is_inferred and one.type is ColumnType.TEXT and not is_personal(one.header):
            is_whole = len(set(one.cells)) == len(one.cells) > 0
            if one.name and is_whole and all(map(_CODE.fullmatch, one.cells)):
                return (one.name,)
    return ()
