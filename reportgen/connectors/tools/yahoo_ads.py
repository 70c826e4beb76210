"""Yahoo! JAPAN Ads reports, search and display: a header, the rows, and a row that sums them up.

A report without rows still has its totals row, which says that nothing was delivered.
"""

from __future__ import annotations

from reportgen.connectors.tools.ad_report import AdReport
from reportgen.model.dialects.ads import YAHOO_ADS_COLUMNS

REPORT = AdReport(
    "a Yahoo! JAPAN Ads report",
    "make a campaign report with 日, キャンペーン名, コスト and its totals row (in English: Day,"
    " Campaign name, Cost)",
    YAHOO_ADS_COLUMNS,
)
