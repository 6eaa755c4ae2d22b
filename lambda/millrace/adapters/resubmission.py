"""Submits a job of AWS Batch again, once for each token, or says in words why it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters import array_children
from millrace.adapters.by_hand import stop_of
from millrace.adapters.refusals import raised
from millrace.adapters.successor import name_of, needs, submission
from millrace.domain import fleets as capacities
from millrace.domain.acting import Result, done, refused
from millrace.domain.job import Kind
from millrace.domain.orders import Do

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_batch import BatchClient
    from mypy_boto3_batch.type_defs import JobDetailTypeDef

    from millrace.domain.fleets import Fleets
    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order

_ELSEWHERE = {Do.ON_DEMAND: capacities.ON_DEMAND, Do.SPOT: capacities.SPOT}


class Resubmission:
    def __init__(self, client: BatchClient, *, fleets: Fleets) -> None:
        self._client = client
        self._fleets = fleets

    def submit(self, record: JobRecord, order: Order) -> Result:
        queue = self._queue(record, order)
        if queue is None:
            return refused(f"its fleet has no queue for {order.do} alone")
        try:
            if job_id := self._submitted_already(queue, name_of(record, order.token)):
                return done(f"as {job_id}")
            return self._submit(record, order, queue)
        except (BotoCoreError, ClientError) as error:
            return raised(error, "AWS Batch")

    def _queue(self, record: JobRecord, order: Order) -> str | None:
        capacity = _ELSEWHERE.get(order.do)
        return self._fleets.other(record.queue, capacity) if capacity else record.queue

    def _submitted_already(self, queue: str, name: str) -> str | None:
        """With a filter, ListJobs tells of jobs in every state, those that ended too."""
        answer = self._client.list_jobs(
            jobQueue=queue, filters=[{"name": "JOB_NAME", "values": [name]}]
        )
        return next((job["jobId"] for job in answer["jobSummaryList"]), None)

    def _submit(self, record: JobRecord, order: Order, queue: str) -> Result:
        jobs = self._client.describe_jobs(jobs=[record.job_id])["jobs"]
        refusal = self._refusal(record, jobs[0] if jobs else None)
        if refusal is not None:
            return refused(refusal)
        memory_mib = None
        if order.do is Do.LARGER:
            memory_mib = self._more_memory(record, order, jobs[0])
            if memory_mib is None:
                return refused("no size of its fleet has more memory")
        asked = submission(record, order, jobs[0], queue=queue, memory_mib=memory_mib)
        return done(f"as {self._client.submit_job(**asked)['jobId']}")

    def _refusal(self, record: JobRecord, job: JobDetailTypeDef | None) -> str | None:
        if job is None:
            return "AWS Batch knows it no longer: it forgets a job seven days after its end"
        if reason := stop_of(job):
            return f"somebody stopped it: {reason}"
        if job.get("ecsProperties") or job.get("eksProperties"):
            return "it has several containers, or runs on EKS: the desk submits only plain ones"
        if record.kind is Kind.ARRAY:
            return array_children.refusal(self._client, job)
        return None

    def _more_memory(self, record: JobRecord, order: Order, job: JobDetailTypeDef) -> int | None:
        has = needs(cast("Mapping[str, Any]", job["container"]))
        of_gpus = order.because == "gpu-out-of-memory"
        search = self._fleets.larger_gpu if of_gpus else self._fleets.larger
        size = search(
            record.queue,
            memory_mib=has.get("MEMORY", 0),
            vcpus=has.get("VCPU", 1),
            gpus=has.get("GPU", 0),
        )
        return None if size is None else size.memory_mib
