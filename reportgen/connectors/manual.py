"""Hand-typed figures: what the account manager wrote under `manual:` in the month's notes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from reportgen.connectors.base import Context, refusal, settings_hash
from reportgen.connectors.exports.cells import plain
from reportgen.errors import Place, Problem
from reportgen.model.config import Number, Source
from reportgen.model.observations import NOT_IN_TABLE, ColumnType, Extract, FileRead, Query
from reportgen.model.period import Month


def fetch(query: Query, source: Source, context: Context) -> Extract:
    """One row a month, dated its first day; a month without figures has no row.

    Typed figures are those of their whole month, so they speak of its last day.
    """
    fields = [name for name in query.columns if name != "date"]
    written = {
        month: context.notes[month].manual[query.source]
        for month in query.months
        if month in context.notes and query.source in context.notes[month].manual
    }
    _refuse_missing(fields, written.get(query.months[-1], {}), query, context)
    columns: dict[str, list[str]] = {"date": [month.first_day.isoformat() for month in written]}
    for name in fields:
        columns[name] = [_cell(figures, name) for figures in written.values()]
    frame = {name: pd.Series(cells, dtype="str") for name, cells in columns.items()}
    rows = len(written)
    extract = Extract(
        query=query,
        table=pd.DataFrame(frame | {"_file": range(rows), "_row": [1] * rows}),
        types={"date": ColumnType.DATE} | dict.fromkeys(fields, ColumnType.NUMBER),
        files=tuple(_file(month, columns, row, context) for row, month in enumerate(written)),
        as_of=source.as_of or query.months[-1].last_day,
        fetched_at=context.fetched_at,
        settings=settings_hash(source, context),
    )
    return replace(extract, sha256=extract.content_sha256())


def _refuse_missing(
    fields: list[str], figures: Mapping[str, Number], query: Query, context: Context
) -> None:
    month = query.months[-1]
    problems = [
        Problem(
            "RG423",
            f"{name!r} of {month} has not been typed in",
            Place(_path(context, month), field=f"manual.{query.source}.{name}"),
            hint=f"write it under manual: {{{query.source}: {{{name}: ...}}}}",
        )
        for name in fields
        if name not in figures
    ]
    if problems:
        raise refusal(problems)


def _cell(figures: Mapping[str, Number], name: str) -> str:
    return plain(Decimal(repr(figures[name].value))) if name in figures else NOT_IN_TABLE


def _path(context: Context, month: Month) -> str:
    return f"configs/{context.client}/notes/{month}.yml"


def _file(month: Month, columns: Mapping[str, list[str]], row: int, context: Context) -> FileRead:
    figures = repr([(name, cells[row]) for name, cells in columns.items()])
    return FileRead(
        path=_path(context, month),
        sha256=hashlib.sha256(figures.encode()).hexdigest(),
        month=month,
        encoding="utf-8",
        rows_read=1,
        rows_used=1,
        rows_totals=0,
        rows_refused=0,
    )
