"""What is counted of jobs: each fact once, when the ledger learns of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.counting import counts
from millrace.domain.job import Attempt, JobEvent, JobRecord, Kind, Service, State
from millrace.domain.merging import merge
from millrace.domain.metrics import TAKEN_FOR, Datum, Unit, summed
from tests.lambda_.deliveries import SPOT_STORY, event
from tests.lambda_.test_job_merging import START, histories, merged, record_of

STORY = [event(name) for name in SPOT_STORY]


def counted(history: list[JobEvent]) -> list[str]:
    """What the desk counts when it writes the events one by one."""
    found: list[Datum] = []
    record: JobRecord | None = None
    for new in history:
        before, record = record, merge(record, new).record
        found += counts(before, record)
    return sorted(count.metric for count in found)


def test_the_spot_story_is_one_success_of_two_attempts_one_of_them_reclaimed() -> None:
    assert counted(STORY) == [
        "AttemptsReclaimed",
        "AttemptsStarted",
        "AttemptsStarted",
        "JobsSucceeded",
    ]


def test_a_fact_is_counted_of_its_queue_and_when_it_was() -> None:
    [started] = counts(merged(STORY[:2]), record_of(STORY[:3]))

    assert started == Datum(
        metric="AttemptsStarted",
        dimension="Queue",
        of="gpu",
        value=1,
        unit=Unit.COUNT,
        at=STORY[2].attempts[1].started_at or START,
    )


def test_a_block_is_counted_for_every_time_that_it_is_told() -> None:
    blocked = event("batch-queue-blocked")
    again = replace(blocked, event_id="again")

    assert counted([blocked, blocked, again]) == ["QueueBlocked", "QueueBlocked"]


@pytest.mark.parametrize("kind", [Kind.ARRAY, Kind.NODE])
def test_what_is_counted_elsewhere_counts_only_its_blocks(kind: Kind) -> None:
    blocked = replace(STORY[0], event_id="blocked", blocks_queue=True)

    assert counted([replace(told, kind=kind) for told in [*STORY, blocked]]) == ["QueueBlocked"]


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.CHILD, Kind.MULTI_NODE])
def test_every_other_job_counts(kind: Kind) -> None:
    assert len(counted([replace(told, kind=kind) for told in STORY])) == 4


def test_a_failure_that_no_rule_knows_is_counted_of_its_service() -> None:
    failed = event("batch-failed-out-of-memory")
    odd = Attempt(reason="Zyxomma petiolatum")

    told = counts(None, record_of([replace(failed, state_reason=None, attempts={1: odd})]))

    [unknown] = [count for count in told if count.metric == "FailuresUnknown"]
    assert (unknown.dimension, unknown.of, unknown.at) == ("Service", "batch", failed.at)


def test_a_thing_without_a_queue_counts_nothing_but_an_unknown_failure() -> None:
    failed = replace(STORY[0], queue="", service=Service.SAGEMAKER, kind=Kind.TRAINING)
    odd = replace(failed, state=State.FAILED, state_reason="Zyxomma petiolatum")

    assert counted([failed]) == []
    assert counted([odd, odd]) == ["FailuresUnknown"]


def test_an_attempt_that_ended_otherwise_was_not_reclaimed() -> None:
    assert counted([event("batch-failed-out-of-memory")]) == ["AttemptsStarted", "JobsFailed"]


def test_a_reclaimed_attempt_that_never_started_is_counted_at_the_time_of_its_event() -> None:
    lost = replace(STORY[3], attempts={1: Attempt(reason="Host EC2 (instance i-1) terminated.")})

    [count] = counts(None, record_of([lost]))
    assert (count.metric, count.at) == ("AttemptsReclaimed", lost.at)


def of_one_kind(history: list[JobEvent]) -> list[JobEvent]:
    """An id says what its job is, so no two events of a job differ in it."""
    return [replace(told, kind=Kind.SINGLE) for told in history]


@given(histories.map(of_one_kind), st.data())
def test_duplicates_and_disorder_count_nothing_more(
    history: list[JobEvent], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(history), max_size=4))
    shuffled = counted(data.draw(st.permutations(history + again)))

    for metric in ("AttemptsStarted", "QueueBlocked"):
        assert shuffled.count(metric) == counted(history).count(metric)
    ended = any(told.state.terminal for told in history)
    assert sum(metric.startswith("Jobs") for metric in shuffled) == ended


@given(histories.map(of_one_kind))
def test_a_record_read_late_counts_what_its_events_counted_one_by_one(
    history: list[JobEvent],
) -> None:
    at_once = [count.metric for count in counts(None, record_of(history))]

    for metric in ("AttemptsStarted", "QueueBlocked"):
        assert at_once.count(metric) == counted(history).count(metric)


def count(minutes: float, value: float = 1, of: str = "gpu") -> Datum:
    return Datum(
        metric="JobsFailed",
        dimension="Queue",
        of=of,
        value=value,
        unit=Unit.COUNT,
        at=START + timedelta(minutes=minutes),
    )


def test_counts_of_one_minute_travel_as_one() -> None:
    found = summed([count(0), count(0.5), count(1), count(0, of="cpu")], now=START)

    assert found == [count(0, 2), count(1), count(0, of="cpu")]


def test_what_cloudwatch_would_not_take_is_left_out() -> None:
    now = START + TAKEN_FOR + timedelta(minutes=1)

    assert summed([count(0), count(2)], now=now) == [count(2)]
