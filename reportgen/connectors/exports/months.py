"""The reported month must be there: rows of it, and as many as agreed; a gap before it is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportgen.connectors.exports.files import MONTH_FIELD, FoundFile
from reportgen.connectors.exports.joining import day_column
from reportgen.connectors.exports.spans import FIRST_DAY, days_of
from reportgen.connectors.exports.table import TableRead
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted
from reportgen.errors import Level, Place, Problem
from reportgen.model.config import Freshness, Source
from reportgen.model.observations import FEWER, Query
from reportgen.model.period import Month
from reportgen.model.tables.words import Words


def months_without_file(found: Sequence[FoundFile], query: Query, source: Source) -> list[Problem]:
    """A warning of the months after the first file that have none: they are unknown, not 0."""
    have = {one.month for one in found if one.month is not None}
    gaps = [month for month in query.months if have and month > min(have) and month not in have]
    if not gaps:
        return []
    several = len(gaps) > 1
    return [
        Problem(
            "RG426",
            f"source {query.source!r} has no file for {', '.join(map(str, gaps))}",
            Place((source.path or "").replace(MONTH_FIELD, str(gaps[0]))),
            level=Level.WARNING,
            why=f"the figures of {'these months are' if several else 'this month are'} unknown",
            hint="put the exports there, and the months' figures are known again"
            if several
            else "put the export there, and the month's figures are known again",
        )
    ]


def check_month(
    tables: Sequence[TableRead], wanted: Wanted, query: Query, freshness: Freshness
) -> list[Problem]:
    """Problems of a source that has nothing, or less than agreed, to say of the reported month.

    Tables of different shapes (sessions by channel, events by name) must each have it.
    """
    shapes: dict[tuple[str, ...], list[TableRead]] = {}
    for table in tables:
        if day_column(table, wanted) is not None:
            shapes.setdefault(tuple(sorted(table.columns)), []).append(table)
    month = query.months[-1]
    problems = []
    for of_shape in shapes.values():
        told = [_of_month(table, wanted, month) for table in of_shape]
        days = frozenset().union(*(days for _, days in told))
        rows = sum(count for count, _ in told)
        problem = _problem(rows, days, of_shape[-1].path, month, freshness)
        if problem is not None:
            problems.append(problem)
    return problems


def _of_month(table: TableRead, wanted: Wanted, month: Month) -> tuple[int, frozenset[str]]:
    """How many rows have a date in the month, and their days of the month."""
    names = [one.name for one in wanted.columns if one.type in DAY_TYPES]
    dated = [name for name in names if name in table.columns]
    sought = str(month)
    if not dated and "yearMonth" in table.columns:
        dated, sought = ["yearMonth"], sought.replace("-", "")
    has_day = np.zeros(len(table.lines), dtype=bool)
    found: set[str] = set()
    for name in dated:
        if table.until is not None and name == FIRST_DAY:
            of_rows = [[day for day in days if day.startswith(sought)] for days in days_of(table)]
            has_day |= np.array([bool(days) for days in of_rows], dtype=bool)
            found.update(day for days in of_rows for day in days)
        else:
            cells = Words.of(table.columns[name])
            of_month = cells.matches(lambda cell: cell.startswith(sought))
            has_day |= of_month
            found.update(cell[:10] for cell in cells.take(of_month).distinct())
    return int(has_day.sum()), frozenset(found)


def _problem(
    rows: int, days: frozenset[str], path: str, month: Month, freshness: Freshness
) -> Problem | None:
    if not rows:
        return Problem(
            "RG415",
            f"no row is of {month}",
            Place(path),
            why="an export made too early looks like a month in which nothing happened",
            hint=f"export {month} again when the source has it complete",
        )
    if freshness.min_rows is not None and rows < freshness.min_rows:
        what = f"rows of {month}: {rows}; at least {freshness.min_rows} were agreed"
    elif freshness.expect_days is not None and len(days) < freshness.expect_days:
        what = f"days of {month} with rows: {len(days)}; {freshness.expect_days} were agreed"
    else:
        return None
    return Problem(
        FEWER,
        what,
        Place(path),
        level=Level.WARNING,
        why="an export made too early, or cut short, looks like a month in which little happened",
        hint=f"export {month} again when the source has it complete",
    )
