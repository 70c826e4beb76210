"""How likely each target is if nothing changes."""

from __future__ import annotations

from dataclasses import replace
from math import log
from statistics import NormalDist

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.reaching.distribution import Distribution, distribution
from reportgen.analysis.targets import Targets
from reportgen.model.forecast import Forecast
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Month, Period
from reportgen.model.pursuit import Odds
from reportgen.model.states import Direction, is_met

RANGE = NormalDist().inv_cdf(0.9)
"""How many standard deviations an end of a range lies from its centre that holds 8 of 10."""

PERIODS_LOOKED_AT = 36
"""How many of the last periods are asked whether any was as good."""


def odds(targets: Targets, result: KpiResult, period: Period) -> Odds | None:
    """The chance that the target of the last month agreed on is met in that month.

    A forecast of the report for that month goes before the KPI's own past misses. None without a
    later month, for a stretch (whose chance is its definition), and where too little is known.
    """
    evaluator = targets.evaluator
    month = last_target_month(evaluator, result.id)
    definition = evaluator.config.kpis[result.id]
    if month is None or month <= period.last_month:
        return None
    if definition.qualitative or definition.target is None or definition.target.stretch is not None:
        return None
    target = targets.month(result.id, month).value
    found = _foreseen(result, month) or _beyond(result, _own(evaluator, result, period, month))
    if target is None or found is None:
        return None
    share = found.chance_of_at_least(target)
    chance = share if result.direction is Direction.UP else 1.0 - share
    seen = [value for value in result.series.values[-PERIODS_LOOKED_AT:] if value is not None]
    was_met = any(is_met(value, target, result.direction) for value in seen)
    return Odds(month, target, chance, found.origins, was_met)


def last_target_month(evaluator: Evaluator, kpi: str) -> Month | None:
    """The last month a KPI has a target for: as agreed, or the end of its table or phases."""
    target = evaluator.config.kpis[kpi].target
    if target is None or target.by is not None:
        return None if target is None else target.by
    if target.path == "monthly":
        return max(target.monthly or {}, default=None)
    ends = [phase.to for phase in evaluator.config.phases if kpi in phase.targets]
    return max(ends, default=None)


def _foreseen(result: KpiResult, month: Month) -> Distribution | None:
    """The report's own forecast of a month as a distribution, where it has a range."""
    for one in result.forecast:
        if one.period.months == (month,):
            return _of_forecast(one)
    return None


def _beyond(result: KpiResult, own: Distribution | None) -> Distribution | None:
    """A month after those that are forecast: around where the forecast ends, as wide as ever.

    So the chance of a target and the forecast on the same page rest on the same expectation.
    """
    if own is None or not result.forecast:
        return own
    centre = result.forecast[-1].centre
    if own.is_log and centre <= 0:
        return own
    return replace(own, centre=log(centre) if own.is_log else centre)


def _of_forecast(forecast: Forecast) -> Distribution | None:
    low, high = forecast.low, forecast.high
    if low is None or high is None or high <= low:
        return None
    if low <= 0 or forecast.centre <= 0:
        return Distribution(forecast.centre, (high - low) / 2 / RANGE, False, forecast.origins)
    spread = (log(high) - log(low)) / 2 / RANGE
    return Distribution(log(forecast.centre), spread, True, forecast.origins)


def _own(
    evaluator: Evaluator, result: KpiResult, period: Period, month: Month
) -> Distribution | None:
    """From the KPI's own monthly past."""
    history = (
        result.series.values
        if period.grain.months == 1
        else evaluator.series(result.id, Period.month(period.last_month)).values
    )
    return distribution(history, period.last_month.until(month))
