"""What operators set up, kept in the shape in which Batch describes it."""

from dataclasses import dataclass
from typing import Any

from local.batch.capacity import Capacity


@dataclass
class ComputeEnvironment:
    detail: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.detail["computeEnvironmentName"])

    @property
    def arn(self) -> str:
        return str(self.detail["computeEnvironmentArn"])

    @property
    def resources(self) -> dict[str, Any]:
        resources: dict[str, Any] = self.detail["computeResources"]
        return resources

    @property
    def is_spot(self) -> bool:
        return str(self.resources["type"]).endswith("SPOT")

    @property
    def is_fargate(self) -> bool:
        return str(self.resources["type"]).startswith("FARGATE")

    @property
    def is_usable(self) -> bool:
        return bool(self.detail["state"] == "ENABLED" and self.detail["status"] == "VALID")


@dataclass
class JobQueue:
    detail: dict[str, Any]

    @property
    def arn(self) -> str:
        return str(self.detail["jobQueueArn"])

    @property
    def name(self) -> str:
        return str(self.detail["jobQueueName"])

    @property
    def policy_arn(self) -> str | None:
        """Of a fair-share queue."""
        return self.detail.get("schedulingPolicyArn")

    @property
    def environment_arns(self) -> list[str]:
        order = sorted(self.detail["computeEnvironmentOrder"], key=lambda item: item["order"])
        return [item["computeEnvironment"] for item in order]


@dataclass
class JobDefinition:
    """One revision."""

    detail: dict[str, Any]

    @property
    def arn(self) -> str:
        return str(self.detail["jobDefinitionArn"])

    @property
    def is_active(self) -> bool:
        return bool(self.detail["status"] == "ACTIVE")


@dataclass
class SchedulingPolicy:
    detail: dict[str, Any]

    @property
    def arn(self) -> str:
        return str(self.detail["arn"])


@dataclass
class Host:
    """What a job runs on: an instance of a compute environment, or a Fargate task of its size."""

    id: str
    environment: ComputeEnvironment
    instance_type: str
    capacity: Capacity
    instance_role: str | None = None
    is_reclaimed: bool = False
    is_for_a_node: bool = False
    """A node of a multi-node job shares its instance with nobody."""

    @property
    def is_open(self) -> bool:
        """To more jobs."""
        return not self.is_reclaimed and not self.is_for_a_node
