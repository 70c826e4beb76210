"""A report in the middle of its month: what ends on the day, what lands, what is left open."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.errors import DataRefused
from reportgen.model.edition import EditionKind
from reportgen.model.forecast import ForecastMethod
from reportgen.model.states import Status, Verdict
from reportgen.pipeline import Choice, Run, build, fetch
from tests.samples import copy_workspace, job


def running(root, client, day, choice=Choice.SETTLED):
    one = replace(job(root, client), as_of=day)
    made = build(one, fetch(one), choice)
    assert isinstance(made, Run)
    return made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return copy_workspace(tmp_path_factory.mktemp("running") / "workspace", "minato")


@pytest.fixture(scope="module")
def middle(workspace):
    return running(workspace, "minato", date(2026, 10, 18))


def test_all_figures_end_on_the_day_the_slowest_source_had_settled_by(middle):
    assert middle.analysis.until == date(2026, 10, 15)
    assert "2026年10月（10月15日まで）" in (middle.report.masthead.period.ja or "")


def test_it_is_provisional_whatever_has_settled_since(middle):
    assert middle.edition.kind is EditionKind.PROVISIONAL


def test_sums_are_those_of_the_days_so_far(middle, minato):
    orders, whole = middle.analysis.of("orders"), minato.analysis.of("orders")
    assert 0 < orders.value.value < whole.value.value
    landing = orders.forecast[0]
    assert landing.method is ForecastMethod.LANDING
    assert landing.low <= whole.value.value <= landing.high


def test_what_came_lies_where_the_month_was_to_land(middle, minato):
    landed = [one for root in middle.analysis.results for one in root.walk() if one.forecast]
    ranged = [
        (one.forecast[0], minato.analysis.of(one.id).value.value)
        for one in landed
        if one.forecast[0].method is ForecastMethod.LANDING
    ]
    assert len(ranged) >= 8
    assert sum(bool(said.holds(came)) for said, came in ranged) >= 0.6 * len(ranged)


def test_earlier_months_are_compared_up_to_the_same_day(middle, minato):
    for kpi in ("leads", "visits", "orders"):
        assert middle.analysis.of(kpi).previous.value < minato.analysis.of(kpi).previous.value
        assert middle.analysis.of(kpi).year_ago.value < minato.analysis.of(kpi).year_ago.value


def test_a_part_of_a_month_is_not_held_against_the_whole_target(middle):
    orders, rate = middle.analysis.of("orders"), middle.analysis.of("form_reach")
    assert orders.target.value is None
    assert orders.forecast[0].target == 10
    assert rate.target.value == 0.05
    everything = [one for root in middle.analysis.results for one in root.walk()]
    assert {one.status for one in everything} <= {Status.NOT_JUDGED, Status.NO_DATA}


def test_a_sum_typed_by_hand_for_the_whole_month_has_no_value_yet(middle):
    assert middle.analysis.of("promo_cost").value.value is None


def test_what_speaks_of_whole_months_alone_is_left_out(middle):
    assert middle.report.verdict is Verdict.NOT_JUDGED
    keys = [section.key for section in middle.report.sections]
    assert "bottleneck" not in keys and "stop_lines" not in keys


def test_days_after_the_day_are_not_called_missing(middle):
    (missing,) = middle.analysis.findings.all("missing_days")
    assert missing.facts["last"] <= date(2026, 10, 15)


@pytest.mark.parametrize(
    ("day", "begins"),
    [(date(2026, 10, 18), "10月15日までの受注数は"), (date(2026, 10, 10), "受注数は月末に")],
)
def test_before_the_tenth_the_range_goes_first(workspace, day, begins):
    assert running(workspace, "minato", day).narrative.verdict.ja.startswith(begins)


def test_a_day_before_anything_settled_is_refused(workspace):
    with pytest.raises(DataRefused, match="no day of the month has settled"):
        running(workspace, "minato", date(2026, 10, 2))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-m", "2026-10", "--as-of", "2026-11-03"], "is no day before the end of 2026-10"),
        (["-m", "2026-Q3", "--as-of", "2026-08-03"], "--as-of is for months"),
        (["--as-of", "2026-10-18", "--final"], "exclude each other"),
        (["--as-of", "18.10.2026"], "does not match"),
    ],
)
def test_a_day_that_cannot_be_is_refused(workspace, arguments, said):
    result = CliRunner().invoke(main, ["-C", str(workspace), "build", "minato", *arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_the_month_is_that_of_the_day(workspace):
    command = ["-C", str(workspace), "build", "minato", "--as-of", "2026-09-18", "--draft"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    document = workspace / "out" / "2026-09" / "minato" / "minato_2026-09_draft.json"
    leads = json.loads(document.read_text(encoding="utf-8"))["kpis"]["leads"]
    assert leads["forecast"][0]["method"] == "landing"
    assert leads["target"] == {"value": None, "reason": {"code": "running", "about": "leads"}}
