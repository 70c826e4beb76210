"""GA4's own names: what each metric counts, how it adds up, and what it may be split by.

Source: the names an agency needs of the GA4 Data API (API dimensions and metrics reference). A
name with a colon (`keyEvents:generate_lead`) speaks of one event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reportgen.model.quantity import Unit


class Adding(StrEnum):
    """How the figures of days or of members come to a whole.

    `additive` ones are summed. A `unique` count is asked for the whole period: its members
    overlap. A `ratio` is made again from the totals of its parts.
    """

    ADDITIVE = "additive"
    UNIQUE = "unique"
    RATIO = "ratio"


@dataclass(frozen=True)
class AnalyticsMetric:
    """One metric of GA4; a ratio's `parts` are its numerator and denominator, where both exist."""

    name: str
    adding: Adding
    unit: Unit = Unit.COUNT
    parts: tuple[str, str] | None = None


@dataclass(frozen=True)
class Renamed:
    """A name that GA4 used before, what replaced it, and since when."""

    now: str
    since: date


def _additive(unit: Unit, *names: str) -> tuple[AnalyticsMetric, ...]:
    return tuple(AnalyticsMetric(name, Adding.ADDITIVE, unit) for name in names)


def _unique(*names: str) -> tuple[AnalyticsMetric, ...]:
    return tuple(AnalyticsMetric(name, Adding.UNIQUE) for name in names)


def _ratio(
    name: str, unit: Unit, top: str | None = None, bottom: str | None = None
) -> AnalyticsMetric:
    parts = (top, bottom) if top and bottom else None
    return AnalyticsMetric(name, Adding.RATIO, unit, parts)


_METRICS = (
    *_additive(
        Unit.COUNT,
        "sessions",
        "engagedSessions",
        "screenPageViews",
        "eventCount",
        "keyEvents",
        "ecommercePurchases",
        "transactions",
        "addToCarts",
        "checkouts",
        "itemsPurchased",
        "advertiserAdClicks",
        "advertiserAdImpressions",
        "userEngagementDuration",
        "organicGoogleSearchClicks",
        "organicGoogleSearchImpressions",
    ),
    *_additive(
        Unit.MONEY,
        "purchaseRevenue",
        "grossPurchaseRevenue",
        "refundAmount",
        "totalRevenue",
        "advertiserAdCost",
    ),
    *_unique(
        "totalUsers",
        "activeUsers",
        "newUsers",
        "totalPurchasers",
        "firstTimePurchasers",
        "active1DayUsers",
        "active7DayUsers",
        "active28DayUsers",
    ),
    _ratio("engagementRate", Unit.PERCENT, "engagedSessions", "sessions"),
    _ratio("bounceRate", Unit.PERCENT),
    _ratio("sessionKeyEventRate", Unit.PERCENT),
    _ratio("userKeyEventRate", Unit.PERCENT),
    _ratio("averageSessionDuration", Unit.RATIO),
    _ratio("screenPageViewsPerSession", Unit.RATIO, "screenPageViews", "sessions"),
    _ratio("sessionsPerUser", Unit.RATIO, "sessions", "activeUsers"),
    _ratio("averagePurchaseRevenue", Unit.MONEY, "purchaseRevenue", "transactions"),
    _ratio("averagePurchaseRevenuePerUser", Unit.MONEY, "purchaseRevenue", "activeUsers"),
    _ratio("purchaserRate", Unit.PERCENT, "totalPurchasers", "activeUsers"),
    _ratio("advertiserAdCostPerClick", Unit.MONEY, "advertiserAdCost", "advertiserAdClicks"),
    _ratio("advertiserAdCostPerKeyEvent", Unit.MONEY, "advertiserAdCost", "keyEvents"),
    _ratio("returnOnAdSpend", Unit.RATIO, "totalRevenue", "advertiserAdCost"),
    _ratio("organicGoogleSearchAveragePosition", Unit.RATIO),
    _ratio(
        "organicGoogleSearchClickThroughRate",
        Unit.PERCENT,
        "organicGoogleSearchClicks",
        "organicGoogleSearchImpressions",
    ),
)

METRICS: Mapping[str, AnalyticsMetric] = {metric.name: metric for metric in _METRICS}

PER_EVENT = ("keyEvents", "sessionKeyEventRate", "userKeyEventRate")
"""Metrics that may be asked for one event alone, named after a colon."""

DIMENSIONS = (
    "date",
    "yearMonth",
    "sessionDefaultChannelGroup",
    "sessionSourceMedium",
    "sessionCampaignName",
    "sessionSource",
    "sessionMedium",
    "firstUserDefaultChannelGroup",
    "landingPagePlusQueryString",
    "pagePath",
    "pageTitle",
    "deviceCategory",
    "country",
    "region",
    "newVsReturning",
    "eventName",
    "isKeyEvent",
    "itemName",
    "transactionId",
    "sessionGoogleAdsCampaignName",
)

CUSTOM_DIMENSIONS = ("customEvent:", "customUser:", "customItem:")
"""What the names of a property's own dimensions begin with."""

_KEY_EVENTS = date(2024, 5, 6)
RENAMED: Mapping[str, Renamed] = {
    "conversions": Renamed("keyEvents", _KEY_EVENTS),
    "isConversionEvent": Renamed("isKeyEvent", _KEY_EVENTS),
    "sessionConversionRate": Renamed("sessionKeyEventRate", _KEY_EVENTS),
    "userConversionRate": Renamed("userKeyEventRate", _KEY_EVENTS),
    "advertiserAdCostPerConversion": Renamed("advertiserAdCostPerKeyEvent", _KEY_EVENTS),
}


def metric_named(name: str) -> AnalyticsMetric | None:
    """The metric of a name, with or without one event after a colon."""
    base, colon, event = name.partition(":")
    if colon and (base not in PER_EVENT or not event):
        return None
    return METRICS.get(base)


def is_dimension(name: str) -> bool:
    """True for GA4's dimensions and for those a property defined itself."""
    return name in DIMENSIONS or any(
        name.startswith(prefix) and len(name) > len(prefix) for prefix in CUSTOM_DIMENSIONS
    )
