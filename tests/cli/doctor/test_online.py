"""`doctor --online`: every source is asked the smallest question, GA4 on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import grpc
import pytest
from google.analytics.data_v1beta import types

from reportgen.connectors.ga4 import smallest
from reportgen.connectors.ga4.patience import Patience
from reportgen.model.period import last_complete_month
from tests.cli.doctor.calling import Visit, acme, visit
from tests.config.acme import write
from tests.connectors.ga4.service import CHANNEL, NUMBER, Service, days, facts

Code = grpc.StatusCode
LAST = last_complete_month(datetime.now(ZoneInfo("Asia/Tokyo")).date())
DAYS = tuple(days(str(LAST.plus(-1).first_day), str(LAST.plus(1).last_day)))
GA4 = f'sources: {{web: {{type: ga4, path: null, property: "{NUMBER}", auth: ga4}}}}\n'
MONEY = GA4 + "metrics: {revenue: {from: web, metric: purchaseRevenue, unit: money}}\n"
SUBJECT = "source web of acme"


@pytest.fixture(autouse=True)
def nobody_signed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_CONFIG", "REPORTGEN_GA4_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REPORTGEN_SECRET__GA4", "no key: a server on this machine needs none")
    monkeypatch.setattr(smallest, "PATIENCE", Patience(tries=2, wait=lambda _: None))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with service_with() as service:
        monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", service.endpoint)
        yield service


def service_with(**about: str) -> Service:
    figures = {"sessions": 10, "eventCount": 50, "purchaseRevenue": 100}
    return Service(facts(DAYS, {CHANNEL: "Direct"}, **figures), **about)


def ask(root: Path, lines: str = GA4) -> Visit:
    return visit(acme(root, lines), "--json", "--online", "acme")


def test_without_the_option_nothing_is_asked(tmp_path: Path, service: Service) -> None:
    told = visit(acme(tmp_path, GA4), "--json", "acme")
    assert service.asked == []
    assert not [one for one in told.checks if one.subject.startswith("source ")]


def test_a_property_is_asked_for_one_figure_in_one_row(tmp_path: Path, service: Service) -> None:
    told = ask(tmp_path).of(SUBJECT)
    assert (told.state, told.seen) == ("ok", f"property {NUMBER} answers (Asia/Tokyo, JPY)")
    (name, report) = service.asked
    assert name.name == f"properties/{NUMBER}/metadata"
    assert [one.name for one in report.metrics] == ["sessions"]
    assert (list(report.dimensions), report.limit) == ([], 1)


def test_a_property_that_recorded_nothing_says_so(tmp_path: Path, service: Service) -> None:
    service.properties[NUMBER] = type(service.properties[NUMBER])(
        NUMBER, timezone="Asia/Tokyo", currency="JPY", facts=()
    )
    _, found = [one for one in ask(tmp_path).checks if one.subject == SUBJECT]
    assert (found.state, found.seen) == ("warn", f"property {NUMBER} recorded nothing in {LAST}")
    assert found.remedy == "check that the property is the client's and its tag is on the site"


@pytest.mark.parametrize(
    ("code", "words", "exit_code", "seen", "remedy"),
    [
        (
            Code.PERMISSION_DENIED,
            "User does not have sufficient permissions for this property.",
            6,
            "does not exist, or the account you are signed in with may not read it",
            f"as Viewer: Google Analytics, Admin, Property access management of {NUMBER}",
        ),
        (Code.NOT_FOUND, "no such property", 6, "does not exist, or", "as Viewer: Google"),
        (Code.UNAUTHENTICATED, "who is it?", 6, "does not exist, or", "as Viewer: Google"),
        (
            Code.INVALID_ARGUMENT,
            "Field sessions is not a valid metric.",
            4,
            "cannot answer what the metrics of 'web' ask",
            "correct the metric or dimension",
        ),
        (
            Code.RESOURCE_EXHAUSTED,
            "Exhausted property tokens per hour.",
            7,
            "the quota of the GA4 Data API is used up",
            "it is free again by",
        ),
        (
            Code.RESOURCE_EXHAUSTED,
            "Received message larger than max (5 vs. 4)",
            7,
            "one page of the answer is too large",
            "try again in an hour",
        ),
        (Code.UNAVAILABLE, "down", 7, "GA4 did not answer, after every try", "try again"),
        (Code.INTERNAL, "oops", 7, "GA4 did not answer, after every try", "try again"),
        (Code.UNKNOWN, "oops", 7, "GA4 did not answer, after every try", "try again"),
        (Code.DEADLINE_EXCEEDED, "slow", 7, "GA4 did not answer in time", "try again"),
    ],
)
def test_every_refusal_says_what_to_do_and_where(
    tmp_path: Path,
    service: Service,
    code: grpc.StatusCode,
    words: str,
    exit_code: int,
    seen: str,
    remedy: str,
) -> None:
    service.faults = [(code, words)] * 2
    told = ask(tmp_path)
    found = told.of(SUBJECT)
    assert (found.state, told.exit_code) == ("fail", exit_code), told.text
    assert f"property {NUMBER}" in found.seen and seen in found.seen
    assert remedy in found.remedy
    assert found.details == ["configs/acme/client.yml sources.web.property", words]


def test_an_outage_that_passes_is_none(tmp_path: Path, service: Service) -> None:
    service.faults = [(Code.UNAVAILABLE, "down")]
    assert ask(tmp_path).of(SUBJECT).state == "ok"


def test_another_time_zone_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with service_with(timezone="America/New_York") as service:
        monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", service.endpoint)
        found = ask(tmp_path).of(SUBJECT)
    assert found.state == "fail"
    assert "counts days in America/New_York, the source in Asia/Tokyo" in found.seen
    assert "Admin, Property details" in found.remedy


def test_another_currency_is_an_error_where_money_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service_with(currency="USD") as service:
        monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", service.endpoint)
        assert ask(tmp_path).of(SUBJECT).seen.endswith("answers (Asia/Tokyo, USD)")
        found = ask(tmp_path, MONEY).of(SUBJECT)
    assert found.state == "fail"
    assert "counts money in USD, the source is in JPY" in found.seen


def test_figures_that_an_account_is_not_shown_are_told(tmp_path: Path, service: Service) -> None:
    def restrict(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        restriction = types.ResponseMetaData.SchemaRestrictionResponse.ActiveMetricRestriction
        answer.metadata.schema_restriction_response = (
            types.ResponseMetaData.SchemaRestrictionResponse(
                active_metric_restrictions=[restriction(metric_name="purchaseRevenue")]
            )
        )

    service.rewrite = restrict
    lines = [one for one in ask(tmp_path, MONEY).checks if one.subject == SUBJECT]
    assert [one.state for one in lines] == ["ok", "warn"]
    assert "does not show the account you are signed in with purchaseRevenue" in lines[1].seen


def test_another_property_that_answers_is_an_error(tmp_path: Path, service: Service) -> None:
    service.called_as = "properties/1/metadata"
    found = ask(tmp_path).of(SUBJECT)
    assert (found.state, found.seen[:18]) == ("fail", f"property {NUMBER}")


def test_missing_credentials_list_every_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTGEN_SECRET__GA4")
    found = ask(tmp_path).of(SUBJECT)
    assert found.state == "fail"
    assert "no credentials for source 'web'" in found.seen
    assert "application_default_credentials.json (no such file)" in found.details[1]
    assert "gcloud auth application-default login" in found.remedy


def test_a_file_is_read_and_what_is_wrong_in_it_is_told(tmp_path: Path, service: Service) -> None:
    deals = "ID,Company,Stage,Amount,Rate,Asked,Won on,Channel\n"
    row = f"D1,X,Won,8000,5%,{LAST}-02,{LAST}-20,web\n"
    write(tmp_path, f"data/crm_{LAST}.csv", deals + row)
    told = ask(tmp_path)
    crm = told.of("source crm of acme")
    assert (crm.state, crm.seen) == ("ok", f"data/crm_{LAST}.csv is read as csv: 1 row")
    write(tmp_path, f"data/crm_{LAST}.csv", deals.replace("Stage", "Phase") + row)
    crm = ask(tmp_path).of("source crm of acme")
    assert (crm.state, crm.details[0]) == ("fail", f"data/crm_{LAST}.csv:1 Stage")
    assert "the column 'Stage' is missing from the header" in crm.seen


def test_what_has_not_come_yet_stops_nothing(tmp_path: Path, service: Service) -> None:
    told = ask(tmp_path)
    assert told.of("source crm of acme").state == "warn"
    assert told.of("source hand of acme").state == "warn"
    assert told.exit_code == 0


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path, service: Service) -> None:
    (acme(tmp_path) / "data").mkdir()
    os.mkfifo(tmp_path / f"data/crm_{LAST}.csv")
    assert ask(tmp_path).of("source crm of acme").seen == "this is not a regular file"


def test_what_a_broken_configuration_hides_is_said(tmp_path: Path) -> None:
    told = ask(tmp_path, "report: {send_by: 40}\n")
    assert told.of("sources of acme").state == "warn"
