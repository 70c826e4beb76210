"""The shared vocabulary of the sources: what each type's columns are called by us and by the tool.

A recognised export delivers the same column names whatever tool wrote it. `HEADERS` says under
which headers a column is found in the files of a type, in any language the tool writes; of several
headers the first that a file has is read. Analytics exports deliver the API's own names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportgen.model.catalogue import DIMENSIONS, METRICS, Adding
from reportgen.model.columns import ColumnType
from reportgen.model.quantity import Unit

TEXT, NUMBER, MONEY = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.MONEY
DATE, DATETIME, PERCENT = ColumnType.DATE, ColumnType.DATETIME, ColumnType.PERCENT
STATUS = ColumnType.STATUS


@dataclass(frozen=True)
class NormalisedColumn:
    """A column by our name, how its cells are read, and the headers tools write above it.

    `adds_up`: the sum over the rows must be what the file's own totals row says. `estimate`: the
    tool counts it approximately, so its total may differ from that sum by a little.
    `blank_is_zero`: the tool leaves the cell empty where it counted nothing.
    """

    name: str
    type: ColumnType
    headers: tuple[str, ...]
    adds_up: bool = False
    estimate: bool = False
    blank_is_zero: bool = False


@lru_cache(maxsize=8192)
def header_key(header: str) -> str:
    """What makes two headers the same: width, case and spaces do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", header)).casefold()


def _text(name: str, *headers: str) -> NormalisedColumn:
    return NormalisedColumn(name, TEXT, (*headers, name))


def _number(name: str, *headers: str, estimate: bool = False) -> NormalisedColumn:
    return NormalisedColumn(name, NUMBER, (*headers, name), adds_up=True, estimate=estimate)


def _money(name: str, *headers: str) -> NormalisedColumn:
    return NormalisedColumn(name, MONEY, (*headers, name), adds_up=True)


def _never_summed(name: str, *headers: str) -> NormalisedColumn:
    return NormalisedColumn(name, NUMBER, (*headers, name))


_GA4_HEADERS = (
    NormalisedColumn("date", DATE, ("Date", "日付", "Day")),
    _text("yearMonth", "Year month", "年月", "Year / Month", "年 / 月"),
    _text(
        "sessionDefaultChannelGroup",
        "Session default channel group",
        "Session primary channel group (Default Channel Group)",
        "セッションのデフォルト チャネル グループ",
        "セッションのメインのチャネル グループ（デフォルト チャネル グループ）",
    ),
    _text(
        "firstUserDefaultChannelGroup",
        "First user default channel group",
        "ユーザーの最初のデフォルト チャネル グループ",
    ),
    _text("sessionSourceMedium", "Session source / medium", "セッションの参照元 / メディア"),
    _text("sessionSource", "Session source", "セッションの参照元"),
    _text("sessionMedium", "Session medium", "セッションのメディア"),
    _text("sessionCampaignName", "Session campaign", "セッションのキャンペーン"),
    _text(
        "landingPagePlusQueryString",
        "Landing page + query string",
        "Landing page",
        "ランディング ページ + クエリ文字列",
        "ランディング ページ",
    ),
    _text("pagePath", "Page path", "Page path and screen class", "ページパス"),
    _text("pageTitle", "Page title", "ページ タイトル"),
    _text("deviceCategory", "Device category", "デバイス カテゴリ"),
    _text("country", "Country", "国"),
    _text("region", "Region", "地域"),
    _text("newVsReturning", "New / returning", "新規 / リピート", "新規 / 既存"),
    _text("eventName", "Event name", "イベント名"),
    _text("itemName", "Item name", "アイテム名"),
    _text("transactionId", "Transaction ID", "トランザクション ID"),
    _number("sessions", "Sessions", "セッション", "セッション数", estimate=True),
    _number("engagedSessions", "Engaged sessions", "エンゲージのあったセッション数", estimate=True),
    _number("screenPageViews", "Views", "表示回数"),
    _number("eventCount", "Event count", "イベント数"),
    _number("keyEvents", "Key events", "Conversions", "キーイベント", "コンバージョン"),
    _number("ecommercePurchases", "Ecommerce purchases", "e コマース購入数", "購入"),
    _number("transactions", "Transactions", "トランザクション"),
    _number("addToCarts", "Add to carts", "カートに追加"),
    _number("checkouts", "Checkouts", "購入手続き", "チェックアウト"),
    _number("itemsPurchased", "Items purchased", "購入されたアイテム数"),
    _money("purchaseRevenue", "Purchase revenue", "購入による収益"),
    _money("grossPurchaseRevenue", "Gross purchase revenue", "購入による総収益"),
    _money("refundAmount", "Refund amount", "払い戻し額"),
    _money("totalRevenue", "Total revenue", "合計収益"),
    _money("advertiserAdCost", "Ads cost", "広告費用"),
    _number("advertiserAdClicks", "Ads clicks", "広告のクリック数"),
    _number("advertiserAdImpressions", "Ads impressions", "広告の表示回数"),
    _never_summed("totalUsers", "Total users", "Users", "総ユーザー数"),
    _never_summed("activeUsers", "Active users", "アクティブ ユーザー", "アクティブ ユーザー数"),
    _never_summed("newUsers", "New users", "新規ユーザー数"),
    _never_summed("totalPurchasers", "Total purchasers", "購入者の総数"),
    _never_summed("firstTimePurchasers", "First time purchasers", "初回購入者数"),
)

