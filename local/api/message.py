"""What passes between the HTTP server, the wire protocol and the operations of a service."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from botocore.model import OperationModel

from local.api.errors import ApiError

Operation = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def locked(
    operations: Mapping[str, Operation], lock: AbstractContextManager[Any]
) -> dict[str, Operation]:
    """The same, one at a time."""

    def under_lock(operation: Operation) -> Operation:
        def call(request: Mapping[str, Any]) -> Mapping[str, Any]:
            with lock:
                return operation(request)

        return call

    return {name: under_lock(operation) for name, operation in operations.items()}


@dataclass(frozen=True, kw_only=True)
class Request:
    method: str
    path: str
    """Decoded, as ASGI gives it, so that a label may hold slashes."""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """A request once understood: an operation of the model and its raw parameters."""

    operation: OperationModel
    params: dict[str, Any]


@dataclass(frozen=True)
class Response:
    status: int
    body: bytes
    headers: dict[str, str]

    @classmethod
    def of_json(
        cls,
        document: Mapping[str, Any],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> "Response":
        content = {"Content-Type": "application/json"}
        return cls(status, json.dumps(document).encode(), {**content, **(headers or {})})


class Wire(Protocol):
    """A protocol of AWS: how calls and answers look as HTTP."""

    def call(self, request: Request) -> Call: ...

    def answer(self, operation: OperationModel, output: Mapping[str, Any]) -> Response: ...

    def refusal(self, error: ApiError) -> Response: ...
