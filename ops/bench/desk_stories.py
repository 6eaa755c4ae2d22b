"""Events of jobs to measure the job desk by, in the shape in which AWS Batch tells them."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_ACCOUNT = "us-east-1:111122223333"
QUEUE = f"arn:aws:batch:{_ACCOUNT}:job-queue/gpu"
_HOST = f"arn:aws:ecs:{_ACCOUNT}:container-instance/AWSBatch-gpu-spot-1f3a/0123456789abcdef"
_STATES = ("RUNNABLE", "STARTING", "RUNNING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED")
_EVERY = timedelta(seconds=40)
_FAIL_ONE_IN = 20
_RECLAIMED = {"statusReason": "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated."}
_CODE = {"exitCode": 1, "reason": "Essential container in task exited"}
LENGTH = len(_STATES)


def stories(jobs: int, *, at: datetime | None = None) -> list[list[str]]:
    """Of each job the same seven events: a spot job, reclaimed once; one in twenty fails."""
    start = at or datetime.now(UTC) - timedelta(minutes=10)
    return [[*_story(number, start)] for number in range(jobs)]


def _story(job: int, start: datetime) -> Iterator[str]:
    fails = job % _FAIL_ONE_IN == 0
    for step, state in enumerate(_STATES):
        ended = fails and state == "SUCCEEDED"
        detail = _detail(job, step, "FAILED" if ended else state, start)
        yield json.dumps(_envelope(job, step, start + step * _EVERY, detail))


def _envelope(job: int, step: int, at: datetime, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "version": "0",
        "id": f"c8f9c4b5-76e5-d76a-{step:04x}-{job:012x}",
        "detail-type": "Batch Job State Change",
        "source": "aws.batch",
        "account": "111122223333",
        "time": at.isoformat(),
        "region": "us-east-1",
        "resources": [f"arn:aws:batch:{_ACCOUNT}:job/{_id(job)}"],
        "detail": detail,
    }


def _id(job: int) -> str:
    return f"4c7599ae-0a82-49aa-ba5a-{job:012x}"


def _detail(job: int, step: int, state: str, start: datetime) -> dict[str, Any]:
    started = _milliseconds(start + step * _EVERY)
    running = {"startedAt": started} if state == "RUNNING" else {}
    return {
        "jobArn": f"arn:aws:batch:{_ACCOUNT}:job/{_id(job)}",
        "jobName": f"digits-{job}",
        "jobId": _id(job),
        "jobQueue": QUEUE,
        "jobDefinition": f"arn:aws:batch:{_ACCOUNT}:job-definition/digits:3",
        "status": state,
        "attempts": [*_attempts(step, state, start)],
        "createdAt": _milliseconds(start),
        "retryStrategy": {"attempts": 4, "evaluateOnExit": []},
        "dependsOn": [],
        "parameters": {},
        "container": {
            "image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0",
            "command": ["python", "-m", "workloads.digits"],
            "environment": [{"name": "EPOCHS", "value": "40"}],
            "resourceRequirements": [
                {"type": "VCPU", "value": "4"},
                {"type": "MEMORY", "value": "14000"},
                {"type": "GPU", "value": "1"},
            ],
            "containerInstanceArn": _HOST,
            "logStreamName": f"digits/default/{job:032x}",
        },
        "tags": {"millrace:team": "vision", "millrace:submitted-by": "ada"},
        **running,
    }


def _attempts(step: int, state: str, start: datetime) -> Iterator[dict[str, Any]]:
    reclaimed_at = 3
    if step >= reclaimed_at:
        yield _attempt(start + 2 * _EVERY, _RECLAIMED, {})
    if state == "SUCCEEDED":
        yield _attempt(start + 5 * _EVERY, {}, {"exitCode": 0})
    elif state == "FAILED":
        yield _attempt(start + 5 * _EVERY, {}, _CODE)


def _attempt(
    started: datetime, told: Mapping[str, Any], container: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "startedAt": _milliseconds(started),
        "stoppedAt": _milliseconds(started + _EVERY / 2),
        **told,
        "container": {"containerInstanceArn": _HOST, "logStreamName": "digits/1", **container},
    }


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
