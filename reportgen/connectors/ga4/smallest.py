"""The smallest question to a property: may it be read, and is it the client's?"""

from __future__ import annotations

from datetime import date

from google.analytics.data_v1beta import types
from google.api_core import exceptions

from reportgen.connectors.base import Context, refusal
from reportgen.connectors.ga4.answer import Answer, WrongAnswer, read_answer
from reportgen.connectors.ga4.asker import Asker
from reportgen.connectors.ga4.asking import TIMEOUT, Asking
from reportgen.connectors.ga4.checks import (
    is_money,
    nothing_recorded,
    other_currency,
    other_zone,
)
from reportgen.connectors.ga4.client import opened
from reportgen.connectors.ga4.failures import failure, restricted, wrong_answer
from reportgen.connectors.ga4.patience import Patience
from reportgen.connectors.ga4.plan import DateRange, Lines, Report
from reportgen.connectors.ga4.wire import request
from reportgen.connectors.probed import Probed
from reportgen.errors import Level, errors_in
from reportgen.model.catalogue import metric_named
from reportgen.model.config import Source
from reportgen.model.flags import FlagKind
from reportgen.model.query import Query

ONE_ROW = 1
PATIENCE = Patience(tries=2, first_wait=1.0)
"""Who looks whether a source answers would rather see that it does not than wait."""


def ask_smallest(
    query: Query, source: Source, context: Context, patience: Patience = PATIENCE
) -> Probed:
    """One figure of the reported month in one row; raises as a whole question does."""
    asker = Asker.of(query.source, source, context)
    month = query.months[-1]
    asked = DateRange("month", month.first_day, month.last_day, str(month))
    report = Report(Lines.PERIOD, (_metric(query),), (asked,))
    with opened(asker, context.root, source.auth) as port:
        asking = Asking(port, month.first_day, patience)
        asking.check_property()
        answer = _answer(asking, report, month.first_day)
        signed_in = port.asker
    expected = source.currency or context.currency
    problems = [*other_zone(asker, [answer]), *other_currency(asker, expected, [answer])]
    problems += [
        restricted(signed_in, flag.about)
        for flag in answer.flags
        if flag.kind is FlagKind.RESTRICTED
    ]
    if errors_in(problems):
        raise refusal(problems)
    if not answer.rows:
        problems.append(nothing_recorded(asker, month, answer.flags, Level.WARNING))
    facts = ", ".join(filter(None, (answer.timezone, answer.currency)))
    return Probed(f"property {asker.number} answers ({facts})", tuple(problems))


def _metric(query: Query) -> str:
    """Money where the client counts any, since the property's currency and rights decide it."""
    names = [figure.metric for figure in query.figures]
    alone = [name for name in names if (known := metric_named(name)) and not known.beside]
    return next((name for name in alone if is_money(name)), "sessions")


def _answer(asking: Asking, report: Report, known: date) -> Answer:
    asker = asking.port.asker
    question = request(report, asker.resource, 0, ONE_ROW)

    def ask() -> types.RunReportResponse:
        return asking.port.client.run_report(question, timeout=TIMEOUT, retry=None)

    try:
        return read_answer(report, [asking.patiently(ask)], known)
    except exceptions.GoogleAPICallError as error:
        raise failure(error, asker) from error
    except WrongAnswer as wrong:
        raise wrong_answer(asker, report.title, str(wrong)) from wrong
