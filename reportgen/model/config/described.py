"""What an editor says of a key: the words that stand under its field in the model."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel


def described(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Give the keys of a model's JSON schema their words; read from the source, only here."""
    words = dict(_words(model))
    for name, field in model.model_fields.items():
        if name in words:
            schema["properties"][field.alias or name]["description"] = words[name]


def _words(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for owner in reversed(model.__mro__):
        if issubclass(owner, BaseModel) and owner is not BaseModel:
            body = ast.parse(inspect.getsource(owner)).body[0]
            assert isinstance(body, ast.ClassDef)
            yield from _words_under_fields(body)


def _words_under_fields(body: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                yield name, " ".join(words.split())
