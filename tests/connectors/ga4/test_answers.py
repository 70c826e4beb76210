"""What becomes of GA4's answers: pages, periods, flags, and answers that are not about us."""

from __future__ import annotations

from datetime import date

import pytest
from google.analytics.data_v1beta import types

from reportgen.connectors.ga4 import asking
from reportgen.errors import Level
from reportgen.model.columns import ColumnType
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.period import Month, Period
from reportgen.model.query import AskedFigure
from tests.connectors.ga4.service import CHANNEL, HISTORY, NUMBER, Desk, Service, days, facts, rows

SESSIONS = AskedFigure("sessions")


def test_a_property_is_asked_for_periods_months_and_days(desk: Desk) -> None:
    extract = desk.ask(Service())
    assert rows(extract, "period", "sessions") == [
        ("2026-10-01/2026-10-31", "310"),
        ("2026-09-01/2026-09-30", "300"),
        ("2025-10-01/2025-10-31", "310"),
    ]
    assert rows(extract, "yearMonth", "sessions")[:2] == [("202509", "300"), ("202510", "310")]
    assert rows(extract, "date", "sessions")[-1] == ("2026-10-31", "10")
    assert extract.types["date"] is ColumnType.DATE
    assert extract.as_of == date(2026, 11, 4)
    assert [file.path for file in extract.files] == [
        f"ga4:properties/{NUMBER} sessions, 2026-10-01 to 2026-10-31,"
        " 2026-09-01 to 2026-09-30, 2025-10-01 to 2025-10-31",
        f"ga4:properties/{NUMBER} monthly sessions, 2025-09-01 to 2026-10-31",
        f"ga4:properties/{NUMBER} daily sessions, 2025-09-01 to 2026-10-31",
    ]
    assert [file.rows_used for file in extract.files] == [3, 14, 426]
    assert extract.table["_row"].tolist()[:4] == [1, 2, 3, 1]


def test_the_property_is_asked_in_its_own_order_and_only_for_what_is_needed(desk: Desk) -> None:
    service = Service()
    desk.ask(service, AskedFigure("sessions", ((CHANNEL, ("Direct", "Email")),), (CHANNEL,)))
    assert all(one.property == f"properties/{NUMBER}" for one in service.reports)
    assert all(one.order_bys and one.limit == 100_000 for one in service.reports)
    assert not any(one.currency_code for one in service.reports)
    filtered = [one for one in service.reports if one.dimension_filter]
    assert len(filtered) == 4
    assert {one.name for asked in service.reports for one in asked.date_ranges} == {
        "history",
        "month_2026_10",
        "month_2026_09",
        "month_2025_10",
    }


def test_days_are_cut_in_the_sources_zone_and_today_is_not_asked_for(desk: Desk) -> None:
    # At 3:00 UTC on 4 November it is still the third in New York.
    service = Service(timezone="America/New_York")
    november = Period.month(Month(2026, 11))
    recorded = (*HISTORY, *facts(days("2026-11-01", "2026-11-03"), sessions=1))
    service = Service(recorded, timezone="America/New_York")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.connectors.ga4.service.MONTHS", (Month(2026, 11),))
        extract = desk.ask(service, periods=(november,), timezone="America/New_York")
    assert extract.as_of == date(2026, 11, 3)
    assert rows(extract, "date", "sessions") == [("2026-11-01", "1"), ("2026-11-02", "1")]


def test_pages_are_read_to_the_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PAGE", 100)
    service = Service()
    extract = desk.ask(service)
    assert len(rows(extract, "date", "sessions")) == 426
    daily = [one for one in service.reports if one.dimensions and one.dimensions[0].name == "date"]
    assert [one.offset for one in daily] == [0, 100, 200, 300, 400]


def test_a_hundred_thousand_rows_of_more_than_four_megabytes_come_through(desk: Desk) -> None:
    pages = [
        fact
        for number in range(100_000)
        for fact in facts([date(2026, 10, 1)], {"pagePath": f"/{number:060d}"}, sessions=1)
    ]
    figure = AskedFigure("sessions", by=("pagePath",))
    extract = desk.ask(Service((*HISTORY, *pages)), figure)
    split = rows(extract, "pagePath", "sessions")
    assert len(split) == 100_003  # the direct ones of three periods have no page
    assert sum(int(sessions) for _, sessions in split) == 100_920


