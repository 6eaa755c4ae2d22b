"""Sends events that AWS did not, to where AWS's own arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.reconciling.ports import SendingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_boto3_sqs import SQSClient

_AT_ONCE = 10
LIMIT_BYTES = 1_048_576
"""What SQS takes, of a message and of all messages of a call together."""


class SqsJobEvents:
    def __init__(self, client: SQSClient, *, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, bodies: Sequence[str]) -> None:
        """All that can be sent is sent, before it is said that one could not be."""
        refusals = [refusal for some in _together(bodies) for refusal in self._refused(some)]
        if refusals:
            raise SendingError(
                f"{len(refusals)} of {len(bodies)} job events could not be sent: {refusals[0]}"
            )

    def _refused(self, bodies: Sequence[str]) -> list[str]:
        try:
            answer = self._client.send_message_batch(
                QueueUrl=self._url,
                Entries=[
                    {"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)
                ],
            )
        except (BotoCoreError, ClientError) as error:
            return [str(error)] * len(bodies)
        return [f"{one['Code']}: {one.get('Message', '')}" for one in answer.get("Failed", [])]


def _together(bodies: Sequence[str]) -> Iterator[Sequence[str]]:
    some: list[str] = []
    for body in bodies:
        if len(some) == _AT_ONCE or (some and _size([*some, body]) > LIMIT_BYTES):
            yield some
            some = []
        some.append(body)
    if some:
        yield some


def _size(bodies: Sequence[str]) -> int:
    return sum(len(body.encode()) for body in bodies)
