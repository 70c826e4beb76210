"""How a KPI goes on: its months so far, and the forecasts every one of them would have made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.forecasting.pipeline import begins_with, pipeline, reconcile
from reportgen.analysis.forecasting.ranges import Range, range_of, range_of_few
from reportgen.analysis.forecasting.rolling import (
    FEWEST,
    OVER_A_YEAR,
    Rolled,
    Span,
    rolled,
    rolled_together,
)
from reportgen.model.forecast import ForecastMethod, ForecastPart
from reportgen.model.formula import Expression, evaluate
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Reason
from reportgen.model.series import Series


@dataclass(frozen=True)
class Course:
    """A KPI forecast as a whole, or as a rate of two figures that are forecast apart.

    `parts` say what the nearest steps were weighed from. `adds_up` is False for states and rates,
    whose months make no sum.
    """

    top: Rolled
    bottom: Rolled | None
    adds_up: bool
    floor: float | None
    parts: tuple[tuple[ForecastPart, ...], ...] = ()

    def span(self, start: int, end: int) -> Span | None:
        """The steps from `start` up to `end` together; of a state only a single one."""
        if self.bottom is not None:
            return self.top.span(start, end).over(self.bottom.span(start, end))
        if not self.adds_up and end - start > 1:
            return None
        return self.top.span(start, end)

    def range(self, span: Span, start: int, end: int) -> Range | None:
        """The range of today's forecast of these steps."""
        found = range_of(span, self.floor)
        if found is None and self.bottom is None and end - start == 1:
            return range_of_few(self.top, start, self.floor)
        return found

    def method(self, start: int) -> ForecastMethod:
        """How the forecast from a step on was made; the pipeline reaches only so far."""
        if self.top.method is ForecastMethod.RECONCILED and start >= len(self.parts):
            return self.parts[0][-1].method
        return self.top.method


def monthly(evaluator: Evaluator, kpi: str, period: Period, series: Series) -> Series:
    """The KPI's months up to the period's last."""
    if period.grain.months == 1:
        return series
    return evaluator.series(kpi, Period.month(period.last_month))


def course_of(
    evaluator: Evaluator, comparable: Comparable, kpi: str, months: Series, steps: int
) -> Course | Reason:
    """A KPI's course, or why it is not forecast.

    Only the months after the last hole count, and after the last change of what a tool counts. A
    hole within the last thirteen months of a longer history leaves too little to go by.
    """
    if evaluator.config.kpis[kpi].qualitative:
        return Reason("not_forecast", kpi)
    last = months.last.period
    values = [
        None if comparable.parting(kpi, last, point.period) else point.value
        for point in months.points
    ]
    run = unbroken(values)
    if not run:
        return Reason("no_data", str(last.last_month))
    if len(run) < OVER_A_YEAR and any(one is not None for one in values[: -len(run)]):
        return Reason("hole_in_history", str(last.last_month.plus(-len(run))))
    if len(run) < FEWEST:
        return Reason("too_few_months", str(len(run)))
    first = last.last_month.plus(1 - len(run))
    return _course(evaluator, kpi, run, first, steps)


def unbroken(values: Sequence[float | None]) -> tuple[float, ...]:
    """The values after the last hole."""
    run: list[float] = []
    for value in reversed(values):
        if value is None:
            break
        run.append(value)
    return tuple(reversed(run))


def _course(
    evaluator: Evaluator, kpi: str, run: tuple[float, ...], first: Month, steps: int
) -> Course | Reason:
    floor = 0.0 if min(run) >= 0 else None
    divided = evaluator.quotient(kpi)
    if divided is not None:
        months = tuple(first.plus(step) for step in range(len(run)))
        top, bottom = (_known(evaluator, side, months) for side in divided)
        apart = rolled_together(top, bottom, steps) if len(top) == len(bottom) == len(run) else None
        if apart is not None:
            return Course(*apart, False, floor)
    whole = rolled(run, steps)
    if whole is None:
        return Reason("too_few_months", str(len(run)))
    begins = begins_with(evaluator, kpi)
    if begins is not None:
        earlier, lag = begins
        months = tuple(first.plus(step) for step in range(len(run)))
        begun = [evaluator.value(earlier, (month,)).value for month in months]
        known = unbroken(begun)
        ahead = pipeline(run[-len(known) :], known, lag) if known else None
        if ahead is not None:
            late = rolled(run[-len(known) :], steps)
            if late is not None:
                weighed = reconcile(late, ahead, earlier)
                return Course(weighed.rolled, None, True, floor, weighed.parts)
    return Course(whole, None, evaluator.adds_up(kpi), floor)


def _known(
    evaluator: Evaluator, expression: Expression, months: tuple[Month, ...]
) -> tuple[float, ...]:
    """One side of a rate, month by month; shorter where a month has no value."""
    values = (_value(evaluator, expression, month) for month in months)
    return tuple(one for one in values if one is not None)


def _value(evaluator: Evaluator, expression: Expression, month: Month) -> float | None:
    return evaluate(expression, lambda name: evaluator.input(name, (month,))).value
