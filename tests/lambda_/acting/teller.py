"""Writes the events of a job as AWS does, one after another."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.lambda_.acting.ended_jobs import QUEUE, START

ACCOUNT = "us-east-1:111122223333"


@dataclass
class Teller:
    """Writes the events of one job after another; each is later than the one before."""

    job_id: str
    at: datetime = START
    told: list[str] = field(default_factory=list)

    def tell(self, source: str, detail_type: str, detail: dict[str, Any]) -> None:
        self.at += timedelta(seconds=40)
        number = len(self.told)
        event = {
            "version": "0",
            "id": f"{self.job_id}-{number}",
            "detail-type": detail_type,
            "source": source,
            "account": "111122223333",
            "time": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": "us-east-1",
            "resources": [],
            "detail": detail,
        }
        self.told.append(json.dumps(event))

    @property
    def now_ms(self) -> int:
        return int(self.at.timestamp() * 1000)


@dataclass
class BatchJob:
    """Its attempts are listed once they ended, as Batch does."""

    teller: Teller
    part: str = ""
    queue: str = QUEUE
    tags: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    attempts: list[dict[str, Any]] = field(default_factory=list)
    started_at: int | None = None

    @property
    def job_id(self) -> str:
        return f"{self.teller.job_id}{self.part}"

    def is_(self, *statuses: str, reason: str | None = None) -> "BatchJob":
        for status in statuses:
            if status == "RUNNING":
                self.started_at = self.teller.now_ms
            self.teller.tell("aws.batch", "Batch Job State Change", self.detail(status, reason))
        return self

    def blocks(self, reason: str) -> "BatchJob":
        detail = self.detail("RUNNABLE", reason)
        self.teller.tell("aws.batch", "Batch Job Queue Blocked", detail)
        return self

    def meets(
        self, reason: str, *, exit_code: int | None = None, said: str | None = None
    ) -> "BatchJob":
        """An attempt is over."""
        container = {"exitCode": exit_code, "reason": said, "logStreamName": "digits/default/1"}
        self.attempts.append(
            {
                "container": {name: value for name, value in container.items() if value},
                "startedAt": self.started_at or self.teller.now_ms,
                "stoppedAt": self.teller.now_ms + 20_000,
                "statusReason": reason,
            }
        )
        return self

    def detail(self, status: str, reason: str | None) -> dict[str, Any]:
        needs = {"VCPU": "4", "MEMORY": "14000", "GPU": "1"}
        detail = {
            "jobArn": f"arn:aws:batch:{ACCOUNT}:job/{self.job_id}",
            "jobName": "digits",
            "jobId": self.job_id,
            "jobQueue": self.queue,
            "status": status,
            "statusReason": reason,
            "attempts": list(self.attempts),
            "createdAt": int(START.timestamp() * 1000),
            "startedAt": self.started_at,
            "dependsOn": [],
            "jobDefinition": f"arn:aws:batch:{ACCOUNT}:job-definition/digits:3",
            "parameters": {},
            "container": {
                "command": ["python", "-m", "digits"],
                "environment": [{"name": "EPOCHS", "value": "40"}],
                "resourceRequirements": [
                    {"type": name, "value": value} for name, value in needs.items()
                ],
            },
            "tags": {"millrace:team": "vision", **self.tags},
            **self.more,
        }
        return {name: value for name, value in detail.items() if value is not None}
