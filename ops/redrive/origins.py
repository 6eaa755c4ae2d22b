"""Where a dead letter came from, and how it is sent there again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from json import loads

import boto3

from ops.redrive.letters import Letter
from ops.redrive.queues import QUEUE, DeadQueue, attributes
from ops.redrive.stacks import Resource

_FUNCTION, _TOPIC = "AWS::Lambda::Function", "AWS::SNS::Topic"
_NOT_KEPT = {
    "reason",
    "source",
    "RULE_ARN",
    "TARGET_ARN",
    "ERROR_CODE",
    "ERROR_MESSAGE",
    "EXHAUSTED_RETRY_CONDITION",
    "RETRY_ATTEMPTS",
    "RequestID",
    "ErrorCode",
    "ErrorMessage",
}
"""Attributes of the death, which the letter did not have in life."""
_FROM_LAMBDA = "RequestID"


class UnknownOriginError(Exception):
    """Nothing tells where it came from: it stays where it is."""


@dataclass(frozen=True)
class Origin:
    type: str
    address: str
    """A queue's URL, a function's name, a topic's ARN."""
    name: str

    def send(self, letter: Letter, session: boto3.Session) -> None:
        if self.type == QUEUE:
            session.client("sqs").send_message(
                QueueUrl=self.address,
                MessageBody=letter.body,
                MessageAttributes={
                    name: told for name, told in letter.own.items() if name not in _NOT_KEPT
                },
            )
        elif self.type == _FUNCTION:
            session.client("lambda").invoke(
                FunctionName=self.address, InvocationType="Event", Payload=letter.body.encode()
            )
        else:
            session.client("sns").publish(TopicArn=self.address, Message=letter.body)


@dataclass(frozen=True)
class Origins:
    """Of one dead-letter queue; only what the environment's own stacks hold is sent to."""

    queue: DeadQueue
    resources: Sequence[Resource]
    session: boto3.Session

    def of(self, letter: Letter) -> Origin:
        told = letter.attributes
        if arn := told.get("source") or told.get("TARGET_ARN") or letter.moved_from:
            return self._known(arn)
        if _FROM_LAMBDA in told:
            return _only(self._functions, "function")
        return _only([*self._queues.values(), *self._functions], "queue or function")

    def called(self, word: str) -> Origin:
        """What a person names: a queue or a function of the same stacks."""
        every = [*self._every_queue.values(), *self._places(_FUNCTION)]
        found = [one for one in every if word in (one.name, one.address)]
        if len(found) != 1:
            names = ", ".join(sorted({one.name for one in every}))
            raise UnknownOriginError(f"nothing is called '{word}', only: {names}")
        return found[0]

    def _known(self, arn: str) -> Origin:
        if found := self._every_queue.get(arn):
            return found
        for one in (*self._places(_FUNCTION), *self._places(_TOPIC)):
            if one.address in (arn, arn.rpartition(":")[2]):
                return one
        raise UnknownOriginError(f"it came from {arn}, which no stack of this environment holds")

    @cached_property
    def _every_queue(self) -> Mapping[str, Origin]:
        return {told["QueueArn"]: one for one, told in self._told if one.address != self.queue.url}

    @cached_property
    def _queues(self) -> Mapping[str, Origin]:
        """Those that SQS empties into this one."""
        return {
            told["QueueArn"]: one
            for one, told in self._told
            if loads(told.get("RedrivePolicy", "{}")).get("deadLetterTargetArn") == self.queue.arn
        }

    @cached_property
    def _told(self) -> Sequence[tuple[Origin, Mapping[str, str]]]:
        sqs = self.session.client("sqs")
        return [(one, attributes(sqs, one.address)) for one in self._places(QUEUE)]

    @cached_property
    def _functions(self) -> Sequence[Origin]:
        """Those whose calls that nobody waited for end here."""
        aws = self.session.client("lambda")
        found = []
        for one in self._places(_FUNCTION):
            told = aws.get_function_configuration(FunctionName=one.address)
            if told.get("DeadLetterConfig", {}).get("TargetArn") == self.queue.arn:
                found.append(one)
        return found

    def _places(self, type_: str) -> list[Origin]:
        return [
            Origin(type_, one.id, f"{one.part.lower()}/{one.name}")
            for one in self.resources
            if one.type == type_
        ]


def _only(origins: Sequence[Origin], what: str) -> Origin:
    if len(origins) == 1:
        return origins[0]
    names = ", ".join(one.name for one in origins) or "none"
    raise UnknownOriginError(
        f"nothing in it tells which {what} it came from, of: {names}; name it with --to"
    )
