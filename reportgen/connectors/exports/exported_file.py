"""One exported file: its tables read, checked, and made to say what is wanted of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from reportgen.connectors.base import refusal
from reportgen.connectors.exports.checks import check_days, check_totals, read_totals
from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.files import FileBytes
from reportgen.connectors.exports.opening import opened
from reportgen.connectors.exports.orders import ToldOrder
from reportgen.connectors.exports.reading import Cells, read_table
from reportgen.connectors.exports.table import RawTable, TableRead, checked_widths
from reportgen.connectors.exports.wanted import (
    FIGURE_TYPES,
    HeaderKeys,
    Wanted,
    missing_column,
    place_of,
)
from reportgen.connectors.workbooks.sheets import placed
from reportgen.errors import DataRefused, Problem, errors_in
from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import header_key
from reportgen.model.observations import FileRead


@dataclass(frozen=True)
class FileTables:
    """What a file holds of what is wanted, and what must be known of it.

    `missing` are needed columns that none of its tables has. `aside` counts rows that are not
    used, by reason.
    """

    read: FileRead
    tables: tuple[TableRead, ...]
    missing: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    flags: frozenset[str]
    orders: Mapping[str, ToldOrder]
    aside: Mapping[str, int]
    modified: date


@dataclass
class _Gathered:
    """What is found on the way through the tables of one file.

    `missing` are columns that tables with wanted figures lack, `unasked` those of other tables.
    """

    tables: list[TableRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[dict[str, Problem]] = field(default_factory=list)
    unasked: list[dict[str, Problem]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    orders: dict[str, ToldOrder] = field(default_factory=dict)
    aside: Counter[str] = field(default_factory=Counter)
    totals: int = 0


@dataclass(frozen=True)
class ExportedFile:
    """A file of a dialect, and what is wanted of it."""

    dialect: Dialect
    wanted: Wanted
    cells: Cells
    encoding: str | None
    number: int
    contents: FileBytes

    @property
    def path(self) -> str:
        """The file, from the workspace's folder."""
        return self.contents.found.path

    def read(self, zone: ZoneInfo, orders: Mapping[str, ToldOrder]) -> FileTables:
        """Everything the file holds that is wanted; DataRefused tells all that is wrong in it.

        `orders` are the date orders that the source's other files told.
        """
        raw_tables, encoding = opened(self.dialect, self.wanted, self.contents, self.encoding)
        try:
            read = self._read(raw_tables, encoding, zone, orders)
        except DataRefused as refused:
            raise refusal(placed(refused.problems, raw_tables)) from None
        return replace(
            read,
            missing=placed(read.missing, raw_tables),
            problems=placed(read.problems, raw_tables),
        )

    def _read(
        self,
        raw_tables: Sequence[RawTable],
        encoding: str,
        zone: ZoneInfo,
        orders: Mapping[str, ToldOrder],
    ) -> FileTables:
        gathered = _Gathered()
        for raw in raw_tables:
            self._take(gathered, raw, orders)
        if errors_in(gathered.problems):
            raise refusal(gathered.problems)
        tables = _without_repetitions(gathered)
        missing = gathered.missing or gathered.unasked
        in_all = set.intersection(*(set(one) for one in missing))
        return FileTables(
            self._file_read(raw_tables, tables, gathered.totals, encoding),
            tables,
            tuple(one for one in missing[-1].values() if one.place.field in in_all),
            tuple(gathered.problems),
            frozenset(gathered.flags),
            gathered.orders,
            gathered.aside,
            self.contents.modified.astimezone(zone).date(),
        )

    def _take(self, gathered: _Gathered, raw: RawTable, orders: Mapping[str, ToldOrder]) -> None:
        """Read one table, or put it aside where none of its figures was asked for."""
        gathered.aside.update(raw.aside)
        gathered.totals += len(raw.totals)
        if not raw.rows:
            gathered.problems += raw.problems
            return
        places, absent = self._places(raw)
        if not self._has_figures(places):
            gathered.unasked.append({problem.place.field: problem for problem in absent})
            gathered.aside["other_tables"] += len(raw.rows)
            return
        gathered.problems += raw.problems
        gathered.missing.append({problem.place.field: problem for problem in absent})
        if absent and not self.dialect.has_parts:
            gathered.problems += absent
            return
        if errors_in(raw.problems):
            return
        checked_widths(raw.header, raw.rows, raw.path)
        table = self._read_table(gathered, raw, places, orders)
        of_totals = {total.row.line for total in raw.totals}
        gathered.totals -= sum(1 for line in table.lines if line in of_totals)
        gathered.aside["folded"] += max(0, len(raw.rows) - len(table.lines))
        gathered.tables.append(table)

    def _places(self, raw: RawTable) -> tuple[Mapping[str, int], list[Problem]]:
        places: dict[str, int] = {}
        absent = []
        header = HeaderKeys.of(raw.header)
        for one in self.wanted.columns:
            place = place_of(one.column, header, raw.path, self.wanted.currency)
            if place is not None:
                places[one.name] = place
            elif one.is_needed:
                absent.append(missing_column(one, raw.header, raw.path))
        return places, absent

    def _has_figures(self, places: Mapping[str, int]) -> bool:
        """False for a table of several whose figures nobody asked for."""
        if not self.dialect.has_parts:
            return True
        return any(self.wanted.of(name).type in FIGURE_TYPES for name in places)

    def _split_by(self, raw: RawTable) -> int:
        """How many dimensions split a table of several, besides those that were asked for."""
        if not self.dialect.has_parts:
            return 0
        keys = {header_key(cell) for cell in raw.header.cells}
        return sum(
            not keys.isdisjoint(map(header_key, column.headers))
            for column in self.dialect.columns
            if column.type is ColumnType.TEXT and not self.wanted.has(column.name)
        )

    def _read_table(
        self,
        gathered: _Gathered,
        raw: RawTable,
        places: Mapping[str, int],
        orders: Mapping[str, ToldOrder],
    ) -> TableRead:
        where = (self.number, raw.path)
        reading = read_table(raw, places, self.wanted, self.cells, where, orders)
        problems = list(reading.problems)
        totals = read_totals(raw, places, self.wanted)
        table = replace(reading.table, totals=totals, split_by=self._split_by(raw))
        if not errors_in(problems):
            headers = headers_of(raw, places)
            problems += check_totals(table, self.wanted, headers)
            problems += check_days(raw, table, places, self.wanted)
            table, of_words = self.dialect.settle(table, self.wanted, headers)
            problems += of_words
        if not errors_in(problems):
            table = self.dialect.reshape(table)
            problems += table.problems
        gathered.problems += problems
        gathered.flags |= reading.flags
        gathered.orders |= reading.orders
        return table

    def _file_read(
        self,
        raw_tables: Sequence[RawTable],
        tables: Sequence[TableRead],
        totals: int,
        encoding: str,
    ) -> FileRead:
        days = next((table.days for table in tables if table.days), None)
        rows = sum(len(raw.rows) + len(raw.totals) + sum(raw.aside.values()) for raw in raw_tables)
        return FileRead(
            path=self.path,
            sha256=self.contents.sha256,
            month=self.contents.found.month,
            encoding=encoding,
            rows_read=rows,
            rows_used=0,
            rows_totals=totals,
            rows_refused=0,
            range_start=days.start if days else None,
            range_end=days.end if days else None,
            sheet=next((raw.sheet for raw in raw_tables), ""),
        )


def headers_of(raw: RawTable, places: Mapping[str, int]) -> Mapping[str, str]:
    """The headers of the columns that are read, by our names, as the file has them."""
    return {name: raw.header.cells[at].strip() for name, at in places.items()}


def _without_repetitions(gathered: _Gathered) -> tuple[TableRead, ...]:
    """The tables; one that says what another of the file says already is put aside."""
    if len(gathered.tables) < 2:
        return tuple(gathered.tables)
    seen: set[object] = set()
    kept = []
    for table in gathered.tables:
        said = (
            tuple(sorted(table.columns)),
            tuple(sorted(zip(*(cells for _, cells in sorted(table.columns.items())), strict=True))),
            tuple(table.until or ()),
        )
        if said in seen:
            gathered.aside["repeated_tables"] += len(table.lines)
        else:
            kept.append(table)
        seen.add(said)
    return tuple(kept)
