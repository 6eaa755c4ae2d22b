"""Fargate: a fleet and jobs without instances."""

from pathlib import Path

import aws_cdk as cdk
import pytest

from constructs_lib.batch.fargate_fleet import FargateFleet
from constructs_lib.batch.instances import Capacity, FleetError
from constructs_lib.batch.jobs import FargateJob, JobError
from constructs_lib.batch.program import Needs
from tests.assembly import Template
from tests.constructs_lib.alone import template_of
from tests.constructs_lib.batch.built import (
    needs_of,
    place_of,
    queueing_of,
    script_of,
    surroundings_of,
)
from tests.constructs_lib.batch.jobs import JOB, container_of


class TestFargate:
    def test_has_environments_without_instances_that_can_be_updated(self, jobs: Template) -> None:
        part = jobs.named("AWS::Batch::ComputeEnvironment", "GlueOnDemand")
        assert part["ComputeResources"]["Type"] == "FARGATE"
        assert part["ReplaceComputeEnvironment"] is False
        assert not {"ComputeEnvironmentName", "ServiceRole"} & part.keys()
        assert "InstanceTypes" not in part["ComputeResources"]
        assert "Client" in str(part["ComputeResources"]["SecurityGroupIds"])

    def test_has_queues_like_every_fleet(self, jobs: Template) -> None:
        queue = jobs.named("AWS::Batch::JobQueue", "GlueQueuesUrgent")
        assert queue["Priority"] == 100
        assert len(queue["ComputeEnvironmentOrder"]) == 1

    def test_runs_jobs_without_a_public_address(self, jobs: Template) -> None:
        container = container_of(jobs, "Small")
        assert container["NetworkConfiguration"] == {"AssignPublicIp": "DISABLED"}
        assert jobs.named(JOB, "Small")["PlatformCapabilities"] == ["FARGATE"]

    @pytest.mark.parametrize(
        "capacity",
        [
            Capacity(spot_max_vcpus=0, on_demand_max_vcpus=8, reservation="cr-1"),
            Capacity(spot_max_vcpus=0, on_demand_max_vcpus=8, capacity_block="cr-1"),
        ],
        ids=["on-demand", "block"],
    )
    def test_takes_no_reservation(self, capacity: Capacity) -> None:
        def impossible(stack: cdk.Stack) -> None:
            FargateFleet(
                stack,
                "Glue",
                place=place_of(stack),
                capacity=capacity,
                queueing=queueing_of(stack),
            )

        with pytest.raises(FleetError) as refused:
            template_of(impossible)
        assert str(refused.value) == (
            "Fargate takes no capacity reservation, got cr-1: leave it out"
        )


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        (
            needs_of(gpus=0, vcpus=0.25, memory_mib=4096),
            "Fargate sells no 0.25 vCPUs with 4096 MiB; allowed: 512, 1024, 2048 MiB",
        ),
        (
            needs_of(gpus=0, vcpus=2, memory_mib=1024),
            "Fargate sells no 2 vCPUs with 1024 MiB; allowed: 4096 to 16384 MiB in steps of 1024",
        ),
        (
            needs_of(gpus=0, vcpus=3, memory_mib=8192),
            "Fargate sells no 3 vCPUs with 8192 MiB; allowed: 0.25, 0.5, 1, 2, 4, 8, 16, 32 vCPUs",
        ),
        (
            needs_of(gpus=1, vcpus=2, memory_mib=4096),
            "Fargate has no GPUs and no size of /dev/shm, got 1 GPUs: use a fleet of instances",
        ),
    ],
    ids=["too much", "too little", "no such size", "a GPU"],
)
def test_what_fargate_does_not_have_is_refused(needs: Needs, message: str, tmp_path: Path) -> None:
    def impossible(stack: cdk.Stack) -> None:
        around = surroundings_of(stack)
        FargateJob(stack, "Small", script=script_of(tmp_path), needs=needs, surroundings=around)

    with pytest.raises(JobError) as refused:
        template_of(impossible)
    assert str(refused.value) == message
