"""What AWS Batch refuses in a compute environment, and what makes one INVALID."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.api.context import AccountContext
from local.batch.capacity import InstanceFacts
from local.batch.refusals import NotServedError

_SERVED = ("EC2", "SPOT", "FARGATE", "FARGATE_SPOT")
_EC2_ONLY = (
    "allocationStrategy",
    "bidPercentage",
    "desiredvCpus",
    "ec2Configuration",
    "ec2KeyPair",
    "imageId",
    "instanceRole",
    "instanceTypes",
    "launchTemplate",
    "minvCpus",
    "placementGroup",
    "spotIamFleetRole",
)
_SERVICE_LINKED_ROLE = ":role/aws-service-role/batch.amazonaws.com/"


def refuse_what_is_not_served(request: Mapping[str, Any]) -> None:
    if request["type"] == "UNMANAGED":
        raise NotServedError("an UNMANAGED compute environment")
    if "eksConfiguration" in request:
        raise NotServedError("a compute environment on EKS")
    kind = request.get("computeResources", {}).get("type", "EC2")
    if kind not in _SERVED:
        raise NotServedError(f"a compute environment of type {kind}")
    for name in request.get("computeResources", {}).get("instanceTypes", []):
        if "." not in name:
            raise NotServedError(f"the instance family {name!r} (name instance types instead)")


def complaints(resources: Mapping[str, Any]) -> Iterator[str]:
    if resources["maxvCpus"] < 1:
        yield f"computeResources.maxvCpus must be at least 1, got {resources['maxvCpus']}"
    if not resources.get("subnets"):
        yield "computeResources.subnets must name at least one subnet"
    if not resources.get("securityGroupIds") and "launchTemplate" not in resources:
        yield "computeResources.securityGroupIds must name at least one group, or launchTemplate"
    if str(resources["type"]).startswith("FARGATE"):
        yield from _complaints_of_fargate(resources)
    else:
        yield from _complaints_of_ec2(resources)


def _complaints_of_fargate(resources: Mapping[str, Any]) -> Iterator[str]:
    for member in _EC2_ONLY:
        if member in resources:
            yield f"computeResources.{member} is not allowed for type {resources['type']}"


def _complaints_of_ec2(resources: Mapping[str, Any]) -> Iterator[str]:
    for member in ("instanceTypes", "instanceRole"):
        if not resources.get(member):
            yield f"computeResources.{member} is required for type {resources['type']}"
    for member in ("minvCpus", "desiredvCpus"):
        if not 0 <= resources.get(member, 0) <= resources["maxvCpus"]:
            yield (
                f"computeResources.{member} must lie between 0 and maxvCpus "
                f"{resources['maxvCpus']}, got {resources[member]}"
            )
    yield from _complaints_of_spot(resources)


def _complaints_of_spot(resources: Mapping[str, Any]) -> Iterator[str]:
    strategy = resources.get("allocationStrategy", "BEST_FIT")
    is_spot = resources["type"] == "SPOT"
    if not is_spot and strategy.startswith("SPOT_"):
        yield f"allocationStrategy {strategy} is allowed for type SPOT only"
    if is_spot and strategy == "BEST_FIT" and "spotIamFleetRole" not in resources:
        yield "spotIamFleetRole is required for type SPOT with allocationStrategy BEST_FIT"
    if not is_spot and "bidPercentage" in resources:
        yield "bidPercentage is allowed for type SPOT only"
    if not 1 <= resources.get("bidPercentage", 100) <= 100:  # noqa: PLR2004 - it is a percentage
        yield f"bidPercentage must lie between 1 and 100, got {resources['bidPercentage']}"


def why_invalid(
    detail: Mapping[str, Any], context: AccountContext, instance_facts: InstanceFacts
) -> Iterator[str]:
    """AWS takes such an environment and then finds that it cannot use it."""
    role = detail.get("serviceRole", "")
    if role and _SERVICE_LINKED_ROLE not in role and not context.role_exists(role):
        yield f"the service role {role} does not exist"
    resources = detail["computeResources"]
    profile = resources.get("instanceRole")
    if profile and context.role_of_instance_profile(profile) is None:
        yield f"the instance role must be an instance profile with a role, got {profile}"
    for name in resources.get("instanceTypes", []):
        if instance_facts(name) is None:
            yield f"the instance type {name} is unknown"
