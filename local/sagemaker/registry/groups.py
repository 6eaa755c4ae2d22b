"""The operations on groups of model packages."""

from collections.abc import Mapping
from typing import Any

from local.api.message import Operation
from local.sagemaker.names import Names, name_of
from local.sagemaker.paging import listed
from local.sagemaker.records import now
from local.sagemaker.refusals import ConflictError, RefusedError
from local.sagemaker.registry.records import Group, Registry
from local.sagemaker.tags import Tags

_KIND = "model-package-group"
_KEYS = {"CreationTime": "CreationTime", "Name": "ModelPackageGroupName"}
_TIMES = ("CreationTimeAfter", "CreationTimeBefore")


class Groups:
    def __init__(self, registry: Registry, names: Names, tags: Tags) -> None:
        self._registry = registry
        self._names = names
        self._tags = tags

    @property
    def operations(self) -> dict[str, Operation]:
        return {
            "CreateModelPackageGroup": self.create,
            "DescribeModelPackageGroup": self.describe,
            "DeleteModelPackageGroup": self.delete,
            "ListModelPackageGroups": self.list,
            "PutModelPackageGroupPolicy": self.put_policy,
            "GetModelPackageGroupPolicy": self.get_policy,
            "DeleteModelPackageGroupPolicy": self.delete_policy,
        }

    def find(self, reference: str) -> Group:
        wanted = name_of(reference).lower()
        for name, group in self._registry.groups.items():
            if name.lower() == wanted:
                return group
        arn = self._names.arn(_KIND, wanted)
        raise RefusedError(f"ModelPackageGroup {arn} does not exist: it is not found")

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = request["ModelPackageGroupName"]
        arn = self._names.arn(_KIND, name)
        if any(one.arn == arn for one in self._registry.groups.values()):
            raise RefusedError(f"ModelPackageGroup {arn} already exists")
        given = {member: value for member, value in request.items() if member != "Tags"}
        made = {"CreationTime": now(), "ModelPackageGroupStatus": "Completed", "CreatedBy": {}}
        self._registry.groups[name] = Group({**given, **made, "ModelPackageGroupArn": arn})
        self._tags.start(arn, request.get("Tags", []))
        return {"ModelPackageGroupArn": arn}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.find(request["ModelPackageGroupName"]).detail

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        group = self.find(request["ModelPackageGroupName"])
        held = len(self._registry.packages_of(group))
        if held:
            raise ConflictError(
                f"{group.name} cannot be deleted: it still holds {held} model packages"
            )
        del self._registry.groups[group.name]
        self._tags.forget(group.arn)
        return {}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        part = request.get("NameContains", "")
        found = [
            {name: value for name, value in group.detail.items() if name != "CreatedBy"}
            for group in self._registry.groups.values()
            if part in group.name
        ]
        member = "ModelPackageGroupSummaryList"
        return listed(member, found, request, keys=_KEYS, times=_TIMES, order="Ascending")

    def put_policy(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        group = self.find(request["ModelPackageGroupName"])
        group.policy = request["ResourcePolicy"]
        return {"ModelPackageGroupArn": group.arn}

    def get_policy(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        group = self.find(request["ModelPackageGroupName"])
        if group.policy is None:
            raise RefusedError(f"{group.name} has no resource policy: it is not found")
        return {"ResourcePolicy": group.policy}

    def delete_policy(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self.find(request["ModelPackageGroupName"]).policy = None
        return {}
