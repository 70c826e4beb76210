"""Whether the report can be sent on its day: sources settle first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.config.agreed import Agreed
from reportgen.errors import Problem
from reportgen.model.config import Source
from reportgen.model.dialects import settle_days
from reportgen.model.period import Month
from reportgen.model.workdays import Workdays

MONTHS_AHEAD = 24


def reports_are_sent_after_sources_settle(agreed: Agreed, first: Month) -> Iterator[Problem]:
    """The sending day against every source's last day, over two years from the reported month."""
    config = agreed.config
    if config.report.send_by is None:
        return
    days = Workdays.of(config.client)
    sending = {
        month: days.nth(month.plus(1), config.report.send_by)
        for month in (first.plus(step) for step in range(MONTHS_AHEAD))
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


def _ready_day(month: Month, source: Source) -> date:
    """The day on which a month's figures no longer change, and have been delivered."""
    settled = settle_days(source.type, source.settle_days)
    days = max(settled, source.freshness.expect_by_day or 0)
    return month.last_day + timedelta(days=days)
