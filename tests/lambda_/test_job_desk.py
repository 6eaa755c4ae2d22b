"""The job desk settles each message of a delivery by itself, and writes each job once."""

import json
import random
from dataclasses import replace

import pytest

from millrace.domain.job import JobRecord, State
from tests.lambda_.deliveries import QUEUE, SPOT_STORY, FakeLedger, body, body_but, event
from tests.lambda_.desks import Desk

JOB = event("batch-1-runnable").job_id
OTHER = event("batch-failed-out-of-memory").job_id
BLOCKED = event("batch-queue-blocked").job_id
STORY = [body(name) for name in SPOT_STORY]


class MistakenLedger(FakeLedger):
    """Has a mistake that nobody foresaw, about one job."""

    def get(self, job_id: str) -> JobRecord | None:
        if job_id == JOB:
            raise ZeroDivisionError(job_id)
        return super().get(job_id)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def changed(body: str, **envelope: object) -> str:
    return json.dumps(json.loads(body) | envelope)


def record_after(*bodies: str) -> JobRecord:
    desk = Desk()
    assert desk.settle(*bodies) == []
    return desk.ledger.records[JOB]


def test_the_story_of_a_job_in_one_delivery_is_read_once_and_written_once(desk: Desk) -> None:
    assert desk.settle(*STORY) == []

    assert desk.ledger.calls == ["get", "put"]
    assert desk.ledger.records[JOB].state is State.SUCCEEDED
    assert desk.outcomes == ["recorded"] * 7


def test_a_line_tells_the_decision_and_its_reason(desk: Desk) -> None:
    desk.settle(*STORY[:2])

    assert {key: desk.lines[1][key] for key in desk.lines[1] if key != "timestamp"} == {
        "level": "INFO",
        "message": "job event settled",
        "outcome": "recorded",
        "reason": "RUNNABLE of attempt 1 -> STARTING of attempt 1",
        "correlation_id": JOB,
        "job_id": JOB,
        "state": "STARTING",
        "attempt": 1,
        "event_id": event(SPOT_STORY[1]).event_id,
        "message_id": "m1",
        "service": "tested-desk",
    }


def test_a_line_tells_the_first_job_of_a_chain_and_the_replay_that_brought_the_event(
    desk: Desk,
) -> None:
    tags = {"millrace:chain": "first", "millrace:continues": "second"}
    told = body_but("batch-1-runnable", tags=tags)

    desk.settle(changed(told, **{"replay-name": "again"}))

    assert (desk.lines[0]["correlation_id"], desk.lines[0]["replay"]) == ("first", "again")


def test_the_same_event_twice_is_recorded_once(desk: Desk) -> None:
    assert desk.settle(STORY[0], STORY[0]) == []
    assert desk.settle(STORY[0]) == []

    assert desk.outcomes == ["recorded", "duplicate", "duplicate"]
    assert desk.ledger.calls == ["get", "put", "get"]
    assert desk.ledger.records[JOB].version == 1


def test_events_out_of_order_end_in_the_same_record(desk: Desk) -> None:
    shuffled = random.Random(7).sample(STORY, k=len(STORY))  # noqa: S311 - any order will do

    desk.settle(*shuffled)

    assert desk.ledger.records[JOB] == record_after(*STORY)
    assert set(desk.outcomes) == {"recorded", "late"}


def test_events_that_come_one_by_one_are_each_written_over_the_last(desk: Desk) -> None:
    for told in STORY:
        assert desk.settle(told) == []

    assert desk.ledger.calls == ["get", "put"] * 7
    assert desk.ledger.records[JOB] == replace(record_after(*STORY), version=7)


def test_a_late_event_is_told_as_late(desk: Desk) -> None:
    desk.settle(STORY[6])
    desk.settle(STORY[2])

    assert desk.outcomes == ["recorded", "late"]
    assert desk.lines[1]["reason"] == "RUNNING of attempt 1 came after SUCCEEDED of attempt 2"
    assert desk.ledger.records[JOB].state is State.SUCCEEDED


@pytest.mark.parametrize(
    ("malformed", "because"),
    [
        ("{broken", "not JSON: "),
        (body_but("batch-1-runnable", jobId=7), "jobId must be a text that is not empty, got 7"),
    ],
)
def test_a_malformed_event_is_a_dead_letter_at_once(
    desk: Desk, malformed: str, because: str
) -> None:
    assert desk.settle(malformed) == []

    [letter] = desk.dead_letters.letters
    assert (letter.body, letter.source) == (malformed, QUEUE)
    assert letter.reason.startswith(because)
    [line] = desk.lines
    assert (line["outcome"], line["level"]) == ("dead-lettered", "WARNING")
    assert line["reason"] == letter.reason


def test_an_event_that_concerns_nobody_is_ignored_and_counted_with_its_reason(desk: Desk) -> None:
    unknown = changed(STORY[0], source="aws.glue")

    assert desk.settle_and_count(unknown) == ([], ["EventsIgnored"])

    [line] = desk.lines
    assert (line["outcome"], line["reason"]) == ("ignored", "unknown-source")
    assert desk.ledger.records == {}
    assert desk.dead_letters.letters == []


