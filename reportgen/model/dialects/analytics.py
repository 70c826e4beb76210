"""The columns of analytics exports: the API's own names, under the headers its pages write."""

from __future__ import annotations

from reportgen.model.catalogue import DIMENSIONS, METRICS, Adding
from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import NormalisedColumn, money, never_summed, number, text
from reportgen.model.quantity import Unit

NTH_DAY = ("Nth day", "N 日目")
NTH_WEEK = ("Nth week", "N 週目")
NTH_MONTH = ("Nth month", "N か月目", "N ヶ月目")
"""How pages call an axis that counts from the table's first day."""

GROUP_HEADERS = ("Comparison", "比較", "Segment", "セグメント")
EVERYONE = ("All Users", "すべてのユーザー")
"""The group that holds everyone, in comparisons and segments."""

_GA4_HEADERS = (
    NormalisedColumn("date", ColumnType.DATE, ("Date", "日付", "Day")),
    text("yearMonth", "Year month", "年月", "Year / Month", "年 / 月"),
    text(
        "sessionDefaultChannelGroup",
        "Session default channel group",
        "Session primary channel group (Default Channel Group)",
        "セッションのデフォルト チャネル グループ",
        "セッションのメインのチャネル グループ（デフォルト チャネル グループ）",
    ),
    text(
        "firstUserDefaultChannelGroup",
        "First user default channel group",
        "ユーザーの最初のデフォルト チャネル グループ",
    ),
    text("sessionSourceMedium", "Session source / medium", "セッションの参照元 / メディア"),
    text("sessionSource", "Session source", "セッションの参照元"),
    text("sessionMedium", "Session medium", "セッションのメディア"),
    text("sessionCampaignName", "Session campaign", "セッションのキャンペーン"),
    text(
        "landingPagePlusQueryString",
        "Landing page + query string",
        "Landing page",
        "ランディング ページ + クエリ文字列",
        "ランディング ページ",
    ),
    text("pagePath", "Page path", "Page path and screen class", "ページパス"),
    text("pageTitle", "Page title", "ページ タイトル"),
    text("deviceCategory", "Device category", "デバイス カテゴリ"),
    text("country", "Country", "国"),
    text("region", "Region", "地域"),
    text("newVsReturning", "New / returning", "新規 / リピート", "新規 / 既存"),
    text("eventName", "Event name", "イベント名"),
    text("itemName", "Item name", "アイテム名"),
    text("transactionId", "Transaction ID", "トランザクション ID"),
    number("sessions", "Sessions", "セッション", "セッション数", estimate=True),
    number("engagedSessions", "Engaged sessions", "エンゲージのあったセッション数", estimate=True),
    number("screenPageViews", "Views", "表示回数"),
    number("eventCount", "Event count", "イベント数"),
    number("keyEvents", "Key events", "Conversions", "キーイベント", "コンバージョン"),
    number("ecommercePurchases", "Ecommerce purchases", "e コマース購入数", "購入"),
    number("transactions", "Transactions", "トランザクション"),
    number("addToCarts", "Add to carts", "カートに追加"),
    number("checkouts", "Checkouts", "購入手続き", "チェックアウト"),
    number("itemsPurchased", "Items purchased", "購入されたアイテム数"),
    money("purchaseRevenue", "Purchase revenue", "購入による収益"),
    money("grossPurchaseRevenue", "Gross purchase revenue", "購入による総収益"),
    money("refundAmount", "Refund amount", "払い戻し額"),
    money("totalRevenue", "Total revenue", "合計収益"),
    money("advertiserAdCost", "Ads cost", "広告費用"),
    number("advertiserAdClicks", "Ads clicks", "広告のクリック数"),
    number("advertiserAdImpressions", "Ads impressions", "広告の表示回数"),
    never_summed("totalUsers", "Total users", "Users", "総ユーザー数"),
    never_summed("activeUsers", "Active users", "アクティブ ユーザー", "アクティブ ユーザー数"),
    never_summed("newUsers", "New users", "新規ユーザー数"),
    never_summed("totalPurchasers", "Total purchasers", "購入者の総数"),
    never_summed("firstTimePurchasers", "First time purchasers", "初回購入者数"),
)

_HAS_HEADERS = frozenset(column.name for column in _GA4_HEADERS)

GA4_COLUMNS = (
    *_GA4_HEADERS,
    *(text(name) for name in DIMENSIONS if name not in _HAS_HEADERS),
    *(
        NormalisedColumn(
            metric.name,
            ColumnType.MONEY if metric.unit is Unit.MONEY else ColumnType.NUMBER,
            (metric.name,),
            adds_up=metric.adding is Adding.ADDITIVE,
        )
        for metric in METRICS.values()
        if metric.name not in _HAS_HEADERS
    ),
)
"""Every name of the catalogue: those whose headers are known, and the others under their own."""
