"""From a record follow its orders, its cost and how long it is kept: from it alone."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from millrace.domain.concluding import conclude
from millrace.domain.fleets import Fleet, Fleets
from millrace.domain.job import Facts, JobEvent, JobRecord
from millrace.domain.merging import merge
from millrace.domain.orders import Progress
from millrace.domain.policy import Policy
from tests.lambda_.deliveries import event
from tests.lambda_.test_job_merging import STORY, histories

NOW = datetime(2026, 11, 16, 22, tzinfo=UTC)
FAILED = merge(None, event("batch-failed-out-of-memory")).record
POLICY = Policy(keep_days=10)


def concluded(record: JobRecord) -> JobRecord:
    return conclude(record, policy=POLICY, now=NOW)


def test_a_record_is_kept_so_many_days_after_its_last_event() -> None:
    kept = concluded(FAILED)

    assert kept.expires_at == int(FAILED.updated_at.timestamp()) + 10 * 86_400


def test_a_record_at_the_end_of_the_calendar_is_kept_longer_still() -> None:
    late = replace(FAILED, updated_at=datetime.max.replace(tzinfo=UTC))

    assert (concluded(late).expires_at or 0) > late.updated_at.timestamp()


def test_a_record_has_its_cost() -> None:
    fleet = Fleet(
        name="gpu",
        queues={FAILED.queue: {}},
        environments={"arn:aws:batch:::compute-environment/gpu-spot": "spot"},
        usd_per_vcpu_hour={"spot": 0.03},
    )
    host = "arn:aws:ecs:::container-instance/AWSBatch-gpu-spot-1/0"
    ran = replace(FAILED.attempts[1], host=host)
    record = replace(FAILED, attempts={1: ran}, facts=Facts(vcpus=4))

    policy = Policy(fleets=Fleets(fleets=[fleet]))
    assert (conclude(record, policy=policy, now=NOW).usd or 0) > 0


def test_what_was_ordered_once_stays_as_it_is() -> None:
    first = concluded(FAILED)
    assert first.orders
    done = {token: replace(order, progress=Progress.DONE) for token, order in first.orders.items()}

    assert concluded(replace(first, orders=done)).orders == done


@settings(max_examples=50)
@given(histories, st.data())
def test_whatever_the_order_of_arrival_it_costs_the_same_and_is_kept_as_long(
    history: list[JobEvent], data: st.DataObject
) -> None:
    """The desk concludes after every delivery, whatever it brought until then."""
    shuffled = data.draw(st.permutations(history))

    assert _told_one_by_one(shuffled).usd == _told_one_by_one(history).usd
    assert _told_one_by_one(shuffled).expires_at == _told_one_by_one(history).expires_at


def _told_one_by_one(history: list[JobEvent]) -> JobRecord:
    record = concluded(merge(None, history[0]).record)
    for new in history[1:]:
        record = concluded(merge(record, new).record)
    return record


def test_the_spot_story_calls_for_nothing() -> None:
    record = merge(None, STORY[0]).record
    for told in STORY[1:]:
        record = merge(record, told).record

    assert concluded(record).orders == {}
