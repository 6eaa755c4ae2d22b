"""Properties that remember what was read of them: what nobody read was dropped in silence."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any


class Watched(dict[str, Any]):
    """A mapping that remembers the keys it was asked for."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        super().__init__({key: watched(value) for key, value in content.items()})
        self.asked: set[str] = set()
        self.given = frozenset(content)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        self.asked.add(key)
        return super().pop(key, *default)

    def __iter__(self) -> Iterator[str]:
        self.asked.update(super().keys())
        return super().__iter__()

    def items(self) -> Any:
        self.asked.update(super().keys())
        return super().items()

    def values(self) -> Any:
        self.asked.update(super().keys())
        return super().values()

    def keys(self) -> Any:
        self.asked.update(super().keys())
        return super().keys()

    def copy(self) -> dict[str, Any]:
        return dict(self.items())

    def __copy__(self) -> dict[str, Any]:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return {key: copy.deepcopy(value, memo) for key, value in self.items()}


class WatchedList(list[Any]):
    """A list of which is only known whether anybody looked into it."""

    def __init__(self, content: list[Any]) -> None:
        super().__init__(watched(item) for item in content)
        self.entered = False

    def __iter__(self) -> Iterator[Any]:
        self.entered = True
        return super().__iter__()

    def __getitem__(self, index: Any) -> Any:
        self.entered = True
        return super().__getitem__(index)

    def __deepcopy__(self, memo: dict[int, Any]) -> list[Any]:
        return [copy.deepcopy(item, memo) for item in self]


def watched(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Watched(value)
    return WatchedList(value) if isinstance(value, list) else value


def unread(value: Any, path: str = "") -> Iterator[str]:
    """The paths nobody asked for; what was taken whole, unopened, counts as read."""
    if isinstance(value, Watched) and (value.asked or not path):
        for key, child in dict.items(value):
            where = f"{path}.{key}" if path else key
            yield from unread(child, where) if key in value.asked else (where,)
    elif isinstance(value, WatchedList) and value.entered:
        for item in list.__iter__(value):
            yield from unread(item, f"{path}[]")
