"""LINE Ads performance reports: a header and a row a day and campaign."""

from __future__ import annotations

from reportgen.connectors.tools.ad_report import AdReport
from reportgen.model.dialects.ads import LINE_ADS_COLUMNS

REPORT = AdReport(
    "a LINE Ads performance report",
    "make a パフォーマンスレポート of the campaigns, by day (集計間隔: 日別), as CSV",
    LINE_ADS_COLUMNS,
)
