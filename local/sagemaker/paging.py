"""Long lists, a page at a time, in the order that was asked for."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from local.sagemaker.refusals import RefusedError

_MOST = 100
Item = TypeVar("Item", bound=Mapping[str, Any])
CREATED = ("CreatedAfter", "CreatedBefore")


def page(member: str, items: Sequence[Any], request: Mapping[str, Any]) -> dict[str, Any]:
    token = request.get("NextToken", "0")
    if not token.isdecimal():
        raise RefusedError(f"NextToken must be one that an earlier answer gave, got {token!r}")
    first = int(token)
    last = first + request.get("MaxResults", _MOST)
    following = {"NextToken": str(last)} if last < len(items) else {}
    return {member: list(items[first:last]), **following}


def ordered(
    items: Sequence[Item],
    request: Mapping[str, Any],
    *,
    keys: Mapping[str, str],
    default: str = "Descending",
) -> list[Item]:
    """`keys` say which members SortBy's words mean; the first is what is meant without one."""
    key = keys[request.get("SortBy", next(iter(keys)))]
    backwards = request.get("SortOrder", default) == "Descending"
    return sorted(items, key=lambda item: item[key], reverse=backwards)


def within(
    items: Sequence[Item], request: Mapping[str, Any], *, member: str, words: tuple[str, str]
) -> list[Item]:
    """Those whose time lies between the two that the request may give."""
    after, before = (request.get(word) for word in words)
    return [
        item
        for item in items
        if (after is None or item[member] > after) and (before is None or item[member] < before)
    ]


def listed(
    member: str,
    items: Sequence[Item],
    request: Mapping[str, Any],
    *,
    keys: Mapping[str, str],
    times: tuple[str, str],
    order: str = "Descending",
) -> dict[str, Any]:
    """A page of those that the request wants; the first of `keys` is the time they are known by."""
    found = within(items, request, member=next(iter(keys.values())), words=times)
    return page(member, ordered(found, request, keys=keys, default=order), request)
