"""Published and derived cases of forecasting; each file names its source."""

import json
from pathlib import Path

import numpy as np
import pytest

from reportgen.analysis.forecasting.methods import season_with_growth
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
