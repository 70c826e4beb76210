"""A month in which nothing was delivered: no rows, and totals that say so.

An advertising tool lists only what was delivered. A report without rows is a month of 0 where the
tool wrote its totals all the same, with 0 or with nothing in them; without totals it may have been
cut short, and is a hole.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.connectors.exports.checks import read_totals
from reportgen.connectors.exports.spans import FIRST_DAY, covering, in_one_month
from reportgen.connectors.exports.table import DayRange, RawTable, Row
from reportgen.connectors.exports.wanted import HeaderKeys, Wanted, place_of
from reportgen.errors import Level, Place, Problem
from reportgen.model.period import Month


def nothing_delivered(table: RawTable, wanted: Wanted, month: Month | None) -> RawTable | None:
    """The table with one row of zeros for its month; None where nobody says that nothing was.

    The month is the one the report states, else the one in its file's name.
    """
    days = table.days
    if days is None and month is not None:
        days = DayRange(month.first_day, month.last_day)
    whole = next((total for total in table.totals if total.is_whole), None)
    if days is None or whole is None or not in_one_month(days):
        return None
    header = HeaderKeys.of(table.header)
    found = {
        one.name: place_of(one.column, header, table.path, wanted.currency)
        for one in wanted.columns
    }
    places = {name: place for name, place in found.items() if place is not None}
    totals = read_totals(table, places, wanted)
    if any(figure for total in totals for figure in total.figures.values()):
        return None
    cells = [""] * len(table.header.cells)
    for name, place in places.items():
        if wanted.of(name).column.adds_up:
            cells[place] = "0"
    silent = replace(table, totals=(), problems=(*table.problems, _told(table, days)))
    if FIRST_DAY not in places:
        return covering(replace(silent, rows=[Row(whole.row.line, cells)]), days)
    cells[places[FIRST_DAY]] = days.start.isoformat()
    return replace(silent, rows=[Row(whole.row.line, cells)], until=(days.end.isoformat(),))


def _told(table: RawTable, days: DayRange) -> Problem:
    return Problem(
        "RG444",
        f"the report of {days.start} to {days.end} has no rows, and its totals say 0:"
        " nothing was delivered",
        Place(table.path, table.header.line),
        level=Level.WARNING,
        why="figures of these days are 0, because the tool says so",
        hint="if something was delivered, export the month again",
    )
