"""SageMaker tells of jobs: in PascalCase, with times of many kinds and ARNs of its own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from millrace.domain.job import Kind, Service, State
from millrace.events import job_event_from
from millrace.fields import MalformedError
from millrace.sources import Because
from tests.lambda_.sources.reading import body, ignored, told, told_without

TRANSFORM, PROCESSING = "sagemaker-transform-failed", "sagemaker-processing-violations"
TUNING, LABELLING = "sagemaker-tuning-completed", "sagemaker-labelling-completed"
AUTOML = "sagemaker-automl-stopped"
RUNNING = "sagemaker-training-1-running"
ODD: tuple[Any, ...] = (None, [], "ml.g5.xlarge", 3)


@pytest.mark.parametrize(
    ("name", "job_id", "kind", "state"),
    [
        (RUNNING, "training-job/digits-a1", Kind.TRAINING, State.RUNNING),
        (PROCESSING, "processing-job/digits-monitor-1", Kind.PROCESSING, State.SUCCEEDED),
        (TRANSFORM, "transform-job/digits-t1", Kind.TRANSFORM, State.FAILED),
        (TUNING, "hyper-parameter-tuning-job/digits-h1", Kind.TUNING, State.SUCCEEDED),
        (LABELLING, "labeling-job/streets-1", Kind.LABELLING, State.SUCCEEDED),
        (AUTOML, "automl-job/tabular-1", Kind.AUTOML, State.STOPPED),
    ],
)
def test_a_job_is_known_by_the_resource_of_its_arn(
    name: str, job_id: str, kind: Kind, state: State
) -> None:
    read = told(name)

    assert (read.service, read.job_id, read.kind) == (Service.SAGEMAKER, job_id, kind)
    assert read.state is state
    assert (read.facts.arn or "").endswith(f":{job_id}")


def test_a_labelling_job_tells_only_its_status_and_is_named_among_the_resources() -> None:
    assert told(LABELLING).name == "streets-1"


def test_without_an_arn_a_job_is_known_by_its_name_in_lower_case() -> None:
    read = told_without(TRANSFORM, "resources", TransformJobArn=..., TransformJobName="Digits-T1")

    assert read.job_id == "transform-job/digits-t1"
    assert read.name == "Digits-T1"


def test_an_arn_of_another_type_names_nothing() -> None:
    """AWS's own example of a tuning job has one."""
    odd = "arn:aws:sagemaker:us-east-1:111122223333:tuningJob/x"

    read = told_without(TUNING, "resources", HyperParameterTuningJobArn=odd)

    assert read.job_id == "hyper-parameter-tuning-job/digits-h1"


def test_a_job_without_an_arn_and_a_name_is_nothing() -> None:
    with pytest.raises(MalformedError, match="TransformJobName must be a text"):
        told_without(TRANSFORM, "resources", TransformJobArn=..., TransformJobName=...)


@pytest.mark.parametrize("status", [..., None, "", 3, {}])
def test_a_job_without_a_status_is_nothing(status: object) -> None:
    with pytest.raises(MalformedError, match="TransformJobStatus must be a text"):
        job_event_from(body(TRANSFORM, TransformJobStatus=status))


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("InProgress", State.RUNNING),
        ("IN_PROGRESS", State.RUNNING),
        ("Stopping", State.STOPPING),
        ("Stopped", State.STOPPED),
        ("Completed", State.SUCCEEDED),
        ("Failed", State.FAILED),
        ("Initializing", State.STARTING),
        ("Hibernating", State.RUNNING),
    ],
)
def test_a_status_is_read_in_any_casing_and_one_that_is_new_means_that_the_job_lives(
    status: str, state: State
) -> None:
    read = told(TRANSFORM, TransformJobStatus=status)

    assert (read.state, read.facts.status) == (state, status)


@pytest.mark.parametrize("status", ["Deleting", "DeleteFailed", "DELETING"])
def test_that_a_job_is_deleted_does_not_touch_what_became_of_it(status: str) -> None:
    left_alone = ignored(TUNING, HyperParameterTuningJobStatus=status)

    assert left_alone.reason is Because.DELETION


