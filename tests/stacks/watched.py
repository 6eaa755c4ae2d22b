"""Settings that remember which of them were asked for."""

from collections.abc import Mapping
from typing import Any


class Watched(dict[str, str]):
    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__({name: str(value) for name, value in given.items()})
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)
