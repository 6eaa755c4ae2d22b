"""Would SageMaker read it? As a stack fills it in, held to the rules on definitions."""

from collections.abc import Mapping
from typing import Any

from pipelines import Definition
from rules.definitions import check

_TOKENS = {
    "Role": "arn:aws:iam::111122223333:role/{}",
    "Key": "arn:aws:kms:us-east-1:111122223333:key/{}",
    "Uri": "s3://bucket/{}",
    "Repository": "111122223333.dkr.ecr.us-east-1.amazonaws.com/{}",
    "FileSystem": "fs-0a1b2c3d4e5f60718",
    "Function": "arn:aws:lambda:us-east-1:111122223333:function:{}",
    "Group": "Group-{}",
}


def complaints(definition: Definition) -> list[str]:
    """Of the definition with its parameters, and with their defaults in their places."""
    whole = _filled(definition.body, {})
    given = {f"Parameters.{each['Name']}": each["DefaultValue"] for each in whole["Parameters"]}
    settled = _filled(whole, given)
    return list(dict.fromkeys((*check(whole), *check(settled))))


def _filled(value: Any, given: Mapping[str, Any]) -> Any:
    """Parameters by their values, Joins that hold nothing else by their text, and tokens."""
    match value:
        case {"Get": path, **others} if not others:
            return given.get(path, value)
        case {"Std:Join": {"On": on, "Values": values}}:
            parts = [_filled(each, given) for each in values]
            is_known = not any(isinstance(each, dict) for each in parts)
            joined: dict[str, Any] = {"Std:Join": {"On": on, "Values": parts}}
            return on.join(map(str, parts)) if is_known else joined
        case dict():
            return {key: _filled(each, given) for key, each in value.items()}
        case list():
            return [_filled(each, given) for each in value]
        case str() if value.startswith("{{") and value.endswith("}}"):
            return _token(value.strip("{}"))
    return value


def _token(name: str) -> str:
    """In place of a placeholder what a stack would fill in."""
    kind = next((kind for kind in _TOKENS if name.endswith(kind)), "")
    return _TOKENS.get(kind, "{}").format(name)
