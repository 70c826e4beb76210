"""A table of the client's own: one header, rows below it, columns as configuration declares."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.connectors.table import RawTable, Row, find_header
from reportgen.connectors.wanted import Wanted


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table, below the first row that holds known headers.

    Without such a row the first one is taken for the header, so that the columns missing from it
    can be told.
    """
    at = find_header(rows, wanted.known, wanted.least) or 0
    return (RawTable(rows[at], rows[at + 1 :]),)
