"""Configuration laid over configuration: mappings merge, lists replace, null removes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OUTLINES = ("tree",)
"""Keys whose mappings are outlines: an empty value there is a leaf, and the whole is one value."""
AGENCY_ONLY = ("schema", "brand")
"""Keys of agency.yml that are no keys of client.yml."""


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of both; where both speak, the one above wins."""
    return _merged(below, above, OUTLINES)


def client_over_agency(client: Mapping[str, Any], agency: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of client.yml over those of agency.yml that are for every client."""
    shared = {key: value for key, value in agency.items() if key not in AGENCY_ONLY}
    return merge(merge({}, shared), client)


def without_nulls(written: Mapping[str, Any]) -> dict[str, Any]:
    """The same mapping without its empty values."""
    return _merged({}, written, ())


def _merged(
    below: Mapping[str, Any], above: Mapping[str, Any], whole: tuple[str, ...]
) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        if value is None:
            result.pop(key, None)
        elif key in whole:
            result[key] = value
        elif isinstance(value, Mapping):
            ground = result.get(key)
            result[key] = _merged(ground if isinstance(ground, Mapping) else {}, value, ())
        elif isinstance(value, list):
            result[key] = [_item(item) for item in value]
        else:
            result[key] = value
    return result


def _item(item: Any) -> Any:
    if isinstance(item, Mapping):
        return _merged({}, item, ())
    return [_item(one) for one in item] if isinstance(item, list) else item
