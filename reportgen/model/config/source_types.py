"""The types a source may have: our own, and those that installed packages bring."""

from __future__ import annotations

from importlib.metadata import entry_points

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

ENTRY_POINTS = "reportgen.connectors"
"""The group in which a package names its connectors, each by the source type it reads."""

SOURCE_TYPES: tuple[str, ...] = (
    "ga4",
    "ga4_export",
    "csv",
    "xlsx",
    "google_ads",
    "meta_ads",
    "yahoo_ads",
    "line_ads",
    "microsoft_ads",
    "search_console",
    "salesforce",
    "hubspot",
    "zoho",
    "pipedrive",
    "kintone",
    "shopify_orders",
    "sheet",
    "manual",
)
"""The types that reportgen itself reads."""


def source_types() -> tuple[str, ...]:
    """Every type that can be read here, our own first."""
    installed = {one.name for one in entry_points(group=ENTRY_POINTS)}
    return (*SOURCE_TYPES, *sorted(installed - set(SOURCE_TYPES)))


def known_type(written: str) -> str:
    """The type, if something here reads it."""
    if written in SOURCE_TYPES:
        return written
    known = source_types()
    if written not in known:
        # Told like any other word that may not stand where it does.
        expected = ", ".join(map(repr, known))
        raise PydanticCustomError("literal_error", "one of {expected}", {"expected": expected})
    return written


class SourceTypes:
    """Tells editors the types that can be read here."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The words instead of any text."""
        return {"type": "string", "enum": list(source_types())}
