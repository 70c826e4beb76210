"""A table of the client's own: one header, rows below it, columns as configuration declares."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.connectors.exports.table import HEADER_WITHIN, RawTable, Row, find_header
from reportgen.connectors.exports.wanted import Wanted


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table, below the first row that holds known headers.

    Without such a row the first of the widest is taken for the header, so that the columns missing
    from it can be told: titles above a table are shorter than it.
    """
    at = find_header(rows, wanted.known, wanted.least)
    if at is None:
        widths = [len(row.cells) for row in rows[:HEADER_WITHIN]]
        at = widths.index(max(widths))
    return (RawTable(rows[at], rows[at + 1 :]),)