_HAS_HEADERS = frozenset(column.name for column in _GA4_HEADERS)

GA4_COLUMNS = (
    *_GA4_HEADERS,
    *(_text(name) for name in DIMENSIONS if name not in _HAS_HEADERS),
    *(
        NormalisedColumn(
            metric.name,
            MONEY if metric.unit is Unit.MONEY else NUMBER,
            (metric.name,),
            adds_up=metric.adding is Adding.ADDITIVE,
        )
        for metric in METRICS.values()
        if metric.name not in _HAS_HEADERS
    ),
)
"""Every name of the catalogue: those whose headers are known, and the others under their own."""

GOOGLE_ADS_COLUMNS = (
    NormalisedColumn("date", DATE, ("Day", "日", "日付")),
    _text("campaign", "Campaign", "キャンペーン"),
    _money("cost", "Cost", "費用"),
    _number("impressions", "Impr.", "Impressions", "表示回数"),
    _number("clicks", "Clicks", "クリック数"),
    _number("conversions", "Conversions", "コンバージョン"),
    _money("conversion_value", "Conv. value", "Conversion value", "コンバージョン値"),
    _text("currency", "Currency code", "通貨コード"),
)

META_ADS_COLUMNS = (
    NormalisedColumn("date", DATE, ("Day", "日")),
    _text("campaign", "Campaign name", "キャンペーン名"),
    _money("cost", "Amount spent", "消化金額"),
    _number("impressions", "Impressions", "インプレッション"),
    NormalisedColumn(
        "clicks",
        NUMBER,
        ("Link clicks", "リンクのクリック", "Clicks (all)", "クリック(すべて)"),
        adds_up=True,
        blank_is_zero=True,
    ),
    NormalisedColumn(
        "conversions",
        NUMBER,
        ("Purchases", "Results", "購入", "結果"),
        adds_up=True,
        blank_is_zero=True,
    ),
    NormalisedColumn(
        "conversion_value",
        MONEY,
        ("Purchases conversion value", "購入のコンバージョン値"),
        adds_up=True,
        blank_is_zero=True,
    ),
    _text("result_indicator", "Result indicator", "結果インジケーター"),
)

SHOPIFY_COLUMNS = (
    _text("order_id", "Name"),
    NormalisedColumn("ordered_on", DATETIME, ("Created at",)),
    _money("amount", "Total"),
    _money("refunded", "Refunded Amount"),
    _text("status", "Financial Status"),
    _text("currency", "Currency"),
    _number("items", "Lineitem quantity"),
    _text("cancelled_at", "Cancelled at"),
    _text("payment_method", "Payment Method"),
)

HEADERS: Mapping[str, tuple[NormalisedColumn, ...]] = {
    "ga4_export": GA4_COLUMNS,
    "google_ads": GOOGLE_ADS_COLUMNS,
    "meta_ads": META_ADS_COLUMNS,
    "shopify_orders": SHOPIFY_COLUMNS,
}

ADS = ("date", "campaign", "cost", "impressions", "clicks", "conversions", "conversion_value")
CRM = (
    "deal_id",
    "company",
    "stage",
    "amount",
    "currency",
    "created_on",
    "won_on",
    "lost_on",
    "channel",
)
ADS_TYPES = ("google_ads", "meta_ads", "yahoo_ads", "line_ads", "microsoft_ads")
CRM_TYPES = ("salesforce", "hubspot", "zoho", "pipedrive", "kintone")
GA4_TYPES = ("ga4", "ga4_export")

NORMALISED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ADS_TYPES, ADS),
    **dict.fromkeys(CRM_TYPES, CRM),
    "google_ads": (*ADS, "currency"),
    "search_console": ("date", "query", "page", "clicks", "impressions", "position"),
    "shopify_orders": (
        "order_id",
        "ordered_on",
        "amount",
        "refunded",
        "status",
        "currency",
        "items",
    ),
}
"""What a metric may name without `columns:` in configuration.

A csv, xlsx, sheet or manual source has only the columns it declares; the names of analytics are
those of the catalogue.
"""

DATE_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys((*ADS_TYPES, *GA4_TYPES, "search_console", "manual"), "date"),
    **dict.fromkeys(CRM_TYPES, "created_on"),
    "shopify_orders": "ordered_on",
}
"""The column that says on which day a row counts, where the metric names none (`date:`)."""

EVENT_TYPES = frozenset({*CRM_TYPES, "shopify_orders"})
"""Types whose rows are events: a day without a row is a day on which nothing happened."""

SETTLE_DAYS: Mapping[str, int] = {
    "ga4": 3,
    "ga4_export": 3,
    "google_ads": 3,
    "meta_ads": 3,
    "yahoo_ads": 3,
    "line_ads": 3,
    "microsoft_ads": 3,
    "search_console": 3,
}
"""Days after a period's end until a source type's figures stand still; 0 for all others."""


def settle_days(source_type: str, agreed: int | None) -> int:
    """How long a source's figures may still move: as agreed, else as its type is known to."""
    return SETTLE_DAYS.get(source_type, 0) if agreed is None else agreed
