"""The job desk settles each message of a delivery by itself, and writes each job once."""

import io
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import process_partial_response

from millrace.delivery import Delivery
from millrace.domain.desk import JobDesk
from millrace.domain.job import JobRecord, State
from millrace.reporting import ReportingProcessor
from tests.lambda_.deliveries import (
    QUEUE,
    SPOT_STORY,
    FakeDeadLetters,
    FakeLedger,
    body,
    body_but,
    delivery,
    event,
)

JOB = event("batch-1-runnable").job_id
OTHER = event("batch-failed-out-of-memory").job_id
BLOCKED = event("batch-queue-blocked").job_id
STORY = [body(name) for name in SPOT_STORY]


class MistakenLedger(FakeLedger):
    """Has a mistake that nobody foresaw."""

    def get(self, job_id: str) -> JobRecord | None:
        raise ZeroDivisionError(job_id)


class Desk:
    """The job desk with fakes behind it: what it answers, what it logs."""

    def __init__(self, log: io.StringIO) -> None:
        self.ledger = FakeLedger()
        self.dead_letters = FakeDeadLetters()
        self._log = log

    def settle(self, *bodies: str) -> list[str]:
        """The messages that are to be delivered again."""
        return self.settle_and_count(*bodies)[0]

    def settle_and_count(self, *bodies: str) -> tuple[list[str], list[str]]:
        delivered = delivery(*bodies)
        desk = JobDesk(ledger=self.ledger, dead_letters=self.dead_letters)
        processor = ReportingProcessor(Logger(service="tested-desk"))
        read = Delivery(delivered["Records"], desk)
        answer = process_partial_response(delivered, read.settle, processor)
        failed = [str(failure["itemIdentifier"]) for failure in answer["batchItemFailures"]]
        return failed, sorted(count.metric for count in read.counts)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.getvalue().splitlines()]

    @property
    def outcomes(self) -> list[str]:
        return [line["outcome"] for line in self.lines]


@pytest.fixture
def desk() -> Iterator[Desk]:
    log = io.StringIO()
    # Powertools keeps one handler per service name: this test's stream replaces the last one's.
    handler = Logger(service="tested-desk").registered_handler
    before = handler.setStream(log)  # type: ignore[attr-defined]
    yield Desk(log)
    handler.setStream(before)  # type: ignore[attr-defined]


def record_after(*bodies: str) -> JobRecord:
    desk = Desk(io.StringIO())
    assert desk.settle(*bodies) == []
    return desk.ledger.records[JOB]


def test_the_story_of_a_job_in_one_delivery_is_read_once_and_written_once(desk: Desk) -> None:
    assert desk.settle(*STORY) == []

    assert desk.ledger.calls == ["get", "put"]
    assert desk.ledger.records[JOB].state is State.SUCCEEDED
    assert desk.outcomes == ["recorded"] * 7


def test_a_line_tells_the_decision_and_its_reason(desk: Desk) -> None:
    desk.settle(*STORY[:2])

    ours = ("outcome", "reason", "job_id", "state", "attempt", "event_id", "message_id", "service")
    assert {key: desk.lines[1][key] for key in ours} == {
        "outcome": "recorded",
        "reason": "RUNNABLE of attempt 1 -> STARTING of attempt 1",
        "job_id": JOB,
        "state": "STARTING",
        "attempt": 1,
        "event_id": event(SPOT_STORY[1]).event_id,
        "message_id": "m1",
        "service": "tested-desk",
    }


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
        (body_but("batch-1-runnable", status="DONE"), "status must be one of SUBMITTED, "),
        (body("batch-service-job-succeeded"), "detail-type must be 'Batch Job State Change' or 'B"),
        (body("ec2-spot-interruption-warning"), "source must be 'aws.batch', got 'aws.ec2'"),
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


def test_a_mistake_of_ours_costs_one_message_and_leaves_its_traceback(desk: Desk) -> None:
    desk.ledger = MistakenLedger()

    assert desk.settle(STORY[0], "{broken") == ["m0"]

    assert desk.outcomes == ["redelivered", "dead-lettered"]
    assert desk.lines[0]["level"] == "ERROR"
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
