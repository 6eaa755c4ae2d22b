"""What tests do to a Batch: set it up, give it jobs, wait for what becomes of them."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from botocore.exceptions import ClientError
from mypy_boto3_batch import BatchClient
from mypy_boto3_batch.type_defs import (
    ComputeResourceTypeDef,
    ContainerPropertiesTypeDef,
    CreateJobQueueRequestTypeDef,
    JobDependencyTypeDef,
    JobDetailTypeDef,
    LogConfigurationTypeDef,
    RegisterJobDefinitionRequestTypeDef,
    ResourceRequirementTypeDef,
    RetryStrategyTypeDef,
)

from local.batch.processes import marked
from local.batch.service import Batch
from tests.local_batch.fakes import INSTANCE_PROFILE

SPOT_RULES: RetryStrategyTypeDef = {
    "attempts": 3,
    "evaluateOnExit": [
        {"onStatusReason": "Host EC2*", "action": "RETRY"},
        {"onReason": "*", "action": "EXIT"},
    ],
}


def resources(
    kind: str, *, max_vcpus: int, instance_types: Sequence[str] = ("g4dn.xlarge",)
) -> ComputeResourceTypeDef:
    common: dict[str, Any] = {
        "type": kind,
        "maxvCpus": max_vcpus,
        "subnets": ["subnet-1"],
        "securityGroupIds": ["sg-1"],
    }
    of_ec2 = {"instanceTypes": list(instance_types), "instanceRole": INSTANCE_PROFILE}
    strategy = {"SPOT": {"allocationStrategy": "SPOT_PRICE_CAPACITY_OPTIMIZED"}}.get(kind, {})
    more = {} if kind.startswith("FARGATE") else {**of_ec2, **strategy}
    found: ComputeResourceTypeDef = {**common, **more}  # type: ignore[typeddict-item]
    return found


@dataclass
class Desk:
    client: BatchClient
    batch: Batch

    def add_environment(self, name: str, its: ComputeResourceTypeDef) -> None:
        self.client.create_compute_environment(
            computeEnvironmentName=name, type="MANAGED", computeResources=its
        )

    def add_queue(
        self, name: str, *environments: str, priority: int = 1, policy: str | None = None
    ) -> None:
        request: CreateJobQueueRequestTypeDef = {
            "jobQueueName": name,
            "priority": priority,
            "computeEnvironmentOrder": [
                {"order": place, "computeEnvironment": environment}
                for place, environment in enumerate(environments)
            ],
        }
        if policy:
            request["schedulingPolicyArn"] = policy
        self.client.create_job_queue(**request)

    def add_gpu_queue(self) -> None:
        """Room for two jobs on spot and for two behind it."""
        self.add_environment("spot", resources("SPOT", max_vcpus=8))
        self.add_environment("on-demand", resources("EC2", max_vcpus=8))
        self.add_queue("gpu", "spot", "on-demand")

    def submit(
        self,
        script: str | Sequence[str],
        *,
        queue: str = "gpu",
        needs: tuple[float, int, int] = (4, 1000, 1),
        retry: RetryStrategyTypeDef | None = None,
        log: LogConfigurationTypeDef | None = None,
        timeout_s: int | None = None,
    ) -> str:
        """A script for `python -c`, or a whole command."""
        self.define(script, needs=needs, retry=retry, log=log, timeout_s=timeout_s)
        job = self.client.submit_job(jobName="trial", jobQueue=queue, jobDefinition="trial")
        return job["jobId"]

    def define(
        self,
        script: str | Sequence[str],
        *,
        needs: tuple[float, int, int] = (4, 1000, 1),
        retry: RetryStrategyTypeDef | None = None,
        log: LogConfigurationTypeDef | None = None,
        timeout_s: int | None = None,
        more: ContainerPropertiesTypeDef | None = None,
    ) -> None:
        """The job definition `trial`."""
        vcpus, memory_mib, gpus = needs
        requirements: list[ResourceRequirementTypeDef] = [
            {"type": "VCPU", "value": f"{vcpus:g}"},
            {"type": "MEMORY", "value": str(memory_mib)},
        ]
        if gpus:
            requirements.append({"type": "GPU", "value": str(gpus)})
        container: ContainerPropertiesTypeDef = {
            "image": "an-image",
            "command": ["python", "-c", script] if isinstance(script, str) else script,
            "resourceRequirements": requirements,
            **(more or {}),
        }
        if log:
            container["logConfiguration"] = log
        definition: RegisterJobDefinitionRequestTypeDef = {
            "jobDefinitionName": "trial",
            "type": "container",
            "containerProperties": container,
        }
        if retry:
            definition["retryStrategy"] = retry
        if timeout_s:
            definition["timeout"] = {"attemptDurationSeconds": timeout_s}
        self.client.register_job_definition(**definition)

    def submit_array(
        self, size: int, *, depends_on: Sequence[JobDependencyTypeDef] = (), queue: str = "gpu"
    ) -> str:
        """Of the job definition `trial`."""
        return self.client.submit_job(
            jobName="many",
            jobQueue=queue,
            jobDefinition="trial",
            arrayProperties={"size": size},
            dependsOn=depends_on,
        )["jobId"]

    def job(self, job_id: str) -> JobDetailTypeDef:
        [job] = self.client.describe_jobs(jobs=[job_id])["jobs"]
        return job

    def wait(self, job_id: str, *statuses: str) -> JobDetailTypeDef:
        eventually(lambda: self.job(job_id)["status"] in statuses, f"{job_id} is {statuses}")
        return self.job(job_id)

    def wait_to_end(self, job_id: str) -> JobDetailTypeDef:
        return self.wait(job_id, "SUCCEEDED", "FAILED")

    def say(self, method: str, word: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """One of our own words beside the API."""
        text = b"" if body is None else json.dumps(body).encode()
        status, _, answer = self.batch.admin(method, f"/_millrace/spot/{word}", text)
        return status, json.loads(answer)


@dataclass(frozen=True)
class Gate:
    """A job that waits until the test has seen enough."""

    path: Path

    @property
    def script(self) -> str:
        return f"import os, time\nwhile not os.path.exists({str(self.path)!r}): time.sleep(0.02)"

    def open(self) -> None:
        self.path.touch()


@contextmanager
def refused(because: str) -> Iterator[None]:
    with pytest.raises(ClientError) as raised:
        yield
    assert raised.value.response["Error"]["Code"] == "ClientException"
    assert because in raised.value.response["Error"]["Message"]


def eventually(is_so: Callable[[], bool], what: str, *, within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, f"not within {within_s} s: {what}"
        time.sleep(0.02)


def left_of(job_id: str) -> list[psutil.Process]:
    """The processes of a job, wherever they went."""
    return list(marked(f"AWS_BATCH_JOB_ID={job_id}"))
