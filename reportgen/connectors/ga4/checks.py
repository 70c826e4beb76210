"""Whether the answers are about the client's own month: its zone, its currency, its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from reportgen.connectors.base import Context
from reportgen.connectors.ga4.answer import Answer
from reportgen.connectors.ga4.asker import Asker
from reportgen.connectors.ga4.plan import Lines
from reportgen.errors import Level, Problem
from reportgen.model.catalogue import metric_named
from reportgen.model.config import Source
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import FEWER, Query
from reportgen.model.period import Month
from reportgen.model.quantity import Unit


def problems_of(
    query: Query, source: Source, context: Context, answers: Sequence[Answer]
) -> tuple[Problem, ...]:
    """Why no figure of these answers may be used, and what to know of those that may."""
    asker = Asker.of(query.source, source, context)
    return tuple(
        chain(
            other_zone(asker, answers),
            other_currency(asker, source.currency or context.currency, answers),
            _month(asker, query, source, answers),
        )
    )


def other_zone(asker: Asker, answers: Sequence[Answer]) -> Iterator[Problem]:
    """Days and months are cut in the property's zone, and nothing can cut them again."""
    for zone in sorted({one.timezone for one in answers} - {"", asker.timezone}):
        yield Problem(
            "RG520",
            f"property {asker.number} counts days in {zone}, the source in {asker.timezone}",
            asker.place_of("timezone"),
            why="its months begin and end at other hours than the client's",
            hint=f"set the property to {asker.timezone} (Admin, Property details), or agree on its"
            f" days and write timezone: {zone}",
        )


def other_currency(asker: Asker, expected: str, answers: Sequence[Answer]) -> Iterator[Problem]:
    """Amounts only: where no figure is money, the property's currency says nothing."""
    of_money = [one for one in answers if any(map(is_money, one.report.metrics))]
    for currency in sorted({one.currency for one in of_money} - {"", expected}):
        yield Problem(
            "RG418",
            f"property {asker.number} counts money in {currency}, the source is in {expected}",
            asker.place_of("currency"),
            why="amounts of several currencies are never added up",
            hint=f"set the property to {expected} (Admin, Property details); it counts so from"
            " that day on",
        )


def is_money(metric: str) -> bool:
    """True for a metric that is counted in the property's currency."""
    known = metric_named(metric)
    return known is not None and known.unit is Unit.MONEY


def nothing_recorded(asker: Asker, month: Month, flags: Iterable[Flag], level: Level) -> Problem:
    """The problem of a month without a row, with the reason that the property gives."""
    reasons = dict.fromkeys(
        words for flag in flags if flag.kind is FlagKind.EMPTY for words in flag.about
    )
    return Problem(
        "RG415",
        f"property {asker.number} recorded nothing in {month}",
        asker.place,
        level=level,
        why="; ".join(reasons) or "a month cut short looks like one in which little happened",
        hint="check that the property is the client's and its tag is on the site",
    )


def _month(
    asker: Asker, query: Query, source: Source, answers: Sequence[Answer]
) -> Iterator[Problem]:
    """The reported month must be there, with as many days as agreed."""
    month, freshness = query.months[-1], source.freshness
    daily = [one for one in answers if one.report.lines is Lines.DAY and not one.report.where]
    days = {day for one in daily for day in one.columns["date"] if day.startswith(str(month))}
    least = max(freshness.min_rows or 0, freshness.expect_days or 0)
    if not days:
        flags = (flag for one in answers for flag in one.flags)
        yield nothing_recorded(asker, month, flags, Level.ERROR)
    elif len(days) < least:
        yield Problem(
            FEWER,
            f"property {asker.number} recorded {len(days)} days of {month}; {least} were agreed",
            asker.place,
            level=Level.WARNING,
            why="a month cut short looks like one in which little happened",
            hint="check the tag on the site; a month just over is complete after a day or two",
        )
