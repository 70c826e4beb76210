"""What was wanted: a KPI's target for a month, a period, the year so far and the whole year."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.reaching.distribution import distribution
from reportgen.model.config import Target
from reportgen.model.period import Month, Period, fiscal_year, months_between
from reportgen.model.quantity import UNSET, Measured
from reportgen.model.series import Point, Series
from reportgen.model.states import Direction

STRETCHES = {"p75": 0.75, "p90": 0.90}
"""How much of what is to be expected lies below a stretch."""


@dataclass(frozen=True)
class Targets:
    """The targets of one client's KPIs; a stretch sees the figures up to the reported month."""

    evaluator: Evaluator
    reported: Month

    def month(self, kpi: str, month: Month) -> Measured:
        """The target of one month, on its path.

        `flat` is the value in every month up to `by`, `linear` lies on the line from `start`,
        `monthly` is the table, `phases` the target of the phase the month lies in. A stretch is a
        percentile of what was to be expected of the month before it began.
        """
        target = self.evaluator.config.kpis[kpi].target
        if target is None or (target.by is not None and month > target.by):
            return UNSET
        if target.stretch is not None:
            return self._stretched(kpi, STRETCHES[target.stretch], month)
        match target.path:
            case "flat":
                return UNSET if target.value is None else Measured(target.value.value)
            case "linear":
                return _on_line(target, month)
            case "monthly":
                entry = (target.monthly or {}).get(month)
                return UNSET if entry is None else Measured(entry.value)
            case "phases":
                return self._of_phase(kpi, month)

    def span(self, kpi: str, months: tuple[Month, ...]) -> Measured:
        """The target of several months: their sum for what adds up, their common value for rates.

        A rate whose monthly targets differ has no target for the span.
        """
        wanted = [self.month(kpi, month) for month in months]
        values = [one.value for one in wanted if one.value is not None]
        if len(values) < len(months):
            return next(one for one in wanted if one.value is None)
        if self.evaluator.adds_up(kpi):
            return Measured(sum(values))
        same = len(set(values)) == 1
        return Measured(values[0]) if same else Measured.unknown("targets_differ", kpi)

    def series(self, kpi: str, period: Period, like: Series) -> Series:
        """The target of every period of a series."""
        points = tuple(
            Point(point.period, self.span(kpi, point.period.months)) for point in like.points
        )
        return Series(kpi, like.unit, points)

    def year(self, kpi: str, period: Period) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
        """The months of the fiscal year so far (the period's included), and all of them."""
        starts = self.evaluator.config.client.fiscal_year_starts
        first, last = fiscal_year(period.last_month, starts)
        return months_between(first, period.last_month), months_between(first, last)

    def _stretched(self, kpi: str, share: float, month: Month) -> Measured:
        """The percentile on the good side, from the months before the target's own."""
        last = min(month.plus(-1), self.reported)
        history = self.evaluator.series(kpi, Period.month(last))
        ahead = last.until(month)
        found = distribution(history.values, ahead)
        if found is None:
            return Measured.unknown("not_forecast", kpi)
        is_up = self.evaluator.config.kpis[kpi].direction is Direction.UP
        return Measured(found.quantile(share if is_up else 1.0 - share))

    def _of_phase(self, kpi: str, month: Month) -> Measured:
        for phase in self.evaluator.config.phases:
            if phase.from_ <= month <= phase.to and kpi in phase.targets:
                return Measured(phase.targets[kpi].value)
        return UNSET


def _on_line(target: Target, month: Month) -> Measured:
    if target.value is None or target.by is None or target.start is None:
        return UNSET
    start, length = target.start, target.start.month.until(target.by)
    if month < start.month:
        return UNSET
    share = 1.0 if length == 0 else start.month.until(month) / length
    return Measured(start.value.value + (target.value.value - start.value.value) * share)
