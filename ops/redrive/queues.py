"""The dead-letter queues of an environment, under names that people can type."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from config.words import listed, nearest
from ops.redrive.stacks import Resource
from ops.session import RefusalError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

QUEUE = "AWS::SQS::Queue"
_DEAD = ("DeadLetters", "Undelivered")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, kw_only=True)
class DeadQueue:
    name: str
    """``events/feed``: the part, and what the letters are of."""
    url: str
    arn: str
    waiting: int
    hidden: int
    """Somebody has received them and not given back yet."""
    kept: timedelta

    @property
    def queue_name(self) -> str:
        """As SQS and its metrics call it."""
        return self.arn.rpartition(":")[2]


def dead_queues(sqs: "SQSClient", resources: Sequence[Resource]) -> list[DeadQueue]:
    found = [one for one in resources if one.type == QUEUE and any(w in one.name for w in _DEAD)]
    return [_dead_queue(sqs, one) for one in sorted(found, key=_name)]


def named(word: str, queues: Sequence[DeadQueue]) -> DeadQueue:
    """By its name or a part of it, its URL, its ARN, or what SQS calls it."""
    exact = [one for one in queues if word in (one.name, one.url, one.arn, one.queue_name)]
    found = exact or [one for one in queues if word.lower() in one.name]
    if len(found) == 1:
        return found[0]
    names = [one.name for one in found or queues]
    if found:
        raise RefusalError(f"'{word}' is in the name of several queues: {listed(names)}")
    meant = nearest(word, names)
    did_you = f"; did you mean {meant}?" if meant else ""
    raise RefusalError(f"no dead-letter queue is called '{word}', only: {listed(names)}{did_you}")


def attributes(sqs: "SQSClient", url: str) -> Mapping[str, str]:
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return {str(name): value for name, value in told.items()}


def _dead_queue(sqs: "SQSClient", resource: Resource) -> DeadQueue:
    told = attributes(sqs, resource.id)
    return DeadQueue(
        name=_name(resource),
        url=resource.id,
        arn=told["QueueArn"],
        waiting=int(told["ApproximateNumberOfMessages"]),
        hidden=int(told["ApproximateNumberOfMessagesNotVisible"]),
        kept=timedelta(seconds=int(told["MessageRetentionPeriod"])),
    )


def _name(resource: Resource) -> str:
    of = _WORD.sub("-", resource.name.replace("DeadLetters", "") or "DeadLetters").lower()
    return f"{resource.part.lower()}/{of}"
