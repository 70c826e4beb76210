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


class Scope(StrEnum):
    """Which of GA4's data a metric is counted in."""

    EVENTS = "events"
    ITEMS = "items"
    ADVERTISING = "advertising"
    SEARCH = "search"


AD_CAMPAIGN = "sessionCampaignName"
"""The dimension without which GA4 refuses the figures of linked advertising accounts."""


@dataclass(frozen=True)
class AnalyticsMetric:
    """One metric of GA4.

    A ratio's `parts` are its numerator and denominator, where both exist. `over` is what it
    divides by: where that is 0 there is no ratio, although GA4 answers 0. Metrics of different
    `scope` do not go together in one question; `beside` is a dimension without which GA4 does not
    give the metric. `is_estimate`: GA4 counts it approximately, so the days of a month may add up
    to a little more or less than the month.
    """

    name: str
    adding: Adding
    unit: Unit = Unit.COUNT
    parts: tuple[str, str] | None = None
    over: str = ""
    scope: Scope = Scope.EVENTS
    is_estimate: bool = False

    @property
    def beside(self) -> str:
        """The dimension that must be asked for with the metric; empty for most."""
        return AD_CAMPAIGN if self.scope is Scope.ADVERTISING else ""


@dataclass(frozen=True)
class Renamed:
    """A name that GA4 used before, what replaced it, and since when."""

    now: str
    since: date


def _additive(
    unit: Unit, *names: str, scope: Scope = Scope.EVENTS, is_estimate: bool = False
) -> tuple[AnalyticsMetric, ...]:
    return tuple(
        AnalyticsMetric(name, Adding.ADDITIVE, unit, scope=scope, is_estimate=is_estimate)
        for name in names
    )


def _unique(*names: str) -> tuple[AnalyticsMetric, ...]:
    return tuple(AnalyticsMetric(name, Adding.UNIQUE, is_estimate=True) for name in names)


def _made_of(
    name: str, unit: Unit, top: str, bottom: str, scope: Scope = Scope.EVENTS
) -> AnalyticsMetric:
    return AnalyticsMetric(name, Adding.RATIO, unit, (top, bottom), bottom, scope)


def _ratio(name: str, unit: Unit, over: str, scope: Scope = Scope.EVENTS) -> AnalyticsMetric:
    return AnalyticsMetric(name, Adding.RATIO, unit, None, over, scope)


_METRICS = (
    *_additive(Unit.COUNT, "sessions", "engagedSessions", is_estimate=True),
    *_additive(
        Unit.COUNT,
        "screenPageViews",
        "eventCount",
        "keyEvents",
        "ecommercePurchases",
        "transactions",
        "addToCarts",
        "checkouts",
        "userEngagementDuration",
    ),
    *_additive(Unit.COUNT, "itemsPurchased", scope=Scope.ITEMS),
    *_additive(
        Unit.COUNT,
        "organicGoogleSearchClicks",
        "organicGoogleSearchImpressions",
        scope=Scope.SEARCH,
    ),
    *_additive(
        Unit.COUNT, "advertiserAdClicks", "advertiserAdImpressions", scope=Scope.ADVERTISING
    ),
    *_additive(Unit.MONEY, "advertiserAdCost", scope=Scope.ADVERTISING),
    *_additive(
        Unit.MONEY, "purchaseRevenue", "grossPurchaseRevenue", "refundAmount", "totalRevenue"
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
    _made_of("engagementRate", Unit.PERCENT, "engagedSessions", "sessions"),
    _ratio("bounceRate", Unit.PERCENT, "sessions"),
    _ratio("sessionKeyEventRate", Unit.PERCENT, "sessions"),
    _ratio("userKeyEventRate", Unit.PERCENT, "activeUsers"),
    _ratio("averageSessionDuration", Unit.RATIO, "sessions"),
    _made_of("screenPageViewsPerSession", Unit.RATIO, "screenPageViews", "sessions"),
    _made_of("sessionsPerUser", Unit.RATIO, "sessions", "activeUsers"),
    _made_of("averagePurchaseRevenue", Unit.MONEY, "purchaseRevenue", "transactions"),
    _made_of("averagePurchaseRevenuePerUser", Unit.MONEY, "purchaseRevenue", "activeUsers"),
    _made_of("purchaserRate", Unit.PERCENT, "totalPurchasers", "activeUsers"),
    _made_of(
        "advertiserAdCostPerClick",
        Unit.MONEY,
        "advertiserAdCost",
        "advertiserAdClicks",
        Scope.ADVERTISING,
    ),
    _made_of(
        "advertiserAdCostPerKeyEvent",
        Unit.MONEY,
        "advertiserAdCost",
        "keyEvents",
        Scope.ADVERTISING,
    ),
    _made_of("returnOnAdSpend", Unit.RATIO, "totalRevenue", "advertiserAdCost", Scope.ADVERTISING),
    _ratio(
        "organicGoogleSearchAveragePosition",
        Unit.RATIO,
        "organicGoogleSearchImpressions",
        Scope.SEARCH,
    ),
    _made_of(
        "organicGoogleSearchClickThroughRate",
        Unit.PERCENT,
        "organicGoogleSearchClicks",
        "organicGoogleSearchImpressions",
        Scope.SEARCH,
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


def present_name(name: str) -> str:
    """What GA4 calls a metric or dimension today, with its event where it names one."""
    base, colon, event = name.partition(":")
    renamed = RENAMED.get(base)
    return name if renamed is None else f"{renamed.now}{colon}{event}"


def metric_named(name: str) -> AnalyticsMetric | None:
    """The metric of a name, old or present, with or without one event after a colon."""
    base, colon, event = present_name(name).partition(":")
    if colon and (base not in PER_EVENT or not event):
        return None
    return METRICS.get(base)


def is_dimension(name: str) -> bool:
    """True for GA4's dimensions, old names too, and for those a property defined itself."""
    return present_name(name) in DIMENSIONS or any(
        name.startswith(prefix) and len(name) > len(prefix) for prefix in CUSTOM_DIMENSIONS
    )
