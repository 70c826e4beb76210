"""The next periods of every KPI, and how the last forecasts of it turned out."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.analysis.forecasting.course import Course
from reportgen.analysis.forecasting.ranges import ENOUGH, Errors, errors
from reportgen.analysis.forecasting.rolling import OVER_A_YEAR, Span
from reportgen.model.forecast import Forecast, PastForecast, TrackRecord
from reportgen.model.period import Grain, Period
from reportgen.model.quantity import Reason

AHEAD = {Grain.MONTH: 3, Grain.QUARTER: 1}
"""How many periods are forecast."""

RECORDED = 12
"""How many past forecasts the record holds at most."""


@dataclass(frozen=True)
class Outlook:
    """The forecasts of a KPI, the nearest first, and its record; or why it has none."""

    forecasts: tuple[Forecast, ...] = ()
    record: TrackRecord | None = None
    reason: Reason | None = None


def outlook(course: Course | Reason, period: Period) -> Outlook:
    """What a course says of the periods after the reported one, and said of those before."""
    if isinstance(course, Reason):
        return Outlook(reason=course)
    months = period.grain.months
    forecasts = []
    for ahead in range(AHEAD[period.grain]):
        start, end = ahead * months, (ahead + 1) * months
        span = course.span(start, end)
        if span is not None:
            forecasts.append(_forecast(course, span, period.shifted(ahead + 1), (start, end)))
    nearest = course.span(0, months)
    return Outlook(tuple(forecasts), None if nearest is None else _record(course, nearest, period))


def _forecast(course: Course, span: Span, period: Period, steps: tuple[int, int]) -> Forecast:
    found = course.range(span, *steps)
    single = steps[1] - steps[0] == 1 and steps[0] < len(course.parts)
    return Forecast(
        period=period,
        centre=span.centre,
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        method=course.method(steps[0]),
        origins=0 if found is None else found.origins,
        inner_low=None if found is None else found.inner_low,
        inner_high=None if found is None else found.inner_high,
        parts=course.parts[steps[0]] if single else (),
    )


def _record(course: Course, span: Span, period: Period) -> TrackRecord | None:
    """The last forecasts with the range that the errors known then gave them."""
    past = errors(span)
    skipped = len(span.came) - len(past.values)
    months = period.grain.months
    items = []
    first = max(0, len(span.came) - RECORDED * months)
    for at in range(first, len(span.came)):
        back = len(span.came) - 1 - at
        if back % months:
            continue
        known = Errors(past.values[: max(0, at - skipped - (months - 1))], past.are_ratios)
        centre = float(span.made[at])
        found = known.around(centre, course.floor) if len(known.values) >= ENOUGH else None
        forecast = Forecast(
            period=period.shifted(-(back // months)),
            centre=centre,
            low=None if found is None else found.low,
            high=None if found is None else found.high,
            method=course.method(0),
            origins=len(known.values),
        )
        if span.first + at >= OVER_A_YEAR:
            items.append(PastForecast(forecast, float(span.came[at])))
    return TrackRecord(tuple(items)) if items else None
