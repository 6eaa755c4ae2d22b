"""A processing job: a script of a workload that turns data into other data, whole or in chunks."""

from math import ceil
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from config.errors import RefusedError
from config.jobs import CodeName, Job
from config.locations import Source, Target
from config.parameters import Parameters
from config.part import Listed

_LARGEST_ARRAY = 10_000
_COUNTED = ("items", "chunk")


def _whole_if_it_is(vcpus: float) -> float:
    """AWS Batch takes 1, and not 1.0."""
    return int(vcpus) if vcpus.is_integer() else vcpus


class ProcessingJob(Job):
    workload: CodeName = Field(description="the folder of workloads/ that holds it")
    script: CodeName = Field(description="the script of the workload that it runs")
    vcpus: Annotated[float, AfterValidator(_whole_if_it_is)] = Field(
        ge=0.25, allow_inf_nan=False, description="vCPUs of one attempt; on Fargate also parts"
    )
    gpus: int = Field(default=0, ge=0, description="GPUs of one attempt; without it 0")
    reads: Listed[Source] = Field(
        default=(), description="<zone>/<prefix> of what it may read, in the order of READS"
    )
    writes: Listed[Target] = Field(
        default=(), description="<zone>/<prefix> of what it may write, in the order of WRITES"
    )

    @field_validator("parameters")
    @classmethod
    def _can_be_cut(cls, parameters: Parameters) -> Parameters:
        """Into an array of at most as many children as AWS Batch takes."""
        for name in _COUNTED:
            count = parameters.get(name, 1)
            if not isinstance(count, int) or count < 1:
                raise RefusedError(f"{name} must be a whole number of 1 or more, given {count}")
        items, chunk = (parameters.get(name) for name in _COUNTED)
        if isinstance(items, int) and isinstance(chunk, int) and chunk * _LARGEST_ARRAY < items:
            raise RefusedError(
                f"{items} items in chunks of {chunk} are more than the {_LARGEST_ARRAY} children "
                f"that an array has: make chunk {ceil(items / _LARGEST_ARRAY)} or more"
            )
        return parameters
