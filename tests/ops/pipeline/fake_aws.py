"""An AWS account of plain functions: botocore's own models check what is asked and answered."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias, cast

import boto3
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.model import OperationModel
from botocore.validate import validate_parameters

from config import Environment

Asked: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = Callable[[Any], Mapping[str, Any]]

_OK = {"ResponseMetadata": {"HTTPStatusCode": 200}}


@cache
def _client(name: str) -> BaseClient:
    """Slow to make, so made once; each test listens with a fake of its own."""
    aws = boto3.Session("a", "b", region_name="us-east-1")
    return cast("BaseClient", aws.client(name))  # type: ignore[call-overload]


class FakeAws:
    """Knows what ``answers`` says, by operation; whatever else is asked fails the test."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = dict(answers)
        self.asked: list[tuple[str, Asked]] = []
        self._now: Asked = {}
        self._heard: set[str] = set()

    def close(self) -> None:
        for name in self._heard:
            self._listening("unregister", name)

    def _listening(self, word: str, name: str) -> None:
        """A hook of before-call may answer, as botocore's own Stubber does."""
        hooks: dict[str, Any] = {
            "before-parameter-build.*.*": self._noted,
            "before-call.*.*": self._answered,
        }
        for event, hook in hooks.items():
            getattr(_client(name).meta.events, word)(event, hook, event)

    def client(self, name: str) -> BaseClient:
        if name not in self._heard:
            self._heard.add(name)
            self._listening("register_first", name)
        return _client(name)

    def connect(self, _environment: Environment) -> boto3.Session:
        return cast("boto3.Session", self)

    def asks_of(self, operation: str) -> list[Asked]:
        return [asked for name, asked in self.asked if name == operation]

    def _noted(self, params: Asked, model: OperationModel, **_rest: object) -> None:
        self._now = dict(params)

    def _answered(self, model: OperationModel, **_rest: object) -> tuple[Any, Mapping[str, Any]]:
        asked = self._now
        self.asked.append((model.name, asked))
        answer = self.answers[model.name](asked)
        if model.output_shape is not None:
            validate_parameters(answer, model.output_shape)
        return type("Response", (), {"status_code": 200})(), {**answer, **_OK}


def refusal(code: str, message: str, operation: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)