def test_rows_that_change_between_pages_are_read_again_from_the_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PAGE", 300)
    counts = iter([427])

    def moved(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        if asked.offset:
            answer.row_count = next(counts, answer.row_count)

    service = Service()
    service.rewrite = moved
    assert len(rows(desk.ask(service), "date", "sessions")) == 426
    daily = [one.offset for one in service.reports if one.dimensions[:1] and one.limit == 300]
    assert daily.count(300) == 2


def test_rows_that_never_stand_still_are_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PAGE", 300)

    def moving(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        if asked.offset:
            answer.row_count += 1

    service = Service()
    service.rewrite = moving
    failure = desk.failure(service)
    assert failure.exit_code == 7
    assert "its data changed while they were read, 3 times" in failure.message


# ---- answers that are not what was asked


def drop_rows(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
    answer.row_count += 1


def repeat_a_row(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
    if len(answer.rows) > 3:
        answer.rows[1] = answer.rows[0]


def swap_metrics(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
    answer.metric_headers[0].name = "activeUsers"


def write_words(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
    answer.rows[0].metric_values[0].value = "many"


def another_day(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
    if asked.dimensions and asked.dimensions[0].name == "date":
        answer.rows[0].dimension_values[0].value = "20240101"


def lose_a_cell(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
    del answer.rows[0].metric_values[:]


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        (drop_rows, "it ends after 3 of its 4 rows"),
        (repeat_a_row, "1 of its 14 rows repeat others"),
        (swap_metrics, "it has dateRange, activeUsers where dateRange, sessions was asked for"),
        (write_words, "its sessions 'many' is not a number"),
        (another_day, "it speaks of '20240101', which is not a day asked for"),
        (lose_a_cell, "5 cells stand in 3 rows below 2 headers"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_never_used(
    desk: Desk, lie, words: str
) -> None:
    service = Service()
    service.rewrite = lie
    failure = desk.failure(service)
    (problem,) = failure.problems
    assert (failure.exit_code, problem.code, problem.why) == (7, "RG515", words)


def test_a_property_that_answers_for_another_is_not_believed(desk: Desk) -> None:
    service = Service()
    service.called_as = "properties/999/metadata"
    failure = desk.failure(service)
    assert failure.problems[0].code == "RG515"
    assert not service.reports


def test_figures_are_plain_decimals_however_ga4_writes_them(desk: Desk) -> None:
    service = Service(facts(days("2026-10-01", "2026-10-02"), sessions=1, purchaseRevenue=2))

    def written(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        for row, value in zip(answer.rows, ("1.2345E3", "0.10"), strict=False):
            row.metric_values[-1].value = value

    service.rewrite = written
    extract = desk.ask(service, SESSIONS, AskedFigure("purchaseRevenue"))
    assert [cells[1] for cells in rows(extract, "date", "purchaseRevenue")] == ["1234.5", "0.1"]
    assert extract.types["purchaseRevenue"] is ColumnType.MONEY


# ---- what GA4 says against its own figures


def flags_of(desk: Desk, **metadata: object) -> set[Flag]:
    """The flags of an extract whose answers over whole periods say this of themselves."""
    service = Service()

    def said(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        if len(asked.date_ranges) > 1:
            for name, value in metadata.items():
                setattr(answer.metadata, name, value)

    service.rewrite = said
    return set(desk.ask(service).flags)


Truncation = types.ResponseMetaData.DataTruncationReason


@pytest.mark.parametrize(
    ("metadata", "flags"),
    [
        ({"subject_to_thresholding": True}, {Flag(FlagKind.THRESHOLDED, 0)}),
        ({"data_loss_from_other_row": True}, {Flag(FlagKind.OTHER_ROW, 0)}),
        ({"empty_reason": "no data yet"}, {Flag(FlagKind.EMPTY, 0, ("no data yet",))}),
        (
            {
                "sampling_metadatas": [
                    types.SamplingMetadata(samples_read_count=1, sampling_space_size=4)
                ]
            },
            {
                Flag(
                    FlagKind.SAMPLED,
                    0,
                    share=0.25,
                    first=date(2026, 10, 1),
                    last=date(2026, 10, 31),
                )
            },
        ),
        (
            {"data_truncation_reasons": [Truncation(data_truncation_date="2025-10-15")]},
            {Flag(FlagKind.TRUNCATED, 0, last=date(2025, 10, 14))},
        ),
        (
            {"data_truncation_reasons": [Truncation(data_truncation_message="retention")]},
            {Flag(FlagKind.TRUNCATED, 0, ("retention",), last=date(2026, 9, 30))},
        ),
        (
            {
                "data_truncation_reasons": [
                    Truncation(
                        data_truncation_date_ranges=[
                            Truncation.DataTruncationDateRange(
                                start_date="2025-10-01", end_date="2025-10-31"
                            )
                        ]
                    )
                ]
            },
            {Flag(FlagKind.TRUNCATED, 0, first=date(2025, 10, 1), last=date(2025, 10, 31))},
        ),
    ],
)
def test_what_ga4_says_of_an_answer_is_kept_as_its_flag(
    desk: Desk, metadata: dict[str, object], flags: set[Flag]
) -> None:
    assert flags_of(desk, **metadata) == flags


def test_figures_that_may_not_be_seen_are_empty_and_not_0(desk: Desk) -> None:
    service = Service(facts(days("2026-10-01", "2026-10-31"), sessions=10, purchaseRevenue=5))

    def blocked(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        restriction = types.ResponseMetaData.SchemaRestrictionResponse
        answer.metadata.schema_restriction_response = restriction(
            active_metric_restrictions=[
                restriction.ActiveMetricRestriction(metric_name="purchaseRevenue")
            ]
        )
        for row in answer.rows:
            row.metric_values[1].value = "0"

    service.rewrite = blocked
    extract = desk.ask(service, SESSIONS, AskedFigure("purchaseRevenue"))
    assert rows(extract, "period", "sessions", "purchaseRevenue") == [
        ("2026-10-01/2026-10-31", "310", "")
    ]
    assert extract.flags[0] == Flag(FlagKind.RESTRICTED, 0, ("purchaseRevenue",))


# ---- another property than the client's


def test_a_property_in_another_zone_is_refused(desk: Desk) -> None:
    failure = desk.failure(Service(timezone="America/Los_Angeles"))
    (problem,) = failure.problems
    assert (failure.exit_code, problem.code) == (5, "RG520")
    assert problem.what == (
        f"property {NUMBER} counts days in America/Los_Angeles, the source in Asia/Tokyo"
    )
    assert problem.place.field == "sources.web.timezone"
    agreed = desk.ask(Service(timezone="America/Los_Angeles"), timezone="America/Los_Angeles")
    assert len(agreed.table)


def test_money_of_another_currency_is_refused(desk: Desk) -> None:
    recorded = tuple(facts(days("2026-10-01", "2026-10-31"), sessions=1, purchaseRevenue=5))
    money = AskedFigure("purchaseRevenue")
    failure = desk.failure(Service(recorded, currency="USD"), SESSIONS, money)
    assert [problem.code for problem in failure.problems] == ["RG418"]
    assert "counts money in USD, the source is in JPY" in failure.message
    assert desk.ask(Service(recorded, currency="USD"), SESSIONS, money, currency="USD").flags == ()


def test_the_currency_says_nothing_where_no_figure_is_money(desk: Desk) -> None:
    assert len(desk.ask(Service(currency="USD")).table)


def test_a_month_in_which_nothing_was_recorded_is_refused_with_ga4s_reason(desk: Desk) -> None:
    service = Service(facts(days("2025-10-01", "2026-09-30"), sessions=10))

    def empty(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        answer.metadata.empty_reason = "the tag has not sent anything"

    service.rewrite = empty
    (problem,) = desk.failure(service).problems
    assert (problem.code, problem.why) == ("RG415", "the tag has not sent anything")
    assert problem.what == f"property {NUMBER} recorded nothing in 2026-10"


def test_fewer_days_than_agreed_are_told_with_the_figures(desk: Desk) -> None:
    service = Service(facts(days("2026-10-01", "2026-10-20"), sessions=10))
    (problem,) = desk.ask(service, freshness={"expect_days": "28"}).problems
    assert (problem.code, problem.level) == ("RG435", Level.WARNING)
    assert problem.what == f"property {NUMBER} recorded 20 days of 2026-10; 28 were agreed"


def test_a_month_without_a_whole_day_is_not_asked_for(desk: Desk) -> None:
    service = Service()
    december = Period.month(Month(2026, 12))
    with pytest.raises(Exception, match="2026-12 has no whole day before 2026-11-04"):
        desk.ask(service, periods=(december,))
    assert not service.asked


def test_what_was_said_is_the_same_whenever_it_is_asked(desk: Desk) -> None:
    first, second = desk.ask(Service()), desk.ask(Service())
    assert first.sha256 == second.sha256 == second.content_sha256()
