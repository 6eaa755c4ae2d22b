"""As much of AWS as the desk calls: a ledger, Batch, SageMaker and SNS, which fail as they do."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from botocore.exceptions import ClientError

from millrace.domain.desk import LedgerError, WriteConflictError
from millrace.domain.job import JobRecord
from tests.lambda_.acting.faults import Faults

T = TypeVar("T")
_SDK = 3


def _throttled() -> ClientError:
    return ClientError({"Error": {"Code": "TooManyRequestsException"}}, "Call")


def _unwritten() -> LedgerError:
    return LedgerError("throttled, or written and not answered")


@dataclass
class Ledger:
    faults: Faults
    records: dict[str, JobRecord] = field(default_factory=dict)
    writes: int = 0

    def get(self, job_id: str) -> JobRecord | None:
        return self._reads(lambda: self.records.get(job_id))

    def get_many(self, job_ids: Iterable[str]) -> Mapping[str, JobRecord | None]:
        names = [*job_ids]
        return self._reads(lambda: {name: self.records.get(name) for name in names})

    def put(self, record: JobRecord) -> None:
        """Repeated by the SDK after a timeout, it meets its own write."""
        self.faults.around(lambda: self._put(record), error=_unwritten, attempts=_SDK)

    def put_many(self, records: Sequence[JobRecord]) -> Mapping[str, LedgerError]:
        """One transaction, but for those whose jobs were written meanwhile."""
        try:
            return self.faults.around(lambda: self._put_all(records), error=_unwritten)
        except LedgerError as error:
            return {record.job_id: error for record in records}

    def _reads(self, work: Callable[[], T]) -> T:
        return self.faults.around(work, error=_unwritten, is_write=False, attempts=_SDK)

    def _put_all(self, records: Sequence[JobRecord]) -> Mapping[str, LedgerError]:
        failed: dict[str, LedgerError] = {}
        for record in records:
            try:
                self._put(record)
            except WriteConflictError as error:
                failed[record.job_id] = error
        return failed

    def _put(self, record: JobRecord) -> None:
        held = self.records.get(record.job_id)
        if (held.version if held else 0) != record.version:
            raise WriteConflictError(f"no longer at version {record.version}")
        self.records[record.job_id] = replace(record, version=record.version + 1)
        self.writes += 1


@dataclass
class Batch:
    """``is_blind``: names are not looked up, as if no token went along with a submission."""

    faults: Faults
    is_blind: bool = False
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    """As DescribeJobs tells of them."""
    submitted: list[dict[str, Any]] = field(default_factory=list)

    def knows(self, bodies: Iterable[str]) -> None:
        for detail in (json.loads(body)["detail"] for body in bodies):
            if "jobId" in detail:
                self.jobs[detail["jobId"]] = detail

    def list_jobs(self, **asked: Any) -> dict[str, Any]:
        [wanted] = asked["filters"][0]["values"]
        return self._asked(lambda: self._named(asked["jobQueue"], wanted))

    def describe_jobs(self, *, jobs: Sequence[str]) -> dict[str, Any]:
        found = [self.jobs[job_id] for job_id in jobs if job_id in self.jobs]
        return self._asked(lambda: {"jobs": found})

    def submit_job(self, **asked: Any) -> dict[str, str]:
        return self.faults.around(lambda: self._submit(asked), error=_throttled)

    def get_paginator(self, _name: str) -> "Batch":
        return self

    def paginate(self, *, arrayJobId: str, jobStatus: str) -> Iterator[dict[str, Any]]:  # noqa: N803
        children = [
            {"jobId": job_id, "statusReason": job["statusReason"], **_container(job)}
            for job_id, job in self.jobs.items()
            if job_id.startswith(f"{arrayJobId}:") and job["status"] == jobStatus
        ]
        yield {"jobSummaryList": children}

    def _asked(self, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        return self.faults.around(work, error=_throttled, is_write=False)

    def _named(self, queue: str, name: str) -> dict[str, Any]:
        found = [
            {"jobId": each["jobId"]}
            for each in self.submitted
            if each["jobQueue"] == queue and each["jobName"] == name
        ]
        return {"jobSummaryList": [] if self.is_blind else found}

    def _submit(self, asked: dict[str, Any]) -> dict[str, str]:
        job_id = f"new-{len(self.submitted)}"
        self.submitted.append({**asked, "jobId": job_id})
        return {"jobId": job_id}


def _container(job: Mapping[str, Any]) -> dict[str, Any]:
    attempts = job.get("attempts") or [{}]
    return {"container": attempts[-1].get("container", {})}


@dataclass
class SageMaker:
    faults: Faults
    is_blind: bool = False
    retried: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def get_paginator(self, _name: str) -> "SageMaker":
        return self

    def paginate(self, *, PipelineExecutionArn: str) -> Iterator[dict[str, Any]]:  # noqa: N803
        reason = "AlgorithmError" if "pipeline/gate" in PipelineExecutionArn else "CapacityError"
        step = {"StepName": "Train", "StepStatus": "Failed", "FailureReason": reason}
        steps = {"PipelineExecutionSteps": [step]}
        yield self.faults.around(lambda: steps, error=_throttled, is_write=False)

    def retry_pipeline_execution(
        self,
        *,
        PipelineExecutionArn: str,  # noqa: N803
        ClientRequestToken: str,  # noqa: N803
    ) -> None:
        def retry() -> None:
            """The same token again changes nothing."""
            seen = self.retried[PipelineExecutionArn]
            if self.is_blind or ClientRequestToken not in seen:
                seen.append(ClientRequestToken)

        self.faults.around(retry, error=_throttled)


@dataclass
class Sns:
    faults: Faults
    published: list[dict[str, Any]] = field(default_factory=list)

    def publish(self, **message: Any) -> None:
        self.faults.around(lambda: self.published.append(message), error=_throttled)

    @property
    def by_token(self) -> Counter[str]:
        return Counter(
            message["MessageAttributes"]["token"]["StringValue"] for message in self.published
        )

    @property
    def unmarked(self) -> int:
        """Notices that came again and did not say so."""
        marked = Counter(
            message["MessageAttributes"]["token"]["StringValue"]
            for message in self.published
            if message["Subject"].endswith("(again)")
        )
        return sum(
            count - 1 - marked[token]
            for token, count in self.by_token.items()
            if (count - 1 > marked[token])
        )
