"""What tools did to their own figures: no comparison across it, and a footnote that says why."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.formatting import Voice
from reportgen.model.config import ClientConfig
from reportgen.model.dialects import HEADERS
from reportgen.model.edition import EditionKind
from reportgen.model.findings import Analysis
from reportgen.model.incidents import Side, incident, incidents
from reportgen.model.material import Material, SourceState
from reportgen.model.period import Month, Period
from reportgen.model.wording import built_in
from reportgen.narrative.incidents import incident_notes
from reportgen.narrative.zones import zone_notes
from tests.shop import months, observed, shop

IMPRESSIONS = incident("search_console_impressions")
KEY_EVENTS = incident("analytics_key_events")


def month(year: int, number: int) -> Period:
    return Period.month(Month(year, number))


def seen(source: str = "search_console") -> ClientConfig:
    """A shop that also watches how often it is seen in search."""
    kpi = {"class": "leading", "unit": "count", "direction": "up"}
    return shop(
        {
            "sources": {"search": {"type": source, "path": "gsc_{month}.zip"}},
            "metrics": {
                "shown": {"from": "search", "sum": "impressions", "by": ["page"]},
                "clicked": {"from": "search", "sum": "clicks"},
                "click_rate": {"ratio": ["clicked", "shown"]},
            },
            "kpis": {
                "seen": kpi | {"name": "Times seen", "metric": "shown"},
                "found": kpi | {"name": "Clicks from search", "metric": "clicked"},
                "clicks_of_seen": kpi
                | {"name": "Click rate", "unit": "percent", "metric": "click_rate"},
            },
        }
    )


FIGURES = (
    months("shown", m2025_10=9000, m2026_03=9500, m2026_04=9400, m2026_05=5000, m2026_10=5200),
    months("clicked", m2025_10=90, m2026_03=95, m2026_04=94, m2026_05=96, m2026_10=104),
    months("shown", m2026_09=5100),
    months("clicked", m2026_09=100),
)


def analysed(period: Period, config: ClientConfig | None = None) -> Analysis:
    return analyse(observed(*FIGURES), config or seen(), period)


@pytest.mark.parametrize(
    ("period", "side"),
    [
        (month(2025, 4), Side.OUTSIDE),
        (month(2025, 5), Side.PARTLY),
        (month(2025, 6), Side.WITHIN),
        (month(2026, 4), Side.PARTLY),
        (month(2026, 5), Side.OUTSIDE),
    ],
)
def test_a_month_lies_outside_within_or_partly_within_it(period: Period, side: Side) -> None:
    assert IMPRESSIONS.side(period) is side


@pytest.mark.parametrize(
    ("one", "other", "is_parted"),
    [
        (month(2026, 10), month(2025, 10), True),
        (month(2026, 4), month(2026, 3), True),
        (month(2026, 3), month(2026, 2), False),
        (month(2026, 10), month(2026, 9), False),
        (month(2026, 10), month(2025, 3), False),
    ],
)
def test_months_on_its_two_sides_are_parted(one: Period, other: Period, is_parted: bool) -> None:
    assert IMPRESSIONS.parts(one, other) is is_parted


def test_a_change_for_good_parts_what_was_before_from_what_came_after() -> None:
    assert KEY_EVENTS.parts(month(2024, 6), month(2024, 4))
    assert KEY_EVENTS.parts(month(2024, 6), month(2024, 5))
    assert not KEY_EVENTS.parts(month(2026, 10), month(2025, 10))


def test_last_year_is_a_hole_with_its_reason_where_the_tool_counted_otherwise() -> None:
    analysis = analysed(month(2026, 10))
    for kpi in ("seen", "clicks_of_seen"):
        result = analysis.of(kpi)
        assert result.value.value is not None
        assert result.year_ago.value is None
        assert result.year_ago.reason is not None
        assert result.year_ago.reason.code == "incident"
        assert result.previous.value is not None
    assert analysis.of("found").year_ago.value == 90, "clicks are as they were"


def test_usual_variation_is_not_made_of_months_that_were_counted_otherwise() -> None:
    result = analysed(month(2026, 5)).of("seen")
    assert result.usual is None
    assert result.series.values[-2:] == (9400.0, 5000.0), "the months are still shown"


def test_the_same_column_of_another_tool_is_none_of_its_business() -> None:
    assert analysed(month(2026, 10), seen("csv")).of("seen").year_ago.value == 9000


def notes(period: Period) -> list[tuple[str, str]]:
    config = seen()
    material = Material(
        config, period, analysed(period), sources=(), edition=EditionKind.DRAFT, revision=None
    )
    voice = Voice(built_in(), "GBP", "minus")
    return [(note.saying.ja, note.saying.en) for note in incident_notes(material, voice)]


def test_a_footnote_says_what_is_left_out_and_why() -> None:
    ((ja, en),) = notes(month(2026, 10))
    assert en.endswith(
        "Changes on last year would cross this, and are not printed for: Times seen, Click rate."
    )
    assert "recorded more impressions than there were" in en
    assert ja.endswith("前年比は載せていません：Times seen、Click rate。")
    assert "表示回数を実際より多く記録していました" in ja


def test_days_of_another_zone_are_told() -> None:
    state = SourceState("search", "search_console", date(2026, 11, 4), (), "")
    material = Material(
        seen(),
        month(2026, 10),
        analysed(month(2026, 10)),
        sources=(state, state),
        edition=EditionKind.DRAFT,
        revision=None,
    )
    (note,) = zone_notes(material, Voice(built_in(), "GBP", "minus"))
    assert "US Pacific time" in (note.saying.en or "")
    assert "太平洋時間" in (note.saying.ja or "")


def test_the_footnote_ends_when_nothing_shown_touches_it() -> None:
    assert notes(month(2028, 10)) == []


def test_a_change_that_depends_on_settings_is_told_and_hides_nothing() -> None:
    one = incident("meta_view_through")
    assert not one.parts(month(2026, 10), month(2025, 10))
    assert one.marks(month(2025, 10), month(2026, 10))


def test_every_incident_is_of_columns_that_its_types_deliver() -> None:
    for one in incidents():
        assert one.last is None or one.first < one.last
        assert one.first > date(2020, 1, 1)
        assert one.saying.ja and one.saying.en and one.source
        for kind in one.types & set(HEADERS):
            delivered = {column.name for column in HEADERS[kind]}
            assert one.columns & delivered
