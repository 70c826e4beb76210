"""Pace: what is done against the time that has passed, and what the rest must bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.analysis.targets import Targets
from reportgen.model.config import Client
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Period
from reportgen.model.pursuit import YearPace

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class RunRate:
    """A running span: its target, what is done, and the units of time passed and in all.

    Units may be days, working days, or days weighted by how much they usually bring.
    """

    target: float
    done: float
    passed: float
    whole: float

    @property
    def so_far(self) -> float | None:
        """What one unit has brought."""
        return self.done / self.passed if self.passed else None

    @property
    def needed(self) -> float | None:
        """What each remaining unit must bring."""
        left = self.whole - self.passed
        return (self.target - self.done) / left if left > 0 else None

    @property
    def ratio(self) -> float | None:
        """The needed pace over the pace so far."""
        needed, so_far = self.needed, self.so_far
        return needed / so_far if needed is not None and so_far else None

    @property
    def landing(self) -> float | None:
        """Where the span ends at the pace so far."""
        so_far = self.so_far
        return so_far * self.whole if so_far is not None else None


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
