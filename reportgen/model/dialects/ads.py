"""The columns of advertising exports, the same names whatever the medium.

The first headers of a column are those the tool writes today, in English and Japanese; further
ones it wrote in other years, or writes in other places. Only headers that mean the same stand
together: link clicks and all clicks are two columns.
"""

from __future__ import annotations

from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import NormalisedColumn, money, number, text

ADS = ("date", "campaign", "cost", "impressions", "clicks", "conversions", "conversion_value")
"""What every advertising export delivers."""


def day(*headers: str) -> NormalisedColumn:
    """The day of delivery."""
    return NormalisedColumn("date", ColumnType.DATE, (*headers, "date"))


def counted(name: str, *headers: str) -> NormalisedColumn:
    """A column of counts that the tool leaves empty where it counted nothing."""
    return NormalisedColumn(name, ColumnType.NUMBER, headers, adds_up=True, blank_is_zero=True)


def earned(name: str, *headers: str) -> NormalisedColumn:
    """A column of amounts that the tool leaves empty where it counted nothing."""
    return NormalisedColumn(name, ColumnType.MONEY, headers, adds_up=True, blank_is_zero=True)


GOOGLE_ADS_COLUMNS = (
    day("Day", "日", "日付", "Date"),
    text("campaign", "Campaign", "キャンペーン"),
    money("cost", "Cost", "費用"),
    number("impressions", "Impr.", "Impressions", "表示回数"),
    number("clicks", "Clicks", "クリック数"),
    number("conversions", "Conversions", "コンバージョン"),
    money(
        "conversion_value",
        "Conv. value",
        "Conversion value",
        "コンバージョン値",
        "コンバージョンの価値",
    ),
    text("currency", "Currency code", "通貨コード"),
)

META_ADS_COLUMNS = (
    day("Day", "日", "日付"),
    text("campaign", "Campaign name", "キャンペーン名"),
    text("ad_set", "Ad set name", "広告セット名"),
    text("ad", "Ad name", "広告名", "広告の名前"),
    money("cost", "Amount spent", "消化金額"),
    number("impressions", "Impressions", "インプレッション", "インプレッション数"),
    counted("clicks", "Link clicks", "リンクのクリック", "リンクのクリック数"),
    counted("clicks_all", "Clicks (all)", "クリック(すべて)", "クリック数(すべて)"),
    counted("conversions", "Results", "結果"),
    counted("purchases", "Purchases", "購入"),
    earned("conversion_value", "Purchases conversion value", "購入のコンバージョン値"),
    text("result_indicator", "Result indicator", "結果インジケーター"),
    text("result_meaning", "Result indicator", "結果インジケーター"),
)
"""`result_meaning` is read beside results, to see that all of them count the same thing."""

YAHOO_ADS_COLUMNS = (
    day("Day", "Daily", "日"),
    text("campaign", "Campaign name", "キャンペーン名"),
    money("cost", "Cost", "コスト"),
    number("impressions", "Impressions", "インプレッション数"),
    number("clicks", "Clicks", "クリック数"),
    number("conversions", "Conversions", "コンバージョン数"),
    money("conversion_value", "Conv. value", "コンバージョンの価値", "コンバージョン価値"),
)

LINE_ADS_COLUMNS = (
    day("日", "日付", "Date", "Day"),
    text("campaign", "キャンペーン名", "Campaign name"),
    money("cost", "ご利用金額", "Cost", "Spend"),
    number("impressions", "インプレッション数", "インプレッション", "Impressions"),
    number("clicks", "クリック数", "クリック", "Clicks"),
    number("conversions", "CV（LINE Tagクリック）", "CV", "コンバージョン数", "Conversions"),
    money("conversion_value", "CV金額", "コンバージョン金額", "Conversion value"),
)

MICROSOFT_ADS_COLUMNS = (
    day("TimePeriod", "Time period", "Gregorian date", "Date", "Day", "日付"),
    text("campaign", "CampaignName", "Campaign name", "Campaign", "キャンペーン名", "キャンペーン"),
    money("cost", "Spend", "費用"),
    number("impressions", "Impressions", "インプレッション", "インプレッション数", "表示回数"),
    number("clicks", "Clicks", "クリック数"),
    number("conversions", "Conversions", "コンバージョン", "コンバージョン数"),
    money("conversion_value", "Revenue", "収益", "売上"),
    text("currency", "CurrencyCode", "Currency code", "通貨コード"),
)
