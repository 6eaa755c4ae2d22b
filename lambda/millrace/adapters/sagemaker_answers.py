"""What SageMaker answers when it describes something, as its events would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from millrace.adapters.asking import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN = re.compile(r"not found|could not find|does not exist|there is no", re.IGNORECASE)
"""Most of SageMaker's operations have no code of their own for what they do not know."""
_CODES = ("ResourceNotFound", "ResourceNotFoundException")


def known_or_none(
    describe: Callable[..., Mapping[str, Any]], asked: Mapping[str, str]
) -> Mapping[str, Any] | None:
    with asking("SageMaker"):
        try:
            answer = describe(**asked)
        except ClientError as error:
            if _is_unknown(error):
                return None
            raise
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def _is_unknown(error: ClientError) -> bool:
    told = error.response["Error"]
    is_refused = told["Code"] == "ValidationException" and _UNKNOWN.search(told["Message"])
    return told["Code"] in _CODES or bool(is_refused)


def in_events(value: Any) -> Any:
    """Of jobs: times are milliseconds there."""
    match value:
        case datetime():
            return (value - _EPOCH) // timedelta(milliseconds=1)
        case Mapping():
            return {name: in_events(item) for name, item in value.items()}
        case list():
            return [in_events(item) for item in value]
        case _:
            return value


def times_in(answer: Mapping[str, Any]) -> Iterator[datetime]:
    return (value for value in answer.values() if isinstance(value, datetime))
