"""The CDK's own functions behind its custom resources: their findings, answered once."""

import aws_cdk as cdk
from constructs import IConstruct

from constructs_lib.findings import accept

_ANSWERED = {
    "checkov::CKV_AWS_115": "CloudFormation calls it a few times in a deployment; concurrency "
    "reserved for it would be taken from the functions that work",
    "checkov::CKV_AWS_116": "CloudFormation waits for its answer and fails the deployment without "
    "one: a dead letter would be read by nobody",
}


def accept_provider_of(user: IConstruct, type_: str) -> None:
    """For the provider of ``Custom::<type_>``, which the CDK makes once in a stack."""
    provider = cdk.Stack.of(user).node.find_child(f"Custom::{type_}CustomResourceProvider")
    for finding, because in _ANSWERED.items():
        accept(provider.node.find_child("Handler"), finding, because=because)
