"""An exported file of any dialect becomes an extract: find, read, check, join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from reportgen.connectors.base import Connector, Context, refusal, settings_hash
from reportgen.connectors.exports.dialect import Dialect as Dialect
from reportgen.connectors.exports.dialect import Recogniser as Recogniser
from reportgen.connectors.exports.exported_file import ExportedFile, FileTables
from reportgen.connectors.exports.files import FoundFile, find_files, read_bytes
from reportgen.connectors.exports.joining import JoinedRows, join
from reportgen.connectors.exports.months import check_month, months_without_file
from reportgen.connectors.exports.orders import NO_ORDER, ToldOrder, settled
from reportgen.connectors.exports.reading import Cells
from reportgen.connectors.exports.wanted import Wanted, wanted_columns
from reportgen.connectors.workbooks.sheets import in_sheets
from reportgen.errors import DataRefused, Problem, errors_in
from reportgen.model.config import Source
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import UNTIL, Extract, Query
from reportgen.model.tables.word_array import column_of_words

ReadFile = Callable[[int, FoundFile, Mapping[str, ToldOrder]], FileTables]
"""Reads one of a source's files, by its number, with the date orders that others told."""


def export_connector(dialect: Dialect) -> Connector:
    """The connector that reads files of one dialect."""

    def fetch(query: Query, source: Source, context: Context) -> Extract:
        return _fetch(dialect, query, source, context)

    return fetch


def _fetch(dialect: Dialect, query: Query, source: Source, context: Context) -> Extract:
    wanted = wanted_columns(query, source, context, dialect.columns, dialect.beside)
    cells = Cells.of(source, context)
    every = find_files(query, source, context)

    def read(number: int, found: FoundFile, orders: Mapping[str, ToldOrder]) -> FileTables:
        contents = read_bytes(found, context.root)
        file = ExportedFile(dialect, wanted, cells, source.encoding, number, contents)
        return file.read(ZoneInfo(context.timezone), orders)

    problems = months_without_file(every, query, source)
    files, of_files = _read_all(every, read)
    problems += of_files
    if not errors_in(problems):
        problems += _missing_everywhere(files)
    tables = [table for one in files for table in one.tables]
    if not errors_in(problems):
        joined, of_joining = join(tables, wanted)
        problems += of_joining
        problems += check_month(tables, wanted, query, source.freshness)
    problems = list(in_sheets(problems, (one.read for one in files)))
    if errors_in(problems):
        raise refusal(problems)
    return _extract(joined, files, wanted, (query, source, context), problems)


def _read_all(every: Sequence[FoundFile], read: ReadFile) -> tuple[list[FileTables], list[Problem]]:
    """All files and all problems; a file whose dates tell no order takes that of the others."""
    done: dict[int, FileTables] = {}
    waiting: dict[int, DataRefused] = {}
    problems: list[Problem] = []
    for number, found in enumerate(every):
        try:
            done[number] = read(number, found, {})
        except DataRefused as refused:
            if any(one.code == NO_ORDER for one in refused.problems):
                waiting[number] = refused
            else:
                problems += refused.problems
    orders, of_orders = settled([one.orders for one in done.values()])
    for number, undecided in waiting.items():
        try:
            if not orders:
                raise undecided
            done[number] = read(number, every[number], orders)
        except DataRefused as refused:
            problems += refused.problems
    files = [done[number] for number in sorted(done)]
    return files, [*problems, *of_orders, *(one for file in files for one in file.problems)]


def _missing_everywhere(files: Sequence[FileTables]) -> list[Problem]:
    """Columns that no table of any file has; where one of them has it, the others may lack it."""
    missing = [{problem.place.field: problem for problem in one.missing} for one in files]
    common = set.intersection(*(set(one) for one in missing)) if missing else set()
    return [problem for header, problem in missing[-1].items() if header in common]


def _extract(
    joined: JoinedRows,
    files: Sequence[FileTables],
    wanted: Wanted,
    asked: tuple[Query, Source, Context],
    problems: Sequence[Problem],
) -> Extract:
    query, source, context = asked
    used = np.bincount(joined.files, minlength=len(files)).tolist()
    excluded = sum((Counter(one.aside) for one in files), Counter(joined.excluded))
    columns = dict(joined.columns)
    if joined.until is not None:
        columns[UNTIL] = joined.until
    table = pd.DataFrame(
        {
            **{name: column_of_words(cells) for name, cells in columns.items()},
            "_file": pd.Series(joined.files, copy=False),
            "_row": pd.Series(joined.lines, copy=False),
        },
        copy=False,
    )
    extract = Extract(
        query=query,
        table=table,
        types={one.name: one.type for one in wanted.columns if one.is_kept},
        files=tuple(replace(one.read, rows_used=used[number]) for number, one in enumerate(files)),
        as_of=source.as_of or max(one.modified for one in files),
        fetched_at=context.fetched_at,
        flags=tuple(Flag(kind) for kind in FlagKind if any(kind in one.flags for one in files)),
        excluded={reason: count for reason, count in sorted(excluded.items()) if count},
        problems=tuple(problems),
        settings=settings_hash(source, context),
    )
    return replace(extract, sha256=extract.content_sha256())
