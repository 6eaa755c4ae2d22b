"""The emulator asks for a permission to send, receive or publish in batches, which is none in AWS.

Seen: a function that may `sqs:SendMessage` was refused `SendMessageBatch`. AWS asks for the action
that each message of the batch takes.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import IAM_ACTION

_OF_ONE = {
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sns:PublishBatch": "sns:Publish",
}


def apply() -> None:
    iam_action = IAM_ACTION.read()

    def of_one(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Any,
    ) -> str | None:
        found: str | None = iam_action(service, method, path, headers, body, query_params)
        return _OF_ONE.get(found, found) if found else found

    IAM_ACTION.replace(of_one)
