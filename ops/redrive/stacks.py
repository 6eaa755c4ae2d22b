"""What the stacks of an environment hold, as CloudFormation lists it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import boto3

from config import Environment
from ops.session import RefusalError
from ops.stack_outputs import how_to_deploy

_GONE = "DELETE_COMPLETE"
_HASH = re.compile(r"[0-9A-F]{8}$")
"""The CDK ends a logical id with it."""


@dataclass(frozen=True)
class Resource:
    part: str
    """Of the environment: ``Events``."""
    logical_id: str
    type: str
    id: str
    """As its service calls it: a queue's URL, a topic's ARN, a function's name."""

    @property
    def name(self) -> str:
        return _HASH.sub("", self.logical_id)


def resources(session: boto3.Session, environment: Environment) -> list[Resource]:
    found = [*_resources(session, f"Millrace-{environment.name}-")]
    if not found:
        raise RefusalError(
            f"no stack of {environment.name} is deployed in {environment.region}: deploy it first "
            f"with {how_to_deploy(environment)}"
        )
    return found


def _resources(session: boto3.Session, prefix: str) -> Iterator[Resource]:
    aws = session.client("cloudformation")
    stacks = (
        one
        for page in aws.get_paginator("list_stacks").paginate()
        for one in page["StackSummaries"]
    )
    names = {one["StackName"] for one in stacks if one["StackStatus"] != _GONE}
    listed = aws.get_paginator("list_stack_resources")
    for name in sorted(name for name in names if name.startswith(prefix)):
        for page in listed.paginate(StackName=name):
            for one in page["StackResourceSummaries"]:
                if id_ := one.get("PhysicalResourceId"):
                    part = name.removeprefix(prefix)
                    yield Resource(part, one["LogicalResourceId"], one["ResourceType"], id_)
