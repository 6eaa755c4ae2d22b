"""Whatever SageMaker's events did not tell, one round makes good."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from millrace.adapters.pipeline_executions import PipelineExecutions
from millrace.adapters.sagemaker_jobs import SageMakerJobs
from millrace.domain.job import JobRecord
from millrace.domain.reconciling.executions import ExecutionComparison
from millrace.domain.reconciling.rounds import Round
from millrace.domain.reconciling.sagemaker_jobs import SageMakerComparison
from millrace.hearing import heard
from tests.lambda_.reconciling.fake_ledger import FakeLedger
from tests.lambda_.reconciling.fake_sagemaker import FakeSageMakerClient
from tests.lambda_.reconciling.quiet import PLACE, ROUND
from tests.lambda_.reconciling.sagemaker_stories import ENDS, WORDS, Execution, SageMakerJob


def round_of(client: Any, ledger: FakeLedger, round_: Round = ROUND) -> list[str]:
    """The events that one round sends."""
    of_jobs = SageMakerComparison(
        sagemaker=SageMakerJobs(client), ledger=ledger, place=PLACE, read=heard
    )
    of_executions = ExecutionComparison(
        pipelines=PipelineExecutions(client), ledger=ledger, place=PLACE, read=heard
    )
    found = [*of_jobs.differences(round_), *of_executions.differences(round_)]
    return [one.body for one in found]


def heads(jobs: Mapping[str, JobRecord]) -> dict[str, tuple[Any, ...]]:
    return {
        job_id: (
            (job.state, job.newest.attempt, job.state_reason, dict(job.attempts)),
            (job.facts.status, job.facts.team, job.facts.belongs_to, job.submitted_at),
            {*job.orders},
        )
        for job_id, job in jobs.items()
    }


@st.composite
def jobs(draw: st.DrawFn) -> SageMakerJob:
    job = SageMakerJob(draw(st.sampled_from([*WORDS])), "Digits-1")
    inner = ["Starting", "Downloading", "Training", "Interrupted", "Starting", "Training"]
    is_training = job.type_ == "training-job"
    for word in inner[: draw(st.integers(0, len(inner)))] if is_training else []:
        job.becomes("InProgress", inner=word)
    if draw(st.booleans()):
        job.becomes("Stopping")
    if draw(st.booleans()):
        end = draw(st.sampled_from(ENDS))
        job.becomes(end, reason="AlgorithmError: exit code: 1" if end == "Failed" else None)
    return job


@st.composite
def executions(draw: st.DrawFn) -> Execution:
    execution = Execution("abc123")
    for step in draw(st.lists(st.sampled_from("ABC"), unique=True)):
        for status in ("Starting", "Executing", draw(st.sampled_from(["Succeeded", "Failed"]))):
            if draw(st.booleans()):
                execution.step_becomes(step, status, "why" if status == "Failed" else None)
    end = draw(st.sampled_from([None, "Succeeded", "Failed", "Stopped"]))
    if end:
        execution.becomes(end, "a step failed" if end == "Failed" else None)
    return execution


@settings(max_examples=100)
@given(jobs() | executions(), st.data())
def test_with_any_events_dropped_the_ledger_has_what_aws_says(
    one: SageMakerJob | Execution, data: st.DataObject
) -> None:
    events = one.events()
    arrived = data.draw(st.lists(st.sampled_from(events), max_size=2 * len(events)))
    ledger, complete = FakeLedger(), FakeLedger()
    ledger.hear(arrived)
    complete.hear(events)
    client = FakeSageMakerClient()
    (client.jobs if isinstance(one, SageMakerJob) else client.executions).append(one)  # type: ignore[arg-type]

    ledger.hear(round_of(client, ledger))

    assert heads(ledger.jobs) == heads(complete.jobs)
    assert round_of(client, ledger) == []
    # Those that were only late arrive after all.
    ledger.hear(events)
    assert heads(ledger.jobs) == heads(complete.jobs)
