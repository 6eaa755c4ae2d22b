"""A training job on managed spot: its inner states tell its attempts."""

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from millrace.domain.job import JobRecord, State
from millrace.domain.merging import merge
from tests.lambda_.sources.reading import told

STORY = [
    *("sagemaker-training-1-running", "sagemaker-training-2-interrupted"),
    "sagemaker-training-3-completed",
]
RUNNING, INTERRUPTED, COMPLETED = STORY
WAITING_FOR_SPOT = {"Status": "Interrupted", "StartTime": 1794860700000}
TRAINING = {"Status": "Training", "StartTime": 1794859295000}


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 16, hour, minute, second, tzinfo=UTC)


def test_a_job_that_was_interrupted_goes_on_in_its_next_attempt() -> None:
    assert [str(told(name).moment) for name in STORY] == [
        "RUNNING of attempt 1",
        "RUNNABLE of attempt 2",
        "SUCCEEDED of attempt 2",
    ]


def test_an_attempt_begins_where_its_machines_are_paid_for_and_ends_with_the_interruption() -> None:
    first, second = told(COMPLETED).attempts.values()

    assert (first.started_at, first.stopped_at) == (at(20, 1), at(20, 25))
    assert first.reason == (
        "Interrupted: Training job interrupted: the Spot instance was reclaimed"
    )
    assert (second.started_at, second.stopped_at) == (at(20, 27, 20), at(21, 0, 20))
    assert (second.reason, second.exit_code) == (None, None)


def test_in_any_order_the_events_of_a_job_end_in_the_same_record() -> None:
    ends: list[JobRecord] = []
    for order in permutations(told(name) for name in (*STORY, RUNNING)):
        record: JobRecord | None = None
        for event in order:
            record = merge(record, event).record
        assert record is not None
        ends.append(record)

    assert all(end == ends[0] for end in ends)
    assert len(ends[0].attempts) == 2


def test_a_training_job_tells_its_machines_its_capacity_and_its_tuning_job() -> None:
    facts = told(COMPLETED).facts

    assert (facts.instance_type, facts.instances) == ("ml.g5.xlarge", 1)
    assert facts.on_spot is True
    assert facts.billable_seconds == 3420
    assert facts.belongs_to == "hyper-parameter-tuning-job/digits-h1"
    assert (facts.team, facts.work_minutes) == ("vision", 90)
    assert facts.deadline == datetime(2026, 11, 17, 6, tzinfo=UTC)


def test_the_machine_that_sagemaker_chose_counts() -> None:
    chosen = {"InstanceType": "ml.g5.xlarge", "SelectedInstanceType": "ml.g6.xlarge"}

    assert told(RUNNING, ResourceConfig=chosen).facts.instance_type == "ml.g6.xlarge"


@pytest.mark.parametrize(
    ("secondary", "state"),
    [
        *(("Starting", State.STARTING), ("Restarting", State.STARTING)),
        *(("Pending", State.STARTING), ("Downloading", State.STARTING)),
        *(("Training", State.RUNNING), ("Uploading", State.RUNNING)),
        ("Interrupted", State.RUNNABLE),
        *(("Hibernating", State.RUNNING), ("", State.RUNNING), (None, State.RUNNING)),
    ],
)
def test_the_inner_state_tells_how_far_a_job_in_progress_is(
    secondary: str | None, state: State
) -> None:
    assert told(RUNNING, SecondaryStatus=secondary).state is state


def test_a_job_past_its_time_is_stopped_and_says_why() -> None:
    late = told(
        COMPLETED,
        TrainingJobStatus="Stopped",
        SecondaryStatus="MaxRuntimeExceeded",
        SecondaryStatusTransitions=[
            TRAINING,
            {
                "Status": "MaxRuntimeExceeded",
                "StartTime": 1794862820000,
                "StatusMessage": "Training job runtime exceeded MaxRuntimeInSeconds provided",
            },
        ],
    )

    assert (late.state, late.facts.status) == (State.STOPPED, "MaxRuntimeExceeded")
    assert late.state_reason == "Training job runtime exceeded MaxRuntimeInSeconds provided"


def test_a_job_that_waited_in_vain_for_spot_ends_with_the_attempt_that_was_interrupted() -> None:
    late = told(
        COMPLETED,
        TrainingJobStatus="Stopped",
        SecondaryStatus="MaxWaitTimeExceeded",
        SecondaryStatusTransitions=[TRAINING, WAITING_FOR_SPOT],
    )

    assert list(late.attempts) == [1]
    assert late.attempts[1].reason == "Interrupted"
    assert str(late.moment) == "STOPPED of attempt 1"


def test_a_failure_is_that_of_the_last_attempt() -> None:
    failed = told(
        COMPLETED,
        TrainingJobStatus="Failed",
        SecondaryStatus="Failed",
        FailureReason="AlgorithmError: CUDA out of memory, exit code: 1",
    )

    assert failed.attempts[2].reason == "AlgorithmError: CUDA out of memory, exit code: 1"
    assert failed.attempts[2].exit_code == 1


@pytest.mark.parametrize(
    "transitions", [..., None, [], {}, "x", [7, "x", {}, {"Status": 3}, {"Status": "Training"}]]
)
def test_without_inner_states_the_job_has_one_attempt(transitions: Any) -> None:
    read = told(COMPLETED, SecondaryStatusTransitions=transitions)

    assert [one.started_at for one in read.attempts.values()] == [at(20, 1)]
    assert str(read.moment) == "SUCCEEDED of attempt 1"


def test_a_job_that_is_interrupted_for_ever_stays_small_and_keeps_its_count() -> None:
    read = told(INTERRUPTED, SecondaryStatusTransitions=[TRAINING, WAITING_FOR_SPOT] * 900)

    assert len(read.attempts) == 50
    assert read.moment.attempt == 901
