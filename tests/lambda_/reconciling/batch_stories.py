"""Jobs of AWS Batch: each step of a job is kept as AWS Batch would describe it then."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ACCOUNT = "us-east-1:111122223333"
QUEUE = f"arn:aws:batch:{ACCOUNT}:job-queue/gpu"
START = datetime(2026, 11, 16, 20, tzinfo=UTC)
RECLAIMED = "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated."
NO_CAPACITY = "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity"
EXITED = "Essential container in task exited"
_BETWEEN = timedelta(seconds=20)


def milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


@dataclass
class BatchJob:
    job_id: str
    more: Mapping[str, Any] = field(default_factory=dict)
    """What its descriptions have besides."""
    story: list[dict[str, Any]] = field(default_factory=list)
    submitted_at: datetime = START

    def __post_init__(self) -> None:
        self.at = self.submitted_at
        self.becomes("SUBMITTED")

    @property
    def now(self) -> dict[str, Any]:
        return self.story[-1]

    @property
    def is_open(self) -> bool:
        return self.now["status"] not in ("SUCCEEDED", "FAILED")

    def becomes(self, status: str, reason: str | None = None) -> None:
        self.at += _BETWEEN
        before = self.story[-1] if self.story else self._submitted()
        kept = {name: value for name, value in before.items() if name != "statusReason"}
        told = {"statusReason": reason} if reason else {}
        self.story.append({**kept, "status": status, **told})
        if status == "RUNNING":
            self.now["startedAt"] = milliseconds(self.at)

    def runs(self) -> None:
        for status in ("RUNNABLE", "STARTING", "RUNNING"):
            if self.now["status"] != status:
                self.becomes(status)

    def blocks_its_queue(self) -> None:
        self.becomes("RUNNABLE", NO_CAPACITY)

    def is_retried(self, reason: str, **container: Any) -> None:
        self._attempt_ends(reason, container, status="RUNNABLE")

    def ends(self, status: str, reason: str = EXITED, **container: Any) -> None:
        self._attempt_ends(reason, container, status=status)
        self.now["stoppedAt"] = milliseconds(self.at)

    def events(self) -> list[str]:
        """One for each step, some time after it."""
        return [_event(step, number) for number, step in enumerate(self.story)]

    def _attempt_ends(self, reason: str, container: Mapping[str, Any], *, status: str) -> None:
        before = self.now
        has_started = before["status"] == "RUNNING"
        self.becomes(status, reason)
        attempt = {
            "container": {"logStreamName": "digits/default/1", **container},
            **({"startedAt": before["startedAt"]} if has_started else {}),
            "stoppedAt": milliseconds(self.at),
            "statusReason": reason,
        }
        self.now["attempts"] = [*before["attempts"], attempt]

    def _submitted(self) -> dict[str, Any]:
        return {
            "jobArn": f"arn:aws:batch:{ACCOUNT}:job/{self.job_id}",
            "jobId": self.job_id,
            "jobName": "digits",
            "jobQueue": QUEUE,
            "jobDefinition": f"arn:aws:batch:{ACCOUNT}:job-definition/digits:3",
            "attempts": [],
            "createdAt": milliseconds(self.submitted_at),
            "container": {
                "resourceRequirements": [
                    {"type": "VCPU", "value": "4"},
                    {"type": "MEMORY", "value": "14000"},
                ]
            },
            "tags": {"millrace:team": "vision"},
            **self.more,
        }


def _event(step: Mapping[str, Any], number: int) -> str:
    is_block = step["status"] == "RUNNABLE" and step.get("statusReason") == NO_CAPACITY
    times = (step, *step["attempts"])
    latest = max(part.get(name, 0) for part in times for name in ("createdAt", "stoppedAt"))
    at = _EPOCH + timedelta(milliseconds=max(latest, step.get("startedAt", 0)), seconds=2)
    return json.dumps(
        {
            "version": "0",
            "id": f"{step['jobId']}-{number}",
            "detail-type": f"Batch Job {'Queue Blocked' if is_block else 'State Change'}",
            "source": "aws.batch",
            "account": "111122223333",
            "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": "us-east-1",
            "resources": [step["jobArn"]],
            "detail": step,
        }
    )
