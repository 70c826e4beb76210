"""Tables downloaded from the analytics' own pages: comment lines, then one table or several.

An exploration states its days as one range and its total with an extra last cell; a standard
report states start and end before every table, and counts days from its start. The tables of one
snapshot may be of different days, be empty, repeat each other, or compare groups of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportgen.connectors.exports.cells import UnreadableCell
from reportgen.connectors.exports.dates import read_day, read_range
from reportgen.connectors.exports.table import DayRange, RawTable, Row, Total, is_blank
from reportgen.connectors.exports.wanted import FIGURE_TYPES, Wanted
from reportgen.connectors.tools.ga4_axes import dated
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.analytics import EVERYONE, GA4_COLUMNS, GROUP_HEADERS
from reportgen.model.dialects.column import header_key

_STATED_DAY = re.compile(r"(?P<which>start date|end date|開始日|終了日)\s*[:：]\s*(?P<day>\d{8})")
_FIGURES = frozenset(
    header_key(header)
    for column in GA4_COLUMNS
    if column.type in FIGURE_TYPES
    for header in column.headers
)
_GROUPS = frozenset(map(header_key, GROUP_HEADERS))
_EVERYONE = frozenset(map(header_key, EVERYONE))


@dataclass(frozen=True)
class _Block:
    """A table as it stands in the file: what its comment lines say, its header and its rows."""

    comments: tuple[str, ...]
    header: Row
    body: tuple[Row, ...]

    @property
    def is_of_everyone(self) -> bool:
        return not _EVERYONE.isdisjoint(map(header_key, self.comments))

    @property
    def days(self) -> DayRange | None:
        return _stated_days(self.comments)


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """Every table of the file, each with the days its comment lines state."""
    blocks = _blocks(rows)
    filled = [block for block in blocks if block.body] or blocks
    own = _FIGURES | {
        header_key(header)
        for one in wanted.columns
        if one.type in FIGURE_TYPES
        for header in one.column.headers
    }
    tables = []
    for block in blocks:
        table = _table(block, own, path)
        if not block.body:
            tables.append(table)
        elif _is_of_others(block, filled):
            tables.append(_aside(table, path))
        else:
            tables.append(dated(_of_everyone(table, path), path))
    return tuple(tables)


def _blocks(rows: Sequence[Row]) -> list[_Block]:
    blocks: list[_Block] = []
    comments: list[str] = []
    block: list[Row] = []
    for row in rows:
        if _is_comment(row, bool(block)):
            if block:
                blocks.append(_Block(tuple(comments), block[0], tuple(block[1:])))
                block, comments = [], []
            comments.append(",".join(row.cells).strip(",# \t"))
        else:
            block.append(row)
    if block:
        blocks.append(_Block(tuple(comments), block[0], tuple(block[1:])))
    return blocks


def _is_comment(row: Row, is_in_table: bool) -> bool:
    # Below a header, a first cell may start with # and be data: a link's fragment.
    if not row.cells[0].startswith("#"):
        return False
    return not is_in_table or is_blank(row.cells[1:])


def _stated_days(comments: Iterable[str]) -> DayRange | None:
    stated: dict[str, date] = {}
    for comment in comments:
        found = read_range(comment)
        if found:
            return DayRange(*found)
        match = _STATED_DAY.search(comment.casefold())
        if match:
            is_start = match["which"] in ("start date", "開始日")
            try:
                stated["start" if is_start else "end"] = read_day(match["day"])
            except UnreadableCell:
                return None
    return DayRange(stated["start"], stated["end"]) if len(stated) == 2 else None


def _table(block: _Block, figures: frozenset[str], path: str) -> RawTable:
    """The block without its totals row, and without what a person wrote below it."""
    header = block.header
    keys = [header_key(cell) for cell in header.cells]
    figure_places = [place for place, key in enumerate(keys) if key in figures]
    dimensions = list(range(figure_places[0])) if figure_places else []
    totals = tuple(
        Total(Row(row.line, row.cells[: len(keys)]), "the totals row", True)
        for row in block.body
        if _is_total(row, dimensions, len(keys))
    )
    lines = {total.row.line for total in totals}
    foreign = [
        row for row in block.body if row.line not in lines and _is_foreign(row, figure_places)
    ]
    lines |= {row.line for row in foreign}
    return RawTable(
        header,
        [row for row in block.body if row.line not in lines],
        totals,
        block.days,
        aside={"foreign": len(foreign)} if foreign else {},
        problems=_foreign_told(foreign, path),
        path=path,
    )


def _is_total(row: Row, dimensions: Sequence[int], width: int) -> bool:
    if not dimensions or not is_blank(row.cells[place] for place in dimensions[: len(row.cells)]):
        return False
    has_extra_cell = len(row.cells) == width + 1 and bool(row.cells[-1].strip())
    return has_extra_cell or len(row.cells) == width


def _is_foreign(row: Row, figures: Sequence[int]) -> bool:
    """True for a row without a single figure: analytics writes 0 where there is none."""
    return bool(figures) and is_blank(
        row.cells[place] for place in figures if place < len(row.cells)
    )


def _foreign_told(foreign: Sequence[Row], path: str) -> tuple[Problem, ...]:
    if not foreign:
        return ()
    lines = tuple(row.line for row in foreign)
    return (
        Problem(
            "RG448",
            f"rows that are not of the export: {len(lines)}; they are not read",
            Place(path, lines[0], rows=lines[1:]),
            level=Level.WARNING,
            why="they hold words and no figures; the file may have been saved by a spreadsheet",
            hint="keep the export as it was downloaded, and notes in a file of their own",
        ),
    )


def _is_of_others(block: _Block, blocks: Sequence[_Block]) -> bool:
    """True for a table that a comparison repeats for a part of the people."""
    alike = [
        other
        for other in blocks
        if other.header.cells == block.header.cells and other.days == block.days
    ]
    everyone = [other for other in alike if other.is_of_everyone]
    return len(alike) > 1 and len(everyone) == 1 and everyone[0] is not block


def _aside(table: RawTable, path: str) -> RawTable:
    """A comparison's table, counted and not read."""
    told = Problem(
        "RG449",
        f"a comparison's table is not read: {len(table.rows)} rows of a part of the people",
        Place(path, table.header.line),
        level=Level.WARNING,
        why="its people are among those of the table of all users",
        hint="export without comparisons",
    )
    aside = {"comparisons": len(table.rows), **table.aside}
    return RawTable(
        table.header, (), table.totals, aside=aside, problems=(*table.problems, told), path=path
    )


def _of_everyone(table: RawTable, path: str) -> RawTable:
    """The table's rows of all users, where a column says whose they are."""
    keys = [header_key(cell) for cell in table.header.cells]
    place = next((place for place, key in enumerate(keys) if key in _GROUPS), None)
    if place is None:
        return table
    rows = [row for row in table.rows if place < len(row.cells)]
    everyone = [row for row in rows if header_key(row.cells[place]) in _EVERYONE]
    groups = {row.cells[place].strip() for row in rows}
    if everyone:
        aside = {"comparisons": len(rows) - len(everyone), **table.aside}
        return replace(table, rows=everyone, aside=aside)
    several = len(groups) > 1
    return replace(
        table,
        problems=(
            *table.problems,
            Problem(
                "RG449",
                "the table is of a part of the people: " + ", ".join(sorted(groups)),
                Place(path, table.header.line, field=table.header.cells[place].strip()),
                level=Level.ERROR if several else Level.WARNING,
                why="one person may be in several of its groups, so they never add up"
                if several
                else "its figures are not of the whole site",
                hint="export without comparisons and segments",
            ),
        ),
    )
