"""Many files become one table: a row wins by its id, and no two files may speak of one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportgen.connectors.exports.spans import FIRST_DAY, all_days
from reportgen.connectors.exports.table import TableRead
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted
from reportgen.errors import Place, Problem
from reportgen.model.observations import NOT_IN_TABLE
from reportgen.model.tables.words import Words

Rows = npt.NDArray[np.int64]
"""Rows of a table, by their place in it."""


@dataclass(frozen=True)
class JoinedRows:
    """The rows of all tables that count, column by column, with their file and line."""

    files: npt.NDArray[np.int16]
    lines: npt.NDArray[np.int32]
    columns: Mapping[str, Words]
    excluded: Mapping[str, int]
    until: Words | None = None


def join(tables: Sequence[TableRead], wanted: Wanted) -> tuple[JoinedRows, list[Problem]]:
    """All rows of the tables, those of later files first to count where rows have an id."""
    if wanted.unique_by:
        rows_of, excluded, problems = _by_id(tables, wanted)
    else:
        tables, excluded = _least_split(tables, wanted)
        rows_of = [None for _ in tables]
        problems = _same_days(tables, wanted)
    chosen = [
        (table, rows if rows is not None else np.arange(len(table.lines)))
        for table, rows in zip(tables, rows_of, strict=True)
    ]
    nothing = np.zeros(0, dtype=np.int16)
    joined = JoinedRows(
        files=np.concatenate(
            [
                nothing.astype(np.int16),
                *(np.full(len(rows), table.file, np.int16) for table, rows in chosen),
            ]
        ),
        lines=np.concatenate(
            [nothing, *(np.asarray(table.lines, dtype=np.int32)[rows] for table, rows in chosen)]
        ),
        columns={
            one.name: Words.joined([_cells(table, one.name, rows) for table, rows in chosen])
            for one in wanted.columns
            if one.is_kept
        },
        excluded=excluded,
        until=_until(chosen, wanted),
    )
    return joined, problems


def _until(chosen: Sequence[tuple[TableRead, Rows]], wanted: Wanted) -> Words | None:
    """Each row's last day, where rows of any table speak of several days and days are asked."""
    is_asked = wanted.has(FIRST_DAY) and wanted.of(FIRST_DAY).is_kept
    if not is_asked or all(table.until is None for table, _ in chosen):
        return None
    return Words.joined(
        [
            Words.alike("", len(rows)) if table.until is None else Words.of(table.until).take(rows)
            for table, rows in chosen
        ]
    )


def _cells(table: TableRead, name: str, rows: Rows) -> Words:
    cells = table.columns.get(name)
    if cells is None:
        return Words.alike(NOT_IN_TABLE, len(rows))
    words = Words.of(cells)
    return words if len(rows) == len(words) else words.take(rows)


def _by_id(
    tables: Sequence[TableRead], wanted: Wanted
) -> tuple[list[Rows | None], dict[str, int], list[Problem]]:
    """Which rows of each table count: of an id, the row in the last table that has it.

    Only ids that may stand more than once are compared as text, which numbers tell beforehand.
    """
    problems: list[Problem] = []
    taken: set[tuple[str, ...]] = set()
    rows_of: list[Rows | None] = []
    superseded = repeated = 0
    ids_of = [[Words.of(table.columns[name]) for name in wanted.unique_by] for table in tables]
    may_repeat = _may_repeat(ids_of)
    for table, ids, doubtful in reversed(list(zip(tables, ids_of, may_repeat, strict=True))):
        if not len(doubtful):
            rows_of.append(None)
            continue
        first_row: dict[tuple[str, ...], int] = {}
        keys = zip(*(words.take(doubtful) for words in ids), strict=True)
        counts = np.ones(len(table.lines), dtype=bool)
        for row, key in zip(doubtful.tolist(), keys, strict=True):
            if key not in first_row:
                first_row[key] = row
                if key in taken:
                    superseded += 1
                    counts[row] = False
                continue
            counts[row] = False
            if _same_row(table, first_row[key], row):
                repeated += 1
            else:
                problems.append(_two_rows(table, wanted, first_row[key], row))
        taken.update(first_row)
        rows_of.append(np.flatnonzero(counts))
    excluded = {"superseded": superseded, "repeated": repeated}
    return rows_of[::-1], {reason: n for reason, n in excluded.items() if n}, problems[::-1]


