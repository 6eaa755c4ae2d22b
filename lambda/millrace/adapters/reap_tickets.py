"""Tells of what is idle, through the topic for tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.reaping import ReapingError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

_SUBJECT = 100
"""What SNS takes; names of endpoints and notebooks are ASCII and at most 63 letters."""


class SnsTickets:
    def __init__(self, client: SNSClient, *, topic: str, environment: str) -> None:
        self._client = client
        self._topic = topic
        self._environment = environment

    def tell(self, subject: str, text: str) -> None:
        whole = f"{self._environment}: {subject}"[:_SUBJECT]
        try:
            self._client.publish(TopicArn=self._topic, Subject=whole, Message=text)
        except (BotoCoreError, ClientError) as error:
            raise ReapingError(f"could not be told of: {subject}: {error}") from error
