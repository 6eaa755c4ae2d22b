"""AWS Batch, as its rules see it: environments of EC2 instances, queues, jobs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.template import Resource, Template
from rules.value import Unknown, mapping, number, text

ENVIRONMENT = "AWS::Batch::ComputeEnvironment"
QUEUE = "AWS::Batch::JobQueue"
JOB = "AWS::Batch::JobDefinition"


def ec2_environments(template: Template) -> Iterator[tuple[Resource, str]]:
    """(environment, its type: EC2 or SPOT)."""
    for environment in template.of_type(ENVIRONMENT):
        kind = text(environment.get("ComputeResources.Type")).upper()
        if kind in {"EC2", "SPOT"}:
            yield environment, kind


@dataclass(frozen=True)
class Container:
    job: Resource
    path: str
    body: dict[str, Any]

    def asks(self, kind: str) -> float | None:
        """VCPU, MEMORY (MiB) or GPU; None where it is not known."""
        for need in self.body.get("ResourceRequirements") or []:
            if text(mapping(need).get("Type")) == kind:
                return number(mapping(need).get("Value"))
        old = {"VCPU": "Vcpus", "MEMORY": "Memory"}.get(kind)
        return number(self.body.get(old)) if old else None


def containers(template: Template) -> Iterator[Container]:
    """Of jobs on instances: Fargate and EKS have limits of their own."""
    for job in template.of_type(JOB):
        if "FARGATE" in map(text, job.items("PlatformCapabilities")):
            continue
        yield from containers_of(job)


def on_fargate(template: Template) -> Iterator[Resource]:
    """The job definitions that say they may run there."""
    for job in template.of_type(JOB):
        if "FARGATE" in map(text, job.items("PlatformCapabilities")):
            yield job


def containers_of(job: Resource) -> Iterator[Container]:
    """Wherever it runs."""
    one: Any = job.get("ContainerProperties")
    if isinstance(one, dict):
        yield Container(job, "ContainerProperties", _with_list(one))
    for index, task in enumerate(job.tables("EcsProperties.TaskProperties")):
        for place, body in enumerate(_tables(task.get("Containers"))):
            path = f"EcsProperties.TaskProperties.{index}.Containers.{place}"
            yield Container(job, path, _with_list(body))
    for index, group in enumerate(job.tables("NodeProperties.NodeRangeProperties")):
        inner = group.get("Container")
        if isinstance(inner, dict):
            path = f"NodeProperties.NodeRangeProperties.{index}.Container"
            yield Container(job, path, _with_list(inner))


def retries(template: Template) -> Iterator[tuple[Resource, list[Any]]]:
    """(job, its evaluateOnExit rules), of jobs that have any."""
    for job in template.of_type(JOB):
        written = job.get("RetryStrategy.EvaluateOnExit")
        if written is not None and not isinstance(written, Unknown):
            yield job, job.items("RetryStrategy.EvaluateOnExit")


def _tables(value: object) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _with_list(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "ResourceRequirements": _tables(body.get("ResourceRequirements"))}
