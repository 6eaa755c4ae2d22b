"""The events of the local account have the shape of recorded ones."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.local_batch.desk import SPOT_RULES, Desk, eventually
from tests.local_batch.fakes import JOB_ROLE, FakeAccount, SeenEvent

RECORDED = Path(__file__).parents[1] / "events"


def recorded(name: str) -> SeenEvent:
    event = json.loads((RECORDED / f"{name}.json").read_text())
    return SeenEvent(event["source"], event["detail-type"], event["detail"], event["resources"])


def shape(value: Any) -> Any:
    """Names and types at every depth; of a list, those of its first item."""
    match value:
        case Mapping():
            return {key: shape(item) for key, item in value.items()}
        case list():
            return [shape(item) for item in value[:1]]
        case _:
            return type(value).__name__


def told(desk: Desk, account: FakeAccount, script: str, *, memory_mib: int) -> list[SeenEvent]:
    """The events of a job like the recorded one, over both of its attempts."""
    desk.client.register_job_definition(
        jobDefinitionName="digits",
        type="container",
        containerProperties={
            "image": "an-image",
            "command": ["python", "-c", script],
            "jobRoleArn": JOB_ROLE,
            "environment": [{"name": "EPOCHS", "value": "40"}],
            "resourceRequirements": [
                {"type": "VCPU", "value": "4"},
                {"type": "MEMORY", "value": str(memory_mib)},
                {"type": "GPU", "value": "1"},
            ],
        },
        retryStrategy=SPOT_RULES,
        timeout={"attemptDurationSeconds": 3600},
    )
    job_id = desk.client.submit_job(jobName="digits", jobQueue="gpu", jobDefinition="digits")[
        "jobId"
    ]
    if "sleep" in script:
        desk.wait(job_id, "RUNNING")
        desk.say("POST", "reclaim", {"jobId": job_id, "noticeSeconds": 0, "graceSeconds": 0})
    status = desk.wait_to_end(job_id)["status"]
    eventually(lambda: account.statuses(job_id)[-1] == status, "all events are out")
    return account.state_changes(job_id)


RECLAIMED_ONCE = "import os, time; time.sleep(60 * (os.environ['AWS_BATCH_JOB_ATTEMPT'] == '1'))"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("batch-1-runnable", 1),
        ("batch-2-starting", 2),
        ("batch-3-running", 3),
        ("batch-4-retried", 4),
        ("batch-6-running-again", 6),
        ("batch-7-succeeded", 7),
    ],
)
def test_a_reclaimed_job_is_told_as_it_was_recorded(
    gpu_desk: Desk, account: FakeAccount, name: str, place: int
) -> None:
    seen = told(gpu_desk, account, RECLAIMED_ONCE, memory_mib=14_000)[place]

    assert (seen.source, seen.detail_type) == ("aws.batch", "Batch Job State Change")
    assert seen.resources == [seen.detail["jobArn"]]
    assert seen.detail["status"] == recorded(name).detail["status"]
    assert shape(seen.detail) == shape(recorded(name).detail)


def test_a_job_out_of_memory_is_told_as_it_was_recorded(
    gpu_desk: Desk, account: FakeAccount
) -> None:
    hog = "hoard = bytearray(200 * 2**20)\nwhile True: pass"
    *_, seen = told(gpu_desk, account, hog, memory_mib=100)

    expected = recorded("batch-failed-out-of-memory")
    assert shape(seen.detail) == shape(expected.detail)
    assert seen.detail["container"]["reason"] == expected.detail["container"]["reason"]


def test_a_blocked_queue_is_told_as_it_was_recorded(gpu_desk: Desk, account: FakeAccount) -> None:
    gpu_desk.submit("pass", needs=(1, 10**6, 0))
    expected = recorded("batch-queue-blocked")
    eventually(
        lambda: any(one.detail_type == expected.detail_type for one in account.events),
        "the bus is told",
    )
    [seen] = [event for event in account.events if event.detail_type == expected.detail_type]

    assert seen.resources == [seen.detail["jobArn"], seen.detail["jobQueue"]]
    assert shape(expected.detail).keys() - seen.detail.keys() == {"timeout"}


def test_an_event_tells_of_its_own_moment(gpu_desk: Desk, account: FakeAccount) -> None:
    """Events are put onto the bus later than they happen: what they say must not move on."""
    job_id = gpu_desk.submit("pass")
    gpu_desk.wait_to_end(job_id)
    eventually(lambda: "SUCCEEDED" in account.statuses(job_id), "all events are out")
    starting, running = account.state_changes(job_id)[2:4]

    assert "startedAt" not in starting.detail
    assert running.detail["attempts"] == []
