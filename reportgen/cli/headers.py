"""Whether the newest files have the columns that configuration names, told beside its mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from reportgen.config import Loaded
from reportgen.config.agreed import Agreed
from reportgen.connectors.base import Context
from reportgen.connectors.dialects import DIALECTS
from reportgen.connectors.exports.heads import absent_columns
from reportgen.errors import Problem
from reportgen.mapping.queries import queries
from reportgen.model.config import Source
from reportgen.model.period import Month, Period


def headers_are_there(root: Path, loaded: Loaded, month: Month) -> Iterator[Problem]:
    """A warning of each header that a source's newest file lacks; a build would refuse it."""
    config, agreed = loaded.config, loaded.agreed
    if config is None or agreed is None:
        return
    client = config.client
    began = datetime.combine(month.first_day, time(), UTC)
    context = Context(root, client.id, client.timezone, client.currency, began)
    for query in queries(config, Period.month(month)):
        source = config.sources[query.source]
        dialect = DIALECTS.get(source.type)
        if dialect is None:
            continue
        for column, problem in absent_columns(query, source, context, dialect):
            yield _told(agreed, query.source, source, column, problem)


def _told(agreed: Agreed, name: str, source: Source, column: str, found: Problem) -> Problem:
    """The problem of a file, at the words of configuration that it speaks of."""
    header = next((words for words, one in source.columns.items() if one.as_ == column), None)
    path = ("sources", name, "path") if header is None else ("sources", name, "columns", header)
    return agreed.client.warning(
        "RG158",
        path,
        f"{found.place}: {found.what}",
        why=found.why,
        hint=found.hint,
    )
