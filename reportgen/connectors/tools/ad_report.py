"""What reports of advertising tools have in common: a header known by its names, totals rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.cells import is_missing
from reportgen.connectors.exports.table import RawTable, Row, Total, find_header
from reportgen.connectors.exports.wanted import HeaderKeys, Wanted
from reportgen.errors import Place
from reportgen.model.dialects.column import NormalisedColumn, header_key

TOTAL_WORDS = frozenset({"total", "合計", "総計", "grandtotal"})
DIMENSIONS = ("date", "campaign", "ad_set", "ad")


@dataclass(frozen=True)
class AdReport:
    """A tool's report: what it is called, how to get it, and the columns it may have."""

    name: str
    how: str
    columns: tuple[NormalisedColumn, ...]

    def header(self, rows: Sequence[Row], wanted: Wanted, path: str) -> int:
        """The place of the header among the rows; a file of another tool is refused."""
        at = find_header(rows, wanted.known, wanted.least)
        if at is None:
            what = f"no row holds the headers of {self.name}"
            raise refuse_one("RG419", what, Place(path, 1), self.how)
        return at

    def headers_of(self, name: str) -> tuple[str, ...]:
        """The headers under which one of our columns may stand."""
        return next((one.headers for one in self.columns if one.name == name), ())

    def dimensions(self, header: Row) -> tuple[int, ...]:
        """The places of day, campaign and what is below it."""
        places = (place_among(header, self.headers_of(name)) for name in DIMENSIONS)
        return tuple(place for place in places if place is not None)

    def recognise(self, rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
        """One table, and the row that sums it up wherever it stands."""
        at = self.header(rows, wanted, path)
        return (self.split(rows[at], rows[at + 1 :]),)

    def split(self, header: Row, body: Sequence[Row]) -> RawTable:
        """The table of a header's rows, without those that sum up all others."""
        dimensions = self.dimensions(header)
        last = body[-1].line if body else 0
        sums = [
            row
            for row in body
            if _sums_up(row, dimensions) or (row.line == last and _is_called_total(row))
        ]
        lines = {row.line for row in sums}
        totals = tuple(Total(row, "the totals row", is_whole=True) for row in sums)
        return RawTable(header, [row for row in body if row.line not in lines], totals)


def place_among(header: Row, words: Sequence[str]) -> int | None:
    """The place of the first of some headers that is there."""
    keys = HeaderKeys.of(header).keys
    found = (keys.index(header_key(word)) for word in words if header_key(word) in keys)
    return next(found, None)


def cell_at(row: Row, place: int | None) -> str:
    """A row's cell without blanks around it; the empty text where there is none."""
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def without(table: RawTable, rows: Sequence[Row], reason: str) -> RawTable:
    """The table without some of its rows, which are counted by a reason."""
    lines = {row.line for row in rows}
    kept = [row for row in table.rows if row.line not in lines]
    aside = {**table.aside, reason: table.aside.get(reason, 0) + len(rows)} if rows else table.aside
    return replace(table, rows=kept, aside=aside)


def _sums_up(row: Row, dimensions: Sequence[int]) -> bool:
    """True for a row of no day and no campaign, but for the word Total in one of them."""
    words = [cell_at(row, place) for place in dimensions]
    named = [word for word in words if not is_missing(word)]
    if not words or len(named) == len(words) == 1:
        return False
    return all(header_key(word) in TOTAL_WORDS for word in named)


def _is_called_total(row: Row) -> bool:
    first = row.cells[0].strip() if row.cells else ""
    return header_key(first) in TOTAL_WORDS