def test_one_bad_in_a_batch_of_ten_harms_none_of_the_nine(desk: Desk) -> None:
    others = [body("batch-failed-out-of-memory"), STORY[0]]

    assert desk.settle(*STORY[:4], "{broken", *STORY[4:], *others) == []

    assert [letter.body for letter in desk.dead_letters.letters] == ["{broken"]
    assert set(desk.ledger.records) == {JOB, OTHER}
    assert len(desk.lines) == 10


def test_a_dead_letter_that_cannot_be_sent_comes_again(desk: Desk) -> None:
    desk.dead_letters.broken = True

    assert desk.settle(STORY[0], "{broken") == ["m1"]

    assert desk.lines[1]["outcome"] == "redelivered"
    assert desk.lines[1]["reason"].startswith(
        "the dead letter could not be sent: throttled; not JSON: "
    )


def test_a_write_that_fails_brings_back_exactly_its_jobs_messages(desk: Desk) -> None:
    desk.ledger.broken = {JOB}

    failed = desk.settle(STORY[0], body("batch-failed-out-of-memory"), STORY[1], STORY[2])

    assert failed == ["m0", "m2", "m3"]
    assert set(desk.ledger.records) == {OTHER}
    assert desk.outcomes == ["redelivered", "recorded", "redelivered", "redelivered"]
    assert desk.lines[0]["reason"] == "the ledger could not be written: throttled"
    assert desk.lines[0]["job_id"] == JOB


def test_a_write_that_fails_is_not_tried_again_for_each_message(desk: Desk) -> None:
    desk.ledger.broken = {JOB}

    desk.settle(*STORY)

    assert desk.ledger.calls == ["get", "put"]


def test_a_lost_race_is_run_again_at_once(desk: Desk) -> None:
    desk.ledger.conflicts = 2

    assert desk.settle(*STORY) == []

    assert desk.ledger.calls == ["get", "put"] * 3
    assert desk.ledger.records[JOB] == record_after(*STORY)


def test_a_race_lost_every_time_brings_the_messages_back(desk: Desk) -> None:
    desk.ledger.conflicts = 99

    assert desk.settle(STORY[0]) == ["m0"]

    assert desk.lines[0]["reason"] == "the job is no longer at version 0"
    assert desk.ledger.records == {}


def test_what_came_back_is_settled_when_it_comes_again(desk: Desk) -> None:
    desk.ledger.broken = {JOB}
    desk.settle(*STORY[:3])
    desk.ledger.broken = set()

    assert desk.settle(*STORY) == []

    assert desk.ledger.records[JOB] == record_after(*STORY)


def test_a_mistake_of_ours_costs_one_jobs_messages_and_leaves_its_traceback(desk: Desk) -> None:
    desk.ledger = MistakenLedger()

    assert desk.settle(STORY[0], "{broken", body("batch-failed-out-of-memory")) == ["m0"]

    assert desk.outcomes == ["redelivered", "dead-lettered", "recorded"]
    assert set(desk.ledger.records) == {OTHER}
    assert (desk.lines[0]["level"], desk.lines[0]["job_id"]) == ("ERROR", JOB)
    assert "ZeroDivisionError" in desk.lines[0]["exception"]


def test_a_job_that_blocks_its_queue_is_in_the_ledger_with_the_reason(desk: Desk) -> None:
    assert desk.settle(body("batch-queue-blocked")) == []

    record = desk.ledger.records[BLOCKED]
    assert record.state is State.RUNNABLE
    assert record.state_reason == "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"
    assert desk.outcomes == ["recorded"]


def test_a_block_that_is_told_late_does_not_move_the_job_backwards(desk: Desk) -> None:
    desk.settle(body_but("batch-3-running", jobId=BLOCKED))

    assert desk.settle(body("batch-queue-blocked")) == []

    record = desk.ledger.records[BLOCKED]
    assert (record.state, record.state_reason) == (State.RUNNING, None)
    assert [m.blocked for m in record.timeline.values() if m.blocked] == [
        "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"
    ]
    assert desk.lines[1]["reason"] == (
        "RUNNABLE of attempt 1, blocking its queue came after RUNNING of attempt 1"
    )


def test_what_the_ledger_has_is_counted_once_however_often_it_comes(desk: Desk) -> None:
    everything = ["AttemptsReclaimed", "AttemptsStarted", "AttemptsStarted", "JobsSucceeded"]

    assert desk.settle_and_count(*STORY, *STORY) == ([], everything)
    assert desk.settle_and_count(*STORY) == ([], [])


def test_what_the_ledger_refused_is_counted_when_it_comes_again(desk: Desk) -> None:
    desk.ledger.broken = {JOB}
    assert desk.settle_and_count(STORY[2]) == (["m0"], [])

    desk.ledger.broken = set()
    assert desk.settle_and_count(STORY[2]) == ([], ["AttemptsStarted"])


def test_a_lost_race_counts_nothing_twice(desk: Desk) -> None:
    desk.ledger.conflicts = 2

    assert desk.settle_and_count(STORY[2]) == ([], ["AttemptsStarted"])


@pytest.mark.parametrize("part", [":0", "#1"])
def test_a_part_of_a_job_has_an_item_of_its_own(desk: Desk, part: str) -> None:
    desk.settle(STORY[0], body_but("batch-3-running", jobId=f"{JOB}{part}"))

    assert set(desk.ledger.records) == {JOB, f"{JOB}{part}"}
    assert desk.ledger.records[f"{JOB}{part}"].parent == JOB
    assert desk.ledger.records[JOB].parent is None
