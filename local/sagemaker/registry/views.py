"""Model packages in lists, and on the bus."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from local.batch.publisher import Event
from local.sagemaker.paging import listed
from local.sagemaker.registry.groups import Groups
from local.sagemaker.registry.records import Package, Registry

_SUMMARY = (
    *("ModelPackageName", "ModelPackageGroupName", "ModelPackageVersion", "ModelPackageArn"),
    *("ModelPackageDescription", "CreationTime", "ModelPackageStatus", "ModelApprovalStatus"),
)
_BATCH_SUMMARY = (
    *("ModelPackageGroupName", "ModelPackageVersion", "ModelPackageArn", "ModelPackageDescription"),
    *("CreationTime", "InferenceSpecification", "ModelPackageStatus", "ModelApprovalStatus"),
)
_KEYS = {"CreationTime": "CreationTime", "Name": "ModelPackageName"}
_TIMES = ("CreationTimeAfter", "CreationTimeBefore")


def listing(registry: Registry, groups: Groups, request: Mapping[str, Any]) -> Mapping[str, Any]:
    found = [
        _of(package, _SUMMARY)
        for package in _wanted(registry, groups, request)
        if request.get("NameContains", "") in package.name
        and request.get("ModelApprovalStatus") in (None, package.detail.get("ModelApprovalStatus"))
    ]
    return listed("ModelPackageSummaryList", found, request, keys=_KEYS, times=_TIMES)


def _wanted(registry: Registry, groups: Groups, request: Mapping[str, Any]) -> list[Package]:
    """Without a group and a type: those without versions."""
    if "ModelPackageGroupName" in request:
        return registry.packages_of(groups.find(request["ModelPackageGroupName"]))
    kind = request.get("ModelPackageType", "Unversioned")
    return [
        one
        for one in registry.packages.values()
        if kind == "Both" or (kind == "Versioned") == (one.group is not None)
    ]


def batch_summary(package: Package) -> Mapping[str, Any]:
    return _of(package, _BATCH_SUMMARY)


def event(package: Package) -> Event:
    detail = _plain(package.detail)
    kind = "SageMaker Model Package State Change"
    return Event("aws.sagemaker", kind, detail, [package.arn])


def _of(package: Package, members: tuple[str, ...]) -> dict[str, Any]:
    return {name: package.detail[name] for name in members if name in package.detail}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
