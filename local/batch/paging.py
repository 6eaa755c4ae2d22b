"""Long lists, a page at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.batch.refusals import RefusedError


def page(member: str, items: Sequence[Any], request: Mapping[str, Any]) -> dict[str, Any]:
    token = request.get("nextToken", "0")
    if not token.isdecimal():
        raise RefusedError(f"nextToken must be one that an earlier answer gave, got {token!r}")
    first = int(token)
    last = first + request.get("maxResults", 100)
    following = {"nextToken": str(last)} if last < len(items) else {}
    return {member: list(items[first:last]), **following}
