"""The shared vocabulary of the sources: what each type's columns are called by us and by the tool.

A recognised export delivers the same column names whatever tool wrote it. `HEADERS` says under
which headers a column is found in the files of a type, in any language the tool writes; of several
headers the first that a file has is read. Analytics exports deliver the API's own names.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.model.dialects.ads import (
    ADS,
    GOOGLE_ADS_COLUMNS,
    LINE_ADS_COLUMNS,
    META_ADS_COLUMNS,
    MICROSOFT_ADS_COLUMNS,
    YAHOO_ADS_COLUMNS,
)
from reportgen.model.dialects.analytics import GA4_COLUMNS
from reportgen.model.dialects.column import NormalisedColumn as NormalisedColumn
from reportgen.model.dialects.column import header_key as header_key
from reportgen.model.dialects.crm import (
    CRM,
    HUBSPOT_COLUMNS,
    KINTONE_COLUMNS,
    PIPEDRIVE_COLUMNS,
    SALESFORCE_COLUMNS,
    ZOHO_COLUMNS,
)
from reportgen.model.dialects.crm import WON as WON
from reportgen.model.dialects.search import SEARCH, SEARCH_CONSOLE_COLUMNS
from reportgen.model.dialects.shop import SHOPIFY_COLUMNS

HEADERS: Mapping[str, tuple[NormalisedColumn, ...]] = {
    "ga4_export": GA4_COLUMNS,
    "google_ads": GOOGLE_ADS_COLUMNS,
    "meta_ads": META_ADS_COLUMNS,
    "yahoo_ads": YAHOO_ADS_COLUMNS,
    "line_ads": LINE_ADS_COLUMNS,
    "microsoft_ads": MICROSOFT_ADS_COLUMNS,
    "search_console": SEARCH_CONSOLE_COLUMNS,
    "shopify_orders": SHOPIFY_COLUMNS,
    "salesforce": SALESFORCE_COLUMNS,
    "hubspot": HUBSPOT_COLUMNS,
    "zoho": ZOHO_COLUMNS,
    "pipedrive": PIPEDRIVE_COLUMNS,
    "kintone": KINTONE_COLUMNS,
}

ADS_TYPES = ("google_ads", "meta_ads", "yahoo_ads", "line_ads", "microsoft_ads")
CRM_TYPES = ("salesforce", "hubspot", "zoho", "pipedrive", "kintone")
GA4_TYPES = ("ga4", "ga4_export")

NORMALISED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ADS_TYPES, ADS),
    **dict.fromkeys(CRM_TYPES, CRM),
    "kintone": ("deal_id", "created_on"),
    **dict.fromkeys(("google_ads", "microsoft_ads"), (*ADS, "currency")),
    "search_console": SEARCH,
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
    **dict.fromkeys((*ADS_TYPES, *GA4_TYPES, "search_console", "manual", "sheet"), "date"),
    **dict.fromkeys(CRM_TYPES, "created_on"),
    "shopify_orders": "ordered_on",
}
"""The column that says on which day a row counts, where the metric names none (`date:`)."""

ID_COLUMNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(CRM_TYPES, ("deal_id",)),
    "shopify_orders": ("order_id",),
}
"""The columns by which a type's rows are known again, where configuration names none."""

MONTHLY_TYPES = frozenset({"manual", "sheet"})
"""Types whose figures are typed by hand: a row speaks of the whole month it is dated in."""

EVENT_TYPES = frozenset({*CRM_TYPES, "shopify_orders"})
"""Types whose rows are events: a day without a row is a day on which nothing happened."""

TOTALS_APART = frozenset({"search_console"})
"""Types whose tables do not add up to each other: the total is never made of a breakdown's rows."""

FOREIGN_DAYS = frozenset({"search_console"})
"""Types that count days in a time zone of their own, whatever the client's."""

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
