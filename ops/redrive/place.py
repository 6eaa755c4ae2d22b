"""Where the words of ops.redrive look and act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import boto3

from config import Environment
from ops.pipeline.watching import Clock
from ops.redrive.origins import Origins
from ops.redrive.queues import DeadQueue, dead_queues, named
from ops.redrive.stacks import Resource, resources
from ops.stack_outputs import stack_output

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

Answer: TypeAlias = Callable[[str], str]


@dataclass(frozen=True)
class Place:
    environment: Environment
    session: boto3.Session
    clock: Clock
    answer: Answer

    @cached_property
    def sqs(self) -> "SQSClient":
        return self.session.client("sqs")

    @cached_property
    def resources(self) -> Sequence[Resource]:
        return resources(self.session, self.environment)

    @cached_property
    def queues(self) -> Sequence[DeadQueue]:
        return dead_queues(self.sqs, self.resources)

    def queue(self, word: str) -> DeadQueue:
        return named(word, self.queues)

    def origins(self, queue: DeadQueue) -> Origins:
        return Origins(queue, self.resources, self.session)

    def output(self, part: str, key: str) -> str:
        return stack_output(self.session, self.environment, part, key)

    def caller(self) -> str:
        return self.session.client("sts").get_caller_identity()["Arn"]

    @property
    def on(self) -> str:
        """What a command of ours needs to find this place again."""
        name = self.environment.name
        return "" if name == "local" else f" --environment {name}"
