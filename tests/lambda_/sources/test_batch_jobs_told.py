"""AWS Batch tells of jobs: in camelCase, with milliseconds, and needs of a container as texts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from millrace.domain.job import Attempt, Kind, Service, State
from millrace.events import job_event_from
from millrace.fields import MalformedError
from tests.lambda_.deliveries import SPOT_STORY
from tests.lambda_.sources.reading import body, told, told_without

JOB_ID = "4c7599ae-0a82-49aa-ba5a-4727fcce14a8"
CLUSTER = "arn:aws:ecs:us-east-1:111122223333:container-instance/millrace-gpu"
ODD: tuple[Any, ...] = (None, "", 3, [])
ODD_LISTS: tuple[Any, ...] = (None, {}, "x", ["x", 7, None], [{"container": 1}])
RUNNABLE, RUNNING = "batch-1-runnable", "batch-3-running"


def test_an_event_names_its_job() -> None:
    read = told(RUNNABLE)

    assert (read.job_id, read.name, read.service) == (JOB_ID, "digits", Service.BATCH)
    assert read.queue == "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
    assert read.definition == "arn:aws:batch:us-east-1:111122223333:job-definition/digits:3"
    assert read.submitted_at == datetime(2026, 11, 16, 20, tzinfo=UTC)
    assert read.facts.arn == f"arn:aws:batch:us-east-1:111122223333:job/{JOB_ID}"


def test_an_event_tells_its_state_and_attempt() -> None:
    assert [str(told(name).moment) for name in SPOT_STORY] == [
        "RUNNABLE of attempt 1",
        "STARTING of attempt 1",
        "RUNNING of attempt 1",
        "RUNNABLE of attempt 2",
        "STARTING of attempt 2",
        "RUNNING of attempt 2",
        "SUCCEEDED of attempt 2",
    ]


def test_the_attempt_that_runs_is_known_by_its_start_its_log_and_its_host() -> None:
    assert told("batch-6-running-again").attempts[2] == Attempt(
        started_at=datetime(2026, 11, 16, 20, 4, 45, 20_000, tzinfo=UTC),
        log_stream="digits/default/00000000000000000000000000000002",
        host=f"{CLUSTER}/00000000000000000000000000000002",
    )


def test_an_attempt_that_ended_keeps_its_host() -> None:
    assert told("batch-4-retried").attempts[1].host == f"{CLUSTER}/{'1':0>32}"


def test_an_attempt_that_waits_does_not_borrow_the_times_of_the_one_before() -> None:
    assert list(told("batch-5-starting-again").attempts) == [1]


def test_what_killed_a_container_is_told_with_its_exit() -> None:
    killed = told("batch-failed-out-of-memory").attempts[1]

    assert killed.exit_code == 137
    assert killed.reason == (
        "Essential container in task exited: OutOfMemoryError: Container killed due to memory usage"
    )


def test_what_a_container_needs_is_known() -> None:
    facts = told(RUNNABLE).facts

    assert (facts.vcpus, facts.memory_mib, facts.gpus) == (4, 14_000, 1)


def test_a_job_tells_whose_it_is_until_when_and_for_which_it_stands_in() -> None:
    tags = {
        "millrace:team": "vision",
        "millrace:submitted-by": "ada",
        "millrace:deadline": "2026-11-17T06:00:00Z",
        "millrace:work-minutes": "90",
        "millrace:continues": "9d1f3f9e-6b18-4a63-9c0d-2f6d4a1b8c70",
        "millrace:chain": "0a1f3f9e-6b18-4a63-9c0d-2f6d4a1b8c70",
        "millrace:tries": "2",
    }

    facts = told(RUNNABLE, tags=tags).facts

    assert (facts.team, facts.submitted_by) == ("vision", "ada")
    assert facts.deadline == datetime(2026, 11, 17, 6, tzinfo=UTC)
    assert (facts.work_minutes, facts.tries) == (90, 2)
    assert (facts.continues, facts.chain) == (tags["millrace:continues"], tags["millrace:chain"])


@pytest.mark.parametrize(
    "tags",
    [
        {"millrace:deadline": "tomorrow", "millrace:work-minutes": "many", "millrace:tries": "-1"},
        {"millrace:deadline": "2026-11-17T06:00:00", "millrace:work-minutes": "1.5"},
        {"millrace:team": "", "millrace:continues": "x" * 1_025, "millrace:tries": "9" * 30},
        {"millrace:work-minutes": str(10**9)},
        {"millrace:team": 7, "millrace:submitted-by": ["ada"]},
        {"resourceArn": "x"},
        *([], None, "millrace:team"),
    ],
)
def test_odd_tags_are_no_mistake_of_the_event(tags: object) -> None:
    assert told(RUNNABLE, tags=tags).facts == told(RUNNABLE).facts


def test_a_job_that_blocks_its_queue_says_why() -> None:
    blocked = told("batch-queue-blocked")

    assert blocked.blocks_queue
    assert blocked.moment.blocked == "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"
    assert str(blocked.moment) == "RUNNABLE of attempt 1, blocking its queue"


def test_a_block_is_a_block_without_a_reason_and_without_a_definition() -> None:
    read = told("batch-queue-blocked", statusReason="", jobDefinition=...)

    assert read.moment.blocked == "no reason given"
    assert read.definition == ""


STATUS = {"RUNNABLE": 1, "RUNNING": 2}
NODES = {"numNodes": 2, "mainNode": 0, "nodeRangeProperties": [{"targetNodes": "0:1"}]}


@pytest.mark.parametrize(
    ("detail", "kind", "size"),
    [
        ({}, Kind.SINGLE, None),
        ({"arrayProperties": {"size": 3, "statusSummary": STATUS}}, Kind.ARRAY, 3),
        ({"jobId": f"{JOB_ID}:2", "arrayProperties": {"size": 3, "index": 2}}, Kind.CHILD, None),
        ({"jobId": f"{JOB_ID}:2", "arrayProperties": {"index": 2}}, Kind.CHILD, None),
        ({"nodeProperties": NODES}, Kind.MULTI_NODE, 2),
        ({"jobId": f"{JOB_ID}#1", "nodeProperties": NODES}, Kind.NODE, None),
        ({"jobId": f"{JOB_ID}#1", "nodeDetails": {"nodeIndex": 1}}, Kind.NODE, None),
        ({"arrayProperties": 1, "nodeProperties": [2]}, Kind.SINGLE, None),
        ({"arrayProperties": {"size": "many"}}, Kind.SINGLE, None),
    ],
)
def test_an_event_tells_what_its_job_is_among_those_of_one_submission(
    detail: dict[str, Any], kind: Kind, size: int | None
) -> None:
    """In the shape of botocore's JobDetail, which AWS says an event's detail resembles."""
    read = told(RUNNING, **detail)

    assert (read.kind, read.size) == (kind, size)


@pytest.mark.parametrize(
    "detail",
    [
        {"newInTwoYears": {"a": [1]}},
        *({"statusReason": one} for one in ODD),
        {"createdAt": 1794859200000.0},
        {"attempts": [{"startedAt": 1794859200000}]},
        *({"attempts": one} for one in ODD_LISTS),
        {"attempts": [{"stoppedAt": "now", "container": {"exitCode": True}}]},
        {"arrayProperties": {}, "nodeProperties": {}},
    ],
)
def test_what_is_odd_and_not_needed_is_taken_for_not_there(detail: dict[str, Any]) -> None:
    assert told(RUNNABLE, **detail) == told(RUNNABLE)


@pytest.mark.parametrize(
    "given", [True, 1.5e300, float("nan"), float("inf"), 10**18, -1, 0, "soon", {}]
)
def test_a_submission_at_no_time_is_not_known(given: object) -> None:
    assert told(RUNNABLE, createdAt=given).submitted_at is None


def test_a_job_without_a_name_goes_by_its_id() -> None:
    assert told(RUNNABLE, jobName=...).name == JOB_ID


@pytest.mark.parametrize(
    ("detail", "because"),
    [
        ({"jobId": None}, "jobId must be a text that is not empty, got nothing"),
        ({"jobId": 7}, "jobId must be a text that is not empty, got 7"),
        ({"status": ""}, "status must be a text that is not empty, got ''"),
        ({"status": {}}, "status must be a text that is not empty, got {}"),
        ({"jobId": "é" * 513}, "the job's id must be printable and at most 1,024 bytes, got "),
        ({"jobId": "a\x00b"}, "the job's id must be printable and at most 1,024 bytes, got "),
        ({"jobId": "a\ud800"}, "the job's id must be printable and at most 1,024 bytes, got "),
    ],
)
def test_without_its_id_and_its_state_an_event_is_nothing(
    detail: dict[str, Any], because: str
) -> None:
    with pytest.raises(MalformedError) as refused:
        job_event_from(body(RUNNABLE, **detail))

    assert str(refused.value).startswith(because)


def test_a_status_that_is_new_to_us_is_kept_as_a_job_that_lives() -> None:
    read = told(RUNNABLE, status="HIBERNATED")

    assert (read.state, read.facts.status, read.attempts) == (State.RUNNING, "HIBERNATED", {})


def test_a_job_that_somebody_stopped_is_told_from_one_that_failed() -> None:
    """Both are FAILED to Batch."""
    assert told("batch-failed-out-of-memory", isTerminated=True).facts.status == "TERMINATED"
    assert told("batch-failed-out-of-memory", isCancelled=True).facts.status == "CANCELLED"
    assert told("batch-failed-out-of-memory", isTerminated=False).facts.status is None


def test_no_more_attempts_are_kept_than_batch_makes() -> None:
    ended = {"stoppedAt": 1794859390480, "statusReason": "x" * 9_000}

    read = told(RUNNING, attempts=[ended] * 5_000)

    assert list(read.attempts) == list(range(1, 11))
    assert all(len(attempt.reason or "") == 1_000 for attempt in read.attempts.values())


def test_texts_are_cut_and_cleaned_of_what_no_queue_would_take() -> None:
    read = told(RUNNABLE, statusReason="\x1b[31m\ud800\x00\n" + "é" * 9_000, jobName="n" * 300)

    assert read.state_reason == "\ufffd[31m\ufffd\ufffd\n" + "é" * 992
    assert read.name == "n" * 256


def test_a_service_job_is_batchs_own_and_names_the_training_job_as_its_log() -> None:
    read = told("batch-service-job-succeeded")

    assert (read.kind, read.state) == (Kind.SERVICE, State.SUCCEEDED)
    assert read.job_id == "9d1f3f9e-6b18-4a63-9c0d-2f6d4a1b8c70"
    assert read.attempts[1].reason == "Received status from SageMaker: Training job completed"
    assert read.attempts[1].log_stream == "digits"


def test_a_service_job_that_sagemaker_was_given_is_starting() -> None:
    read = told("batch-service-job-succeeded", status="SCHEDULED", attempts=[])

    assert (read.state, read.facts.status) == (State.STARTING, "SCHEDULED")


def test_a_service_job_may_block_its_queue() -> None:
    assert told("batch-service-job-blocked").moment.blocked is not None


def test_a_service_job_that_runs_has_an_attempt() -> None:
    read = told(
        "batch-service-job-succeeded", status="RUNNING", attempts=[], startedAt=1794859201000
    )

    assert read.attempts[1].started_at == datetime(2026, 11, 16, 20, 0, 1, tzinfo=UTC)


def test_a_service_job_is_known_by_its_arn_too() -> None:
    job_id = told("batch-service-job-succeeded").job_id

    assert told("batch-service-job-succeeded", jobId=...).job_id == job_id
    assert told("batch-service-job-succeeded", jobId=..., jobArn=...).job_id == job_id
    with pytest.raises(MalformedError, match="must have a jobId, or an ARN with it"):
        told_without("batch-service-job-succeeded", "resources", jobId=..., jobArn=...)
