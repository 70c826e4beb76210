"""The answers of a property become one extract: every answer is one of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from reportgen.connectors.base import Context, refusal, settings_hash
from reportgen.connectors.ga4.answer import Answer
from reportgen.connectors.ga4.asker import Asker
from reportgen.connectors.ga4.checks import problems_of
from reportgen.errors import errors_in
from reportgen.model.catalogue import metric_named
from reportgen.model.columns import ColumnType
from reportgen.model.config import Source
from reportgen.model.observations import NOT_IN_TABLE, Extract, FileRead, Query
from reportgen.model.quantity import Unit
from reportgen.model.query import FILTER_COLUMN


def extract_of(
    query: Query, source: Source, context: Context, answers: Sequence[Answer], today: date
) -> Extract:
    """One table of all answers; DataRefused where they are not about the client's month.

    The day the data speak of is the day they were asked for, as it is for an export.
    """
    asker = Asker.of(query.source, source, context)
    problems = problems_of(query, source, context, answers)
    if errors_in(problems):
        raise refusal(problems)
    types = {FILTER_COLUMN: ColumnType.TEXT}
    for answer in answers:
        types |= {name: _type(name, answer) for name in answer.columns}
    extract = Extract(
        query=query,
        table=_table(answers, tuple(types)),
        types=types,
        files=tuple(_file(answer, asker) for answer in answers),
        as_of=today,
        fetched_at=context.fetched_at,
        flags=tuple(
            replace(flag, file=number)
            for number, answer in enumerate(answers)
            for flag in answer.flags
        ),
        problems=problems,
        settings=settings_hash(source, context),
    )
    return replace(extract, sha256=extract.content_sha256())


def _type(name: str, answer: Answer) -> ColumnType:
    if name == "date":
        return ColumnType.DATE
    if name not in answer.report.metrics:
        return ColumnType.TEXT
    known = metric_named(name)
    return ColumnType.MONEY if known and known.unit is Unit.MONEY else ColumnType.NUMBER


def _table(answers: Sequence[Answer], names: Sequence[str]) -> pd.DataFrame:
    cells: dict[str, list[str]] = {name: [] for name in names}
    files: list[int] = []
    lines: list[int] = []
    for number, answer in enumerate(answers):
        own = {**answer.columns, FILTER_COLUMN: [answer.report.filter] * answer.rows}
        for name in names:
            cells[name] += own.get(name, [NOT_IN_TABLE] * answer.rows)
        files += [number] * answer.rows
        lines += range(1, answer.rows + 1)
    return pd.DataFrame(
        {
            **{name: pd.Series(column, dtype="str") for name, column in cells.items()},
            "_file": pd.Series(files, dtype="int64"),
            "_row": pd.Series(lines, dtype="int64"),
        }
    )


def _file(answer: Answer, asker: Asker) -> FileRead:
    said = json.dumps({name: list(cells) for name, cells in sorted(answer.columns.items())})
    return FileRead(
        path=f"ga4:{asker.resource} {answer.report.title}",
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        month=None,
        encoding="utf-8",
        rows_read=answer.rows,
        rows_used=answer.rows,
        rows_totals=0,
        rows_refused=0,
        range_start=min(one.first for one in answer.report.ranges),
        range_end=max(one.last for one in answer.report.ranges),
    )
