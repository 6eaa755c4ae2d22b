"""Job events are read leniently where we do not look, and strictly where we do."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.job import Attempt, JobEvent, Kind, State
from millrace.events import job_event_from
from millrace.fields import MalformedError
from tests.lambda_.deliveries import SPOT_STORY, body, body_but, event

SERVICE = (
    "detail-type must be 'Batch Job State Change' or 'Batch Job Queue Blocked', "
    "got 'Batch Service Job State Change'"
)
JOB_ID = "4c7599ae-0a82-49aa-ba5a-4727fcce14a8"
STATES = "SUBMITTED, PENDING, RUNNABLE, STARTING, RUNNING, SUCCEEDED, FAILED"


def changed(key: str, value: object) -> str:
    return json.dumps(json.loads(body("batch-1-runnable")) | {key: value})


def test_an_event_names_its_job() -> None:
    read = event("batch-1-runnable")

    assert read.job_id == "4c7599ae-0a82-49aa-ba5a-4727fcce14a8"
    assert read.name == "digits"
    assert read.queue == "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
    assert read.definition == "arn:aws:batch:us-east-1:111122223333:job-definition/digits:3"
    assert read.submitted_at == datetime(2026, 11, 16, 20, tzinfo=UTC)
    assert read.at == datetime(2026, 11, 16, 20, 0, 1, tzinfo=UTC)


def test_an_event_tells_its_state_and_attempt() -> None:
    assert [str(event(name).moment) for name in SPOT_STORY] == [
        "RUNNABLE of attempt 1",
        "STARTING of attempt 1",
        "RUNNING of attempt 1",
        "RUNNABLE of attempt 2",
        "STARTING of attempt 2",
        "RUNNING of attempt 2",
        "SUCCEEDED of attempt 2",
    ]


def test_the_attempt_that_runs_is_known_by_its_start_and_its_log() -> None:
    running = event("batch-6-running-again").attempts[2]

    assert running.started_at == datetime(2026, 11, 16, 20, 4, 45, 20_000, tzinfo=UTC)
    assert running.log_stream == "digits/default/00000000000000000000000000000002"
    assert not running.finished


def test_an_attempt_that_waits_does_not_borrow_the_times_of_the_one_before() -> None:
    assert list(event("batch-5-starting-again").attempts) == [1]


def test_what_killed_a_container_is_told_with_its_exit() -> None:
    assert event("batch-failed-out-of-memory").attempts[1] == Attempt(
        started_at=datetime(2026, 11, 16, 20, 0, 40, tzinfo=UTC),
        stopped_at=datetime(2026, 11, 16, 20, 1, 11, 250_000, tzinfo=UTC),
        exit_code=137,
        reason=(
            "Essential container in task exited: "
            "OutOfMemoryError: Container killed due to memory usage"
        ),
        log_stream="digits/default/00000000000000000000000000000009",
    )


def test_a_job_that_blocks_its_queue_says_why() -> None:
    blocked = event("batch-queue-blocked")

    assert blocked.blocks_queue
    assert blocked.moment.blocked == "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"
    assert str(blocked.moment) == "RUNNABLE of attempt 1, blocking its queue"


def test_a_block_without_a_reason_is_a_block() -> None:
    read = job_event_from(body_but("batch-queue-blocked", statusReason=""))

    assert read.moment.blocked == "no reason given"


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
    ],
)
def test_an_event_tells_what_its_job_is_among_those_of_one_submission(
    detail: dict[str, Any], kind: Kind, size: int | None
) -> None:
    """In the shape of botocore's JobDetail, which AWS says an event's detail resembles."""
    read = job_event_from(body_but("batch-3-running", **detail))

    assert (read.kind, read.size) == (kind, size)


@pytest.mark.parametrize(
    "detail",
    [
        {"newInTwoYears": {"a": [1]}},
        {"statusReason": None},
        {"statusReason": ""},
        {"createdAt": 1794859200000.0},
        {"container": None},
        {"attempts": [{"startedAt": 1794859200000}]},
        {"attempts": None},
        {"arrayProperties": {}, "nodeProperties": {}},
    ],
)
def test_what_batch_may_leave_out_or_add_is_no_mistake(detail: dict[str, Any]) -> None:
    read = job_event_from(body_but("batch-1-runnable", **detail))

    assert read == event("batch-1-runnable")


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ("", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("{'id': 1}", "not JSON: Expecting property name enclosed in double quotes: line 1"),
        ("[" * 100_000, "not JSON: nested too deeply"),
        ("9" * 10_000, "not JSON: "),
        ("[]", "the event must be an object, got []"),
        ("{}", "source must be 'aws.batch', got nothing"),
        (body("ec2-spot-interruption-warning"), "source must be 'aws.batch', got 'aws.ec2'"),
        (body("batch-service-job-succeeded"), SERVICE),
        (changed("detail", "x"), "detail must be an object, got 'x'"),
        (changed("id", ""), "id must be a text that is not empty, got ''"),
        (changed("id", 7), "id must be a text that is not empty, got 7"),
        (changed("time", "soon"), "time must be an ISO 8601 time with its zone, got 'soon'"),
        (changed("time", "2026-11-16T20:00:00"), "time must be an ISO 8601 time with its zone"),
        (changed("time", "0001-01-01T00:00:00+14:00"), "time must be an ISO 8601 time with its"),
    ],
)
def test_what_is_no_job_event_is_refused_with_its_reason(given: str, because: str) -> None:
    with pytest.raises(MalformedError) as refused:
        job_event_from(given)

    assert str(refused.value).startswith(because)


@pytest.mark.parametrize(
    ("detail", "because"),
    [
        ({"jobId": None}, "jobId must be a text that is not empty, got nothing"),
        ({"jobName": ""}, "jobName must be a text that is not empty, got ''"),
        ({"jobQueue": 1}, "jobQueue must be a text that is not empty, got 1"),
        ({"jobDefinition": []}, "jobDefinition must be a text that is not empty, got []"),
        ({"status": "DONE"}, f"status must be one of {STATES}, got 'DONE'"),
        ({"status": {}}, f"status must be one of {STATES}, got {{}}"),
        ({"statusReason": 3}, "statusReason must be a text that is not empty, got 3"),
        ({"attempts": {}}, "attempts must be a list, got {}"),
        ({"arrayProperties": 1}, "arrayProperties must be an object, got 1"),
        ({"arrayProperties": {"size": "2"}}, "size must be a whole number of 64 bits, got '2'"),
        (
            {"nodeProperties": {"numNodes": 1.5}},
            "numNodes must be a whole number of 64 bits, got 1.5",
        ),
        ({"attempts": ["x" * 99]}, f"an attempt must be an object, got '{'x' * 59}..."),
        ({"attempts": [{"container": 1}]}, "an attempt's container must be an object, got 1"),
        (
            {"attempts": [{"stoppedAt": "now"}]},
            "stoppedAt must be a whole number of 64 bits, got 'now'",
        ),
        ({"createdAt": True}, "createdAt must be a whole number of 64 bits, got True"),
        ({"createdAt": 1.5}, "createdAt must be a whole number of 64 bits, got 1.5"),
        ({"createdAt": float("nan")}, "createdAt must be a whole number of 64 bits, got nan"),
        ({"createdAt": float("inf")}, "createdAt must be a whole number of 64 bits, got inf"),
        ({"createdAt": 10**18}, "createdAt lies beyond the calendar: 1000000000000000000"),
        ({"jobName": 5, "jobId": "é"}, "jobName must be a text that is not empty, got 5"),
    ],
)
def test_what_we_need_must_be_there(detail: dict[str, Any], because: str) -> None:
    with pytest.raises(MalformedError) as refused:
        job_event_from(body_but("batch-1-runnable", **detail))

    assert str(refused.value) == because


def test_a_reason_may_stand_in_a_message_attribute() -> None:
    with pytest.raises(MalformedError) as refused:
        job_event_from(changed("source", "\x00 \ud800 é 漢"))

    assert str(refused.value).isascii()
    assert str(refused.value).isprintable()


OUR_FIELDS = ["jobId", "status", "statusReason", "attempts", "createdAt", "startedAt", "container"]
OUR_FIELDS += ["arrayProperties", "nodeProperties"]
keys = st.sampled_from([*OUR_FIELDS, "exitCode", "logStreamName", "size", "numNodes"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "é", *State]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(OUR_FIELDS), anything, max_size=3))
def test_whatever_a_field_holds_the_event_is_read_or_refused(detail: dict[str, Any]) -> None:
    try:
        read = job_event_from(body_but("batch-3-running", **detail))
    except MalformedError:
        return
    assert isinstance(read, JobEvent)
    assert isinstance(read.state, State)
