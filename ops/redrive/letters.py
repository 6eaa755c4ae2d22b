"""A dead letter: what nobody could settle, and what is known of why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageAttributeValueTypeDef, MessageTypeDef

_REASONS = ("reason", "ERROR_MESSAGE", "ErrorMessage", "ERROR_CODE", "ErrorCode")
"""Attributes: the job desk's, then those of EventBridge and Lambda."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    id: str
    handle: str
    body: str
    own: Mapping[str, "MessageAttributeValueTypeDef"] = field(default_factory=dict)
    """Attributes as SQS gives and takes them."""
    sent_at: datetime
    """When it was first sent, not when it died: by this SQS counts how long it keeps it."""
    moved_from: str | None = None
    """ARN of the queue that SQS itself took it from."""

    @property
    def attributes(self) -> Mapping[str, str]:
        return {name: one.get("StringValue", "") for name, one in self.own.items()}

    @cached_property
    def event(self) -> Mapping[str, Any]:
        """Empty where the body is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def event_id(self) -> str | None:
        found = self.event.get("id")
        return printable(found) if isinstance(found, str) and found else None

    @property
    def detail_type(self) -> str:
        found = self.event.get("detail-type")
        return printable(found) if isinstance(found, str) else "no event"

    @property
    def reason(self) -> str:
        for name in _REASONS:
            if told := self.attributes.get(name):
                return printable(told)
        return "given up after the queue's last try" if self.moved_from else "no reason given"


def printable(text: str) -> str:
    """What a stranger wrote does not get at the terminal."""
    return "".join(one if one.isprintable() else " " for one in text)


def letter_of(message: "MessageTypeDef") -> Letter:
    system = message.get("Attributes", {})
    own: Any = message.get("MessageAttributes", {})
    return Letter(
        id=message["MessageId"],
        handle=message["ReceiptHandle"],
        body=message["Body"],
        own=own,
        sent_at=datetime.fromtimestamp(int(system["SentTimestamp"]) / 1000, UTC),
        moved_from=system.get("DeadLetterQueueSourceArn"),
    )
