"""Sends what nobody can understand to the dead letters, as it came and with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.desk import DeadLetterError, Letter

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageAttributeValueTypeDef

LIMIT_BYTES = 1_048_576
"""What SQS takes, message attributes included."""


class SqsDeadLetters:
    def __init__(self, client: SQSClient, *, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, letter: Letter) -> None:
        attributes = {"reason": _text(letter.reason), "source": _text(letter.source)}
        room = LIMIT_BYTES - sum(map(_size, attributes.items()))
        try:
            self._client.send_message(
                QueueUrl=self._url,
                MessageBody=_cut(letter.body, room),
                MessageAttributes=attributes,
            )
        except (BotoCoreError, ClientError) as error:
            raise DeadLetterError(f"the dead letter could not be sent: {error}") from error


def _text(value: str) -> MessageAttributeValueTypeDef:
    return {"DataType": "String", "StringValue": value}


def _size(attribute: tuple[str, MessageAttributeValueTypeDef]) -> int:
    name, value = attribute
    return len(f"{name}{value['DataType']}{value.get('StringValue', '')}".encode())


def _cut(body: str, room: int) -> str:
    """A message as large as SQS allows has no room for a reason: its end gives way."""
    encoded = body.encode()
    return body if len(encoded) <= room else encoded[:room].decode(errors="ignore")
