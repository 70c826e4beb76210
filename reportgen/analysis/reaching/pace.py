"""Pace: what is done against the time that has passed, and what the rest must bring."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.targets import Targets
from reportgen.model.config import Client
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Period
from reportgen.model.pursuit import RunRate, YearPace

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def working_days(client: Client, first: date, last: date) -> int:
    """The client's working days from one day to another, both included, without holidays."""
    if last < first:
        return 0
    off = _holidays(client.holidays, first.year, last.year)
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return sum(
        1 for day in days if WEEKDAYS[day.weekday()] in client.working_days and day not in off
    )


def _holidays(country: str | None, first: int, last: int) -> frozenset[date]:
    if country is None:
        return frozenset()
    import holidays

    try:
        found = holidays.country_holidays(country, years=range(first, last + 1))
    except NotImplementedError:
        return frozenset()
    return frozenset(found)


def running_pace(targets: Targets, kgi: KpiResult, period: Period) -> RunRate | None:
    """The goal's period while it runs, in the client's working days; None once it is over.

    It runs while some source of the goal speaks of no day as late as its last one.
    """
    evaluator = targets.evaluator
    last = _known_until(evaluator, kgi.id, period)
    value, target = kgi.value.value, kgi.target.value
    if last is None or last >= period.end or value is None or target is None:
        return None
    if not evaluator.adds_up(kgi.id):
        return None
    client = evaluator.config.client
    return RunRate(
        target=target,
        done=value,
        passed=working_days(client, period.start, last),
        whole=working_days(client, period.start, period.end),
        until=last,
    )


def _known_until(evaluator: Evaluator, kpi: str, period: Period) -> date | None:
    """The last day of the period that every source of a KPI speaks of."""
    metrics = evaluator.config.metrics
    parts = (part for one in evaluator.metrics_of(kpi) for part in metrics[one].ratio or (one,))
    sources = {metrics[part].from_ or "" for part in parts}
    days = [
        max((day for day in seen if period.start <= day <= period.end), default=None)
        for source, seen in evaluator.measures.days_seen.items()
        if source in sources
    ]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def year_pace(targets: Targets, kgi: KpiResult, period: Period) -> YearPace | None:
    """The goal's fiscal year: done, planned, and what is left; None where it does not add up."""
    done, target = kgi.year_to_date.value, kgi.year_target.value
    if done is None or target is None or not targets.evaluator.adds_up(kgi.id):
        return None
    so_far, whole = targets.year(kgi.id, period)
    rest = whole[len(so_far) :]
    client = targets.evaluator.config.client
    return YearPace(
        done=done,
        planned=kgi.year_to_date_target.value,
        target=target,
        months_done=len(so_far),
        months_left=len(rest),
        working_days_left=working_days(client, rest[0].first_day, rest[-1].last_day) if rest else 0,
    )
