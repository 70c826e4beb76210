"""What a period is compared with: its target, the one before, last year, the quarter before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.contributions import Shares, chained, shares
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.targets import Targets
from reportgen.model.period import Grain, Period
from reportgen.model.quantity import Measured

VERSUS = ("target", "previous", "year_ago", "trailing")


def base_of(period: Period, versus: str, grain: Grain) -> Period | None:
    """The period that one is held against, or a month of a longer one; None where it is no period.

    A month of a quarter is held against the month that stands at its place in the other quarter.
    """
    back = {"previous": grain.months, "year_ago": 12}.get(versus)
    return None if back is None else period.shifted(-back // period.grain.months)


@dataclass(frozen=True)
class Bases:
    """The comparisons of one period; a longer one is compared month by month, and added up."""

    evaluator: Evaluator
    targets: Targets
    comparable: Comparable

    def compared(self, period: Period, versus: str) -> Shares | None:
        """The root's change shared out; None where a value is missing on either side."""
        whole = self.as_a_whole(period, versus)
        if period.grain is Grain.MONTH:
            return whole
        pairs = (
            (one, base_of(one, versus, period.grain)) for one in map(Period.month, period.months)
        )
        parts = [
            shares(
                self.evaluator,
                versus,
                (self._base(one, versus) if base is None else self._at(one, base)).__getitem__,
                self._now(one).__getitem__,
            )
            for one, base in pairs
        ]
        return chained(parts, whole)

    def as_a_whole(self, period: Period, versus: str) -> Shares | None:
        """The root's change between two totals, whatever lies within them."""
        if versus == "trailing" and period.grain is not Grain.MONTH:
            return None
        before, now = self._base(period, versus), self._now(period)
        return shares(self.evaluator, versus, before.__getitem__, now.__getitem__)

    def _base(self, period: Period, versus: str) -> Mapping[str, Measured]:
        match versus:
            case "target":
                kpis = self.evaluator.config.kpis
                return {kpi: self.targets.span(kpi, period.months) for kpi in kpis}
            case "previous":
                return self._at(period, period.previous())
            case "year_ago":
                return self._at(period, period.year_ago())
        first = period.first_month.plus(-3)
        quarter = Period.quarter(first, f"{first}..{first.plus(2)}")
        return {kpi: self._mean(kpi, one) for kpi, one in self._at(period, quarter).items()}

    def _mean(self, kpi: str, quarter: Measured) -> Measured:
        """A quarter's figure for one month: a third of what adds up, a rate as it is."""
        if quarter.value is None or not self.evaluator.adds_up(kpi):
            return quarter
        return Measured(quarter.value / 3)

    def _at(self, period: Period, other: Period) -> Mapping[str, Measured]:
        kpis = self.evaluator.config.kpis
        return {kpi: self.comparable.base(kpi, period, other) for kpi in kpis}

    def _now(self, period: Period) -> Mapping[str, Measured]:
        kpis = self.evaluator.config.kpis
        return {kpi: self.evaluator.value(kpi, period.months) for kpi in kpis}
