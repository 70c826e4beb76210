"""The reported month must be there: rows of it, and as many as agreed; a gap before it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.connectors.exports.files import MONTH_FIELD, FoundFile
from reportgen.connectors.exports.joining import day_column
from reportgen.connectors.exports.spans import days_of
from reportgen.connectors.exports.table import TableRead
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted
from reportgen.errors import Level, Place, Problem
from reportgen.model.config import Freshness, Source
from reportgen.model.observations import FEWER, Query
from reportgen.model.period import Month


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
        rows = [days for table in of_shape for days in _rows_of(table, wanted, month)]
        problem = _problem(rows, of_shape[-1].path, month, freshness)
        if problem is not None:
            problems.append(problem)
    return problems


def _rows_of(table: TableRead, wanted: Wanted, month: Month) -> Iterator[frozenset[str]]:
    """For every row with a date in the month, its days of the month."""
    names = [one.name for one in wanted.columns if one.type in DAY_TYPES]
    dated = [name for name in names if name in table.columns]
    sought = str(month)
    if not dated and "yearMonth" in table.columns:
        dated, sought = ["yearMonth"], sought.replace("-", "")
    of_month: dict[tuple[frozenset[str], ...], frozenset[str]] = {}
    for of_row in zip(*(days_of(table, name) for name in dated), strict=True):
        days = of_month.get(of_row)
        if days is None:
            every = frozenset().union(*of_row)
            days = of_month[of_row] = frozenset(day for day in every if day.startswith(sought))
        if days:
            yield days


def _problem(
    rows: Sequence[frozenset[str]], path: str, month: Month, freshness: Freshness
) -> Problem | None:
    if not rows:
        return Problem(
            "RG415",
            f"no row is of {month}",
            Place(path),
            why="an export made too early looks like a month in which nothing happened",
            hint=f"export {month} again when the source has it complete",
        )
    days = len(frozenset().union(*rows))
    if freshness.min_rows is not None and len(rows) < freshness.min_rows:
        what = f"rows of {month}: {len(rows)}; at least {freshness.min_rows} were agreed"
    elif freshness.expect_days is not None and days < freshness.expect_days:
        what = f"days of {month} with rows: {days}; {freshness.expect_days} were agreed"
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
