"""A training job: what it trains on how many nodes, and where it picks up again."""

from pydantic import Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.jobs import Capacity, CodeName, Job
from config.locations import Checkpoints, Location

_MOST_NODES = 1000


class TrainingJob(Job):
    workload: CodeName | None = Field(
        default=None, description="the folder of workloads/ that holds it; without it its own name"
    )
    script: CodeName = Field(default="train", description="the script of the workload that it runs")
    vcpus: int = Field(ge=1, description="vCPUs of one attempt, on each node")
    gpus: int = Field(ge=0, description="GPUs of one attempt, on each node")
    nodes: int = Field(
        default=1, ge=1, le=_MOST_NODES, description="instances that train together; without it 1"
    )
    checkpoints: Checkpoints | None = Field(
        default=None,
        validate_default=True,
        description="<zone>/<prefix> it resumes from, in features or models; spot needs it",
    )

    @field_validator("nodes")
    @classmethod
    def _several_nodes_stay(cls, nodes: int, info: ValidationInfo) -> int:
        if nodes > 1 and info.data.get("capacity") is Capacity.SPOT:
            raise RefusedError(
                "AWS Batch runs no job of several nodes on spot: make its capacity on-demand",
                allowed="1 on spot",
            )
        return nodes

    @field_validator("checkpoints")
    @classmethod
    def _spot_resumes(cls, where: Location | None, info: ValidationInfo) -> Location | None:
        if where is None and info.data.get("capacity") is Capacity.SPOT:
            raise RefusedError(
                "a job on spot loses its work without checkpoints",
                allowed="<zone>/<prefix>, such as models/checkpoints/digits",
            )
        return where
