"""The columns of search exports: days, queries and pages, each in a table of its own."""

from __future__ import annotations

from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import NormalisedColumn, never_summed, text

SEARCH = ("date", "query", "page", "clicks", "impressions", "position")
"""What every search export delivers."""


def _counted(name: str, *headers: str) -> NormalisedColumn:
    """A count that no table of the file repeats: queries and pages do not add up to the days."""
    return NormalisedColumn(name, ColumnType.NUMBER, (*headers, name))


SEARCH_CONSOLE_COLUMNS = (
    NormalisedColumn("date", ColumnType.DATE, ("Date", "日付", "期間")),
    text("query", "Top queries", "Query", "上位のクエリ", "クエリ"),
    text("page", "Top pages", "Page", "上位のページ", "ページ"),
    text("country", "Country", "国"),
    text("device", "Device", "デバイス"),
    _counted("clicks", "Clicks", "クリック数"),
    _counted("impressions", "Impressions", "表示回数"),
    never_summed("position", "Position", "掲載順位"),
)

FILTERS = (("Filter", "フィルタ", "フィルター"), ("Value", "値"))
"""The headers of the table that says what an export was narrowed to."""
