"""Which tool wrote a file, told by the headers it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.connectors.dialects import DIALECTS
from reportgen.connectors.exports.table import HEADER_WITHIN, Row
from reportgen.connectors.inspecting.grid import Grid
from reportgen.model.columns import ColumnType
from reportgen.model.dialects import ADS_TYPES, CRM_TYPES, ID_COLUMNS, header_key
from reportgen.model.dialects.column import NormalisedColumn, bare_key

_AD_REPORT = (("campaign", "ad_set", "ad"), ("cost",), ("date", "impressions", "clicks"))
_DEALS = (("stage", "is_won", "won_on", "created_on"),)

NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(ADS_TYPES, _AD_REPORT),
    **{tool: (ID_COLUMNS[tool], *_DEALS) for tool in CRM_TYPES},
    "kintone": (ID_COLUMNS["kintone"],),
    "search_console": (("clicks",), ("impressions",), ("position",)),
    "shopify_orders": (("order_id",), ("ordered_on",), ("status",)),
    "ga4_export": (),
}
"""What a file must have to be of a tool: of each group of columns, one."""

COMMENT = "#"
"""What begins the lines that stand above every table of an analytics export."""


@dataclass(frozen=True)
class Candidate:
    """A tool that may have written a file, and the file's headers that say so.

    `rarity` is higher the fewer other tools write the same headers.
    """

    dialect: str
    headers: tuple[str, ...]
    rarity: float = 0

    @property
    def weight(self) -> tuple[int, float]:
        """How much speaks for the tool."""
        return len(self.headers), self.rarity


def _keys(column: NormalisedColumn) -> frozenset[str]:
    """The headers a tool writes above a column; our own name for it is not one of them."""
    written = [words for words in column.headers if words != column.name] or column.headers
    return frozenset(map(header_key, written))


_KEYS = {
    dialect: frozenset(key for column in DIALECTS[dialect].columns for key in _keys(column))
    for dialect in NEEDED
}
_WRITTEN_BY = Counter(key for keys in _KEYS.values() for key in keys)


def candidates(grids: Sequence[Grid]) -> tuple[Candidate, ...]:
    """The tools that may have written a file, the likeliest first; none for a table of no tool."""
    found = []
    for dialect in NEEDED:
        rows = [row for grid in grids for row in _head(grid, dialect)]
        fitting = [one for row in rows if (one := _candidate(dialect, row)) is not None]
        if fitting:
            found.append(max(fitting, key=lambda one: one.weight))
    return tuple(sorted(found, key=lambda one: one.weight, reverse=True))


def _head(grid: Grid, dialect: str) -> Sequence[Row]:
    if dialect == "ga4_export" and not (grid.rows and grid.rows[0].cells[0].startswith(COMMENT)):
        return ()
    return grid.rows[:HEADER_WITHIN]


def _candidate(dialect: str, row: Row) -> Candidate | None:
    """The tool as the writer of a header, None where the row lacks what its files must have."""
    known = _KEYS[dialect]
    keys = {
        key: cell.strip()
        for cell in row.cells
        for key in (header_key(cell), bare_key(cell))
        if key in known
    }
    found = {
        column.name: column
        for column in DIALECTS[dialect].columns
        if not _keys(column).isdisjoint(keys)
    }
    if not all(any(name in found for name in group) for group in NEEDED[dialect]):
        return None
    has_figure = any(column.type is not ColumnType.TEXT for column in found.values())
    if not NEEDED[dialect] and not has_figure:
        return None
    rarity = sum(1 / _WRITTEN_BY[key] for key in keys)
    return Candidate(dialect, tuple(dict.fromkeys(keys.values())), rarity)
