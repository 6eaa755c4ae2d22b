"""Fetches evaluations from S3, and tells the approvers through SNS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from millrace.domain.approval import Report
from millrace.fields import MalformedError, mapping, parsed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

    from millrace.domain.approval import Message

_SCHEME = "s3://"


class S3Reports:
    def __init__(self, client: S3Client) -> None:
        self._client = client

    def at(self, uri: str) -> Report:
        bucket, _, key = uri.removeprefix(_SCHEME).partition("/")
        body = self._client.get_object(Bucket=bucket, Key=key)["Body"].read()
        fields = parsed(body.decode())
        champion = mapping(fields.get("champion", {}), "champion")
        return Report(
            metrics=_values(fields, "metrics"),
            champion=_values(champion, "metrics") if champion.get("compared") else {},
        )


class SnsApprovers:
    """SNS keeps no account of what it has sent: the identity goes along as attributes."""

    def __init__(self, client: SNSClient, *, topic: str) -> None:
        self._client = client
        self._topic = topic

    def tell(self, message: Message) -> None:
        self._client.publish(
            TopicArn=self._topic,
            Subject=message.subject,
            Message=message.text,
            MessageAttributes={name: _text(value) for name, value in message.identity.items()},
        )


def _values(fields: Mapping[str, Any], key: str) -> dict[str, float]:
    found = mapping(fields.get(key, {}), key)
    return {name: _value(mapping(each, f"{key}.{name}")) for name, each in found.items()}


def _value(metric: Mapping[str, Any]) -> float:
    value = metric.get("value")
    if isinstance(value, int | float):
        return float(value)
    raise MalformedError(f"the value of a metric must be a number, got {shown(value)}")


def _text(value: str) -> MessageAttributeValueTypeDef:
    return {"DataType": "String", "StringValue": value}
