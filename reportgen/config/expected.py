"""What a model expects at a path: its keys, its words, the model that speaks there."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from reportgen.config.places import Path
from reportgen.model.config.source_types import SourceTypes, source_types


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys a model is written with."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def words_of(model: type[BaseModel], key: str) -> tuple[str, ...]:
    """The words a field allows, where it allows only some."""
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            if any(isinstance(one, SourceTypes) for one in field.metadata):
                return source_types()
            annotation = field.annotation
            members = getattr(annotation, "__members__", None)
            if members:
                return tuple(str(member) for member in members.values())
            return tuple(word for word in get_args(annotation) if isinstance(word, str))
    return ()


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that speaks of the mapping at a path."""
    annotation = annotation_at(model, path)
    return next((one for one in _options(annotation) if _is_model(one)), None)


def annotation_at(model: type[BaseModel], path: Path) -> Any:
    """What a model expects at a path."""
    annotation: Any = model
    for step in path:
        annotation = _below(annotation, step)
    return annotation


def _below(annotation: Any, step: str | int) -> Any:
    for option in _options(annotation):
        if _is_model(option):
            fields = option.model_fields.items()
            return next((f.annotation for name, f in fields if (f.alias or name) == step), None)
        arguments = get_args(option)
        if arguments:
            return arguments[0] if get_origin(option) is tuple else arguments[-1]
    return None


def _options(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, UnionType):
        return get_args(annotation)
    return (annotation,)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
