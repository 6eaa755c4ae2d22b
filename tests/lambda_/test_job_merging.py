"""A job's record is the same whatever the order in which its events arrive."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from millrace.adapters.items import item_of
from millrace.domain.job import Attempt, Facts, JobEvent, JobRecord, Kind, Service, State
from millrace.domain.merging import KEPT, Outcome, merge
from millrace.fields import REASON
from tests.lambda_.deliveries import SPOT_STORY, event

START = datetime(2026, 11, 16, 20, tzinfo=UTC)
STORY = [event(name) for name in SPOT_STORY]


def merged(events: Iterable[JobEvent]) -> JobRecord | None:
    return reduce(lambda record, new: merge(record, new).record, events, None)


def record_of(events: Iterable[JobEvent]) -> JobRecord:
    record = merged(events)
    assert record is not None
    return record


# Few values, so that events contradict one another and tie.
times = st.integers(0, 3).map(lambda seconds: START + timedelta(seconds=seconds))
words = st.sampled_from(["a", "b", "c"])
attempts = st.builds(
    Attempt,
    started_at=st.none() | times,
    stopped_at=st.none() | times,
    exit_code=st.none() | st.integers(0, 2),
    reason=st.none() | words,
    log_stream=st.none() | words,
    host=st.none() | words,
)
facts = st.sampled_from(
    [
        Facts(),
        Facts(status="a", team="b", on_spot=False),
        Facts(status="b", team="a", instances=2),
        Facts(team="c", on_spot=True, instances=1, deadline=START),
        Facts(deadline=START + timedelta(1), chain="a", billable_seconds=3),
    ]
)
job_events = st.builds(
    JobEvent,
    event_id=st.uuids().map(str),
    at=times,
    job_id=st.just("job"),
    name=words,
    queue=words,
    definition=words,
    state=st.sampled_from(State),
    state_reason=st.none() | words,
    submitted_at=st.none() | times,
    attempts=st.dictionaries(st.integers(1, 3), attempts, max_size=3),
    kind=st.sampled_from(Kind),
    size=st.none() | st.integers(2, 3),
    blocks_queue=st.booleans(),
    service=st.sampled_from(Service),
    attempt=st.none() | st.integers(1, 3),
    facts=facts,
)
ENDLESS = [state for state in State if state.endless]
of_things = job_events.flatmap(
    lambda told: st.builds(
        replace, st.just(told), state=st.sampled_from(ENDLESS), kind=st.just(Kind.ENDPOINT)
    )
)
histories = st.lists(job_events, min_size=1, max_size=6, unique_by=lambda new: new.event_id)


things = st.lists(of_things, min_size=1, max_size=6, unique_by=lambda new: new.event_id)


@given(histories | things, st.data())
def test_any_order_with_any_duplicates_ends_in_the_same_record(
    history: list[JobEvent], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(history), max_size=4))
    shuffled = data.draw(st.permutations(history + again))

    assert merged(shuffled) == merged(history)


LONG = [
    replace(
        STORY[0],
        event_id=f"{number}",
        at=START + timedelta(minutes=number // 2),
        state=ENDLESS[number % 3],
        kind=Kind.ENDPOINT,
    )
    for number in range(KEPT + 40)
]


@settings(max_examples=10)
@given(st.permutations(LONG))
def test_of_a_long_timeline_the_furthest_are_kept_whatever_the_order(long: list[JobEvent]) -> None:
    record = record_of(long)

    assert set(record.timeline) == {told.event_id for told in LONG[-KEPT:]}
    assert record == record_of(LONG)
    assert record.opened_at == STORY[0].submitted_at


def test_a_thing_is_known_since_its_first_event_though_the_timeline_has_lost_it() -> None:
    record = record_of(replace(told, submitted_at=None) for told in LONG)

    assert record.opened_at == START
    assert START not in {moment.at for moment in record.timeline.values()}


def test_an_event_that_the_timeline_has_lost_changes_nothing_when_it_comes_again() -> None:
    record = record_of(LONG)

    assert merge(record, LONG[0]).record == record


def test_an_item_never_outgrows_what_dynamodb_takes() -> None:
    """Each text at its longest, in letters of four bytes, as the readers of events let it pass."""
    longest = "\U0001f680" * REASON
    most = Attempt(reason=f"{longest}: {longest}", log_stream=longest, host=longest)
    told = replace(
        STORY[0],
        job_id=longest[:256],
        name=longest[:256],
        queue=longest,
        definition=longest,
        state_reason=longest,
        blocks_queue=True,
        attempts=dict.fromkeys(range(1, 11), most),
        facts=Facts(arn=longest, status=longest[:256], submitted_by=longest[:256]),
    )
    record = record_of(
        replace(told, event_id=longest[:250] + str(number)) for number in range(KEPT + 5)
    )

    size = len(json.dumps(item_of(record), ensure_ascii=False).encode())
    assert size < 350_000, "there is no room left for what the desk does about the job"


def test_a_thing_stands_since_its_last_change_though_it_was_there_before() -> None:
    ready, changing, ready_again, told_again = (
        replace(LONG[0], event_id=f"{number}", at=START + timedelta(hours=number), state=state)
        for number, state in enumerate([State.READY, State.CHANGING, State.READY, State.READY])
    )

    for order in ([ready, changing, ready_again, told_again], [told_again, ready_again, changing]):
        assert record_of(order).stands_since == ready_again.at


@given(histories)
def test_a_state_never_goes_backwards(history: list[JobEvent]) -> None:
    record = merge(None, history[0]).record
    for new in history[1:]:
        before, record = record, merge(record, new).record
        assert record.newest.progress >= before.newest.progress


@given(histories, st.data())
def test_a_duplicate_changes_nothing_at_all(history: list[JobEvent], data: st.DataObject) -> None:
    record = record_of(history)
    again = merge(record, data.draw(st.sampled_from(history)))

    assert again.outcome is Outcome.DUPLICATE
    assert again.record is record


@given(histories)
def test_every_event_is_in_the_timeline(history: list[JobEvent]) -> None:
    assert set(record_of(history).timeline) == {new.event_id for new in history}


def test_the_first_event_opens_the_record() -> None:
    first = merge(None, STORY[0])

    assert (first.outcome, first.reason) == (Outcome.RECORDED, "first event of the job")
    assert (first.record.service, first.record.state) == ("batch", State.RUNNABLE)
    assert first.record.version == 0


def test_a_retry_is_forward_although_runnable_comes_before_running() -> None:
    retried = merge(merged(STORY[:3]), STORY[3])

    assert retried.outcome is Outcome.RECORDED
    assert retried.reason == "RUNNING of attempt 1 -> RUNNABLE of attempt 2"
    assert retried.record.state is State.RUNNABLE


def test_a_late_event_joins_the_timeline_and_leaves_the_state() -> None:
    late = merge(merged([*STORY[:1], *STORY[2:]]), STORY[1])

    assert late.outcome is Outcome.LATE
    assert late.reason == "STARTING of attempt 1 came after SUCCEEDED of attempt 2"
    assert late.record.state is State.SUCCEEDED
    assert STORY[1].event_id in late.record.timeline


def test_a_late_event_adds_what_was_unknown() -> None:
    bare = replace(STORY[-1], attempts={2: Attempt(exit_code=0)})
    record = merge(merge(None, bare).record, STORY[3]).record

    assert record.attempts[1] == STORY[3].attempts[1]
    assert record.attempts[2] == Attempt(exit_code=0)


@pytest.mark.parametrize("end", [State.SUCCEEDED, State.FAILED])
def test_nothing_is_ahead_of_the_end(end: State) -> None:
    """Batch may end a job without listing the attempts that earlier events told of."""
    ended = merge(merged(STORY[:-1]), replace(STORY[-1], state=end, attempts={}))

    assert ended.outcome is Outcome.RECORDED
    assert ended.record.state is end


def test_of_two_ends_the_later_one_counts() -> None:
    failed = replace(STORY[-1], event_id="0", state=State.FAILED)
    succeeded = replace(STORY[-1], at=failed.at + timedelta(minutes=1))
    failed_again = replace(failed, event_id="1", at=failed.at + timedelta(minutes=2))

    assert record_of([failed, succeeded]).state is State.SUCCEEDED
    assert record_of([failed_again, succeeded]).state is State.FAILED


def test_a_job_that_ends_before_any_attempt_ends_in_its_first() -> None:
    never_started = replace(STORY[0], state=State.FAILED)

    assert str(record_of([never_started]).newest) == "FAILED of attempt 1"


def test_the_version_stays_the_one_that_was_read() -> None:
    held = replace(record_of(STORY[:1]), version=7)

    assert merge(held, STORY[1]).record.version == 7
    assert merge(replace(record_of(STORY[1:]), version=7), STORY[0]).record.version == 7


def test_the_same_state_told_again_later_is_the_one_that_counts() -> None:
    again = replace(STORY[0], event_id="0", at=STORY[0].at + timedelta(minutes=9), state_reason="w")

    assert record_of([again, STORY[0]]).state_reason == "w"


def test_the_spot_story_ends_with_both_attempts_told() -> None:
    record = record_of(STORY)

    assert record.state is State.SUCCEEDED
    assert [(n, a.exit_code, a.reason) for n, a in record.attempts.items()] == [
        (1, None, "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated."),
        (2, 0, "Essential container in task exited"),
    ]


def test_a_block_told_between_leaves_the_time_since_when_the_job_waits() -> None:
    blocked = replace(
        STORY[0], event_id="0", at=STORY[0].at + timedelta(minutes=9), blocks_queue=True
    )

    for order in ([STORY[0], blocked], [blocked, STORY[0]]):
        record = record_of(order)
        assert record.newest.blocked is not None
        assert record.stands_since == STORY[0].at


@pytest.mark.parametrize("event_id", ["0", "z"])
def test_a_block_told_in_the_second_of_its_state_comes_after_it(event_id: str) -> None:
    blocked = replace(STORY[0], event_id=event_id, blocks_queue=True)

    assert record_of([STORY[0], blocked]).newest.blocked is not None
