"""JSON Schema of every file of a workspace, for editors: the keys, their words, what they mean.

They hold what can be seen in one file alone; `validate` finds the rest. Where it takes a number for
words, or nothing for a value, they do too. Draft 7 is what the YAML support of every editor reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from reportgen.config.shape import MAY_BE_EMPTY
from reportgen.config.spelling import did_you_mean
from reportgen.errors import UsageFailed
from reportgen.model.config import (
    Actions,
    Agreements,
    Brand,
    ClientFile,
    Events,
    Log,
    Notes,
)

FOLDER = ".reportgen/schema"
DRAFT = "http://json-schema.org/draft-07/schema#"

Json = dict[str, Any]


class AgencyFile(ClientFile):
    """agency.yml: defaults for every client, and the brand of those without one."""

    brand: Brand = Brand()
    """The brand of clients without a brand.yml, in its form."""


@dataclass(frozen=True)
class FileKind:
    """One kind of file: where it stands in a workspace, what it holds, and its model.

    Files that are a layer are laid over each other, so that none of them needs every key.
    """

    name: str
    files: str
    holds: str
    model: type[BaseModel]
    is_layer: bool = False

    @property
    def path(self) -> str:
        """Where its schema is written in a workspace."""
        return f"{FOLDER}/{self.name}.schema.json"


KINDS = (
    FileKind("agency", "configs/agency.yml", "defaults for all clients", AgencyFile, is_layer=True),
    FileKind(
        "client", "configs/*/client.yml", "what was agreed with a client", ClientFile, is_layer=True
    ),
    FileKind("brand", "configs/*/brand.yml", "colours, logo, typography", Brand),
    FileKind("log", "configs/*/log.yml", "signs that numbers miss", Log),
    FileKind("actions", "configs/*/actions.yml", "what is done, and what came of it", Actions),
    FileKind("agreements", "configs/*/agreements.yml", "agreed changes and signatures", Agreements),
    FileKind("events", "configs/*/events.yml", "dated events to read figures with", Events),
    FileKind("notes", "configs/*/notes/*.yml", "a month's words and hand-typed figures", Notes),
)


def kind_named(name: str) -> FileKind:
    """The kind of a name; UsageFailed where there is none."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    names = [kind.name for kind in KINDS]
    raise UsageFailed(f"there is no kind of file {name!r}", did_you_mean(name, names, "the kinds"))


def schema_text(kind: FileKind) -> str:
    """The schema of a kind of file as it is written to disk."""
    return json.dumps(schema_of(kind), indent=2) + "\n"


def schema_of(kind: FileKind) -> Json:
    """The schema of a kind of file."""
    made = kind.model.model_json_schema(by_alias=True)
    written = _Writer(made.get("$defs", {})).value(made, not kind.is_layer)
    keys = written["properties"]
    if "schema" in keys:
        says = "Which kind of file this is, and of which version."
        keys["schema"] = {"const": f"reportgen/{kind.name}@1", "description": says}
        written["required"] = list(dict.fromkeys(["schema", *written.get("required", ())]))
    if "tree" in keys:
        keys["tree"]["additionalProperties"] = {"$ref": "#/properties/tree"}
    title = {"title": f"{kind.files}: {kind.holds}"}
    return {"$schema": DRAFT, **title, **written}


_LIMITS = {"ge": "minimum", "le": "maximum", "minLength": "minItems"}
_KEPT = ("type", "pattern", "minimum", "maximum")
_FREE_NOTES: Json = {"^x-": {}}
_TEXT: Json = {"type": ["string", "number"]}
"""What looks like a number is text where the key says so."""


@dataclass(frozen=True)
class _Writer:
    """Writes out in full what pydantic says of a model.

    A value `is_whole` when all that it needs must stand in this very file.
    """

    definitions: Mapping[str, Json]

    def value(self, node: Json, is_whole: bool) -> Json:
        """What a value may be, its words, and its default where that is one word."""
        node = self.resolved(node)
        options = [self.option(one, is_whole) for one in self.options(node, {})]
        written = options[0] if len(options) == 1 else {"anyOf": options}
        default = {"default": node["default"]} if isinstance(node.get("default"), str | int) else {}
        words = {"description": node["description"]} if "description" in node else {}
        return {**words, **written, **default}

    def resolved(self, node: Json) -> Json:
        """The node with what it refers to; its own words win."""
        name = node.get("$ref", "").rpartition("/")[2]
        return {**self.definitions[name], **node} if name else node

    def options(self, node: Json, limits: Json) -> Iterator[Json]:
        """The alternatives of a value but null, each within the limits set for all of them."""
        node = self.resolved(node)
        limits = {**limits, **{name: node[key] for key, name in _LIMITS.items() if key in node}}
        if "anyOf" in node:
            for one in node["anyOf"]:
                yield from self.options(one, limits)
        elif node.get("type") in ("integer", "array"):
            yield {**limits, **node}
        elif node.get("type") != "null":
            yield node

    def option(self, node: Json, is_whole: bool) -> Json:
        """One alternative of a value."""
        if "const" in node or "enum" in node:
            return {"enum": node.get("enum") or [node["const"]]}
        kind = node.get("type")
        if kind == "object":
            return self.mapping(node, is_whole)
        if kind == "array":
            return self.list(node)
        if kind == "string" and "pattern" not in node:
            return dict(_TEXT)
        return {key: node[key] for key in _KEPT if key in node}

    def mapping(self, node: Json, is_whole: bool) -> Json:
        """Keys that are known, or values of one kind under any key; free notes anywhere."""
        needed = [key for key in node.get("required", ()) if is_whole]
        written: Json = {"type": "object"}
        if "properties" in node:
            written["properties"] = {
                key: self.under(one, is_whole and key not in MAY_BE_EMPTY, key not in needed)
                for key, one in node["properties"].items()
            }
        values = node.get("additionalProperties")
        months = node.get("patternProperties", {})
        if isinstance(values, dict):
            written["additionalProperties"] = self.under(values, is_whole, not is_whole)
        elif "properties" in node or months:
            written["additionalProperties"] = False
        written["patternProperties"] = _FREE_NOTES | {
            pattern: self.under(one, is_whole, not is_whole) for pattern, one in months.items()
        }
        return {**written, "required": needed} if needed else written

    def under(self, node: Json, is_whole: bool, may_be_empty: bool) -> Json:
        """What stands under a key; an empty value is none, and removes the layer's below."""
        written = self.value(node, is_whole)
        return _or_empty(written) if may_be_empty else written

    def list(self, node: Json) -> Json:
        """A list; its items are never laid over others."""
        written: Json = {"type": "array"}
        if "prefixItems" in node:
            written["items"] = [self.value(one, True) for one in node["prefixItems"]]
            written["additionalItems"] = False
        elif "items" in node:
            written["items"] = self.value(node["items"], True)
        return {**written, **{key: node[key] for key in ("minItems", "maxItems") if key in node}}


def _or_empty(written: Json) -> Json:
    """The same value, or nothing."""
    if "anyOf" in written:
        return {**written, "anyOf": [*written["anyOf"], {"type": "null"}]}
    if "enum" in written:
        return {**written, "enum": [*written["enum"], None]}
    if "type" in written:
        kinds = written["type"] if isinstance(written["type"], list) else [written["type"]]
        return {**written, "type": [*kinds, "null"]}
    return written
