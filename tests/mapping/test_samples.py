"""The sample clients' exports come to the figures their stories tell (sample_data/README.md)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from reportgen.config import load_client, load_workspace
from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.mapping.queries import queries
from reportgen.mapping.tidy import tidy
from reportgen.model.observations import Observations
from tests.mapping.tidying import OCTOBER, figures, total

WORKSPACE = Path(__file__).parents[2]


@cache
def sample(client: str) -> Observations:
    config = load_client(load_workspace(WORKSPACE), client).config
    assert config is not None
    context = Context(
        WORKSPACE,
        client,
        config.client.timezone,
        config.client.currency,
        datetime(2026, 11, 4, tzinfo=UTC),
        config.notes,
    )
    asked = queries(config, OCTOBER)
    observations, problems = tidy(
        [fetch(query, config.sources[query.source], context) for query in asked], config
    )
    assert problems == ()
    return observations


@pytest.mark.parametrize(
    ("client", "metric", "month", "figure"),
    [
        ("minato", "sessions", "2026-10", 8_640),
        ("minato", "form_views", "2026-10", 324),
        ("minato", "requests", "2026-10", 168),
        ("minato", "meetings_held", "2026-10", 36),
        ("minato", "deals_won", "2026-10", 9),
        ("minato", "won_amount", "2026-10", 13_320_000),
        ("minato", "paid_requests", "2026-10", 26),
        ("minato", "ad_cost", "2026-10", 1_118_000.4),
        ("minato", "sessions", "2025-10", 5_200),
        ("minato", "won_amount", "2025-10", 6_900_000),
        ("minato", "ad_cost", "2024-10", 578_000),
        ("minato", "requests", "2022-10", 64),
        ("harrow", "sessions", "2026-10", 25_200),
        ("harrow", "email_sessions", "2026-10", 2_520),
        ("harrow", "add_to_carts", "2026-10", 2_066),
        ("harrow", "checkouts_started", "2026-10", 1_008),
        ("harrow", "analytics_orders", "2026-10", 515),
        ("harrow", "shop_orders", "2026-10", 554),
        ("harrow", "items_sold", "2026-10", 887),
        ("harrow", "gross_sales", "2026-10", 35_759 + 349),
        ("harrow", "refunds", "2026-10", 349),
        ("harrow", "ad_spend", "2026-10", 6_300),
        ("harrow", "shop_orders", "2026-09", 564),
        ("harrow", "subscribers", "2026-10", 3_380),
    ],
)
def test_a_samples_month_is_what_its_story_says(
    client: str, metric: str, month: str, figure: float
) -> None:
    assert total(sample(client), metric, month) == pytest.approx(figure, abs=1e-6)


def test_the_days_on_which_the_tag_had_stopped_are_holes() -> None:
    seen = sample("minato").days_seen["ga4"]
    october = {day for day in OCTOBER.days() if day not in seen}
    assert october == {date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 14)}


def test_every_channel_of_the_bottleneck_has_its_form_views() -> None:
    by_channel: dict[str, float] = {}
    for (_, member, day), value in figures(sample("minato"), "form_views").items():
        if member and day.startswith("2026-10"):
            by_channel[member] = by_channel.get(member, 0) + value
    assert by_channel == {
        "Direct": 126,
        "Organic Search": 99,
        "Paid Search": 51,
        "Referral": 27,
        "Email": 21,
    }
