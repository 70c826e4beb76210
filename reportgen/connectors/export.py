"""An exported file of any dialect becomes an extract: find, read, check, join."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd

from reportgen.connectors.base import Connector, Context, refusal, refuse_one, settings_hash
from reportgen.connectors.checks import check_currency, check_days, check_totals
from reportgen.connectors.encoding import decode
from reportgen.connectors.files import FileBytes, find_files, read_bytes
from reportgen.connectors.joining import JoinedRows, join
from reportgen.connectors.months import check_month, months_without_file
from reportgen.connectors.reading import Cells, read_table
from reportgen.connectors.table import (
    RawTable,
    Row,
    TableRead,
    checked_widths,
    find_delimiter,
    split_rows,
)
from reportgen.connectors.wanted import (
    FIGURE_TYPES,
    Beside,
    HeaderKeys,
    Wanted,
    missing_column,
    place_of,
    wanted_columns,
)
from reportgen.errors import DataRefused, Place, Problem, errors_in
from reportgen.model.config import Source
from reportgen.model.dialects import NormalisedColumn
from reportgen.model.observations import Extract, FileRead, Query

Recogniser = Callable[[Sequence[Row], Wanted, str], tuple[RawTable, ...]]


def as_it_is(table: TableRead) -> TableRead:
    """The table unchanged."""
    return table


@dataclass(frozen=True)
class Dialect:
    """A tool's way of writing a file: its columns, its layout, and what its rows stand for.

    `has_parts`: the columns asked for may stand in several tables; elsewhere every file must have
    them all.
    """

    columns: tuple[NormalisedColumn, ...]
    recognise: Recogniser
    beside: Beside = field(default_factory=Beside)
    reshape: Callable[[TableRead], TableRead] = as_it_is
    has_parts: bool = False


@dataclass(frozen=True)
class _FileTables:
    read: FileRead
    tables: tuple[TableRead, ...]
    missing: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    flags: frozenset[str]
    modified: date


def export_connector(dialect: Dialect) -> Connector:
    """The connector that reads files of one dialect."""

    def fetch(query: Query, source: Source, context: Context) -> Extract:
        return _fetch(dialect, query, source, context)

    return fetch


def _fetch(dialect: Dialect, query: Query, source: Source, context: Context) -> Extract:
    wanted = wanted_columns(query, source, context, dialect.columns, dialect.beside)
    cells = Cells.of(source, context)
    problems: list[Problem] = []
    files: list[_FileTables] = []
    every = find_files(query, source, context)
    problems += months_without_file(every, query, source)
    for number, found in enumerate(every):
        try:
            contents = read_bytes(found, context.root)
            reader = _FileReader(dialect, wanted, cells, source.encoding, number, contents)
            files.append(reader.read(ZoneInfo(context.timezone)))
        except DataRefused as refused:
            problems += refused.problems
    for one in files:
        problems += one.problems
    if not errors_in(problems):
        problems += _missing_everywhere(files)
    tables = [table for one in files for table in one.tables]
    if not errors_in(problems):
        joined, of_joining = join(tables, wanted)
        problems += of_joining
        problems += check_month(tables, wanted, query, source.freshness)
    if errors_in(problems):
        raise refusal(problems)
    return _extract(joined, files, wanted, (query, source, context), problems)


def _missing_everywhere(files: Sequence[_FileTables]) -> list[Problem]:
    """Columns that no table of any file has; where one of them has it, the others may lack it."""
    missing = [{problem.place.field: problem for problem in one.missing} for one in files]
    common = set.intersection(*(set(one) for one in missing)) if missing else set()
    return [problem for header, problem in missing[-1].items() if header in common]


def _extract(
    joined: JoinedRows,
    files: Sequence[_FileTables],
    wanted: Wanted,
    asked: tuple[Query, Source, Context],
    problems: Sequence[Problem],
) -> Extract:
    query, source, context = asked
    used = pd.Series(joined.files, dtype="int64").value_counts()
    table = pd.DataFrame(
        {
            **{name: pd.Series(cells, dtype="str") for name, cells in joined.columns.items()},
            "_file": pd.Series(joined.files, dtype="int64"),
            "_row": pd.Series(joined.lines, dtype="int64"),
        }
    )
    extract = Extract(
        query=query,
        table=table,
        types={one.name: one.type for one in wanted.columns if one.is_kept},
        files=tuple(
            replace(one.read, rows_used=int(used.get(number, 0)))
            for number, one in enumerate(files)
        ),
        as_of=source.as_of or max(one.modified for one in files),
        fetched_at=context.fetched_at,
        flags=tuple(sorted({flag for one in files for flag in one.flags})),
        excluded=joined.excluded,
        problems=tuple(problems),
        settings=settings_hash(source, context),
    )
    return replace(extract, sha256=extract.content_sha256())


@dataclass(frozen=True)
class _FileReader:
    dialect: Dialect
    wanted: Wanted
    cells: Cells
    encoding: str | None
    number: int
    contents: FileBytes

    @property
    def path(self) -> str:
        return self.contents.found.path

    def read(self, zone: ZoneInfo) -> _FileTables:
        """Everything the file holds that is wanted; DataRefused tells all that is wrong in it."""
        decoded = decode(self.contents.data, self.encoding, self.path)
        raw_tables = self._raw_tables(decoded.text)
        tables, problems, missing = [], [], []
        flags: set[str] = set()
        for raw in raw_tables:
            places, absent = self._places(raw)
            missing.append({problem.place.field: problem for problem in absent})
            if absent and not self.dialect.has_parts:
                problems += absent
            elif self._has_figures(places):
                table, of_table, flags_of_table = self._read_table(raw, places)
                tables.append(table)
                problems += of_table
                flags |= flags_of_table
        if errors_in(problems):
            raise refusal(problems)
        in_all = set.intersection(*(set(one) for one in missing))
        return _FileTables(
            self._file_read(raw_tables, tables, decoded.encoding),
            tuple(tables),
            tuple(one for one in missing[-1].values() if one.place.field in in_all),
            tuple(problems),
            frozenset(flags),
            self.contents.modified.astimezone(zone).date(),
        )

    def _raw_tables(self, text: str) -> tuple[RawTable, ...]:
        if not text.strip():
            raise refuse_one(
                "RG403", "the file is empty", Place(self.path), "export the month again"
            )
        delimiter = find_delimiter(text, self.wanted.known, self.wanted.least)
        rows = split_rows(text, delimiter, self.path)
        tables = self.dialect.recognise(rows, self.wanted, self.path)
        if not any(table.rows for table in tables):
            line = tables[0].header.line if tables else 1
            raise refuse_one(
                "RG403",
                "the file has a header and no rows" if tables else "the file has no table",
                Place(self.path, line),
                "export the month again",
            )
        return tables

    def _places(self, raw: RawTable) -> tuple[Mapping[str, int], list[Problem]]:
        places: dict[str, int] = {}
        absent = []
        header = HeaderKeys.of(raw.header)
        for one in self.wanted.columns:
            place = place_of(one.column, header, self.path, self.wanted.currency)
            if place is not None:
                places[one.name] = place
            elif one.is_needed:
                absent.append(missing_column(one, raw.header, self.path))
        return places, absent

    def _has_figures(self, places: Mapping[str, int]) -> bool:
        """False for a table of several whose figures nobody asked for."""
        if not self.dialect.has_parts:
            return True
        return any(self.wanted.of(name).type in FIGURE_TYPES for name in places)

    def _read_table(
        self, raw: RawTable, places: Mapping[str, int]
    ) -> tuple[TableRead, list[Problem], frozenset[str]]:
        checked_widths(raw.header, raw.rows, self.path)
        reading = read_table(raw, places, self.wanted, self.cells, (self.number, self.path))
        problems = list(reading.problems)
        if not problems:
            problems += check_totals(raw, reading.table, places, self.wanted)
            problems += check_days(raw, reading.table, places, self.wanted)
            problems += check_currency(reading.table, self.wanted)
        table = reading.table if errors_in(problems) else self.dialect.reshape(reading.table)
        return table, problems, reading.flags

    def _file_read(
        self, raw_tables: Sequence[RawTable], tables: Sequence[TableRead], encoding: str
    ) -> FileRead:
        days = next((table.days for table in tables if table.days), None)
        totals = sum(len(raw.totals) for raw in raw_tables)
        return FileRead(
            path=self.path,
            sha256=self.contents.sha256,
            month=self.contents.found.month,
            encoding=encoding,
            rows_read=sum(len(raw.rows) for raw in raw_tables) + totals,
            rows_used=0,
            rows_totals=totals,
            rows_refused=0,
            range_start=days.start if days else None,
            range_end=days.end if days else None,
        )
