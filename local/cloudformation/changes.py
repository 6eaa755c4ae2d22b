"""What an update changes, and whether CloudFormation would do it in place."""

from collections.abc import Mapping
from typing import Any

from local.cloudformation.rows import Properties, Row
from local.cloudformation.schemas import Schema


class CustomNameKeptError(ValueError):
    """A resource with a name of its own cannot be replaced under that name."""


def changed(old: Properties, new: Properties) -> set[str]:
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def replaces(row: Row, schema: Schema, old: Properties, new: Properties) -> bool:
    conditional = str(new.get(row.replaces_unless_false, "true")).lower() != "false"
    paths = schema.replacing(conditional=conditional)
    needs_new = any(_at(old, path) != _at(new, path) for path in paths)
    if needs_new and row.name and new.get(row.name) and new.get(row.name) == old.get(row.name):
        raise CustomNameKeptError(
            f"{row.type} cannot be updated when a custom-named resource requires replacing: "
            f"rename {new[row.name]} and update the stack again"
        )
    return needs_new


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value
