from dataclasses import replace

import pytest

from reportgen.analysis.decomposition.by_segment import segment_splits
from reportgen.analysis.decomposition.rate_mix import rate_changes, rate_parts
from reportgen.analysis.findings import Evidence, find
from reportgen.analysis.results import assess
from reportgen.model.period import Month, Period, parse_period
from tests.shop import OCTOBER, evaluator, member_row, months, shop

BROKEN_DOWN = {
    "metrics": {"sessions": {"by": ["channel"]}, "orders": {"by": ["channel"]}},
    "kpis": {"rate": {"breakdown": ["channel"]}},
}


def figures(month, **channels):
    """A month's visits and orders by channel, with their totals, and 60 pounds an order."""
    name = f"m{month.replace('-', '_')}"
    visits, orders = (sum(one[at] for one in channels.values()) for at in (0, 1))
    return [
        *months("sessions", **{name: visits}),
        *months("orders", **{name: orders}),
        *months("revenue", **{name: 60 * orders}),
        *(member_row("sessions", month, channel, one[0]) for channel, one in channels.items()),
        *(member_row("orders", month, channel, one[1]) for channel, one in channels.items()),
    ]


def assessed(*rows, period=OCTOBER):
    return assess(evaluator(shop(BROKEN_DOWN), *rows), period)


def split_of(assessment):
    return next(
        iter(segment_splits(assessment.evaluator, assessment.comparisons, assessment.period))
    )


def told(*rows):
    assessment = assessed(*rows)
    return find(Evidence(assessment, assessment.results(), (), ()))


YEAR_AGO = figures("2025-10", search=(1000, 10), direct=(500, 25))
NOW = figures("2026-10", search=(2000, 18), direct=(450, 24))


def test_the_parts_of_all_segments_add_up_to_what_the_tree_gives_the_chain():
    assessment = assessed(YEAR_AGO, NOW)
    split = split_of(assessment)
    tree = assessment.comparisons["year_ago"].amounts
    assert (split.volume, split.rates, split.versus) == ("visits", ("rate",), "year_ago")
    whole = sum(part.whole for part in split.parts)
    assert whole == pytest.approx(tree["visits"] + tree["rate"])
    assert whole == pytest.approx(60 * (18 + 24 - 10 - 25))
    assert split.at_average == pytest.approx(tree["visits"])


def test_volume_is_credited_at_each_segments_own_rates_and_the_mix_stands_apart():
    split = split_of(assessed(YEAR_AGO, NOW))
    search = next(part for part in split.parts if part.member == "search")
    own = (18 - 10) * 60 - search.rates[0]
    assert search.volume == pytest.approx(own)
    assert search.volume < search.at_average
    assert split.mix < 0


def test_a_channel_that_began_is_not_split_into_volume_and_rate():
    rows = figures("2026-10", search=(1000, 10), direct=(500, 25), mail=(100, 5))
    mail = next(part for part in split_of(assessed(YEAR_AGO, rows)).parts if part.member == "mail")
    assert (mail.volume, mail.rates, mail.started_stopped) == (0, (0,), pytest.approx(300))


def test_a_channel_that_stopped_selling_loses_it_by_its_rate():
    rows = figures("2026-10", search=(1000, 0), direct=(500, 25))
    parts = {part.member: part for part in split_of(assessed(YEAR_AGO, rows)).parts}
    assert parts["search"].rates == (pytest.approx(-600),)
    assert parts["search"].volume == parts["search"].started_stopped == 0


def test_channels_that_are_not_the_whole_are_not_split():
    rows = [*NOW, *months("orders", m2026_10=100)]
    assessment = assessed(YEAR_AGO, rows)
    splits = segment_splits(assessment.evaluator, assessment.comparisons, assessment.period)
    assert not any(one.versus == "year_ago" for one in splits)


