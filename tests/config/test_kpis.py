from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("visits: {formula: requests / sessions}",
         ["RG220 3:12 kpis.visits has metric and formula"]),
        ("visits: {metric: null}",
         ["RG220 3:3 kpis.visits does not say where its value comes from"]),
        ("visits: {metric: session}",
         ["RG221 3:20 'session' is not a metric of acme"]),
        ("visits: {metric: leads}",
         ["RG221 3:20 'leads' is not a metric of acme"]),
        ("lead_rate: {formula: requests /}",
         ["RG202 3:24 the formula cannot be read here"]),
        ("lead_rate: {formula: requests ÷ sessions}",
         ["RG202 3:33 '÷' cannot stand in a formula"]),
        ("lead_rate: {formula: open(requests)}",
         ["RG202 3:24 'open' is not a function; there are min, max, abs, coalesce"]),
        ("lead_rate: {formula: '1 / 2'}",
         ["RG207 3:24 this formula names no KPI and no metric"]),
        ("lead_rate: {formula: requests / 0}",
         ["RG208 3:24 this formula divides by 0"]),
        ("lead_rate: {formula: 'requests / sessions - abs(1 / (2 - 2 * 1))'}",
         ["RG208 3:24 this formula divides by 0"]),
        ("lead_rate: {formula: request / sessions}",
         ["RG203 3:24 'request' is neither a KPI nor a metric of acme"]),
        ("lead_rate: {formula: enquiries / sessions}",
         ["RG204 3:24 'enquiries' is a KPI, but does not stand directly below 'lead_rate' "
         "in the tree",
          "RG205 3:36 this formula uses the KPI 'enquiries' and the metric 'sessions'"]),
        ("leads: {formula: visits * deal_size}",
         ["RG204 3:29 'deal_size' is a KPI, but does not stand directly below 'leads' in "
         "the tree"]),
        ("leads: {formula: visits * requests}",
         ["RG205 3:29 this formula uses the KPI 'visits' and the metric 'requests'"]),
        ("leads: {formula: orders / close_rate}",
         ["RG204 3:29 'close_rate' is a KPI, but does not stand directly below 'leads' in "
         "the tree",
          "RG206 38:108 'orders' is made of itself"]),
        ("cost_per_lead: {formula: ad_cost / leads}",
         ["RG205 3:28 this formula uses the KPI 'leads' and the metric 'ad_cost'",
          "RG204 3:38 'cost_per_lead' stands outside the tree, "
         "so it cannot be made of the KPI 'leads'"]),
        ("sales: {formula: sales * 2}",
         ["RG206 3:20 'sales' is made of itself"]),
        ("visits: {breakdown: [channel]}",
         ["RG235 3:24 the metric 'sessions' is not read by 'channel'"]),
        ("close_rate: {breakdown: [chanel]}",
         ["RG235 3:28 the metric 'deals' is not read by 'chanel'"]),
        ("enquiries: {breakdown: [channel]}",
         ["RG235 3:27 kpis.enquiries has no metric to break down by 'channel'"]),
        ("enquiries: {unit: money}",
         ["RG237 3:21 a qualitative KPI is counted from the log, not in money"]),
        ("leads: {watchlist: [X Works]}",
         ["RG236 3:11 kpis.leads has a watchlist but is not qualitative"]),
        ("leads: {check_against: request}",
         ["RG221 3:26 'request' is not a metric of acme"]),
        ("leads: {check_against: {metric: requests, tolerance: 2}}",
         ["RG242 3:56 'tolerance' is a percent, and this figure has no %"]),
        ("leads: {min_sample: {leads: 5}}",
         ["RG221 3:24 'leads' is not a metric of acme"]),
        ("cost_per_lead: {stop: {min_sample: {request: 5}}}",
         ["RG221 3:39 'request' is not a metric of acme"]),
        ("leads: {lag_months: [3, 1]}",
         ["RG233 3:11 lag_months of 'leads' is neither one number nor a span"]),
        ("leads: {lag_months: [1, 2, 3]}",
         ["RG233 3:11 lag_months of 'leads' is neither one number nor a span"]),
        ("leads: {lag_months: 0}",
         ["(RG234) 3:23 kpis.leads is leading with a lag of 0 months"]),
        ("leads: {lag_months: -2}",
         ["RG126 3:23 kpis.leads.lag_months[1] must be at least 0"]),
        ("visits: {outside_tree: {reason: x}}",
         ["RG226 3:12 kpis.visits stands in the tree and says it does not"]),
        ("extra: {name: Extra, class: leading, unit: count, direction: up, metric: requests}",
         ["RG225 3:3 kpis.extra does not stand in the tree"]),
        ("requests: {name: R, class: leading, unit: count, direction: up, metric: deals, "
         "outside_tree: {reason: x}}",
         ["RG201 3:3 'requests' is both a KPI and a metric"]),
        ("visits: {name: Visits to the service site from anywhere}",
         ["RG231 3:3 kpis.visits needs a short_label"]),
        ("visits: {name: ''}",
         ["RG129 3:18 there are no words here"]),
        ("visits: {short_label: A label that is far too long}",
         ["RG232 3:25 the label 'A label that is far too long' is longer than 22 characters"]),
        ("visits: {name: {ja: 訪問}}",
         ["(RG130) 3:12 there are no words in en here"]),
    ],
)  # fmt: skip
def test_a_kpi_has_one_definition_that_can_be_read(
    tmp_path: Path, line: str, problems: list[str]
) -> None:
    assert said(tmp_path, f"kpis:\n  {line}\n") == problems


@pytest.mark.parametrize(
    "line",
    [
        "visits: {unit: days}",
    ],
)
def test_a_kpi_may_also_have(tmp_path: Path, line: str) -> None:
    assert said(tmp_path, f"kpis:\n  {line}\n") == []
