"""What reading a source would take, told without reading or asking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from reportgen.connectors.base import Context
from reportgen.connectors.exports.files import find_files
from reportgen.connectors.ga4.plan import TOGETHER, batches, plan
from reportgen.model.config import Source
from reportgen.model.observations import Query
from reportgen.model.query import ASKED_TYPES


@dataclass(frozen=True)
class Prospect:
    """The files a source has, with their bytes; or the property it asks, and in how many requests.

    A source of neither is typed by hand, or asked by a connector that does not tell. `is_answered`
    where a snapshot holds the property's answer already.
    """

    type: str
    files: tuple[tuple[str, int], ...] = ()
    property: str = ""
    requests: int = 0
    is_answered: bool = False


def prospect(query: Query, source: Source, context: Context) -> Prospect:
    """What the query would take; DataRefused where its files are missing."""
    if source.path:
        found = find_files(query, source, context)
        sizes = ((one.path, (context.root / one.path).stat().st_size) for one in found)
        return Prospect(source.type, tuple(sizes))
    if source.type not in ASKED_TYPES:
        return Prospect(source.type)
    today = context.fetched_at.astimezone(ZoneInfo(source.timezone or context.timezone)).date()
    reports = plan(query, today - timedelta(days=1))
    together = sum(1 for _ in batches(reports, TOGETHER))
    # The property's name is asked for first.
    return Prospect(source.type, property=source.property or "", requests=together + 1)
