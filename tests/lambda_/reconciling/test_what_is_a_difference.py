"""An event is sent where AWS is further than the ledger, and never twice for the same."""

import json
from datetime import timedelta

import pytest

from millrace.domain.job import State
from millrace.domain.reconciling.rounds import Round
from tests.lambda_.reconciling.batch_stories import NO_CAPACITY, QUEUE, RECLAIMED, START, BatchJob
from tests.lambda_.reconciling.fake_batch import FakeBatchClient
from tests.lambda_.reconciling.fake_ledger import FakeLedger
from tests.lambda_.reconciling.quiet import QUIET, ROUND
from tests.lambda_.reconciling.test_batch_repairs import round_of


def reclaimed() -> BatchJob:
    job = BatchJob("job")
    job.runs()
    job.is_retried(RECLAIMED)
    return job


def test_a_reclaimed_job_is_found_in_one_round_without_any_notice() -> None:
    """Its host went away: neither the notice nor an event of the job arrived."""
    job = reclaimed()
    ledger = FakeLedger()
    ledger.hear(job.events()[:-1])

    ledger.hear(round_of(FakeBatchClient(jobs=[job]), ledger))

    assert str(ledger.jobs["job"].newest) == "RUNNABLE of attempt 2"
    assert ledger.jobs["job"].attempts[1].reason == RECLAIMED


def test_the_event_has_the_shape_of_one_that_aws_sends() -> None:
    job = reclaimed()
    [sent] = round_of(FakeBatchClient(jobs=[job]), FakeLedger())
    event, theirs = json.loads(sent), json.loads(job.events()[-1])

    assert event.keys() == theirs.keys()
    assert event["id"].startswith("reconciled-")
    for name in ("source", "detail-type", "account", "region", "resources", "version"):
        assert event[name] == theirs[name]
    arn = event["resources"][0]
    assert event["detail"] == theirs["detail"] | {
        "tags": {"resourceArn": arn, "millrace:team": "vision"}
    }


def test_the_same_difference_told_twice_is_a_duplicate() -> None:
    client, ledger = FakeBatchClient(jobs=[reclaimed()]), FakeLedger()
    first = round_of(client, ledger)
    later = Round.of(QUIET + timedelta(minutes=5), now=QUIET + timedelta(minutes=5))

    assert round_of(client, ledger, later) == first


def test_a_later_attempt_is_another_difference() -> None:
    job = reclaimed()
    [first] = round_of(FakeBatchClient(jobs=[job]), FakeLedger())
    job.runs()
    job.is_retried(RECLAIMED)
    [second] = round_of(FakeBatchClient(jobs=[job]), FakeLedger())

    assert json.loads(first)["id"] != json.loads(second)["id"]


def test_a_description_that_lags_behind_the_events_is_no_difference() -> None:
    job = reclaimed()
    ledger = FakeLedger()
    ledger.hear(job.events())
    job.story.pop()

    assert round_of(FakeBatchClient(jobs=[job]), ledger) == []


@pytest.mark.parametrize("is_known", [True, False])
def test_a_job_that_was_heard_of_within_the_minute_is_left_alone(is_known: bool) -> None:  # noqa: FBT001
    just_now = QUIET - timedelta(seconds=50)
    job = BatchJob("job", submitted_at=just_now)
    ledger = FakeLedger()
    if is_known:
        ledger.hear(job.events()[:1])
        job.becomes("RUNNABLE")
    client = FakeBatchClient(jobs=[job])

    assert round_of(client, ledger) == []
    assert "DescribeJobs" not in client.asked
    assert len(round_of(client, ledger, Round.of(QUIET, now=QUIET + timedelta(minutes=5)))) == 1


def test_what_the_ledger_knows_to_have_ended_is_not_asked_about() -> None:
    job = reclaimed()
    job.ends("FAILED")
    ledger, client = FakeLedger(), FakeBatchClient(jobs=[job])
    ledger.hear(job.events())

    assert round_of(client, ledger) == []
    assert "DescribeJobs" not in client.asked