def _may_repeat(ids_of: Sequence[Sequence[Words]]) -> list[Rows]:
    """The rows of each table whose id another row seems to have."""
    numbers = [_numbered(ids) for ids in ids_of]
    every = np.concatenate(numbers)
    every.sort()
    several = np.unique(every[1:][every[1:] == every[:-1]])
    del every
    return [np.flatnonzero(np.isin(of_table, several)) for of_table in numbers]


def _numbered(ids: Sequence[Words]) -> npt.NDArray[np.uint64]:
    """A number for each row's id: equal ids have an equal one, others hardly ever."""
    numbers = np.zeros(len(ids[0]), dtype=np.uint64)
    for words in ids:
        numbers *= np.uint64(0x9E3779B97F4A7C15)
        numbers += words.numbered()
    return numbers


def _same_row(table: TableRead, first: int, second: int) -> bool:
    return all(cells[first] == cells[second] for cells in table.columns.values())


def _two_rows(table: TableRead, wanted: Wanted, first: int, second: int) -> Problem:
    id_of = ", ".join(table.columns[name][first] for name in wanted.unique_by)
    if any(wanted.of(name).is_pii for name in wanted.unique_by):
        id_of = "••"
    return Problem(
        "RG414",
        f"the id {id_of} stands twice with different contents",
        Place(
            table.path,
            table.lines[first],
            field=wanted.unique_by[0],
            rows=(table.lines[second],),
        ),
        hint="remove one of the rows in the source and export again",
        why="nothing says which of the two is right",
    )


def _least_split(
    tables: Sequence[TableRead], wanted: Wanted
) -> tuple[Sequence[TableRead], dict[str, int]]:
    """Of tables that say the same of the same days, those split by the fewest dimensions.

    Nobody asked for the others' dimensions; their rows would count the days once more.
    """
    if not any(table.split_by for table in tables):
        return tables, {}
    kept: list[TableRead] = []
    days = {id(table): frozenset(_days(table, wanted)) for table in tables}
    for table in sorted(tables, key=lambda table: table.split_by):
        if not any(
            one.split_by < table.split_by
            and _shape(one) == _shape(table)
            and not days[id(one)].isdisjoint(days[id(table)])
            for one in kept
        ):
            kept.append(table)
    chosen = [table for table in tables if any(table is one for one in kept)]
    aside = sum(len(table.lines) for table in tables) - sum(len(one.lines) for one in chosen)
    return chosen, {"other_tables": aside} if aside else {}


def _shape(table: TableRead) -> tuple[str, ...]:
    return tuple(sorted(table.columns))


def _same_days(tables: Sequence[TableRead], wanted: Wanted) -> list[Problem]:
    """Two tables of the same shape that have rows for the same day count that day twice."""
    problems = []
    day_of: dict[tuple[tuple[str, ...], str], TableRead] = {}
    for table in tables:
        shape = _shape(table)
        overlaps: dict[str, list[str]] = {}
        for day in _days(table, wanted):
            other = day_of.setdefault((shape, day), table)
            if other is not table:
                overlaps.setdefault(other.path, []).append(day)
        for other_path, days in overlaps.items():
            both = f"{other_path} and {table.path} both"
            if other_path == table.path:
                both = f"two tables of {table.path}"
            problems.append(
                Problem(
                    "RG413",
                    f"{both} have rows of {min(days)} (days in common: {len(days)})",
                    Place(table.path, table.lines[0] if other_path == table.path else None),
                    hint="keep one of the files, or name the column that tells rows apart"
                    " with `unique_by:`",
                    why="the same day would be counted twice",
                )
            )
    return problems


def _days(table: TableRead, wanted: Wanted) -> list[str]:
    column = day_column(table, wanted)
    if column is None:
        return []
    return sorted(all_days(table, column))


def day_column(table: TableRead, wanted: Wanted) -> str | None:
    """The column that says which day a row is of: `date`, else the first column of days."""
    dated = [
        one.name for one in wanted.columns if one.type in DAY_TYPES and one.name in table.columns
    ]
    if "date" in dated:
        return "date"
    return dated[0] if dated else ("yearMonth" if "yearMonth" in table.columns else None)
