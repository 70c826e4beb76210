import pytest

from reportgen.analysis.results import assess
from reportgen.model.forecast import ForecastMethod
from reportgen.model.period import Month, Period, months_between
from tests.analysis.forecasting.generated import rough
from tests.shop import evaluator, months, shop

LAST = Month(2026, 10)
OCTOBER = Period.month(LAST)


def past(metric, values, last=LAST):
    span = months_between(last.plus(1 - len(values)), last)
    named = {f"m{one.year}_{one.month:02d}": value for one, value in zip(span, values, strict=True)}
    return months(metric, **{name: value for name, value in named.items() if value is not None})


def figures(count=49, hole=None):
    sessions = [1000 + 10 * one for one in rough(1, 49)[-count:]]
    orders = [0.02 * one for one in sessions]
    revenue = [60 * one for one in orders]
    if hole is not None:
        sessions[-hole] = None
    return (past("sessions", sessions), past("orders", orders), past("revenue", revenue))


def forecast(kpi, *rows, period=OCTOBER):
    results = assess(evaluator(shop(), *rows), period).results()
    return next(one for one in results[0].walk() if one.id == kpi)


def test_the_next_three_months_are_forecast():
    visits = forecast("visits", *figures())
    assert [one.period.name for one in visits.forecast] == ["2026-11", "2026-12", "2027-01"]
    assert all(one.low < one.centre < one.high for one in visits.forecast)
    assert all(one.low < one.inner_low < one.inner_high < one.high for one in visits.forecast)


def test_a_quarter_forecasts_the_next_one():
    period = Period.quarter(Month(2026, 8), "2026-08..2026-10")
    quarter = forecast("visits", *figures(), period=period).forecast
    single = forecast("visits", *figures()).forecast
    assert [(one.period.first_month, one.period.last_month) for one in quarter] == [
        (Month(2026, 11), Month(2027, 1))
    ]
    assert quarter[0].centre == pytest.approx(sum(one.centre for one in single))


def test_a_rate_is_forecast_as_one_forecast_over_another():
    rate = forecast("rate", *figures()).forecast[0]
    assert rate.centre == pytest.approx(0.02, rel=0.01)


def test_a_rate_of_two_figures_with_one_season_between_them_stays_a_rate():
    peak = [1000.0 + (1500.0 if at % 12 in (1, 2) else 7.0 * (at % 5)) for at in range(49)]
    flat = [at % 12 in (1, 2) for at in range(49)]
    orders = [0.02 * one * (0.9 if high else 1.0) for one, high in zip(peak, flat, strict=True)]
    rows = (past("sessions", peak), past("orders", orders), past("revenue", orders))
    for one in forecast("rate", *rows).forecast:
        assert 0.017 < one.centre < 0.021


def test_the_record_tells_how_the_last_forecasts_turned_out():
    visits = forecast("visits", *figures())
    record = visits.record
    assert len(record.items) == 12
    assert record.items[-1].forecast.period.name == "2026-10"
    assert record.items[-1].actual == pytest.approx(visits.value.value)
    assert record.ranged == 12
    assert record.inside <= 12


def test_a_past_forecast_is_what_was_said_then():
    earlier = past("sessions", [1000 + 10 * one for one in rough(1, 49)][:-1], LAST.plus(-1))
    then = forecast("visits", earlier, period=OCTOBER.previous()).forecast[0]
    now = forecast("visits", *figures()).record.items[-1].forecast
    assert now.centre == pytest.approx(then.centre)
    assert (now.low, now.high) == pytest.approx((then.low, then.high))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (figures(5), "too_few_months"),
        (figures(49, hole=4), "hole_in_history"),
        (figures(49, hole=1), "no_data"),
    ],
)
def test_what_is_not_forecast_says_why(rows, reason):
    visits = forecast("visits", *rows)
    assert visits.forecast == ()
    assert visits.not_forecast.code == reason


def test_a_hole_further_back_leaves_the_months_after_it():
    visits = forecast("visits", *figures(49, hole=20))
    assert visits.forecast[0].method is ForecastMethod.COMBINED


def test_a_missing_month_is_never_taken_for_zero():
    visits = forecast("visits", *figures(49, hole=20))
    assert visits.forecast[0].low > 1000
