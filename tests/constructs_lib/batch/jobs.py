"""A stack with a job of each kind, and the fleets that they run on."""

from dataclasses import replace
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import RemovalPolicy, Size

from constructs_lib.batch.fargate_fleet import FargateFleet
from constructs_lib.batch.instances import Capacity
from constructs_lib.batch.jobs import FargateJob, MultiNodeJob, ScriptJob
from constructs_lib.batch.mounts import EfsMount, LustreFolder, Mount
from constructs_lib.shared_files import SharedFiles
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import key_of
from tests.constructs_lib.batch.built import (
    PRIVATE,
    fleet_of,
    needs_of,
    place_of,
    queueing_of,
    script_of,
    surroundings_of,
)

JOB = "AWS::Batch::JobDefinition"
SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf"


def build(stack: cdk.Stack, folder: Path) -> None:
    place, queueing, key = place_of(stack), queueing_of(stack), key_of(stack)
    script, around = script_of(folder, epochs="40", seed="1"), surroundings_of(stack)
    files = SharedFiles(
        stack,
        "Files",
        vpc=place.vpc,
        subnets=PRIVATE,
        key=key,
        removal_policy=RemovalPolicy.DESTROY,
    )
    mounts: list[Mount] = [
        EfsMount(file_system=files.file_system, access_point=files.add_team("vision")),
        LustreFolder(),
    ]
    needs = replace(needs_of(), shared_memory=Size.gibibytes(2))
    with_all = replace(around, secrets={"TOKEN": SECRET}, mounts=mounts)
    ScriptJob(stack, "Digits", script=script, needs=needs, surroundings=with_all)
    capacity = Capacity(spot_max_vcpus=0, on_demand_max_vcpus=16)
    near = fleet_of(stack, place, queueing, "Near", capacity=capacity, efa=True, key=key)
    far = fleet_of(stack, place, queueing, "Far", capacity=capacity, key=key)
    for name, fleet in {"Close": near, "Several": far}.items():
        MultiNodeJob(
            stack,
            name,
            script=script,
            needs=needs_of(),
            surroundings=around,
            nodes=2,
            fleet=fleet,
        )
    FargateFleet(stack, "Glue", place=place, capacity=capacity, queueing=queueing)
    FargateJob(
        stack,
        "Small",
        script=script,
        needs=needs_of(gpus=0, vcpus=0.25, memory_mib=512),
        surroundings=around,
    )


def container_of(template: Template, job: str) -> Properties:
    definition = template.named(JOB, job)
    if definition["Type"] == "multinode":
        [nodes] = definition["NodeProperties"]["NodeRangeProperties"]
        found: Properties = nodes["Container"]
        return found
    single: Properties = definition["ContainerProperties"]
    return single
