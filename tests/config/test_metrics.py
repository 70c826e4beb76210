from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import load, said


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("new: {from: crm}",
         ["RG210 3:3 metrics.new does not say what is counted"]),
        ("new: {from: crm, sum: amount, count: deal_id, date: won_on}",
         ["RG210 3:33 metrics.new has sum and count"]),
        ("new: {from: crm, mean: rate, date: won_on}",
         ["RG211 3:20 'mean' needs 'weight'"]),
        ("new: {from: crm, sum: amount, weight: amount, date: won_on, unit: money}",
         ["RG211 3:33 'weight' stands only beside 'mean'"]),
        ("new: {sum: amount}",
         ["RG212 3:3 metrics.new has no 'from'"]),
        ("new: {from: crn, sum: amount}",
         ["RG212 3:15 'crn' is not a source of acme"]),
        ("new: {from: crm, ratio: [deals, requests]}",
         ["RG216 3:9 a ratio has no 'from' of its own"]),
        ("new: {ratio: [deals, asked]}",
         ["RG221 3:24 'asked' is not a metric of acme"]),
        ("new: {ratio: [deals]}",
         ["RG126 3:9 metrics.new.ratio needs exactly 2 values"]),
        ("new: {ratio: [deals, requests, sessions]}",
         ["RG126 3:9 metrics.new.ratio needs exactly 2 values"]),
        ("new: {from: crm, metric: sessions}",
         ["RG213 3:20 'metric' does not read a source of type csv"]),
        ("new: {from: web, sum: sessions}",
         ["RG213 3:20 'sum' does not read a source of type ga4_export"]),
        ("new: {from: web, metric: sesions}",
         ["RG214 3:28 'sesions' is not a GA4 metric we know how to add up"]),
        ("new: {from: web, metric: conversions}",
         ["(RG219) 3:28 GA4 has no 'conversions' any more"]),
        ('new: {from: web, metric: "conversions:sign_up", where: {isConversionEvent: "true"}}',
         ["(RG219) 3:28 GA4 has no 'conversions:sign_up' any more",
          "(RG219) 3:78 GA4 has no 'isConversionEvent' any more"]),
        ("new: {from: web, metric: engagementRate}",
         ["RG218 3:28 'engagementRate' of single days cannot be averaged into a month"]),
        ("new: {from: web, metric: totalUsers, by: [deviceCategory]}",
         ["RG215 3:40 'totalUsers' is a unique count and cannot be split by 'deviceCategory'"]),
        ("new: {from: crm, unique: deal_id, date: won_on, by: [channel]}",
         ["RG215 3:51 'deal_id' is a unique count and cannot be split by 'channel'"]),
        ("new: {from: web, metric: purchaseRevenue}",
         ["(RG238) 3:3 metrics.new is money by its column and count by its unit"]),
        ("new: {from: web, metric: sessions, where: {evntName: x}}",
         ["RG150 3:46 source 'web' has no column 'evntName'"]),
        ("new: {from: crm, sum: amont, date: won_on, unit: money}",
         ["RG150 3:25 source 'crm' has no column 'amont'"]),
        ("new: {from: crm, count: deal_id, date: wonon}",
         ["RG150 3:42 source 'crm' has no column 'wonon'"]),
        ("new: {from: crm, sum: stage, date: won_on}",
         ["RG151 3:25 column 'stage' is status; only numbers or money can be summed"]),
        ("new: {from: crm, sum: rate, date: won_on, unit: percent}",
         ["RG151 3:25 column 'rate' is percent; only numbers or money can be summed"]),
        ("new: {from: crm, count: deal_id, date: channel}",
         ["RG151 3:42 column 'channel' is text; only dates say which day counts"]),
        ("new: {from: crm, count: company, date: won_on}",
         ["RG155 3:27 column 'company' is personal (`pii`), so no metric can be made of it"]),
        ("new: {from: crm, count: deal_id, date: won_on, where: {stage: Won}}",
         ["RG152 3:65 column 'stage' never holds 'Won'"]),
        ("new: {from: crm, count: deal_id, date: won_on, where: {stage: [won, lots]}}",
         ["RG152 3:71 column 'stage' never holds 'lots'"]),
        ("new: {from: crm, count: deal_id}",
         ["RG217 3:3 metrics.new has no 'date'"]),
        ("new: {from: crm, sum: amount, date: won_on}",
         ["(RG238) 3:3 metrics.new is money by its column and count by its unit"]),
        ("new-one: {from: crm, count: deal_id, date: won_on}",
         ["RG200 3:3 'new-one' cannot be used in a formula"]),
        ("min: {from: crm, count: deal_id, date: won_on}",
         ["RG200 3:3 'min' cannot be used in a formula"]),
        ("class: {from: crm, count: deal_id, date: won_on}",
         ["RG200 3:3 'class' cannot be used in a formula"]),
        ("orders: {from: crm, count: deal_id, date: won_on}",
         ["RG201 38:3 'orders' is both a KPI and a metric"]),
        ("deals: {where: {stage, won}}",
         ["RG121 3:26 'won' has no value"]),
        ("new: {from: crm, count: deal_id, date: won_on, where: {stage: }}",
         ["RG121 3:58 'stage' has no value"]),
    ],
)  # fmt: skip
def test_a_metric_is_one_word_over_columns_that_exist(
    tmp_path: Path, line: str, problems: list[str]
) -> None:
    assert said(tmp_path, f"metrics:\n  {line}\n") == problems


@pytest.mark.parametrize(
    "line",
    [
        "new: {from: web, metric: 'keyEvents:generate_lead'}",
        "new: {from: web, metric: sessions, by: ['customEvent:plan']}",
    ],
)
def test_a_metric_may_also_be(tmp_path: Path, line: str) -> None:
    assert said(tmp_path, f"metrics:\n  {line}\n") == []


ASKED = 'sources: {api: {type: ga4, property: "412345678"}}\n'


def test_a_property_is_asked_for_rates_that_it_can_count(tmp_path: Path) -> None:
    rates = "metrics: {new: {from: api, metric: engagementRate, unit: percent}}\n"
    assert said(tmp_path, ASKED + rates) == []


def test_rates_of_advertising_are_made_of_their_parts(tmp_path: Path) -> None:
    rates = "metrics: {new: {from: api, metric: returnOnAdSpend, unit: ratio}}\n"
    (problem,) = load(tmp_path, ASKED + rates).problems
    assert problem.code == "RG218"
    assert problem.what == (
        "'returnOnAdSpend' of each sessionCampaignName cannot be averaged into a month"
    )
    assert problem.hint.startswith("read totalRevenue and advertiserAdCost")


def test_an_old_name_is_read_as_the_present_one(tmp_path: Path) -> None:
    old = (
        'metrics:\n  new: {from: web, metric: "conversions:sign_up",'
        ' where: {isConversionEvent: "true"}}\n'
    )
    config = load(tmp_path, old).config
    assert config is not None
    assert config.metrics["new"].metric == "keyEvents:sign_up"
    assert dict(config.metrics["new"].where) == {"isKeyEvent": ("true",)}