def test_a_failure_has_its_reason_its_times_and_its_exit_code() -> None:
    """SageMaker tells the exit code in a sentence only."""
    [ran] = told(TRANSFORM).attempts.values()

    assert ran.exit_code == 137
    assert ran.reason == "AlgorithmError: See job logs for more information, exit code: 137"
    assert ran.started_at == datetime(2026, 11, 16, 21, 16, 40, tzinfo=UTC)
    assert ran.stopped_at == datetime(2026, 11, 16, 21, 20, tzinfo=UTC)
    assert ran.log_stream == "digits-t1"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage", 1),
        ("ClientError: exit code 255 of the container", 255),
        ("InternalServerError: We encountered an internal error.", None),
        ("exit code: 99999", None),
        ("", None),
    ],
)
def test_an_exit_code_is_found_where_there_is_one(reason: str, code: int | None) -> None:
    assert told(TRANSFORM, FailureReason=reason).attempts[1].exit_code == code


def test_a_job_that_failed_before_it_ran_has_no_attempt() -> None:
    early = told(TRANSFORM, TransformStartTime=None, TransformEndTime=...)

    assert early.attempts == {}
    assert str(early.moment) == "FAILED of attempt 1"


def test_a_monitor_that_found_violations_succeeded_and_says_so() -> None:
    read = told(PROCESSING)

    assert (read.state, read.facts.status) == (State.SUCCEEDED, "CompletedWithViolations")
    assert (read.state_reason or "").startswith("CompletedWithViolations: Job completed")
    assert read.facts.belongs_to == "monitoring-schedule/digits-watch"
    assert (read.facts.instance_type, read.facts.instances) == ("ml.m5.large", 2)


def test_what_the_jobs_of_a_tuning_job_did_is_not_counted_as_its_own() -> None:
    assert told(TUNING).attempts == {}


def test_a_job_of_a_pipeline_is_tagged_with_its_execution() -> None:
    facts = told(TUNING).facts

    assert (facts.team, facts.pipeline) == ("vision", "digits")
    assert facts.belongs_to == "pipeline/digits/execution/p4jn9xou8a8s"


def test_tags_may_be_a_list_of_keys_and_values() -> None:
    tags: list[Any] = [{"Key": "millrace:team", "Value": "vision"}, {"Key": []}, "x", {}]

    assert told(TRANSFORM, Tags=tags).facts.team == "vision"


@pytest.mark.parametrize(
    ("member", "arn", "parent"),
    [
        ("AutoMLJobArn", "automl-job/a1", "automl-job/a1"),
        ("LabelingJobArn", "labeling-job/l1", "labeling-job/l1"),
        ("MonitoringScheduleArn", "monitoring-schedule/s1", "monitoring-schedule/s1"),
        ("TrainingJobArn", "training-job/t1", "training-job/t1"),
        ("TuningJobArn", f"hyper-parameter-tuning-job/{'x' * 2_000}", None),
        ("TuningJobArn", "training-job/t1", None),
    ],
)
def test_a_job_belongs_to_what_made_it(member: str, arn: str, parent: str | None) -> None:
    whole = f"arn:aws:sagemaker:us-east-1:111122223333:{arn}"

    assert told(TRANSFORM, **{member: whole}).facts.belongs_to == parent


@pytest.mark.parametrize("given", ["1794859200000", 1794859200.0, "2026-11-16T20:00:00Z"])
def test_times_come_as_texts_as_floats_and_as_iso_8601(given: object) -> None:
    assert told(TUNING, CreationTime=given).submitted_at == datetime(2026, 11, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "odd",
    [
        *({"TransformResources": one} for one in ODD),
        {"TransformResources": {"InstanceType": 3, "InstanceCount": "many"}},
        {"TransformResources": {"InstanceType": "", "InstanceCount": -1}},
    ],
)
def test_odd_machines_are_no_mistake_of_the_event(odd: dict[str, Any]) -> None:
    facts = told(TRANSFORM, **odd).facts

    assert (facts.instance_type, facts.instances) == (None, None)
