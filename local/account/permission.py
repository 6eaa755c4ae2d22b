"""Questions to the emulator's IAM that it does not ask itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION
from local.account.hooks import (
    ENFORCE,
    EVALUATE_RESOURCE_POLICY,
    EVALUATION,
    KEY,
    QUEUE,
    QUEUES,
    TOPIC,
)


@dataclass(frozen=True)
class Refusal:
    """Who may not."""

    caller: str


def refusal(access_key: str, action: str, resource: str) -> Refusal | None:
    service = action.partition(":")[0]
    denied = ENFORCE.read()(access_key, action, service, REGION, resource_arn=resource)
    return Refusal(getattr(denied, "principal_arn", "")) if denied else None


def key_trusts(key: str, service: str, action: str, *, source_arn: str) -> bool:
    """Whether the policy of a key lets an AWS service use it on behalf of that source."""
    question = EVALUATION.read()(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=key,
        region=REGION,
        service_context={"aws:sourcearn": source_arn, "aws:sourceaccount": ACCOUNT_ID},
    )
    policy = KEY.read()(key)["Policy"]
    decision = EVALUATE_RESOURCE_POLICY.read()(policy, question, service=service).decision
    return bool(decision == "Allow")


def key_arn(name: str) -> str | None:
    """The ARN of a customer's key; AWS's own keys are everybody's in the account."""
    record = KEY.read()(name) if name else None
    return str(record["Arn"]) if record else None


def queue_key(queue_arn: str) -> str | None:
    return _key_of(QUEUE.read()(queue_arn))


def queue_key_of_url(url: str) -> str | None:
    return _key_of(QUEUES.read().get(url))


def topic_key(topic_arn: str) -> str | None:
    return _key_of(TOPIC.read()(topic_arn))


def _key_of(record: Mapping[str, Any] | None) -> str | None:
    attributes = record.get("attributes", {}) if record else {}
    return key_arn(str(attributes.get("KmsMasterKeyId", "")))