def test_a_job_that_blocks_its_queue_is_told_of_as_such() -> None:
    job = BatchJob("job")
    job.becomes("RUNNABLE")
    ledger = FakeLedger()
    ledger.hear(job.events())
    job.blocks_its_queue()

    [sent] = round_of(FakeBatchClient(jobs=[job]), ledger)
    ledger.hear([sent])

    assert json.loads(sent)["detail-type"] == "Batch Job Queue Blocked"
    assert ledger.jobs["job"].newest.blocked == NO_CAPACITY
    assert [order.do for order in ledger.jobs["job"].due] == ["notify"]


def test_an_array_has_its_children_looked_at_that_nobody_has_heard_of() -> None:
    whole = BatchJob("array", more={"arrayProperties": {"size": 5}})
    whole.becomes("PENDING")
    children = [
        BatchJob(f"array:{index}", more={"arrayProperties": {"index": index}}) for index in range(5)
    ]
    for child in children[2:]:
        child.runs()
    ledger = FakeLedger()

    ledger.hear(round_of(FakeBatchClient(jobs=[whole, *children]), ledger))

    states = {job_id: str(job.state) for job_id, job in ledger.jobs.items()}
    assert states == {
        "array": "PENDING",
        **{f"array:{index}": "SUBMITTED" for index in range(2)},
        **{f"array:{index}": "RUNNING" for index in range(2, 5)},
    }


def test_a_multi_node_job_has_its_nodes_looked_at() -> None:
    whole = BatchJob("multi", more={"nodeProperties": {"numNodes": 2}})
    nodes = [
        BatchJob(f"multi#{index}", more={"nodeProperties": {"numNodes": 2}}) for index in range(2)
    ]
    for job in (whole, *nodes):
        job.runs()
    ledger = FakeLedger()

    ledger.hear(round_of(FakeBatchClient(jobs=[whole, *nodes]), ledger))

    assert {*ledger.jobs} == {"multi", "multi#0", "multi#1"}


def test_an_open_job_is_looked_at_wherever_its_queue_is() -> None:
    """The feed has the jobs of every queue in the account; the fleets' are only those listed."""
    job = BatchJob("elsewhere", more={"jobQueue": f"{QUEUE}-of-others"})
    job.becomes("RUNNABLE")
    ledger = FakeLedger()
    ledger.hear(job.events())
    job.ends("SUCCEEDED", exitCode=0)
    client = FakeBatchClient(unlisted=[job])

    ledger.hear(round_of(client, ledger))

    assert ledger.jobs["elsewhere"].state is State.SUCCEEDED


def test_a_job_that_ended_before_anybody_looked_back_is_left_in_peace() -> None:
    old = BatchJob("old", submitted_at=START - timedelta(hours=30))
    old.ends("FAILED")

    assert round_of(FakeBatchClient(jobs=[old]), FakeLedger(), ROUND) == []


def test_a_block_that_aws_has_told_of_is_not_told_again() -> None:
    job = BatchJob("job")
    job.becomes("RUNNABLE")
    job.blocks_its_queue()
    ledger = FakeLedger()
    ledger.hear(job.events())

    assert round_of(FakeBatchClient(jobs=[job]), ledger) == []


def test_what_the_ledger_has_taken_and_not_believed_is_not_sent_for_ever() -> None:
    """Two events say of a job that it ended, and AWS holds with the one that came earlier."""
    job = BatchJob("job")
    job.runs()
    other = BatchJob("job", submitted_at=START + timedelta(minutes=1))
    other.runs()
    job.ends("SUCCEEDED")
    other.ends("FAILED")
    ledger, client = FakeLedger(), FakeBatchClient(jobs=[job])
    ledger.hear(round_of(client, ledger))
    ledger.hear(other.events())
    assert ledger.jobs["job"].state is State.FAILED

    assert round_of(client, ledger) == []
