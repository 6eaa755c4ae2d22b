"""Fifty jobs that count: thirty by themselves, twenty as an array."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.chaos.conftest import Platform

ALONE, IN_ARRAY = 30, 20
ATTEMPTS = 10
_STEP_S = 0.06
_ENDED = ("SUCCEEDED", "FAILED")
_WORKER = Path(__file__).with_name("worker.py")


class Fifty:
    """The jobs, by the number that each counts from."""

    def __init__(self, platform: Platform, results: Path) -> None:
        self._batch = platform.client("batch")
        self._queue = platform.deployed.ids["Queue"]
        self._results = results
        self._define()
        self.ids = [self._submit(number) for number in range(ALONE)]
        self.array = self._submit(ALONE, arrayProperties={"size": IN_ARRAY})
        self.ids += [f"{self.array}:{index}" for index in range(IN_ARRAY)]

    def described(self) -> Mapping[str, Any]:
        return {job["jobId"]: job for job in self._batch.describe_jobs(jobs=self.ids)["jobs"]}

    def have_ended(self) -> bool:
        return all(job["status"] in _ENDED for job in self.described().values())

    def result(self, number: int) -> int:
        return int((self._results / str(number) / "result").read_text())

    def _define(self) -> None:
        run = [sys.executable, "-I", "-S", str(_WORKER), str(self._results)]
        self._batch.register_job_definition(
            jobDefinitionName="counts",
            type="container",
            parameters={"from": "0"},
            containerProperties={
                "image": "none",
                "command": [*run, "Ref::from", str(_STEP_S)],
                "resourceRequirements": [
                    {"type": "VCPU", "value": "1"},
                    {"type": "MEMORY", "value": "256"},
                ],
            },
            retryStrategy={
                "attempts": ATTEMPTS,
                "evaluateOnExit": [
                    {"onStatusReason": "Host EC2*", "action": "RETRY"},
                    {"onReason": "*", "action": "EXIT"},
                ],
            },
        )

    def _submit(self, number: int, **more: Any) -> str:
        job = self._batch.submit_job(
            jobName="counts",
            jobQueue=self._queue,
            jobDefinition="counts",
            parameters={"from": str(number)},
            shareIdentifier="chaos",
            **more,
        )
        return str(job["jobId"])
