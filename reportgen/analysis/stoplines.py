"""A KPI against the line agreed in advance.

A stop line is a promise, not a test: it is carried out as written, however wide the interval.
`near` is within a tenth of the line on its permitted side. The interval stands beside it so that a
line crossed on few conversions is seen as such.
"""

from __future__ import annotations

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.variation.sample import sample
from reportgen.model.config import Kpi, Stop
from reportgen.model.formula import quotient
from reportgen.model.kpi import StopResult
from reportgen.model.levels import at_least, at_most
from reportgen.model.period import Month, Period
from reportgen.model.series import Series
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
        months = point.period.months
        there, needed = _sample(evaluator, stop, months)
        beyond = point.value is not None and is_past(stop, point.value)
        counted = beyond and _is_enough(there, needed)
        if not counted and not _spent_for_nothing(evaluator, kpi, stop, months):
            break
        count += 1
    return count


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
