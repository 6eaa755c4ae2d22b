"""Fleets and jobs as a stack has them, one small stack for each kind of question."""

from collections.abc import Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import Duration, Size
from aws_cdk import aws_ec2 as ec2

from constructs_lib.batch.execution_role import ExecutionRole
from constructs_lib.batch.fair_share import FairShare
from constructs_lib.batch.instance_fleet import InstanceFleet
from constructs_lib.batch.instances import Capacity, Instances, Place
from constructs_lib.batch.program import Needs, Script, Surroundings
from constructs_lib.batch.queues import Queueing
from constructs_lib.batch.user_data import FleetName, LustreMount
from constructs_lib.domain_key import DomainKey
from constructs_lib.log_group import PlatformLogGroup
from tests.constructs_lib.alone import client_of, key_of, vpc_of

TYPES = ("g4dn.xlarge", "g5.xlarge", "g6.xlarge")
PRIVATE = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


def place_of(stack: cdk.Stack) -> Place:
    vpc = vpc_of(stack)
    return Place(vpc=vpc, subnets=PRIVATE, joins=[client_of(stack, vpc)])


def queueing_of(stack: cdk.Stack) -> Queueing:
    return Queueing(
        policy=FairShare(stack, "FairShare", shares={"vision": 30, "risk": 10}),
        priorities={"normal": 10, "urgent": 100},
    )


def fleet_of(
    stack: cdk.Stack,
    place: Place,
    queueing: Queueing,
    id: str = "Gpu",
    *,
    capacity: Capacity,
    types: Sequence[str] = TYPES,
    efa: bool = False,
    key: DomainKey,
) -> InstanceFleet:
    return InstanceFleet(
        stack,
        id,
        name=FleetName(environment="dev", fleet=id.lower()),
        place=place,
        instances=Instances(
            types=types,
            volume=Size.gibibytes(100),
            key=key,
            has_gpus=True,
            has_efa=efa,
            lustre=LustreMount(host="fs-1.fsx.us-east-1.amazonaws.com", mount_name="abcdef")
            if efa
            else None,
        ),
        capacity=capacity,
        queueing=queueing,
    )


def script_of(folder: Path, **parameters: str) -> Script:
    """A workload and the library beside it, with a bootstrap that tells what it was given."""
    package, library = folder / "workloads" / "digits", folder / "workloads" / "contract"
    for made in (package, library):
        made.mkdir(parents=True, exist_ok=True)
        (made / "__init__.py").write_text(f'"""{made.name}."""\n')
    (folder / "workloads" / "bootstrap.py").write_text(BOOTSTRAP)
    return Script(
        package=package,
        entry="train",
        library=library,
        settings={"DATA_URI": "s3://raw/digits"},
        parameters=parameters,
    )


BOOTSTRAP = """\"\"\"Tells the flags that it was given.\"\"\"

import sys

for flag in sys.argv[1:]:
    print(f"'{flag}' > \\"$0\\"")
"""


def needs_of(*, gpus: int = 1, vcpus: float = 4, memory_mib: int = 14_000) -> Needs:
    return Needs(
        image="763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0",
        vcpus=vcpus,
        memory=Size.mebibytes(memory_mib),
        gpus=gpus,
        attempts=4,
        timeout=Duration.minutes(60),
    )


def surroundings_of(stack: cdk.Stack) -> Surroundings:
    key = key_of(stack, "LogsKey")
    key.allow_logs()
    logs = PlatformLogGroup(stack, "JobLogs", key=key, expire=Duration.days(30))
    return Surroundings(execution_role=ExecutionRole(stack, "Execution", log_group=logs))
