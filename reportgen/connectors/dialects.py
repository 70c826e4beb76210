"""Which tool writes its exports how."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.connectors.exports.dialect import Dialect
from reportgen.connectors.exports.wanted import Beside
from reportgen.connectors.tools import (
    ga4_export,
    google_ads,
    line_ads,
    meta_ads,
    microsoft_ads,
    plain_csv,
    search_console,
    shopify_orders,
    yahoo_ads,
)
from reportgen.connectors.tools.crm import CRM_DIALECTS
from reportgen.model.dialects import HEADERS, ID_COLUMNS

DIALECTS: Mapping[str, Dialect] = {
    "csv": Dialect((), plain_csv.recognise),
    "xlsx": Dialect((), plain_csv.recognise),
    "ga4_export": Dialect(HEADERS["ga4_export"], ga4_export.recognise, has_parts=True),
    "google_ads": Dialect(
        HEADERS["google_ads"],
        google_ads.recognise,
        reshape=google_ads.with_rest,
        may_be_silent=True,
    ),
    "meta_ads": Dialect(
        HEADERS["meta_ads"],
        meta_ads.recognise,
        Beside(needs=meta_ads.BESIDE),
        meta_ads.one_meaning,
        may_be_silent=True,
    ),
    "yahoo_ads": Dialect(HEADERS["yahoo_ads"], yahoo_ads.REPORT.recognise, may_be_silent=True),
    "line_ads": Dialect(HEADERS["line_ads"], line_ads.REPORT.recognise, may_be_silent=True),
    "microsoft_ads": Dialect(HEADERS["microsoft_ads"], microsoft_ads.recognise, may_be_silent=True),
    "search_console": Dialect(
        HEADERS["search_console"],
        search_console.recognise,
        has_parts=True,
        gather=search_console.of_their_days,
    ),
    "shopify_orders": Dialect(
        HEADERS["shopify_orders"],
        shopify_orders.recognise,
        Beside(needs=shopify_orders.BESIDE, unique_by=ID_COLUMNS["shopify_orders"]),
        shopify_orders.one_row_an_order,
    ),
    **CRM_DIALECTS,
}
"""Every export dialect that is read: its columns, its recogniser, and what its rows stand for."""
