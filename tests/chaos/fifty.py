"""Fifty jobs that count: thirty by themselves, twenty as an array; and ten that get one try."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.chaos.conftest import Platform

ALONE, IN_ARRAY, FRAIL = 30, 20, 10
ATTEMPTS = 10
_STEP_S = 0.06
_ENDED = ("SUCCEEDED", "FAILED")
_WORKER = Path(__file__).with_name("worker.py")


class Fifty:
    """The jobs, by the number that each counts from."""

    def __init__(self, platform: Platform, results: Path) -> None:
        self._batch = platform.client("batch")
        self._queue = platform.deployed.ids["Queue"]
        self._steady = platform.deployed.ids["SteadyQueue"]
        self._results = results
        self._define()
        self.ids = [self._submit(number) for number in range(ALONE)]
        self.array = self._submit(ALONE, arrayProperties={"size": IN_ARRAY})
        self.ids += [f"{self.array}:{index}" for index in range(IN_ARRAY)]
        self.frail = {
            self._submit(number, retryStrategy={"attempts": 1}): number
            for number in range(ALONE + IN_ARRAY, ALONE + IN_ARRAY + FRAIL)
        }
        """The number of each: whatever becomes of one, a job in its place counts to the end."""

    def described(self) -> Mapping[str, Any]:
        return {job["jobId"]: job for job in self._batch.describe_jobs(jobs=self.ids)["jobs"]}

    def have_ended(self) -> bool:
        frail = self._batch.describe_jobs(jobs=list(self.frail))["jobs"]
        return all(job["status"] in _ENDED for job in (*self.described().values(), *frail))

    def has_failed(self, job_id: str) -> bool:
        [job] = self._batch.describe_jobs(jobs=[job_id])["jobs"]
        return bool(job["status"] == "FAILED")

    def in_place_of(self, job_id: str) -> list[Any]:
        """Every job that names it as the one before."""
        named = [{"name": "JOB_NAME", "values": ["counts-*"]}]
        listed = [
            job["jobId"]
            for page in self._batch.get_paginator("list_jobs").paginate(
                jobQueue=self._steady, filters=named
            )
            for job in page["jobSummaryList"]
        ]
        described = self._batch.describe_jobs(jobs=listed)["jobs"] if listed else []
        return [job for job in described if job["tags"]["millrace:continues"] == job_id]

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
