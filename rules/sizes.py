"""How long a document is when it arrives at the service."""

import json

from rules.value import Reference, Text, Unknown

_ARN = "arn:aws:service:us-east-1:111122223333:resource/name-of-a-usual-length"
"""In the place of what is known only when it is deployed."""


def length(document: object) -> int:
    """Characters without white space, as AWS counts a policy."""
    return len(json.dumps(_written(document), separators=(",", ":"), ensure_ascii=False))


def _written(value: object) -> object:
    match value:
        case dict():
            return {str(name): _written(item) for name, item in value.items()}
        case list():
            return [_written(item) for item in value]
        case Text():
            return "".join(part if isinstance(part, str) else _ARN for part in value.parts)
        case Reference() | Unknown():
            return _ARN
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)
