"""Compute environments, and AWS's rules for them."""

from collections.abc import Mapping
from typing import Any

import pytest
from mypy_boto3_batch.type_defs import (
    ComputeResourceTypeDef,
)

from tests.local_batch.desk import Desk, refused, resources
from tests.local_batch.fakes import INSTANCE_ROLE

SPOT = resources("SPOT", max_vcpus=8)
EC2 = resources("EC2", max_vcpus=8)
FARGATE = resources("FARGATE", max_vcpus=8)


def test_a_compute_environment_is_described_as_it_was_made(desk: Desk) -> None:
    desk.add_environment("spot", SPOT)
    [seen] = desk.client.describe_compute_environments(computeEnvironments=["spot"])[
        "computeEnvironments"
    ]

    assert seen["computeEnvironmentArn"].endswith(":compute-environment/spot")
    assert (seen["state"], seen["status"], seen["type"]) == ("ENABLED", "VALID", "MANAGED")
    assert seen["computeResources"].items() >= SPOT.items()


def without(member: str, its: Mapping[str, Any]) -> Any:
    return {key: value for key, value in its.items() if key != member}


@pytest.mark.parametrize(
    ("its", "because"),
    [
        ({**SPOT, "minvCpus": 9}, "minvCpus must lie between 0 and maxvCpus 8, got 9"),
        ({**SPOT, "maxvCpus": 0}, "maxvCpus must be at least 1, got 0"),
        (without("instanceRole", SPOT), "instanceRole is required for type SPOT"),
        (without("instanceTypes", EC2), "instanceTypes is required for type EC2"),
        (without("subnets", FARGATE), "subnets must name at least one subnet"),
        (without("allocationStrategy", SPOT), "spotIamFleetRole is required"),
        ({**EC2, "allocationStrategy": "SPOT_CAPACITY_OPTIMIZED"}, "for type SPOT only"),
        ({**EC2, "bidPercentage": 50}, "bidPercentage is allowed for type SPOT only"),
        ({**FARGATE, "instanceTypes": ["g5.xlarge"]}, "not allowed for type FARGATE"),
        ({**EC2, "instanceTypes": ["g5"]}, "not served by the local account yet"),
        ({**EC2, "type": "ECS_MANAGED_INSTANCES"}, "not served by the local account yet"),
    ],
)
def test_a_compute_environment_that_cannot_be_is_refused(
    desk: Desk, its: ComputeResourceTypeDef, because: str
) -> None:
    with refused(because):
        desk.add_environment("wrong", its)


@pytest.mark.parametrize(
    ("its", "because"),
    [
        ({**SPOT, "instanceRole": INSTANCE_ROLE}, "must be an instance profile with a role"),
        ({**SPOT, "instanceTypes": ["g5.tiny"]}, "the instance type g5.tiny is unknown"),
    ],
)
def test_a_compute_environment_that_cannot_be_used_is_invalid_and_no_queue_takes_it(
    desk: Desk, its: ComputeResourceTypeDef, because: str
) -> None:
    desk.add_environment("invalid", its)
    [seen] = desk.client.describe_compute_environments()["computeEnvironments"]

    assert seen["status"] == "INVALID"
    assert because in seen["statusReason"]
    with refused("invalid must be ENABLED and VALID, is ENABLED and INVALID"):
        desk.add_queue("gpu", "invalid")


@pytest.mark.parametrize("name", ["", "-a", "a b", "a" * 129])
def test_a_name_that_is_none_is_refused(desk: Desk, name: str) -> None:
    with refused("computeEnvironmentName must be 1 to 128 letters"):
        desk.add_environment(name, SPOT)


def test_an_update_does_not_turn_instances_into_fargate(gpu_desk: Desk) -> None:
    with refused("computeResources.type cannot change from SPOT to FARGATE"):
        gpu_desk.client.update_compute_environment(
            computeEnvironment="spot", computeResources={"type": "FARGATE"}
        )


def test_an_update_changes_what_it_names_and_keeps_the_rest(gpu_desk: Desk) -> None:
    gpu_desk.client.update_compute_environment(
        computeEnvironment="spot", computeResources={"maxvCpus": 16}
    )
    [seen] = gpu_desk.client.describe_compute_environments(computeEnvironments=["spot"])[
        "computeEnvironments"
    ]

    assert seen["computeResources"]["maxvCpus"] == 16
    assert seen["computeResources"]["instanceTypes"] == ["g4dn.xlarge"]
