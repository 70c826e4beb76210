"""Harrow & Finch's web figures: GA4 explorations and Meta Ads reports."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.chance import Chance, split
from sample_data.generate.harrow_story import CHANNELS, STORY, HarrowMonth
from sample_data.generate.months import Month, is_weekend
from sample_data.generate.writers import Cell, Export, csv_text, ga4_exploration, pounds

BASKET_RATE = (1.0, 0.82, 1.5, 1.15)
ORDER_RATE = (1.0, 0.78, 1.7, 1.25)
"""How readily the visits of each channel fill a basket, and order; in the order of CHANNELS."""

CAMPAIGNS = {"Prospecting | Broad": 0.5, "Retargeting | Basket": 0.3, "Seasonal | Table": 0.2}
"""Share of the spend of each campaign."""

META_HEADER = (
    "Campaign name",
    "Day",
    "Impressions",
    "Reach",
    "Frequency",
    "Link clicks",
    "Clicks (all)",
    "Results",
    "Result indicator",
    "Amount spent (GBP)",
    "Purchases conversion value",
    "Reporting starts",
    "Reporting ends",
)
PURCHASE = "actions:offsite_conversion.fb_pixel_purchase"


def export() -> Export:
    """Every web export of the client."""
    sessions: list[tuple[Cell, ...]] = []
    steps: list[tuple[Cell, ...]] = []
    for story in STORY:
        chance = Chance(f"harrow days {story.name}")
        days = story.month.days()
        baskets = split(story.baskets, _weights(story.visits, BASKET_RATE))
        orders = split(story.tracked_orders, _weights(story.visits, ORDER_RATE))
        checkouts = split(
            story.checkouts, [a + 2 * b for a, b in zip(baskets, orders, strict=True)]
        )
        daily = [
            [_spread(total, days, chance) for total in totals]
            for totals in (list(story.visits), baskets, checkouts, orders)
        ]
        for row, day in enumerate(days):
            for column, channel in enumerate(CHANNELS):
                visits, *shop = (figures[column][row] for figures in daily)
                sessions.append((f"{day:%Y%m%d}", channel, visits))
                if any(shop):
                    steps.append((f"{day:%Y%m%d}", channel, *shop))
    header = ("Date", "Session default channel group")
    yield "harrow/ga4_sessions.csv", _exploration("Sessions", (*header, "Sessions"), sessions)
    events = ("Add to carts", "Checkouts", "Ecommerce purchases")
    yield "harrow/ga4_shop.csv", _exploration("Shop funnel", (*header, *events), steps)
    for story in STORY:
        yield f"harrow/meta_ads_{story.name}.csv", _meta_report(story)


def day_weight(day: date) -> float:
    """How busy a day is: Sundays, the days around Black Friday, and the last posting days."""
    weight = 1.25 if day.weekday() == 6 else 0.9 if day.weekday() == 5 else 1.0
    black_friday = max(
        day for day in Month(day.year, 11).days() if day.weekday() == 4 and day.day <= 29
    )
    if black_friday <= day <= black_friday + timedelta(days=3):
        weight *= 2.2
    if day.month == 12:
        weight *= 1.35 if day.day <= 17 else 0.55
    return weight


def _weights(visits: tuple[int, ...], rates: tuple[float, ...]) -> list[float]:
    return [count * rate for count, rate in zip(visits, rates, strict=True)]


def _spread(total: int, days: list[date], chance: Chance) -> list[int]:
    return split(total, [day_weight(day) * chance.between(0.8, 1.2) for day in days])


def _exploration(title: str, header: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> bytes:
    return ga4_exploration(
        f"Monthly report: {title}",
        "Free form 1",
        "Grand total",
        header,
        rows,
        (STORY[0].month.first, STORY[-1].month.last),
        dimensions=2,
    )


def _meta_report(story: HarrowMonth) -> bytes:
    """A row per day and campaign below one summary row without a name."""
    chance = Chance(f"harrow ads {story.name}")
    cells = [(day, name) for day in story.month.days() for name in CAMPAIGNS]
    weights = [
        CAMPAIGNS[name] * (0.9 if is_weekend(day) else 1.0) * chance.between(0.85, 1.15)
        for day, name in cells
    ]
    spends = split(story.ad_spend * 100, weights)
    purchases = [0] * len(cells)
    for _ in range(round(story.orders * 0.31)):
        purchases[chance.weighted(spends)] += 1
    order_value = story.net_sales * 100 // story.orders
    rows = []
    totals = [0] * 6
    for (day, name), spend, results in zip(cells, spends, purchases, strict=True):
        clicks = max(results, round(spend / 62 * chance.between(0.85, 1.15)))
        shown = round(clicks / 0.014 * chance.between(0.85, 1.15))
        reach = round(shown / chance.between(1.08, 1.35))
        value = sum(round(order_value * chance.between(0.7, 1.3)) for _ in range(results))
        figures = (shown, clicks, round(clicks * 1.2), results, spend, value)
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        rows.append(_meta_row(name, f"{day}", reach, figures, (day, day)))
    whole_month = (story.month.first, story.month.last)
    summary = _meta_row("", "", totals[0] // 4, tuple(totals), whole_month)
    return csv_text([META_HEADER, summary, *rows]).encode()


def _meta_row(
    name: str, day: str, reach: int, figures: tuple[int, ...], reported: tuple[date, date]
) -> tuple[Cell, ...]:
    """One line of the report; what is zero stays blank."""
    shown, clicks, all_clicks, results, spend, value = figures
    return (
        name,
        day,
        shown,
        reach,
        f"{shown / reach:.6f}",
        clicks,
        all_clicks,
        results or "",
        PURCHASE if results else "",
        pounds(spend),
        pounds(value) if value else "",
        f"{reported[0]}",
        f"{reported[1]}",
    )
