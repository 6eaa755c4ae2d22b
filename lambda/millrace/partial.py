"""The answer to SQS about a batch of messages: which of them are to be delivered again."""

from collections.abc import Iterable
from typing import TypedDict


class Failure(TypedDict):
    itemIdentifier: str


class PartialAnswer(TypedDict):
    batchItemFailures: list[Failure]


def failures(message_ids: Iterable[str]) -> PartialAnswer:
    return {"batchItemFailures": [{"itemIdentifier": each} for each in message_ids]}
