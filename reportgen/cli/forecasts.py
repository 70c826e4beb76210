"""A figure's forecasts as lines of text: the values, how they were made, and how they fared."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.findings import Analysis
from reportgen.model.forecast import Forecast, ForecastMethod, PastForecast, YearLanding

METHODS = {
    ForecastMethod.LAST_VALUE: "the latest value (less than 13 months of history)",
    ForecastMethod.COMBINED: "mean of Theta, damped trend, and last year's value with growth",
    ForecastMethod.SMOOTHED: "mean of Theta and damped trend (the series shows no season)",
    ForecastMethod.PIPELINE: "pipeline",
    ForecastMethod.RECONCILED: "pipeline and history, weighed by their past squared errors",
    ForecastMethod.LANDING: "days so far plus level times weekday index of the days to come",
}


def forecast_lines(analysis: Analysis, kpi: str) -> Iterator[str]:
    """The periods to come, the record, and the year where it lands."""
    result = analysis.of(kpi)
    if result.not_forecast is not None:
        yield f"not forecast ({result.not_forecast.code}: {result.not_forecast.about})"
    for one in result.forecast:
        yield from _forecast(one)
    if result.record is not None and result.record.items:
        record = result.record
        share = f"{record.inside} of {record.ranged} with a range came inside it"
        yield f"last {len(record.items)} forecasts: {share}"
        yield from (f"  {_past(one)}" for one in record.items)
    for year in (analysis.year, analysis.worth):
        if year is not None and year.kpi == kpi:
            yield _year(year)


def _forecast(one: Forecast) -> Iterator[str]:
    yield f"forecast {one.period.name}  →  {_number(one.centre)}{_range(one.low, one.high)}"
    yield f"  by {METHODS[one.method]}"
    for part in one.parts:
        begun = f" of {part.kpi}" if part.kpi else ""
        yield f"  {part.method}{begun}: {_number(part.centre)}, weight {part.share:.2f}"
    if one.low is not None:
        made = (
            f"the errors of {one.origins} past forecasts"
            if one.origins
            else "the method's own error"
        )
        yield f"  8 of 10 and 5 of 10{_range(one.inner_low, one.inner_high)} from {made}"
    else:
        yield "  no range: fewer than 15 past forecasts"


def _past(one: PastForecast) -> str:
    said = one.forecast
    error = "n/a" if one.error is None else f"{one.error:.1%}"
    where = {True: "inside", False: "outside", None: "no range"}[said.holds(one.actual)]
    return (
        f"{said.period.name}: {_number(said.centre)}{_range(said.low, said.high)},"
        f" came {_number(one.actual)}, missed by {error}, {where}"
    )


def _year(year: YearLanding) -> str:
    how = "drawn from whole paths of errors" if year.resampled else f"{year.origins} past forecasts"
    target = "no target" if year.target is None else f"target {_number(year.target)}"
    return (
        f"year {year.first} to {year.last}  →  {_number(year.centre)}"
        f"{_range(year.low, year.high)}, {target}: {year.verdict} ({_number(year.passed)} so far;"
        f" range: {how})"
    )


def _number(value: float) -> str:
    return f"{value:,.6g}"


def _range(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" ({_number(low)} to {_number(high)})"
