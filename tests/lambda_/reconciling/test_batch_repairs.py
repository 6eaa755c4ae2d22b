"""Whatever AWS Batch's events did not tell, one round makes good."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from millrace.adapters.batch_jobs import AwsBatchJobs
from millrace.domain.job import JobRecord
from millrace.domain.reconciling.batch_jobs import BatchComparison
from millrace.domain.reconciling.rounds import Round
from millrace.hearing import heard
from tests.lambda_.reconciling.batch_stories import QUEUE, RECLAIMED, BatchJob
from tests.lambda_.reconciling.fake_batch import FakeBatchClient
from tests.lambda_.reconciling.fake_ledger import FakeLedger
from tests.lambda_.reconciling.quiet import PLACE, ROUND

ENDS = (None, "SUCCEEDED", "FAILED")


def round_of(client: FakeBatchClient, ledger: FakeLedger, round_: Round = ROUND) -> list[str]:
    """The events that one round sends."""
    comparison = BatchComparison(
        batch=AwsBatchJobs(client),  # type: ignore[arg-type]
        ledger=ledger,
        queues=[QUEUE],
        place=PLACE,
        read=heard,
    )
    return [found.body for found in comparison.differences(round_)]


def heads(jobs: Mapping[str, JobRecord]) -> dict[str, tuple[Any, ...]]:
    """Where each of them stands, and what is to be done about it, by its token."""
    return {
        job_id: (job.state, job.newest.attempt, job.state_reason, dict(job.attempts), {*job.orders})
        for job_id, job in jobs.items()
    }


@st.composite
def jobs(draw: st.DrawFn, job_id: str = "job", more: Mapping[str, Any] | None = None) -> BatchJob:
    job = BatchJob(job_id, more=more or {})
    for reason in draw(st.lists(st.sampled_from([RECLAIMED, "Task failed to start"]), max_size=3)):
        job.runs()
        job.is_retried(reason)
    far = draw(st.sampled_from(["", "RUNNABLE", "STARTING", "RUNNING"]))
    if far == "RUNNING":
        job.runs()
    elif far and far != job.now["status"]:
        job.becomes(far)
    end = draw(st.sampled_from(ENDS))
    if end:
        job.ends(end, exitCode=draw(st.sampled_from([0, 1, 137])))
    elif job.now["status"] == "RUNNABLE" and draw(st.booleans()):
        job.blocks_its_queue()
    return job


@st.composite
def arrays(draw: st.DrawFn) -> list[BatchJob]:
    size = draw(st.integers(2, 4))
    whole = BatchJob("array", more={"arrayProperties": {"size": size}})
    children = [
        draw(jobs(job_id=f"array:{index}", more={"arrayProperties": {"index": index}}))
        for index in range(size)
    ]
    whole.becomes("PENDING")
    if not any(child.is_open for child in children):
        whole.becomes(children[0].now["status"])
    return [whole, *children]


@settings(max_examples=100)
@given(jobs().map(lambda job: [job]) | arrays(), st.data())
def test_with_any_events_dropped_the_ledger_has_what_aws_says(
    all_jobs: list[BatchJob], data: st.DataObject
) -> None:
    events = [event for job in all_jobs for event in job.events()]
    arrived = data.draw(st.lists(st.sampled_from(events), max_size=2 * len(events)))
    ledger, complete = FakeLedger(), FakeLedger()
    ledger.hear(arrived)
    complete.hear(events)

    sent = round_of(FakeBatchClient(jobs=all_jobs), ledger)
    ledger.hear(sent)

    assert heads(ledger.jobs) == heads(complete.jobs)
    assert round_of(FakeBatchClient(jobs=all_jobs), ledger) == []
    # Those that were only late arrive after all.
    ledger.hear(events)
    assert heads(ledger.jobs) == heads(complete.jobs)
