"""What is to be done about a job is in the ledger first, then named to those who do it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from millrace.domain.job import JobRecord
from millrace.domain.orders import Do, Order, Progress, token_of
from tests.lambda_.deliveries import body, body_but, event
from tests.lambda_.desks import Desk

FAILED = body("batch-failed-out-of-memory")
JOB = event("batch-failed-out-of-memory").job_id
NOW = datetime(2026, 11, 16, 21, tzinfo=UTC)
ORDER = Order(
    token=token_of(JOB, Do.NOTIFY, "end"), do=Do.NOTIFY, because="out-of-memory", ordered_at=NOW
)


def notified_of_its_end(record: JobRecord) -> JobRecord:
    if not record.state.terminal:
        return record
    return replace(record, orders={ORDER.token: ORDER, **record.orders})


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.conclude = notified_of_its_end
    return desk


def test_an_order_is_written_with_the_state_that_calls_for_it(desk: Desk) -> None:
    assert desk.settle(FAILED) == []

    assert desk.ledger.records[JOB].orders == {ORDER.token: ORDER}
    assert desk.ledger.calls == ["get", "put"]
    assert desk.orders.named == [JOB]


def test_a_job_that_calls_for_nothing_is_not_named(desk: Desk) -> None:
    desk.settle(body("batch-1-runnable"))

    assert desk.orders.named == []


def test_a_job_with_two_events_is_named_once(desk: Desk) -> None:
    desk.settle(body_but("batch-3-running", jobId=JOB), FAILED)

    assert desk.orders.named == [JOB]


def test_orders_that_cannot_be_named_bring_back_exactly_these_messages(desk: Desk) -> None:
    desk.orders.broken = True

    failed = desk.settle(FAILED, body("batch-1-runnable"))

    assert failed == ["m0"]
    assert desk.outcomes == ["redelivered", "recorded"]
    assert desk.lines[0]["reason"] == "the orders could not be sent: throttled"


def test_what_came_back_names_the_job_though_the_ledger_has_it_already(desk: Desk) -> None:
    desk.orders.broken = True
    desk.settle(FAILED)
    desk.orders.broken = False

    assert desk.settle(FAILED) == []

    assert desk.outcomes == ["redelivered", "duplicate"]
    assert desk.orders.named == [JOB]
    assert desk.ledger.records[JOB].version == 1


def test_what_is_done_already_is_not_named_again(desk: Desk) -> None:
    desk.settle(FAILED)
    done = replace(ORDER, progress=Progress.DONE)
    held = desk.ledger.records[JOB]
    desk.ledger.records[JOB] = replace(held, orders={ORDER.token: done})

    desk.settle(FAILED)

    assert desk.orders.named == [JOB]


def test_a_late_event_leaves_what_was_ordered_as_it_is(desk: Desk) -> None:
    desk.settle(FAILED)
    done = replace(ORDER, progress=Progress.DONE, result="told the team")
    held = desk.ledger.records[JOB]
    desk.ledger.records[JOB] = replace(held, orders={ORDER.token: done})

    desk.settle(body_but("batch-3-running", jobId=JOB))

    assert desk.ledger.records[JOB].orders == {ORDER.token: done}
    assert desk.outcomes == ["recorded", "late"]


def test_orders_that_cannot_be_named_are_counted_for_their_events_all_the_same(desk: Desk) -> None:
    desk.orders.broken = True
    first = desk.settle_and_count(FAILED)
    desk.orders.broken = False

    assert "JobsFailed" in first[1]
    assert desk.settle_and_count(FAILED) == ([], [])


def test_nothing_is_named_that_the_ledger_refused(desk: Desk) -> None:
    desk.ledger.broken = {JOB}

    assert desk.settle(FAILED) == ["m0"]

    assert desk.orders.named == []
