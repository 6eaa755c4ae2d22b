"""Which keys an environment file may have, and which one was meant."""

from collections.abc import Mapping
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from config.document import Document
from config.environment import Environment
from config.errors import RefusedError, Where
from config.words import listed, nearest

_MOVED: Mapping[Where, str] = {("alerts", "emails"): "page.emails"}
"""Keys of earlier files, and where they went."""


def unknown_key(where: Where, document: Document) -> RefusedError:
    """A key that the file lacks is the likelier one."""
    *around, key = where
    moved = _MOVED.get(where)
    keys = _part_at(tuple(around)).model_fields
    if moved:
        return RefusedError("is elsewhere now", allowed=listed(keys), instead=moved)
    given = document.data
    for step in around:
        given = given[step]
    lacking = [known for known in keys if known not in given]
    meant = nearest(str(key), lacking) or nearest(str(key), keys)
    return RefusedError("unknown key", allowed=listed(keys), instead=meant)


def description_of(where: Where) -> str:
    return _part_at(where[:-1]).model_fields[str(where[-1])].description or ""


def _part_at(where: Where) -> type[BaseModel]:
    """The model at a path, which may lead through named things."""
    part: Any = Environment
    for key in where:
        fields = getattr(part, "model_fields", None)
        part = _given(fields[key].annotation) if fields else get_args(part)[-1]
    found: type[BaseModel] = part
    return found


def _given(annotation: Any) -> Any:
    """Of a part that may be left out, the part."""
    choices = get_args(annotation)
    return choices[0] if NoneType in choices else annotation
