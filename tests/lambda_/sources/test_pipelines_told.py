"""Pipelines tell in camelCase of executions and of their steps."""

from datetime import UTC, datetime

import pytest

from millrace.domain.job import Kind, State
from millrace.fields import MalformedError
from tests.lambda_.sources.reading import told, told_without

EXECUTION, STEP = "sagemaker-execution-failed", "sagemaker-step-failed"
WITHIN = "pipeline/digits/execution/p4jn9xou8a8s"


def test_an_execution_is_known_by_its_arn_and_names_its_pipeline() -> None:
    read = told(EXECUTION)

    assert (read.job_id, read.kind, read.state) == (WITHIN, Kind.EXECUTION, State.FAILED)
    assert (read.name, read.facts.pipeline) == ("nightly", "digits")
    assert read.attempts[1].stopped_at == datetime(2026, 11, 16, 21, 30, tzinfo=UTC)


def test_an_execution_without_a_display_name_goes_by_its_id() -> None:
    assert told(EXECUTION, pipelineExecutionDisplayName=None).name == "p4jn9xou8a8s"


def test_a_step_is_a_part_of_its_execution_and_leads_to_the_job_that_did_it() -> None:
    read = told(STEP)

    assert (read.job_id, read.kind) == (f"{WITHIN}/step/Evaluate", Kind.STEP)
    assert (read.facts.belongs_to, read.facts.pipeline) == (WITHIN, "digits")
    assert (read.facts.arn or "").endswith(
        "processing-job/pipelines-p4jn9xou8a8s-evaluate-tmgxry49ug"
    )
    assert read.attempts[1].reason == read.state_reason
    assert (read.state_reason or "").endswith("exit code: 1")


@pytest.mark.parametrize(
    "metadata", [{}, None, [], {"condition": {"outcome": "True"}}, {"lambda": {"arn": 3}}, {"x": 1}]
)
def test_a_step_that_no_job_did_is_a_step(metadata: object) -> None:
    assert told(STEP, metadata=metadata).facts.arn is None


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *(("Starting", State.STARTING), ("Executing", State.RUNNING)),
        *(("Stopping", State.STOPPING), ("Stopped", State.STOPPED)),
        *(("Succeeded", State.SUCCEEDED), ("Pausing", State.RUNNING)),
    ],
)
def test_a_step_and_an_execution_stand_where_their_status_says(status: str, state: State) -> None:
    assert told(STEP, currentStepStatus=status).state is state
    assert told(EXECUTION, currentPipelineExecutionStatus=status).state is state


def test_a_step_that_was_in_the_cache_says_whose_it_was() -> None:
    source = "arn:aws:sagemaker:us-east-1:111122223333:pipeline/digits/execution/abc"

    cached = told(
        STEP,
        currentStepStatus="Succeeded",
        failureReason=...,
        cacheHitResult={"sourcePipelineExecutionArn": source},
    )

    assert cached.state_reason == f"taken from the cache of {source}"


def test_an_execution_is_found_among_the_resources() -> None:
    assert told(STEP, pipelineExecutionArn=...).facts.belongs_to == WITHIN


@pytest.mark.parametrize("arn", [None, "", 3, "arn:aws:sagemaker:us-east-1:1:pipeline/digits"])
def test_without_its_execution_nothing_of_a_pipeline_is_known(arn: object) -> None:
    with pytest.raises(MalformedError, match="must have the ARN of its execution"):
        told_without(STEP, "resources", pipelineExecutionArn=arn)


def test_a_step_without_a_name_is_nothing() -> None:
    with pytest.raises(MalformedError, match="stepName must be a text"):
        told(STEP, stepName=None)
