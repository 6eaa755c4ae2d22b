"""CloudFormation in the words of a test: deploy, and tell what became of it."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

Clients = Callable[[str], Any]
_CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
Resources = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Deployed:
    """What CloudFormation says of a stack after an operation."""

    status: str
    ids: Mapping[str, str]
    reasons: Mapping[str, str]
    """Why a resource failed, by logical id."""


class Stacks:
    def __init__(self, aws: Clients) -> None:
        self._aws = aws
        self._api = aws("cloudformation")
        self._made: set[str] = set()

    def deploy(self, resources: Resources, *, name: str = "trial", **more: Any) -> Deployed:
        operation = self._api.update_stack if name in self._made else self._api.create_stack
        body = json.dumps({"Resources": resources, **more})
        answer = operation(StackName=name, TemplateBody=body, Capabilities=_CAPABILITIES)
        self._made.add(name)
        return self._finished(answer["StackId"])

    def delete(self, name: str = "trial") -> Deployed:
        stack_id = self._api.describe_stacks(StackName=name)["Stacks"][0]["StackId"]
        self._api.delete_stack(StackName=name)
        self._made.discard(name)
        return self._finished(stack_id)

    def delete_all(self) -> None:
        for name in list(self._made):
            self._empty_buckets(name)
            assert self.delete(name).status == "DELETE_COMPLETE"

    def _finished(self, stack_id: str) -> Deployed:
        while (status := self._status(stack_id)).endswith("_IN_PROGRESS"):
            time.sleep(0.05)
        events = self._api.describe_stack_events(StackName=stack_id)["StackEvents"]
        resources = self._api.describe_stack_resources(StackName=stack_id)["StackResources"]
        return Deployed(
            status,
            {one["LogicalResourceId"]: one.get("PhysicalResourceId", "") for one in resources},
            {
                one["LogicalResourceId"]: one["ResourceStatusReason"]
                for one in reversed(events)
                if one["ResourceStatus"].endswith("FAILED")
            },
        )

    def _status(self, stack_id: str) -> str:
        return str(self._api.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"])

    def _empty_buckets(self, name: str) -> None:
        for one in self._api.describe_stack_resources(StackName=name)["StackResources"]:
            if one["ResourceType"] == "AWS::S3::Bucket":
                self._empty(one["PhysicalResourceId"])

    def _empty(self, bucket: str) -> None:
        s3 = self._aws("s3")
        try:
            found = s3.list_object_versions(Bucket=bucket)
        except ClientError:
            return
        for version in [*found.get("Versions", []), *found.get("DeleteMarkers", [])]:
            s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
