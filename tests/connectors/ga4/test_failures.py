"""When GA4 refuses, fails or is slow: what is tried again, what is not, and what is said."""

from __future__ import annotations

from datetime import date

import grpc
import pytest
from google.analytics.data_v1beta import types

from reportgen.model.query import AskedFigure
from tests.connectors.ga4.service import CHANNEL, NUMBER, Desk, Service, facts, rows

Code = grpc.StatusCode
PASSING = [Code.UNAVAILABLE, Code.INTERNAL, Code.UNKNOWN]


def calls(service: Service) -> int:
    """How often figures were asked for; the look at the property itself is not counted."""
    return sum(not isinstance(one, types.GetMetadataRequest) for one in service.asked)


@pytest.mark.parametrize("code", PASSING)
@pytest.mark.parametrize(("failures", "waits"), [(1, [2]), (2, [2, 4]), (3, [2, 4, 8])])
def test_a_failure_that_passes_is_waited_for(
    desk: Desk, code: grpc.StatusCode, failures: int, waits: list[float]
) -> None:
    service = Service()
    service.faults = [(code, "try again")] * failures
    assert len(rows(desk.ask(service), "date", "sessions")) == 426
    assert (calls(service), desk.waits) == (failures + 1, waits)


@pytest.mark.parametrize("code", PASSING)
def test_after_four_tries_it_is_given_up(desk: Desk, code: grpc.StatusCode) -> None:
    service = Service()
    service.faults = [(code, "down for repair")] * 10
    failure = desk.failure(service)
    assert (failure.exit_code, calls(service), desk.waits) == (7, 4, [2, 4, 8])
    (problem,) = failure.problems
    assert (problem.code, problem.why) == ("RG514", "down for repair")
    assert problem.what == f"property {NUMBER}: GA4 did not answer, after every try"


def test_a_page_that_takes_too_long_is_asked_for_once_more_and_smaller(desk: Desk) -> None:
    service = Service()
    service.faults = [(Code.DEADLINE_EXCEEDED, "too slow")]
    assert len(rows(desk.ask(service), "date", "sessions")) == 426
    assert (calls(service), desk.waits) == (2, [])
    assert {one.limit for one in service.reports} == {25_000}


def test_a_smaller_page_that_takes_too_long_is_given_up(desk: Desk) -> None:
    service = Service()
    service.faults = [(Code.DEADLINE_EXCEEDED, "too slow")] * 2
    failure = desk.failure(service)
    assert (failure.exit_code, calls(service)) == (7, 2)
    assert "did not answer in time, also for a smaller page" in failure.message


def test_an_answer_larger_than_may_be_received_is_no_used_up_quota(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "reportgen.connectors.ga4.client.UNLIMITED",
        [("grpc.max_receive_message_length", 4 * 1024 * 1024)],
    )
    pages = [
        fact
        for number in range(60_000)
        for fact in facts([date(2026, 10, 1)], {"pagePath": f"/{number:060d}"}, sessions=1)
    ]
    service = Service([*Service().properties[NUMBER].facts, *pages])
    extract = desk.ask(service, AskedFigure("sessions", by=("pagePath",)))
    assert len(rows(extract, "pagePath", "sessions")) == 60_003
    assert {one.limit for one in service.reports} == {100_000, 25_000}


@pytest.mark.parametrize(
    ("words", "free"),
    [
        (
            "Exhausted property tokens per day.",
            "it is free again at 2026-11-04 17:00 (Asia/Tokyo), midnight in California",
        ),
        (
            "Exhausted property tokens per hour.",
            "it is free again by 2026-11-04 13:00 (Asia/Tokyo)",
        ),
        (
            "Exhausted concurrent requests quota.",
            "it is free again as soon as the others who ask this property are done",
        ),
    ],
)
def test_a_used_up_quota_stops_the_property_and_says_when_it_frees(
    desk: Desk, words: str, free: str
) -> None:
    service = Service()
    service.faults = [(Code.RESOURCE_EXHAUSTED, words)]
    failure = desk.failure(service)
    (problem,) = failure.problems
    assert (failure.exit_code, problem.code, problem.why) == (7, "RG513", words)
    assert problem.hint.startswith(free)
    assert (calls(service), desk.waits) == (1, [])


@pytest.mark.parametrize("code", [Code.PERMISSION_DENIED, Code.NOT_FOUND, Code.UNAUTHENTICATED])
def test_who_may_not_ask_is_told_where_to_be_added(desk: Desk, code: grpc.StatusCode) -> None:
    service = Service()
    service.faults = [(code, "User does not have sufficient permissions for this property.")]
    failure = desk.failure(service)
    (problem,) = failure.problems
    assert (failure.exit_code, problem.code, calls(service)) == (6, "RG511", 1)
    assert NUMBER in problem.what
    assert "as Viewer: Google Analytics, Admin, Property access management" in problem.hint


def test_a_property_that_may_not_be_read_is_not_asked_for_figures(desk: Desk) -> None:
    service = Service()
    failure = desk.failure(service, property="999999999")
    assert (failure.exit_code, calls(service)) == (6, 0)
    assert failure.message.startswith("property 999999999 does not exist, or ")


def test_a_question_that_ga4_does_not_understand_is_a_matter_of_configuration(desk: Desk) -> None:
    failure = desk.failure(Service(), AskedFigure("keyEvents:no_such_event"))
    (problem,) = failure.problems
    assert (failure.exit_code, problem.code) == (4, "RG512")
    assert problem.why == "Field keyEvents:no_such_event is not a valid metric."


def test_one_failed_report_leaves_nothing_of_the_source(desk: Desk) -> None:
    figures = [AskedFigure("sessions", ((CHANNEL, (f"c{number}",)),)) for number in range(8)]
    service = Service()
    service.faults = [(Code.ABORTED, "lost"), (Code.ABORTED, "lost")]
    failure = desk.failure(service, *figures)
    assert failure.exit_code == 7
    assert "nothing of this source was kept" in failure.hint


def test_never_more_than_ten_reports_are_in_flight(desk: Desk) -> None:
    figures = [AskedFigure("sessions", ((CHANNEL, (f"c{number}",)),)) for number in range(16)]
    service = Service()
    service.seconds = 0.02
    desk.ask(service, *figures)
    assert len(service.reports) == 49
    assert service.most_in_flight <= 10
    batched = [one for one in service.asked if isinstance(one, types.BatchRunReportsRequest)]
    assert max(len(one.requests) for one in batched) == 5
