"""The operations on model packages: registered, described, approved or rejected."""

from collections.abc import Mapping
from typing import Any

from local.api.message import Operation
from local.sagemaker.engine.events import Tell
from local.sagemaker.names import Names, name_of
from local.sagemaker.records import now
from local.sagemaker.refusals import RefusedError
from local.sagemaker.registry import views
from local.sagemaker.registry.groups import Groups
from local.sagemaker.registry.records import Group, Package, Registry
from local.sagemaker.registry.rules import refuse_incomplete
from local.sagemaker.tags import Tags

_KIND = "model-package"
_APART = ("Tags", "ClientToken", "ModelPackageGroupName", "ModelPackageName")
_SIMPLE = (
    *("ModelApprovalStatus", "ApprovalDescription", "InferenceSpecification", "SourceUri"),
    *("ModelCard", "ModelLifeCycle", "ModelPackageRegistrationType"),
)
_OWN = "CustomerMetadataProperties"
_ADDITIONAL = "AdditionalInferenceSpecifications"
_TO_ADD = f"{_ADDITIONAL}ToAdd"


class Packages:
    def __init__(
        self, registry: Registry, groups: Groups, names: Names, tags: Tags, tell: Tell
    ) -> None:
        self._registry = registry
        self._groups = groups
        self._names = names
        self._tags = tags
        self._tell = tell
        self._by_token: dict[str, str] = {}

    @property
    def operations(self) -> dict[str, Operation]:
        return {
            "CreateModelPackage": self.create,
            "DescribeModelPackage": self.describe,
            "BatchDescribeModelPackage": self.describe_many,
            "UpdateModelPackage": self.update,
            "DeleteModelPackage": self.delete,
            "ListModelPackages": self.list,
        }

    def find(self, reference: str) -> Package:
        wanted = name_of(reference).lower()
        for package in self._registry.packages.values():
            if name_of(package.arn) == wanted:
                return package
        arn = self._names.arn(_KIND, wanted)
        raise RefusedError(f"ModelPackage {arn} does not exist: it is not found")

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        token = request.get("ClientToken", "")
        if token in self._by_token:
            return {"ModelPackageArn": self._by_token[token]}
        refuse_incomplete(request)
        package = Package({**self._identity(request), **_facts(request)})
        self._registry.packages[package.arn] = package
        self._tags.start(package.arn, request.get("Tags", []))
        if token:
            self._by_token[token] = package.arn
        self._tell(views.event(package))
        return {"ModelPackageArn": package.arn}

    def _identity(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if "ModelPackageGroupName" in request:
            group = self._groups.find(request["ModelPackageGroupName"])
            return self._next_version(group)
        name = request["ModelPackageName"]
        arn = self._names.arn(_KIND, name)
        if arn in self._registry.packages:
            raise RefusedError(f"ModelPackage {arn} already exists")
        return {"ModelPackageName": name, "ModelPackageArn": arn}

    def _next_version(self, group: Group) -> dict[str, Any]:
        group.last_version += 1
        name = f"{group.name}/{group.last_version}"
        return {
            "ModelPackageName": name,
            "ModelPackageGroupName": group.name,
            "ModelPackageVersion": group.last_version,
            "ModelPackageArn": self._names.arn(_KIND, name),
        }

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.find(request["ModelPackageName"]).detail

    def describe_many(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        found, errors = {}, {}
        for arn in request["ModelPackageArnList"]:
            try:
                found[arn] = views.batch_summary(self.find(arn))
            except RefusedError as error:
                errors[arn] = {"ErrorCode": error.code, "ErrorResponse": str(error)}
        return {"ModelPackageSummaries": found, "BatchDescribeModelPackageErrorMap": errors}

    def update(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        package = self.find(request["ModelPackageArn"])
        detail = package.detail
        detail |= {name: request[name] for name in _SIMPLE if name in request}
        detail |= _own_properties(detail, request)
        if _TO_ADD in request:
            detail[_ADDITIONAL] = [*detail.get(_ADDITIONAL, []), *request[_TO_ADD]]
        detail["LastModifiedTime"] = now()
        self._tell(views.event(package))
        return {"ModelPackageArn": package.arn}

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        package = self.find(request["ModelPackageName"])
        del self._registry.packages[package.arn]
        self._tags.forget(package.arn)
        return {}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return views.listing(self._registry, self._groups, request)


def _own_properties(detail: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    gone = request.get("CustomerMetadataPropertiesToRemove", [])
    all_ = {**detail.get(_OWN, {}), **request.get(_OWN, {})}
    kept = {name: value for name, value in all_.items() if name not in gone}
    return {_OWN: kept} if all_ else {}


def _facts(request: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in request.items() if name not in _APART}
    is_version = "ModelPackageGroupName" in request
    approval = {"ModelApprovalStatus": "PendingManualApproval"} if is_version else {}
    return {
        **approval,
        "CertifyForMarketplace": False,
        **given,
        "CreationTime": now(),
        "CreatedBy": {},
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {"ValidationStatuses": [], "ImageScanStatuses": []},
    }
