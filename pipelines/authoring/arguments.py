"""Settings as the flags of a stage: ``--set gate.accuracy.at_least=0.95``."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_LONGEST = 256
_MOST = 100


def flags(settings: Mapping[str, Any]) -> list[str]:
    return [part for pair in _pairs(settings, "") for part in ("--set", pair)]


def _pairs(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, Mapping) and (value or not at):
        for key, each in value.items():
            yield from _pairs(each, f"{at}.{key}" if at else str(key))
    else:
        yield f"{at}={spelled(value)}"


def spelled(value: Any) -> str:
    """JSON, without the quotes where a text can be nothing else: ``off``, but not ``1``."""
    if isinstance(value, str) and not _is_json(value):
        return value
    return json.dumps(list(value) if isinstance(value, tuple) else value)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True
