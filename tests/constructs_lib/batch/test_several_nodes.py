"""Jobs of several nodes: alike, on-demand, and let through to each other."""

from pathlib import Path

import aws_cdk as cdk
import pytest

from constructs_lib.batch.instances import Capacity
from constructs_lib.batch.jobs import JobError, MultiNodeJob, ScriptJob
from tests.assembly import Template
from tests.constructs_lib.alone import key_of, template_of
from tests.constructs_lib.batch.built import (
    fleet_of,
    needs_of,
    place_of,
    queueing_of,
    script_of,
    surroundings_of,
)
from tests.constructs_lib.batch.jobs import JOB, container_of


class TestAJobOfSeveralNodes:
    def test_runs_the_same_on_all_of_them(self, jobs: Template) -> None:
        nodes = jobs.named(JOB, "Several")["NodeProperties"]
        assert (nodes["NumNodes"], nodes["MainNode"]) == (2, 0)
        assert [r["TargetNodes"] for r in nodes["NodeRangeProperties"]] == ["0:1"]

    def test_may_meet_and_talk_within_the_group_of_its_fleet(self, jobs: Template) -> None:
        for direction in ("Ingress", "Egress"):
            rules = jobs.of_type(f"AWS::EC2::SecurityGroup{direction}")
            ports = {
                (rule["FromPort"], rule["ToPort"])
                for name, rule in rules.items()
                if name.startswith("FarInstances") and rule["IpProtocol"] == "tcp"
            }
            assert ports == {(10_000, 60_999)}

    def test_has_the_efa_device_where_its_fleet_has_one(self, jobs: Template) -> None:
        [device] = container_of(jobs, "Close")["LinuxParameters"]["Devices"]
        assert device == {
            "HostPath": "/dev/infiniband/uverbs0",
            "ContainerPath": "/dev/infiniband/uverbs0",
        }
        assert "Devices" not in container_of(jobs, "Several")["LinuxParameters"]

    def test_may_pin_all_its_memory_for_efa(self, jobs: Template) -> None:
        limits = {u["Name"]: u["HardLimit"] for u in container_of(jobs, "Close")["Ulimits"]}
        assert limits["memlock"] == -1


@pytest.mark.parametrize(
    ("nodes", "capacity", "message"),
    [
        (1, (0, 8), "nodes of a multi-node job must be 2 or more, got 1"),
        (
            2,
            (8, 0),
            (
                "AWS Batch runs no multi-node job on spot, and the fleet has nothing else: "
                "give on_demand_max_vcpus"
            ),
        ),
    ],
)
def test_what_cannot_be_of_several_nodes_is_refused(
    nodes: int, capacity: tuple[int, int], message: str, tmp_path: Path
) -> None:
    def impossible(stack: cdk.Stack) -> None:
        some = Capacity(spot_max_vcpus=capacity[0], on_demand_max_vcpus=capacity[1])
        fleet = fleet_of(
            stack, place_of(stack), queueing_of(stack), capacity=some, key=key_of(stack)
        )
        MultiNodeJob(
            stack,
            "Several",
            script=script_of(tmp_path),
            needs=needs_of(),
            surroundings=surroundings_of(stack),
            nodes=nodes,
            fleet=fleet,
        )

    with pytest.raises(JobError) as refused:
        template_of(impossible)
    assert str(refused.value) == message


def test_a_fraction_of_a_vcpu_is_refused_on_an_instance(tmp_path: Path) -> None:
    def impossible(stack: cdk.Stack) -> None:
        around = surroundings_of(stack)
        needs = needs_of(vcpus=0.5)
        ScriptJob(stack, "Digits", script=script_of(tmp_path), needs=needs, surroundings=around)

    with pytest.raises(JobError) as refused:
        template_of(impossible)
    assert str(refused.value) == "vCPUs of a job on instances are whole, got 0.5"
