"""Who may publish to an encrypted topic: two policies have to say so."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.assembly import Template, as_list


def may_publish(service: str, template: Template) -> list[str]:
    """The accounts for which the topic's policy lets the service publish."""
    return may_publish_by(template.only("AWS::SNS::TopicPolicy"), service)


def may_publish_by(policy: Mapping[str, Any], service: str) -> list[str]:
    return _accounts(policy["PolicyDocument"]["Statement"], service, {"sns:Publish"})


def may_use_key(service: str, template: Template) -> list[str]:
    policy = template.only("AWS::KMS::Key")["KeyPolicy"]
    return _accounts(policy["Statement"], service, {"kms:Decrypt", "kms:GenerateDataKey*"})


def _accounts(
    statements: Iterable[Mapping[str, Any]], service: str, actions: set[str]
) -> list[str]:
    return [
        statement["Condition"]["StringEquals"]["aws:SourceAccount"]
        for statement in statements
        if statement["Effect"] == "Allow"
        and service in as_list(statement["Principal"].get("Service"))
        and actions <= set(as_list(statement["Action"]))
    ]
