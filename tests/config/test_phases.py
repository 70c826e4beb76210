from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("phases:\n  - {id: p1, name: A, from: 2026-09, to: 2026-04, lead: visits}\n",
         ["RG270 3:42 phase 'p1' ends in 2026-04, before it begins in 2026-09"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits}\n"
         "  - {id: p2, name: B, from: 2026-06, to: 2026-09, lead: visits}\n",
         ["RG271 4:29 phase 'p2' begins in 2026-06, before phase 'p1' ends in 2026-06"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits}\n"
         "  - {id: p1, name: B, from: 2026-07, to: 2026-09, lead: visits}\n",
         ["RG272 4:10 the id 'p1' is used twice"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visit, focus: [leads, "
         "lead], targets: {order: 3}, exit: {kpi: vists, at_least: 1}}\n",
         ["RG222 3:57 'visit' is not a KPI of acme",
          "RG222 3:79 'lead' is not a KPI of acme",
          "RG222 3:96 'order' is not a KPI of acme",
          "RG222 3:119 'vists' is not a KPI of acme"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "exit: {kpi: visits}}\n",
         ["RG273 3:65 the exit of phase 'p1' has no limit"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "exit: {kpi: visits, at_least: 1, at_most: 2}}\n",
         ["RG273 3:65 the exit of phase 'p1' has two limits"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "exit: {kpi: visits, at_most: 2}}\n",
         ["RG274 3:85 'at_most' is the bad side of 'visits'"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "exit: {kpi: lead_rate, at_least: 5}}\n",
         ["RG242 3:98 'lead_rate' is a percent, and this figure has no %"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "targets: {orders: 8}}\n",
         ["RG250 3:75 the target of 'orders' is not read from phases"]),
        ("kpis:\n"
         "  orders: {target: {path: phases}}\n"
         "phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "targets: {orders: 8}}\n"
         "  - {id: p2, name: B, from: 2026-07, to: 2027-03, lead: visits}\n",
         ["RG249 3:27 'orders' has no target for 2026-07 and 8 more months"]),
        ("kpis:\n"
         "  posts: {name: Posts, class: leading, unit: count, direction: up, "
         "metric: requests, outside_tree: {reason: x}}\n"
         "phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "exit: {kpi: posts, at_least: 8}}\n",
         ["RG275 5:77 the exit of phase 'p1' counts output"]),
        ("phases:\n"
         "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
         "exit: {kpi: visits, at_least: 1, for_periods: 0}}\n",
         ["RG126 3:111 phases[1].exit.for_periods must be at least 1"]),
        ("phases:\n  - {id: 'p 1', name: A, from: 2026-04, to: 2026-06, lead: visits}\n",
         ["RG135 3:10 'p 1' cannot be a name here"]),
    ],
)  # fmt: skip
def test_phases_follow_each_other_and_end_by_a_result(
    tmp_path: Path, lines: str, problems: list[str]
) -> None:
    assert said(tmp_path, lines) == problems


@pytest.mark.parametrize(
    "lines",
    [
        (
            "phases:\n"
            "  - {id: p1, name: A, from: 2026-04, to: 2026-06, lead: visits, "
            "exit: {kpi: cost_per_lead, at_most: 30_000}}\n"
        ),
    ],
)
def test_a_phase_may_also_end_by(tmp_path: Path, lines: str) -> None:
    assert said(tmp_path, lines) == []
