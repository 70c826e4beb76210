"""The columns of advertising exports, the same names whatever the medium."""

from __future__ import annotations

from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import NormalisedColumn, money, number, text

ADS = ("date", "campaign", "cost", "impressions", "clicks", "conversions", "conversion_value")
"""What every advertising export delivers."""

GOOGLE_ADS_COLUMNS = (
    NormalisedColumn("date", ColumnType.DATE, ("Day", "日", "日付")),
    text("campaign", "Campaign", "キャンペーン"),
    money("cost", "Cost", "費用"),
    number("impressions", "Impr.", "Impressions", "表示回数"),
    number("clicks", "Clicks", "クリック数"),
    number("conversions", "Conversions", "コンバージョン"),
    money("conversion_value", "Conv. value", "Conversion value", "コンバージョン値"),
    text("currency", "Currency code", "通貨コード"),
)

META_ADS_COLUMNS = (
    NormalisedColumn("date", ColumnType.DATE, ("Day", "日")),
    text("campaign", "Campaign name", "キャンペーン名"),
    money("cost", "Amount spent", "消化金額"),
    number("impressions", "Impressions", "インプレッション"),
    NormalisedColumn(
        "clicks",
        ColumnType.NUMBER,
        ("Link clicks", "リンクのクリック", "Clicks (all)", "クリック(すべて)"),
        adds_up=True,
        blank_is_zero=True,
    ),
    NormalisedColumn(
        "conversions",
        ColumnType.NUMBER,
        ("Purchases", "Results", "購入", "結果"),
        adds_up=True,
        blank_is_zero=True,
    ),
    NormalisedColumn(
        "conversion_value",
        ColumnType.MONEY,
        ("Purchases conversion value", "購入のコンバージョン値"),
        adds_up=True,
        blank_is_zero=True,
    ),
    text("result_indicator", "Result indicator", "結果インジケーター"),
)
