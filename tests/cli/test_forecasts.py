from __future__ import annotations

from reportgen.cli.forecasts import forecast_lines
from reportgen.pipeline import Run


def test_a_figures_forecast_is_told_with_its_method_its_parts_and_its_origins(minato: Run) -> None:
    lines = list(forecast_lines(minato.analysis, "orders"))
    assert lines[0].startswith("forecast 2026-11  →  8.")
    assert lines[1] == "  by pipeline and history, weighed by their past squared errors"
    assert lines[2].startswith("  pipeline of leads: ")
    assert lines[3].startswith("  smoothed: ")
    assert lines[4].endswith("from the errors of 36 past forecasts")


def test_the_record_tells_every_past_forecast_with_what_came(minato: Run) -> None:
    lines = list(forecast_lines(minato.analysis, "orders"))
    at = next(index for index, line in enumerate(lines) if line.startswith("last 12 forecasts"))
    assert "came 9, missed by" in lines[at + 12]


def test_the_year_is_told_where_the_figure_is_the_goal(minato: Run) -> None:
    *_, last = forecast_lines(minato.analysis, "orders")
    assert last.startswith("year 2026-04 to 2027-03  →  ") and "target 108" in last


def test_a_figure_that_is_not_forecast_says_why(minato: Run) -> None:
    lines = list(forecast_lines(minato.analysis, "named_enquiries"))
    assert lines == ["not forecast (not_forecast: named_enquiries)"]
