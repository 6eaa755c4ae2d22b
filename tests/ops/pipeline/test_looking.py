"""list, show, steps and stop: what there is, how far it is, and its end."""

from datetime import timedelta, timezone

import pytest

from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.world import DONE, EXECUTION, ID, NAME, World, job, ran

TUNING = {
    "HyperParameterTuningJobName": "tune",
    "HyperParameterTuningJobArn": "arn:aws:sagemaker:us-east-1:000000000000:x/tune",
    "HyperParameterTuningJobConfig": {
        "Strategy": "Bayesian",
        "ResourceLimits": {"MaxNumberOfTrainingJobs": 6, "MaxParallelTrainingJobs": 2},
    },
    "HyperParameterTuningJobStatus": "InProgress",
    "CreationTime": DONE[0]["StartTime"],
    "TrainingJobStatusCounters": {"Completed": 3, "InProgress": 2, "NonRetryableError": 1},
    "ObjectiveStatusCounters": {"Succeeded": 3, "Pending": 2, "Failed": 1},
    "BestTrainingJob": {
        "TrainingJobName": "t-3",
        "TrainingJobArn": "arn:aws:sagemaker:us-east-1:000000000000:training-job/t-3",
        "CreationTime": DONE[0]["StartTime"],
        "TrainingJobStatus": "Completed",
        "TunedHyperParameters": {},
        "FinalHyperParameterTuningJobObjectiveMetric": {
            "MetricName": "validation:accuracy",
            "Value": 0.98,
        },
    },
}


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_executions_are_listed_the_newest_first(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.runs = [(ID, "Succeeded"), ("older1", "Failed")]

    assert run("list") == 0
    rows = lines(capsys)[2:]
    assert rows[0] == f"✓ {ID} {NAME} succeeded 22 Nov 14:00 1m 27s"
    assert rows[1].startswith(f"✓ older1 {NAME}")


def test_a_limit_keeps_the_newest(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.runs = [(ID, "Succeeded"), ("older1", "Failed")]

    assert run("list digits --limit 1") == 0
    assert "older1" not in capsys.readouterr().out


def test_no_executions_yet_is_no_mistake(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.runs = []

    assert run("list") == 0
    assert lines(capsys) == [
        "no executions yet: start one with python -m ops.pipeline run <pipeline>"
    ]


def test_an_execution_is_shown_step_by_step_with_those_that_wait(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Executing", [*DONE[:2], ran("Train", "Executing", span=(14, 0))])]

    assert run(f"show {ID[:3]}") == 0
    out = lines(capsys)
    assert out[0] == f"{NAME} {ID} executing, began 22 Nov 14:00 UTC, 1m 40s"
    assert f"✓ Ingest cached 14:00:00 - taken from {ID}" in out
    assert "✓ Prepare succeeded 14:00:04 10s" in out
    assert "▶ Train executing 14:00:14 1m 26s" in out
    assert "· Register waiting - -" in out


def test_what_the_execution_ended_without_was_not_run(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"show {ID}") == 0
    out = lines(capsys)
    assert "○ Refused not run - -" in out
    assert "registered digits version 3: PendingManualApproval" in out


def test_a_training_job_tells_that_it_was_interrupted(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = [{"Status": word, "StartTime": DONE[0]["StartTime"]} for word in (
        "Starting", "Training", "Interrupted", "Starting", "Interrupted", "Training")]  # fmt: skip
    world.jobs["training"] = {"SecondaryStatusTransitions": begun}

    assert run(f"show {ID}") == 0
    assert "✓ Train succeeded 14:00:14 1m 00s attempt 2, interrupted 2 times" in lines(capsys)


def test_tuning_tells_how_many_jobs_are_done_and_the_best(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.jobs["tuning"] = TUNING
    tune = ran("Train", "Executing", span=(14, 0), **job("TuningJob", "tune"))
    world.frames = [("Executing", [*DONE[:2], tune])]

    assert run(f"show {ID}") == 0
    out = " ".join(lines(capsys))
    assert "3 of 6 jobs, 1 failed, best validation:accuracy 0.98" in out


def test_a_job_is_not_asked_after_once_its_step_is_over(world: World, run: Run) -> None:
    train = ran("Train", "Executing", span=(14, 0), **job("TrainingJob", "train"))
    world.frames = [
        ("Executing", [*DONE[:2], train]),
        *[("Executing", DONE[:4])] * 5,
        ("Succeeded", DONE),
    ]
    assert run(f"show {ID} --watch") == 0

    watching = [one for one, _ in world.asked if one == "DescribeTrainingJob"]
    assert len(watching) < 5


def test_a_whole_arn_is_taken_as_it_is(world: World, run: Run) -> None:
    assert run(f"show {EXECUTION}") == 0
    assert not world.asks_of("ListPipelineExecutions")


def test_hostile_words_in_a_reason_are_not_read_as_markup(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = "[red]wrong[/] [/bold]"
    world.frames = [("Failed", [ran("Ingest", "Failed", span=(0, 1), FailureReason=reason)])]

    assert run(f"show {ID}") == 0
    assert f"step Ingest failed: {reason}" in lines(capsys)


def test_steps_tell_what_follows_what_and_the_parameters(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("steps digits") == 0
    out = lines(capsys)
    assert "Train Training Prepare yes 5" in out
    assert "Register RegisterModel Gate: yes, Train" in out
    assert "Refused Fail Gate: no, Evaluate" in out
    assert "optimizer adam, sgd adam" in out
    assert not any("data_uri" in line for line in out)


def test_a_running_execution_is_stopped(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Executing", DONE[:1])]

    assert run(f"stop {ID}") == 0
    [asked] = world.asks_of("StopPipelineExecution")
    assert asked["PipelineExecutionArn"] == EXECUTION
    assert lines(capsys) == [f"stopping {ID}: its running steps are given time to leave"]


def test_what_is_over_is_not_stopped_again(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"stop {ID}") == 2
    assert capsys.readouterr().err == f"execution {ID} is over already: succeeded\n"
    assert not world.asks_of("StopPipelineExecution")


def test_times_are_utc_wherever_the_command_runs(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = timezone(timedelta(hours=5, minutes=30))
    [ingest, *_] = DONE
    moved = ingest | {"StartTime": ingest["StartTime"].astimezone(elsewhere)}
    world.frames = [("Executing", [moved])]

    assert run(f"show {ID}") == 0
    assert f"✓ Ingest cached 14:00:00 - taken from {ID}" in lines(capsys)


def test_a_pipeline_that_was_deleted_has_no_executions(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.fails("ListPipelineExecutions", "ResourceNotFound", "the pipeline is not found")

    assert run("list") == 0
    assert "Traceback" not in capsys.readouterr().err
