"""Which connector reads which source type; other packages add theirs by entry point."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points

from reportgen.connectors import ga4, kpi_sheet, manual
from reportgen.connectors.base import Connector, Context, settings_hash
from reportgen.connectors.exports import files
from reportgen.connectors.exports.export import Dialect, export_connector
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
from reportgen.errors import ConfigInvalid, Place, Problem
from reportgen.model.config import Source
from reportgen.model.dialects import HEADERS, ID_COLUMNS
from reportgen.model.observations import Extract, Fingerprint, Query

ENTRY_POINTS = "reportgen.connectors"

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

CONNECTORS: Mapping[str, Connector] = {
    **{name: export_connector(dialect) for name, dialect in DIALECTS.items()},
    "ga4": ga4.fetch,
    "manual": manual.fetch,
    "sheet": kpi_sheet.fetch,
}
"""The source types reportgen itself reads."""


def connector_of(source_type: str) -> Connector | None:
    """The connector of a source type, our own before an installed one; None when nobody has it."""
    if source_type in CONNECTORS:
        return CONNECTORS[source_type]
    for entry in entry_points(group=ENTRY_POINTS, name=source_type):
        connector: Connector = entry.load()
        return connector
    return None


def fetch(query: Query, source: Source, context: Context) -> Extract:
    """Ask a source; DataRefused carries all problems of its files at once."""
    connector = connector_of(source.type)
    if connector is None:
        known = ", ".join(sorted(CONNECTORS))
        problem = Problem(
            "RG424",
            f"no connector reads sources of type {source.type!r}",
            Place(f"configs/{context.client}/client.yml", field=f"sources.{query.source}.type"),
            hint=f"types that are read: {known}",
        )
        raise ConfigInvalid(problem.what, problem.hint, (problem,))
    return connector(query, source, context)


def fingerprint(query: Query, source: Source, context: Context) -> Fingerprint:
    """What a source would say now, as far as can be told without asking it."""
    if source.type == "manual":
        return manual.fetch(query, source, context).fingerprint
    if source.path:
        return files.fingerprint(query, source, context)
    return Fingerprint(query, settings_hash(source, context), None)


def presence(query: Query, source: Source, context: Context) -> Fingerprint:
    """The same of a source nothing is known of yet: whether it can be asked, and has files."""
    if source.path and source.type != "manual":
        return files.presence(query, source, context)
    return fingerprint(query, source, context)
