"""Published and derived cases of forecasting; each file names its source."""

import json
from pathlib import Path

import numpy as np
import pytest

from reportgen.analysis.forecasting.methods import season_with_growth
from reportgen.analysis.forecasting.pace import Pace
from reportgen.analysis.forecasting.rolling import rolled


def case(name):
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def air_passengers():
    one = case("case29")
    series, train = one["inputs"]["series"], one["inputs"]["train"]
    return one["expected"], np.array(series[:train], float), np.array(series[train:], float)


def mape(made, came):
    return float(np.mean(np.abs(made - came) / came) * 100)


def test_case_29_seasonal_naive_with_growth_errs_as_published():
    expected, past, came = air_passengers()
    made = season_with_growth(past, len(past), 12)[-1]
    limits = expected["baselines"]["seasonal_naive_growth"]
    scale = np.abs(past[12:] - past[:-12]).mean()
    assert mape(made, came) == pytest.approx(limits["mape"], abs=1e-6)
    assert np.sqrt(np.mean((made - came) ** 2)) == pytest.approx(limits["rmse"], abs=1e-6)
    assert np.mean(np.abs(made - came)) / scale == pytest.approx(limits["mase"], abs=1e-6)


def test_case_29_the_chosen_forecast_of_1960_stays_below_the_limit():
    expected, past, came = air_passengers()
    chosen = rolled(list(past), 12).made[-1]
    assert mape(chosen, came) <= expected["limits_mape_percent_on_1960"]["chosen_forecast_at_most"]


def test_case_37_pace_and_the_pace_needed():
    one = case("case37")
    given, expected = one["inputs"], one["expected"]
    pace = Pace(
        so_far=given["mtd"],
        target=given["target"],
        days_passed=given["mtd_through_day"],
        days=30,
        units_passed=given["weekday_index_elapsed_sum"],
        units=given["weekday_index_month_sum"],
    )
    said = {
        "linear_landing": pace.by_days,
        "weekday_landing": pace.by_units,
        "needed_per_remaining_day": pace.needed_each_day,
        "actual_per_day": pace.each_day,
        "needed_per_remaining_weekday_unit": pace.needed_each_unit,
    }
    for name, value in said.items():
        assert value == pytest.approx(expected[name], abs=one["tolerance"]["abs"])
    assert pace.needed_ratio == pytest.approx(expected["needed_ratio"], abs=1e-9)
