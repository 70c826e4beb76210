"""Google Analytics 4, asked through its Data API for the figures a client uses."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from reportgen.connectors.base import Context, refuse_one
from reportgen.connectors.ga4.asker import Asker
from reportgen.connectors.ga4.patience import Patience
from reportgen.connectors.ga4.plan import plan
from reportgen.connectors.probed import Probed
from reportgen.errors import DataRefused
from reportgen.model.config import Source
from reportgen.model.observations import Extract, Query

PATIENCE = Patience()


def fetch(query: Query, source: Source, context: Context, patience: Patience = PATIENCE) -> Extract:
    """What the property says of the query's figures, up to the day before it is asked.

    Today's figures are not complete in any time zone; the property's own decides what today is.
    """
    from reportgen.connectors.ga4.asking import Asking
    from reportgen.connectors.ga4.client import opened
    from reportgen.connectors.ga4.extract import extract_of

    asker = Asker.of(query.source, source, context)
    today = context.fetched_at.astimezone(ZoneInfo(asker.timezone)).date()
    if today <= query.periods[0].start:
        raise _not_begun(query, asker, today)
    reports = plan(query, today - timedelta(days=1))
    with opened(asker, context.root, source.auth) as port:
        asking = Asking(port, query.periods[0].start, patience)
        asking.check_property()
        answers = asking.answers(reports)
    return extract_of(query, source, context, answers, today)


def probe(query: Query, source: Source, context: Context) -> Probed:
    """Whether the property answers, by one figure in one row."""
    from reportgen.connectors.ga4.smallest import ask_smallest

    return ask_smallest(query, source, context)


def _not_begun(query: Query, asker: Asker, today: date) -> DataRefused:
    return refuse_one(
        "RG415",
        f"{query.periods[0].name} has no whole day before {today}, so nothing was asked",
        asker.place,
        "ask for a month that is over; -m last is the last that is",
    )
