"""Follows a path through the model: which keys a part has, and what a missing one is for."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from pipelines.model.rules import Where
from pipelines.model.workload import Workload

_OF_EXTRAS = "__pydantic_extra__"


def placed(loc: Where) -> Where:
    """Pydantic names the choice of a union in its path; the file knows nothing of those."""
    where: Where = ()
    for place, step in enumerate(loc):
        is_choice = place and _is_union(where) and loc[place - 1] == where[-1]
        if not is_choice and step != "[key]":
            where = (*where, step)
    return where


def _is_union(where: Where) -> bool:
    return where in {("training",), ("training", "image"), ("tuning",)} or (
        len(where) == len(("tuning", "ranges", "name")) and where[:2] == ("tuning", "ranges")
    )


def keys_at(where: Where, data: Any) -> tuple[str, ...]:
    part = _part_at(where, data)
    return tuple(field.alias or name for name, field in part.model_fields.items())


def description_of(where: Where, data: Any) -> str:
    *around, key = where
    for name, field in _part_at(tuple(around), data).model_fields.items():
        if key in (name, field.alias) and field.description:
            return field.description
    return "it has no default"


def _part_at(where: Where, data: Any) -> type[BaseModel]:
    part: type[BaseModel] = Workload
    for step in where:
        data = data[step]
        fields = {field.alias or name: field for name, field in part.model_fields.items()}
        if str(step) in fields:
            part = _chosen(fields[str(step)].annotation, data) or part
        elif part.model_config.get("extra") == "allow":
            part = _chosen(get_type_hints(part)[_OF_EXTRAS], data) or part
    return part


def _chosen(annotation: Any, data: Any) -> type[BaseModel] | None:
    """The part that is meant: of tagged ones the one whose tag is written."""
    parts = list(_parts(annotation))
    written = {data.get(tag) for tag in ("algorithm", "strategy")} if isinstance(data, dict) else ()
    tagged = [part for part in parts if _tags_of(part).intersection(written)]
    return next(iter([*tagged, *parts]), None)


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif origin in (Union, UnionType):
        for choice in inner:
            yield from _parts(choice)
    elif origin is Annotated:
        yield from _parts(inner[0])
    elif inner:
        yield from _parts(inner[-1])


def _tags_of(part: type[BaseModel]) -> set[str]:
    fields = (part.model_fields.get(tag) for tag in ("algorithm", "strategy"))
    return {word for field in fields if field for word in get_args(field.annotation)}
