from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("visits: {target: {by: 2027-03}}",
         ["RG241 3:12 the target of 'visits' has no value"]),
        ("visits: {target: {value: 1, stretch: p75, by: 2027-03}}",
         ["RG241 3:31 the target of 'visits' has a value and a stretch"]),
        ("visits: {target: {value: 1}}",
         ["RG240 3:12 the target of 'visits' does not say by when"]),
        ("visits: {target: {value: 1, by: 2027-03, path: linear}}",
         ["RG244 3:12 the target of 'visits' is linear and has no 'start'"]),
        ("visits: {target: {value: 9, by: 2026-04, path: linear, start: {value: 5, "
         "month: 2026-04}}}",
         ["RG239 3:35 the line of 'visits' ends in 2026-04, before it can leave 2026-04"]),
        ("visits: {target: {value: 4, by: 2027-03, path: linear, start: {value: 5, "
         "month: 2026-04}}}",
         ["RG248 3:28 the target of 'visits' is worse than where it starts"]),
        ("visits: {target: {value: 4, by: 2026-04, path: linear, start: {value: 5, "
         "month: 2027-03}}}",
         ["RG239 3:35 the line of 'visits' ends in 2026-04, before it can leave 2027-03"]),
        ("visits: {target: {value: 1, by: 2027-03, start: {value: 5, month: 2026-04}}}",
         ["RG247 3:44 'start' is not read on a flat path"]),
        ("visits: {target: {path: monthly}}",
         ["RG245 3:12 the target of 'visits' is monthly and has no 'monthly'"]),
        ("visits: {target: {path: monthly, monthly: {2026-04: 1, 2026-06: 1}}}",
         ["(RG249) 3:36 'visits' has no target for 2026-05"]),
        ("orders: {target: {path: monthly, monthly: {2026-04: 1, 2026-05: 1}, by: 2026-06}}",
         ["RG249 3:36 'orders' has no target for 2026-06"]),
        ("visits: {target: {value: 1, by: 2026-05, monthly: {2026-04: 1, 2026-05: 1}}}",
         ["RG247 3:44 'monthly' is not read on a flat path"]),
        ("visits: {target: {path: phases}}",
         ["RG246 3:27 no phase sets a target for 'visits'"]),
        ("visits: {target: {stretch: p90, path: linear, start: {value: 5, month: 2026-04}}}",
         ["RG247 3:41 a stretch has no linear path"]),
        ("visits: {target: {value: 5%, by: 2027-03}}",
         ["RG243 3:28 'visits' is counted in count, and this figure is a percent"]),
        ("lead_rate: {target: {value: 5, by: 2027-03}}",
         ["RG242 3:31 'lead_rate' is a percent, and this figure has no %"]),
        ("lead_rate: {target: {value: 5%, by: 2027-03, benchmark: {value: 4, source: X, "
         "date: 2026-01-01, n: 20}}}",
         ["RG242 3:67 'lead_rate' is a percent, and this figure has no %"]),
        ("lead_rate: {target: {path: monthly, monthly: {2027-02: 0.05, 2027-03: 5%}}}",
         ["RG242 3:58 'lead_rate' is a percent, and this figure has no %"]),
        ("cost_per_lead: {stop: {when: below}}",
         ["RG251 3:32 'below' is the good side of 'cost_per_lead'"]),
        ("cost_per_lead: {stop: {value: 20_000}}",
         ["RG252 3:33 the stop line of 'cost_per_lead' lies on the good side of its target"]),
        ("cost_per_lead: {stop: {value: 5%}}",
         ["RG243 3:33 'cost_per_lead' is counted in money, and this figure is a percent"]),
        ("cost_per_lead: {formula: ad_cost / (requests + deals), "
         "stop: {zero_conversions: {spend_over: 3}}}",
         ["RG253 3:65 zero_conversions needs a formula of the form cost / conversions"]),
        ("orders: {target: null}",
         ["RG260 3:12 the goal 'orders' has no target"]),
        ("orders: {target: {value: null, by: null, stretch: p75}}",
         ["RG260 3:21 the goal 'orders' does not say how much",
          "RG260 3:34 the goal 'orders' does not say by when"]),
    ],
)  # fmt: skip
def test_a_target_says_how_much_by_when_in_the_unit_of_its_kpi(
    tmp_path: Path, line: str, problems: list[str]
) -> None:
    assert said(tmp_path, f"kpis:\n  {line}\n") == problems


@pytest.mark.parametrize(
    "line",
    [
        "visits: {target: {stretch: p75}}",
        (
            "visits: {target: {value: 4, by: 2027-03, path: linear, start: {value: 5, "
            "month: 2026-04}, reason: agreed}}"
        ),
    ],
)
def test_a_target_may_also_be(tmp_path: Path, line: str) -> None:
    assert said(tmp_path, f"kpis:\n  {line}\n") == []
