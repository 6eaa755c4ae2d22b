"""The emulator reads a queue for a function whose role may not.

Seen: an event source mapping worked with a role without sqs:ReceiveMessage; AWS refuses to make it.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import EXECUTION_CREDENTIALS, FUNCTIONS, RESOURCE_HANDLERS
from local.account.permission import queue_key, refusal

_TYPE = "AWS::Lambda::EventSourceMapping"
_ON_QUEUE = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")


class RoleNotPermittedError(ValueError):
    """The role of a function does not let it read its event source."""


def apply() -> None:
    table = RESOURCE_HANDLERS.read()
    handlers = table[_TYPE]

    def create(logical_id: str, properties: Mapping[str, Any], stack: str) -> Any:
        source = str(properties.get("EventSourceArn", ""))
        if source.startswith("arn:aws:sqs:"):
            _check(str(properties.get("FunctionName", "")), source)
        return handlers["create"](logical_id, properties, stack)

    table[_TYPE] = {**handlers, "create": create}


def _check(function: str, queue: str) -> None:
    record = FUNCTIONS.read().get(function.rpartition(":")[2])
    if record is None:
        raise RoleNotPermittedError(f"there is no function {function}")
    access_key = EXECUTION_CREDENTIALS.read()(record["config"])["AWS_ACCESS_KEY_ID"]
    key = queue_key(queue)
    needed = [(action, queue) for action in _ON_QUEUE] + ([("kms:Decrypt", key)] if key else [])
    for action, resource in needed:
        if refusal(access_key, action, resource):
            raise RoleNotPermittedError(
                f"the execution role of {function} does not have permission for {action} "
                f"on {resource}"
            )
