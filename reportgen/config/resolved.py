"""What holds for a client: built-in values, agency.yml and client.yml, and where each was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from reportgen.config.expected import keys_of, model_at
from reportgen.config.merge import client_over_agency
from reportgen.config.places import Origins, Path
from reportgen.config.reading import read_file
from reportgen.config.workspace import AGENCY_FILE, CLIENT_FILE, CONFIGS, Workspace
from reportgen.errors import Place
from reportgen.model.config import ClientFile, Source
from reportgen.model.dialects import settle_days


@dataclass(frozen=True)
class Value:
    """One value as it is written: a text, nothing, or an empty list or mapping.

    `place` is where it was said; None for what is built in.
    """

    written: str | tuple[()] | Mapping[str, Any] | None
    place: Place | None = None


Setting = Value | Mapping[str, "Setting"] | tuple["Setting", ...]
"""A value, or values by their keys or in their order."""


def resolve(workspace: Workspace, id: str) -> Mapping[str, Setting]:
    """Every key of a client's configuration, in the order of the reference.

    A file that cannot be read says nothing here; its problems are `load_client`'s to tell.
    """
    agency = read_file(workspace.root, AGENCY_FILE)
    client = read_file(workspace.root, f"{CONFIGS}/{id}/{CLIENT_FILE}")
    merged = client_over_agency(client.data or {}, agency.data or {})
    return _mapping((), merged, Origins((client, agency)))


def values_in(setting: Setting) -> Iterator[Value]:
    """Every single value of a setting, in its order."""
    if isinstance(setting, Value):
        yield setting
        return
    for below in setting.values() if isinstance(setting, Mapping) else setting:
        yield from values_in(below)


def _setting(path: Path, written: Any, origins: Origins) -> Setting:
    if isinstance(written, Mapping):
        return _mapping(path, written, origins) or Value({}, origins.place_of(path))
    if isinstance(written, list):
        items = [_setting((*path, at), item, origins) for at, item in enumerate(written)]
        return tuple(items) or Value((), origins.place_of(path))
    return Value(written, origins.place_of(path))


def _mapping(path: Path, written: Mapping[str, Any], origins: Origins) -> dict[str, Setting]:
    said = {key: _setting((*path, key), value, origins) for key, value in written.items()}
    model = model_at(ClientFile, path)
    if model is None:
        return said
    every = _built_in(model) | said
    if model is Source:
        every.setdefault("settle_days", Value(str(settle_days(str(written.get("type")), None))))
    known = [key for key in keys_of(model) if key in every]
    return {key: every[key] for key in dict.fromkeys((*known, *every))}


def _built_in(model: type[BaseModel]) -> dict[str, Setting]:
    """What a model takes where nothing is written; a flag that is off says nothing."""
    defaults = {
        field.alias or name: field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
    }
    return {
        key: _as_written(default)
        for key, default in defaults.items()
        if default is not PydanticUndefined and not _is_empty(default)
    }


def _is_empty(default: object) -> bool:
    if isinstance(default, BaseModel):
        return not _built_in(type(default))
    return default in (None, False, (), {})


def _as_written(default: object) -> Setting:
    if isinstance(default, BaseModel):
        return _built_in(type(default))
    if isinstance(default, tuple):
        return tuple(_as_written(one) for one in default)
    return Value(str(default.value if isinstance(default, Enum) else default))
