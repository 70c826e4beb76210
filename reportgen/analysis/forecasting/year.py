"""Where the fiscal year lands: the months that passed and the forecast of those to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportgen.analysis.forecasting.course import Course
from reportgen.analysis.forecasting.ranges import ENOUGH, Errors, Range, errors
from reportgen.analysis.forecasting.rolling import Rolled
from reportgen.model.forecast import YearLanding
from reportgen.model.kpi import KpiResult
from reportgen.model.levels import at_least, at_most
from reportgen.model.period import Month
from reportgen.model.quantity import Unit
from reportgen.model.states import Direction, Verdict

DRAWS = 2_000
WHOLE = 1e-9
SEED = 20_260_401
"""Any fixed number: the same history draws the same paths."""


@dataclass(frozen=True)
class Rest:
    """The months to come together: centre, range, and whether the range was drawn from paths."""

    centre: float
    range: Range | None
    resampled: bool


def year_landing(
    result: KpiResult, course: Course, year: tuple[Month, Month], passed: float, reported: Month
) -> YearLanding | None:
    """The year of a KPI that adds up, judged by rule; None for one whose months make no sum."""
    left = reported.until(year[1])
    rest = Rest(0.0, Range(0.0, 0.0, 0.0, 0.0, 0), False) if left == 0 else _rest(course, left)
    if rest is None:
        return None
    target = result.year_target.value
    centre, low, high = passed + rest.centre, None, None
    if rest.range is not None:
        low, high = passed + rest.range.low, passed + rest.range.high
    if result.unit is Unit.COUNT:
        # What is counted comes whole: the printed landing is the one that is judged.
        centre = float(round(centre))
        low = None if low is None else min(float(np.floor(low + WHOLE)), centre)
        high = None if high is None else max(float(np.ceil(high - WHOLE)), centre)
    if left == 0:
        low = high = centre
    return YearLanding(
        kpi=result.id,
        first=year[0],
        last=year[1],
        passed=passed,
        centre=centre,
        low=low,
        high=high,
        target=target,
        verdict=verdict(centre, low, high, target, result.direction),
        method=course.method(0),
        origins=0 if rest.range is None else rest.range.origins,
        resampled=rest.resampled,
    )


def verdict(
    centre: float,
    low: float | None,
    high: float | None,
    target: float | None,
    direction: Direction,
) -> Verdict:
    """The year in one word, from target and range alone."""
    if target is None or low is None or high is None:
        return Verdict.NOT_JUDGED
    is_up = direction is Direction.UP
    if at_least(centre, target) if is_up else at_most(centre, target):
        return Verdict.ON_COURSE
    best = high if is_up else low
    within = at_least(best, target) if is_up else at_most(best, target)
    return Verdict.CORRECT_COURSE if within else Verdict.OFF_COURSE


def _rest(course: Course, months: int) -> Rest | None:
    """The months to come, with the joint errors of as many months forecast from one origin."""
    span = course.span(0, months)
    if span is None or course.bottom is not None:
        return None
    past = errors(span)
    if len(past.values) >= ENOUGH:
        return Rest(span.centre, past.around(span.centre, course.floor), False)
    drawn = _drawn(course.top, months)
    if drawn is None:
        return Rest(span.centre, None, False)
    return Rest(span.centre, drawn.around(span.centre, course.floor), True)


def _drawn(rolled: Rolled, months: int) -> Errors | None:
    """Errors of the sum over whole paths of past errors, each going on where the last one ended.

    A path is as long as fifteen origins allow. None where there are not fifteen of one month.
    """
    length = min(months, rolled.length - rolled.first - ENOUGH + 1)
    if length < 1:
        return None
    paths, are_ratios = _paths(rolled, length)
    generator = np.random.default_rng(SEED)
    blocks = -(-months // length)
    chosen = generator.integers(len(paths), size=(DRAWS, blocks))
    walked = np.zeros((DRAWS, 0))
    end = np.zeros((DRAWS, 1))
    for block in range(blocks):
        piece = paths[chosen[:, block]] + end
        walked = np.concatenate((walked, piece), axis=1)
        end = piece[:, -1:]
    walked = walked[:, :months]
    ahead = rolled.made[-1, :months]
    centre = ahead.sum()
    if are_ratios:
        return Errors(np.log((ahead * np.exp(walked)).sum(axis=1) / centre), True)
    return Errors(walked.sum(axis=1), False)


def _paths(rolled: Rolled, length: int) -> tuple[np.ndarray, bool]:
    """The errors of `length` steps of every origin that is over, a row each."""
    count = rolled.length - rolled.first - length + 1
    made = rolled.made[:count, :length]
    at = rolled.first + np.arange(count)[:, None] + np.arange(length)
    came = rolled.actual[at]
    if came.min() > 0 and made.min() > 0 and rolled.made[-1].min() > 0:
        return np.log(came / made), True
    return came - made, False
