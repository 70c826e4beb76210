"""A table of the client's own: one header, rows below it, columns as configuration declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.connectors.exports.table import HEADER_WITHIN, RawTable, Row, Total, find_header
from reportgen.connectors.exports.wanted import DAY_TYPES, Wanted
from reportgen.model.dialects import header_key

TOTAL = re.compile(r"\s*(?:(?:grand )?totals?|合計|総計|計)\s*:?\s*", re.IGNORECASE)


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table, below the first row that holds known headers.

    Without such a row the first of the widest is taken for the header, so that the columns missing
    from it can be told: titles above a table are shorter than it. A last row that says "Total"
    where the others have their day is the table's totals row.
    """
    at = find_header(rows, wanted.known, wanted.least)
    if at is None:
        widths = [len(row.cells) for row in rows[:HEADER_WITHIN]]
        at = widths.index(max(widths))
    header, body = rows[at], rows[at + 1 :]
    if body and _begins_with_days(header, wanted) and TOTAL.fullmatch(body[-1].cells[0]):
        last = body[-1]
        return (RawTable(header, body[:-1], (Total(last, last.cells[0].strip(), True),)),)
    return (RawTable(header, body),)


def _begins_with_days(header: Row, wanted: Wanted) -> bool:
    """True when the first column is one of days, so that a word in it is no row's own."""
    first = header_key(header.cells[0])
    return any(
        one.type in DAY_TYPES and first in map(header_key, one.column.headers)
        for one in wanted.columns
    )
