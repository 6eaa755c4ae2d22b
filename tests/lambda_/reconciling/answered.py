"""Real clients whose calls end before the network: their parameters are checked as ever."""

from collections import Counter
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from botocore.client import BaseClient

Answer = Mapping[str, Any] | Callable[[Mapping[str, Any]], Mapping[str, Any]]


class Answers:
    """By the operation's name; one that has none here is a mistake of the test."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    def stand_in_for(self, client: BaseClient) -> None:
        client.meta.events.register("provide-client-params.*.*", self._keep)
        client.meta.events.register("before-call.*.*", self._answer)  # type: ignore[arg-type]

    @property
    def counted(self) -> Counter[str]:
        return Counter(operation for operation, _ in self.asked)

    def asked_of(self, operation: str) -> list[Mapping[str, Any]]:
        return [asked for name, asked in self.asked if name == operation]

    def _keep(self, *, params: Mapping[str, Any], model: Any, **_event: object) -> None:
        self.asked.append((model.name, params))

    def _answer(self, *, model: Any, **_event: object) -> tuple[Any, Mapping[str, Any]]:
        answer = self._answers[model.name]
        given = answer(self.asked[-1][1]) if callable(answer) else answer
        status = given.get("ResponseMetadata", {}).get("HTTPStatusCode", 200)
        return SimpleNamespace(status_code=status, headers={}), given
