"""The job desk of the deployed environment, as a test has it: jobs that go wrong, what it wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from urllib.request import ProxyHandler, Request, build_opener

from millrace.adapters.items import record_of
from millrace.domain.orders import Progress
from tests.account.eventually import eventually

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order
    from tests.account.conftest import Deployed

_RETRIES = [
    {"onStatusReason": "Host EC2*", "action": "RETRY"},
    {"onReason": "*", "action": "EXIT"},
]
_DEFINITIONS = {"cpu": "DigitsTransformJob", "gpu": "DigitsJob"}
_PATIENCE_S = 90.0
_MOST_DESCRIBED = 100


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a job does, and where: a fleet with instances, on spot first."""

    name: str
    code: str
    fleet: str = "cpu"
    memory_mib: int = 256
    attempts: int = 1
    tags: Mapping[str, str]


def work(name: str, code: str, *, tags: Mapping[str, str] | None = None, **more: Any) -> Work:
    told = {"millrace:team": "vision", "millrace:submitted-by": "ana", **(tags or {})}
    return Work(name=name, code=code, tags=told, **more)


@dataclass(frozen=True)
class Desk:
    deployed: Deployed

    @cached_property
    def batch(self) -> Any:
        return self.deployed.up.session.client("batch")

    @cached_property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """Of each fleet, the queue and a definition of a job."""
        return {
            fleet: (
                self.deployed.output("Batch", f"{fleet.title()}Queue"),
                self.deployed.output("Batch", definition),
            )
            for fleet, definition in _DEFINITIONS.items()
        }

    def submit(self, asked: Work, **more: Any) -> str:
        """Tried again only if its instance is lost."""
        gpus = [{"type": "GPU", "value": "1"}] if asked.fleet == "gpu" else []
        needs = [
            {"type": "VCPU", "value": "4" if gpus else "1"},
            {"type": "MEMORY", "value": str(asked.memory_mib)},
        ]
        queue, definition = self.places[asked.fleet]
        job = self.batch.submit_job(
            jobName=asked.name,
            jobQueue=queue,
            jobDefinition=definition,
            shareIdentifier="vision",
            containerOverrides={
                "command": ["python", "-I", "-S", "-c", asked.code],
                "resourceRequirements": [*needs, *gpus],
            },
            retryStrategy={"attempts": asked.attempts, "evaluateOnExit": _RETRIES},
            tags=dict(asked.tags),
            **more,
        )
        return str(job["jobId"])

    def described(self, job_id: str) -> Any:
        [job] = self.batch.describe_jobs(jobs=[job_id])["jobs"]
        return job

    def runs(self, job_id: str, *, attempt: int = 1) -> bool:
        job = self.described(job_id)
        return job["status"] == "RUNNING" and len(job["attempts"]) == attempt - 1

    def lose_each(self, job_id: str, *, attempts: int) -> None:
        for attempt in range(1, attempts + 1):
            eventually(partial(self.runs, job_id, attempt=attempt))
            self.lose(job_id)

    def lose(self, job_id: str) -> None:
        """Its instance, without a word."""
        place = f"{self.deployed.up.account.endpoint}/_millrace/spot/lose"
        asked = Request(place, data=json.dumps({"jobId": job_id}).encode())  # noqa: S310 - our own
        build_opener(ProxyHandler({})).open(asked, timeout=30).close()

    def found(self, job_id: str) -> JobRecord | None:
        answer = self.deployed.up.session.client("dynamodb").get_item(
            TableName=self.deployed.output("Events", "LedgerTable"),
            Key={"job_id": {"S": job_id}},
            ConsistentRead=True,
        )
        return record_of(answer["Item"]) if "Item" in answer else None

    def settled(self, job_id: str) -> JobRecord:
        """Once it has ended, and what followed from that is done."""

        def done() -> JobRecord | None:
            found = self.found(job_id)
            return found if found and found.state.terminal and not found.due else None

        return eventually(done, within_seconds=_PATIENCE_S)

    def successor(self, record: JobRecord) -> JobRecord:
        """The job in its place, once that has ended."""
        [order] = [order for order in record.orders.values() if order.do.submits]
        return self.settled(new_job(order))

    def in_place_of(self, record: JobRecord) -> list[str]:
        """All jobs that AWS Batch has in its place, in whichever queue."""
        named: Any = [{"name": "JOB_NAME", "values": [f"{record.name}-*"]}]
        listed = [
            job["jobId"]
            for queue in self.batch.describe_job_queues()["jobQueues"]
            for job in self.batch.list_jobs(jobQueue=queue["jobQueueArn"], filters=named)[
                "jobSummaryList"
            ]
        ]
        described = self.batch.describe_jobs(jobs=listed)["jobs"] if listed else []
        return [
            job["jobId"]
            for job in described
            if job["tags"].get("millrace:continues") == record.job_id
        ]

    def records(self) -> Mapping[str, JobRecord]:
        """All that the ledger has."""
        pages = self.deployed.up.session.client("dynamodb").get_paginator("scan")
        table = self.deployed.output("Events", "LedgerTable")
        every = [
            record_of(item) for page in pages.paginate(TableName=table) for item in page["Items"]
        ]
        return {record.job_id: record for record in every}

    def every_job(self) -> Mapping[str, Any]:
        """All that AWS Batch has, as it describes them; children are parts of theirs."""
        named: Any = [{"name": "JOB_NAME", "values": ["*"]}]
        pages = self.batch.get_paginator("list_jobs")
        ids = [
            job["jobId"]
            for queue in self.batch.describe_job_queues()["jobQueues"]
            for page in pages.paginate(jobQueue=queue["jobQueueArn"], filters=named)
            for job in page["jobSummaryList"]
        ]
        return {job["jobId"]: job for job in self._described(ids)}

    def running(self, job_ids: Collection[str]) -> list[str]:
        return [
            job["jobId"] for job in self._described(sorted(job_ids)) if job["status"] == "RUNNING"
        ]

    def dead_letters(self) -> list[str]:
        """A sentence for each queue of them that is not empty."""
        sqs = self.deployed.up.session.client("sqs")
        queues = [
            url
            for page in sqs.get_paginator("list_queues").paginate()
            for url in page.get("QueueUrls", [])
            if "-Events-" in url and "DeadLetters" in url
        ]
        waiting = {
            url: sqs.get_queue_attributes(
                QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
            )["Attributes"]["ApproximateNumberOfMessages"]
            for url in queues
        }
        assert waiting
        return [
            f"{number} dead letters in {url}" for url, number in waiting.items() if number != "0"
        ]

    def log(self, function: str) -> list[str]:
        logs = self.deployed.up.session.client("logs")
        group = self.resource("AWS::Logs::LogGroup", f"{function}Logs")
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
        return [event["message"] for page in pages for event in page["events"]]

    def _described(self, ids: Sequence[str]) -> Iterator[Any]:
        for first in range(0, len(ids), _MOST_DESCRIBED):
            answer = self.batch.describe_jobs(jobs=list(ids[first : first + _MOST_DESCRIBED]))
            yield from answer["jobs"]

    def invoke(self, handler: str, *, at: datetime | None = None) -> Any:
        """As its schedule does; fails with the function."""
        functions = self.deployed.up.session.client("lambda").get_paginator("list_functions")
        word = "".join(part.title() for part in handler.split("_"))
        [name] = [
            function["FunctionName"]
            for page in functions.paginate()
            for function in page["Functions"]
            if word in function["FunctionName"] and "-Events-" in function["FunctionName"]
        ]
        event = {"time": (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")}
        answer = self.deployed.up.session.client("lambda").invoke(
            FunctionName=name, Payload=json.dumps(event)
        )
        told = json.load(answer["Payload"])
        assert not answer.get("FunctionError"), told
        return told

    def resource(self, type_: str, beginning: str) -> str:
        """The physical id of a resource of the Events stack, by how its logical id begins."""
        stack = self.deployed.up.session.client("cloudformation").get_paginator(
            "list_stack_resources"
        )
        [found] = [
            one["PhysicalResourceId"]
            for page in stack.paginate(StackName="Millrace-local-Events")
            for one in page["StackResourceSummaries"]
            if one["ResourceType"] == type_ and one["LogicalResourceId"].startswith(beginning)
        ]
        return found


def waits_on_spot(*, seconds: int = 120) -> str:
    """Work that ends soon where nobody takes the instance away, and nowhere else."""
    longer = f"0 if 'OnDemand' in os.environ['AWS_BATCH_JQ_NAME'] else {seconds}"
    return f"import os, time; time.sleep({longer})"


def new_job(order: Order) -> str:
    assert order.progress is Progress.DONE
    assert order.result is not None
    return order.result.removeprefix("as ")


def done(record: JobRecord) -> list[tuple[str, str, str]]:
    """Each order with its class and what became of it."""
    return [(str(one.do), one.because, str(one.progress)) for one in record.orders.values()]
