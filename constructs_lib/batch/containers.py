"""The container of a job: on an instance, or on Fargate; as little as it needs."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import Annotations
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from constructs_lib.batch import mounts
from constructs_lib.batch.program import Needs, Program

USER = "1000:1000"
"""Nobody in particular; the one that EFS's folders belong to."""

_OF_NOBODY = {"HOME": "/tmp", "USER": "job"}  # noqa: S108 - in the container
"""A user that the image does not know has neither."""
_OPEN_FILES = 65_535
_EFA = "/dev/infiniband/uverbs0"
_UNLIMITED = -1


def on_instance(
    scope: Construct, program: Program, needs: Needs, *, efa: bool = False
) -> batch.EcsEc2ContainerDefinition:
    linux = batch.LinuxParameters(
        scope, "Linux", init_process_enabled=True, shared_memory_size=needs.shared_memory
    )
    if efa:
        linux.add_devices(batch.Device(host_path=_EFA, container_path=_EFA))
    container = batch.EcsEc2ContainerDefinition(
        scope,
        "Container",
        **_common(program, needs),
        gpu=needs.gpus or None,
        user=USER,
        linux_parameters=linux,
        ulimits=_ulimits(efa=efa),
        volumes=mounts.on_instance(program.surroundings.mounts),
    )
    _answer(container)
    return container


def on_fargate(
    scope: Construct, program: Program, needs: Needs
) -> batch.EcsFargateContainerDefinition:
    """As the user of the image: on Fargate a volume belongs to root, whoever mounts it."""
    container = batch.EcsFargateContainerDefinition(
        scope,
        "Container",
        **_common(program, needs),
        assign_public_ip=False,
        fargate_cpu_architecture=ecs.CpuArchitecture.X86_64,
        fargate_operating_system_family=ecs.OperatingSystemFamily.LINUX,
        linux_parameters=batch.LinuxParameters(scope, "Linux", init_process_enabled=True),
        volumes=mounts.on_fargate(program.surroundings.mounts),
    )
    _answer(container)
    return container


def _common(program: Program, needs: Needs) -> dict[str, Any]:
    role = program.surroundings.execution_role
    return {
        "image": ecs.ContainerImage.from_registry(needs.image),
        "command": program.command,
        "cpu": needs.vcpus,
        "memory": needs.memory,
        "environment": {**_OF_NOBODY, **program.settings},
        "secrets": program.secrets or None,
        "job_role": program.role,
        "execution_role": role,
        "logging": ecs.LogDriver.aws_logs(stream_prefix="job", log_group=role.log_group),
        "readonly_root_filesystem": True,
    }


def _ulimits(*, efa: bool) -> Sequence[batch.Ulimit]:
    names = batch.UlimitName
    files = batch.Ulimit(name=names.NOFILE, soft_limit=_OPEN_FILES, hard_limit=_OPEN_FILES)
    pinned = batch.Ulimit(name=names.MEMLOCK, soft_limit=_UNLIMITED, hard_limit=_UNLIMITED)
    return [files, pinned] if efa else [files]


def _answer(container: Construct) -> None:
    Annotations.of(container).acknowledge_warning(
        "@aws-cdk/aws-ecs:ecrImageRequiresPolicy", "the execution role may pull"
    )
