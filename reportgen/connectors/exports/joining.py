"""Many files become one table: a row wins by its id, and no two files may speak of one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.connectors.exports.spans import FIRST_DAY, all_days
from reportgen.connectors.exports.table import TableRead
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted
from reportgen.errors import Place, Problem
from reportgen.model.observations import NOT_IN_TABLE


@dataclass(frozen=True)
class JoinedRows:
    """The rows of all tables that count, column by column, with their file and line."""

    files: list[int]
    lines: list[int]
    columns: Mapping[str, list[str]]
    excluded: Mapping[str, int]
    until: list[str] | None = None


def join(tables: Sequence[TableRead], wanted: Wanted) -> tuple[JoinedRows, list[Problem]]:
    """All rows of the tables, those of later files first to count where rows have an id."""
    if wanted.unique_by:
        rows_of, excluded, problems = _by_id(tables, wanted)
    else:
        tables, excluded = _least_split(tables, wanted)
        rows_of = [range(len(table.lines)) for table in tables]
        problems = _same_days(tables, wanted)
    chosen = list(zip(tables, rows_of, strict=True))
    joined = JoinedRows(
        files=[table.file for table, rows in chosen for _ in rows],
        lines=[table.lines[row] for table, rows in chosen for row in rows],
        columns={
            one.name: [cell for table, rows in chosen for cell in _cells(table, one.name, rows)]
            for one in wanted.columns
            if one.is_kept
        },
        excluded=excluded,
        until=_until(chosen, wanted),
    )
    return joined, problems


def _until(chosen: Sequence[tuple[TableRead, Sequence[int]]], wanted: Wanted) -> list[str] | None:
    """Each row's last day, where rows of any table speak of several days and days are asked."""
    is_asked = wanted.has(FIRST_DAY) and wanted.of(FIRST_DAY).is_kept
    if not is_asked or all(table.until is None for table, _ in chosen):
        return None
    return [
        "" if table.until is None else table.until[row] for table, rows in chosen for row in rows
    ]


def _cells(table: TableRead, name: str, rows: Sequence[int]) -> list[str]:
    cells = table.columns.get(name)
    return [NOT_IN_TABLE] * len(rows) if cells is None else [cells[row] for row in rows]


def _by_id(
    tables: Sequence[TableRead], wanted: Wanted
) -> tuple[list[Sequence[int]], dict[str, int], list[Problem]]:
    """Which rows of each table count: of an id, the row in the last table that has it."""
    problems: list[Problem] = []
    taken: set[tuple[str, ...]] = set()
    rows_of: list[Sequence[int]] = []
    superseded = repeated = 0
    for table in reversed(tables):
        first_row: dict[tuple[str, ...], int] = {}
        ids = list(zip(*(table.columns[name] for name in wanted.unique_by), strict=True))
        for row, key in enumerate(ids):
            if key not in first_row:
                first_row[key] = row
            elif _same_row(table, first_row[key], row):
                repeated += 1
            else:
                problems.append(_two_rows(table, wanted, first_row[key], row))
        rows = [row for key, row in first_row.items() if key not in taken]
        superseded += len(first_row) - len(rows)
        taken.update(first_row)
        rows_of.append(rows)
    counts = {"superseded": superseded, "repeated": repeated}
    excluded = {reason: count for reason, count in counts.items() if count}
    return rows_of[::-1], excluded, problems[::-1]


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
