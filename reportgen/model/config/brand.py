"""The designer's file: brand.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, WithJsonSchema

from reportgen.model.config.fields import Model

_COLOURS = {
    "type": "object",
    "properties": {
        "palette": {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"},
            "description": 'Colours by name, for example {harbour: "#1F3A5F"}.',
        }
    },
    "additionalProperties": {"type": "string"},
}


class Brand(Model):
    """brand.yml, in the key names of the published brand.yml format."""

    model_config = ConfigDict(frozen=True, extra="allow")

    meta: Mapping[str, Any] = {}
    """Name and links."""
    logo: Any = None
    """The logo's file, or its files by size."""
    color: Annotated[Mapping[str, Any], WithJsonSchema(_COLOURS)] = {}
    """Colours in quotes, "#1F3A5F", or names of `palette`; `primary` is used."""
    typography: Mapping[str, Any] = {}
    """Fonts; their files lie beside this one."""
    defaults: Any = None
    """Speaks to other tools; not read here."""