def test_a_quarter_is_split_month_by_month():
    quarter = parse_period("2026-Q3", 4)
    rows = [
        figures(f"{year}-{month:02d}", search=(visits, orders), direct=(500, 25 + month))
        for year, visits, orders in ((2025, 900, 9), (2026, 1500, 12))
        for month in (7, 8, 9)
    ]
    assessment = assessed(*rows, period=quarter)
    shares = assessment.comparisons["year_ago"]
    assert len(shares.months) == 3
    assert shares.amounts["sales"] == pytest.approx(3 * 60 * (12 - 9))
    for factor in ("visits", "rate"):
        by_month = [
            assess(assessment.evaluator, Period.month(Month(2026, month)))
            .comparisons["year_ago"]
            .amounts[factor]
            for month in (7, 8, 9)
        ]
        assert shares.amounts[factor] == pytest.approx(sum(by_month))
    whole = sum(part.whole for part in split_of(assessment).parts)
    assert whole == pytest.approx(shares.amounts["visits"] + shares.amounts["rate"])


def test_a_gain_in_visits_that_brought_fewer_orders_where_it_was_made_is_told():
    rows = figures("2026-10", search=(3000, 9), direct=(520, 26))
    findings = told(YEAR_AGO, rows)
    found = findings.first("volume_without_result")
    assert found is not None
    assert found.facts["member"].en == "search"
    assert not split_of(assessed(YEAR_AGO, rows)).is_earned


ALL_FELL = figures("2026-10", search=(500, 4), direct=(1500, 70))


def test_a_rate_that_rose_while_it_fell_in_every_channel_is_a_reversal():
    found = told(YEAR_AGO, ALL_FELL).first("mix_reversal")
    assert found is not None
    assert (found.kpi, found.facts["every"], found.facts["rose"]) == ("rate", 1, 1)
    assert found.facts["segments"] == 2
    before, after = 35 / 1500, 74 / 2000
    assert found.facts["before"].value == pytest.approx(before)
    parts = found.facts["rate"].value + found.facts["mix"].value
    assert parts == pytest.approx((after - before) * 100)


def test_the_reverse_a_rate_that_fell_while_it_rose_in_every_channel_is_one_too():
    turned = [
        {
            **row,
            "date": row["date"].replace("2025", "x").replace("2026", "2025").replace("x", "2026"),
        }
        for row in (*YEAR_AGO, *ALL_FELL)
    ]
    found = told(turned).first("mix_reversal")
    assert found is not None
    assert (found.facts["every"], found.facts["rose"]) == (1, 0)


def test_channels_that_moved_with_the_whole_are_no_reversal():
    rows = figures("2026-10", search=(1000, 20), direct=(500, 30))
    assert told(YEAR_AGO, rows).first("mix_reversal") is None


def test_the_parts_of_a_rate_stand_beside_its_segments_and_add_up():
    segments = [one for one in told(YEAR_AGO, NOW).segments if one.kpi == "rate"]
    parts = sum(one.rate + one.mix for one in segments)
    assert parts == pytest.approx(42 / 2450 - 35 / 1500)


def test_a_channel_that_is_new_adds_to_the_mix_alone():
    rows = figures("2026-10", search=(1000, 10), direct=(500, 25), mail=(100, 5))
    config_rows = evaluator(shop(BROKEN_DOWN), YEAR_AGO, rows)
    changes = rate_changes(
        config_rows, "rate", "channel", OCTOBER.year_ago().months, OCTOBER.months
    )
    assert changes is not None
    parts = rate_parts(changes)
    assert parts["mail"].rate == 0
    whole = sum(part.rate + part.mix for part in parts.values())
    assert whole == pytest.approx(40 / 1600 - 35 / 1500)


def test_an_earned_gain_needs_results_where_the_volume_was_gained():
    split = split_of(assessed(YEAR_AGO, figures("2026-10", search=(3000, 40), direct=(500, 25))))
    assert split.is_earned
    lost = [replace(part, after=part.before - 1) for part in split.parts]
    assert not replace(split, parts=tuple(lost)).is_earned
