"""A KPI against the line agreed in advance.

A stop line is a promise, not a test: it is carried out as written, however wide the interval.
`near` is within a tenth of the line on its permitted side. The interval stands beside it so that a
line crossed on few conversions is seen as such.
"""

from __future__ import annotations

from datetime import date

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.variation.sample import sample
from reportgen.model.config import Kpi, Stop
from reportgen.model.formula import quotient
from reportgen.model.kpi import StopResult, StopTrip
from reportgen.model.levels import at_least, at_most
from reportgen.model.period import Month, Period
from reportgen.model.series import Point, Series
from reportgen.model.states import StopState

NEAR = 0.1


def stop_result(
    evaluator: Evaluator, kpi: str, series: Series, period: Period
) -> StopResult | None:
    """Where a KPI stands against its stop line; None when it has none."""
    definition = evaluator.config.kpis[kpi]
    stop = definition.stop
    if stop is None:
        return None
    past = _periods_past(evaluator, definition, stop, series)
    there, needed = _sample(evaluator, stop, period.months)
    unspent = _spent_for_nothing(evaluator, definition, stop, period.months)
    counted = sample(evaluator, kpi, period.months)
    low, high = (counted.interval if counted else None) or (None, None)
    return StopResult(
        state=_state(stop, series.last.value, past, _is_enough(there, needed) or unspent, unspent),
        line=stop.value.value,
        periods_past=past,
        for_periods=stop.for_periods,
        sample=there,
        sample_needed=needed,
        zero_conversions=unspent,
        low=low,
        high=high,
        trips=trips(evaluator, kpi, series),
    )


def trips(evaluator: Evaluator, kpi: str, series: Series) -> tuple[StopTrip, ...]:
    """The ledger: every run of periods past the line that was as long as agreed, from history.

    It is recomputed from the data as they are known now and from the line as it is agreed now.
    """
    definition = evaluator.config.kpis[kpi]
    stop = definition.stop
    if stop is None:
        return ()
    runs: list[list[Point]] = [[]]
    for point in series.points:
        if _counts_as_past(evaluator, definition, stop, point):
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    tripped = [run for run in runs if len(run) >= stop.for_periods]
    starts = [run[0].period.start for run in tripped]
    ends = [*starts[1:], date.max]
    return tuple(
        StopTrip(
            first=run[0].period,
            last=run[-1].period,
            periods=len(run),
            worst=_worst(stop, run),
            actions=_done_between(evaluator, kpi, series, (start, end)),
        )
        for run, start, end in zip(tripped, starts, ends, strict=False)
    )


def _worst(stop: Stop, run: list[Point]) -> float | None:
    known = [point.value for point in run if point.value is not None]
    if not known:
        return None
    return max(known) if stop.when == "above" else min(known)


def _done_between(
    evaluator: Evaluator, kpi: str, series: Series, span: tuple[date, date]
) -> tuple[str, ...]:
    """The actions on a KPI that began within a span, up to the reported period's end."""
    first, until = span
    last = series.points[-1].period.end
    return tuple(
        action.id
        for action in evaluator.config.actions
        if action.kpi == kpi
        and action.status != "dropped"
        and first <= (action.starts or action.due) < until
        and (action.starts or action.due) <= last
    )


def is_past(stop: Stop, value: float) -> bool:
    """True when a value lies on the forbidden side of the line."""
    line = stop.value.value
    return not at_most(value, line) if stop.when == "above" else not at_least(value, line)


def _state(
    stop: Stop, value: float | None, past: int, judged: bool, spent_for_nothing: bool
) -> StopState:
    if not judged or (value is None and not spent_for_nothing):
        return StopState.NOT_JUDGED
    if past >= stop.for_periods:
        return StopState.STOP
    if past > 0:
        return StopState.WATCH
    if value is not None and abs(value - stop.value.value) <= NEAR * abs(stop.value.value):
        return StopState.NEAR
    return StopState.CLEAR


def _periods_past(evaluator: Evaluator, kpi: Kpi, stop: Stop, series: Series) -> int:
    """How many periods in a row, up to the reported one, lie past the line with enough sample."""
    count = 0
    for point in reversed(series.points):
        if not _counts_as_past(evaluator, kpi, stop, point):
            break
        count += 1
    return count


def _counts_as_past(evaluator: Evaluator, kpi: Kpi, stop: Stop, point: Point) -> bool:
    """Past the line with enough sample, or much spent without any conversion."""
    months = point.period.months
    beyond = point.value is not None and is_past(stop, point.value)
    return (beyond and _is_enough(*_sample(evaluator, stop, months))) or _spent_for_nothing(
        evaluator, kpi, stop, months
    )


def _sample(
    evaluator: Evaluator, stop: Stop, months: tuple[Month, ...]
) -> tuple[float | None, float | None]:
    """The sample asked for and what there is of it; the scarcest one where several are named."""
    worst: tuple[float | None, float | None] = (None, None)
    for name, needed in stop.min_sample.items():
        value = evaluator.input(name, months).value
        if worst[1] is None or (value or 0.0) / needed.value < (worst[0] or 0.0) / worst[1]:
            worst = (value, needed.value)
    return worst


def _is_enough(there: float | None, needed: float | None) -> bool:
    return needed is None or (there is not None and there >= needed)


def _spent_for_nothing(
    evaluator: Evaluator, kpi: Kpi, stop: Stop, months: tuple[Month, ...]
) -> bool:
    """No conversion at all, and spend so many times over the line as was agreed."""
    parts = quotient(evaluator.expression_of(kpi))
    if stop.zero_conversions is None or parts is None:
        return False
    spend = evaluator.input(parts[0], months).value
    conversions = evaluator.input(parts[1], months).value
    limit = stop.zero_conversions.spend_over.value * stop.value.value
    return conversions == 0 and spend is not None and spend > limit
