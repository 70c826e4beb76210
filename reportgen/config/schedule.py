"""Whether the report can be sent on its day: sources settle first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.config.agreed import Agreed
from reportgen.config.checks.zones import has_known_holidays
from reportgen.errors import Problem
from reportgen.model.config import Source
from reportgen.model.dialects import settle_days
from reportgen.model.period import Month

MONTHS_AHEAD = 24
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def reports_are_sent_after_sources_settle(agreed: Agreed, first: Month) -> Iterator[Problem]:
    """The sending day against every source's last day, over two years from the reported month."""
    config = agreed.config
    if config.report.send_by is None:
        return
    months = tuple(first.plus(step) for step in range(MONTHS_AHEAD))
    free = _public_holidays(config.client.holidays, months)
    sending = {
        month: _sending_day(month, config.report.send_by, config.client.working_days, free)
        for month in months
    }
    for name, source in config.sources.items():
        early = [month for month, day in sending.items() if day < _ready_day(month, source)]
        if early:
            yield agreed.client.warning(
                "RG154",
                ("report", "send_by"),
                f"the report of {early[0]} is due on {sending[early[0]]}, before source {name!r} "
                f"is ready on {_ready_day(early[0], source)}",
                why=f"so it is in {len(early)} of the next {MONTHS_AHEAD} months: "
                f"{', '.join(map(str, early))}; those reports would be provisional",
                hint="write a later working day, or agree an earlier export",
            )


def _public_holidays(country: str | None, months: tuple[Month, ...]) -> frozenset[date]:
    """The public holidays of a country in the months' years and the one after."""
    if country is None or not has_known_holidays(country):
        return frozenset()
    import holidays

    years = range(months[0].year, months[-1].year + 2)
    return frozenset(holidays.country_holidays(country, years=years))


def _sending_day(
    month: Month, working_day: int, working_days: tuple[str, ...], free: frozenset[date]
) -> date:
    """The so-manieth working day of the month after the reported one."""
    day, left = month.last_day, working_day
    while left:
        day += timedelta(days=1)
        left -= _WEEKDAYS[day.weekday()] in working_days and day not in free
    return day


def _ready_day(month: Month, source: Source) -> date:
    """The day on which a month's figures no longer change, and have been delivered."""
    settled = settle_days(source.type, source.settle_days)
    days = max(settled, source.freshness.expect_by_day or 0)
    return month.last_day + timedelta(days=days)
