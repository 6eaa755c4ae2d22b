"""run starts an execution, shows it step by step, and says how it ended."""

from pathlib import Path

import pytest

from config import Environment
from ops.pipeline.place import Place
from ops.pipeline.registered import Package, approve_command
from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.world import DONE, ID, NAME, PACKAGE, World, job, ran

TRAIN = f"pipelines-{ID}-Train"
FAILED = [
    *DONE[:2],
    ran("Train", "Failed", span=(14, 20), FailureReason="NaN loss", **job("TrainingJob", "train")),
]


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_run_is_started_with_the_values_that_were_given(world: World, run: Run) -> None:
    assert run("run digits --set epochs=3 --set learning_rate=0.1 --no-wait") == 0

    [asked] = world.asks_of("StartPipelineExecution")
    assert asked["PipelineName"] == NAME
    assert asked["PipelineParameters"] == [
        {"Name": "Epochs", "Value": "3"},
        {"Name": "LearningRate", "Value": "0.1"},
    ]
    assert "SelectiveExecutionConfig" not in asked


def test_without_waiting_it_is_told_how_to_go_on(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("run digits --no-wait") == 0

    assert said(capsys) == [
        f"started digits as {ID}",
        (
            f"the execution goes on: watch it with python -m ops.pipeline show {ID} --watch, "
            f"stop it with python -m ops.pipeline stop {ID}"
        ),
    ]


def test_each_change_of_a_step_is_a_line_where_nothing_can_be_redrawn(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [
        ("Executing", [DONE[0], ran("Prepare", "Executing", span=(4, 0))]),
        ("Executing", [DONE[0], ran("Prepare", "Executing", span=(4, 0))]),
        ("Executing", [*DONE[:2], ran("Train", "Executing", span=(14, 0))]),
        ("Succeeded", DONE),
    ]
    assert run("run digits") == 0

    lines = said(capsys)
    assert lines[1:5] == [
        f"14:00:04 ✓ Ingest cached, taken from {ID}",
        "14:01:40 ▶ Prepare executing",
        "14:00:14 ✓ Prepare succeeded (10s)",
        "14:01:40 ▶ Train executing",
    ]
    assert "14:01:14 ✓ Train succeeded, attempt 2 (1m 00s)" in lines
    assert "14:01:25 ✓ Gate succeeded, yes (1s)" in lines


def test_a_success_tells_metrics_gate_package_and_report(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("run digits") == 0

    out = said(capsys)[-5:]
    assert out[0] == "measured on 450 held-out rows: accuracy 0.9822, loss 0.07"
    assert out[1] == "the gate: accuracy 0.9822 is at least 0.95"
    assert out[2] == "registered digits version 3: PendingManualApproval"
    assert "aws sagemaker update-model-package --model-package-arn " in out[3]
    assert out[4] == f"report: build/reports/{NAME}-{ID}.html"
    assert Path(f"build/reports/{NAME}-{ID}.html").exists()


def test_the_report_lies_where_it_was_asked_for(run: Run, tmp_path: Path) -> None:
    assert run(f"run digits --report {tmp_path}/deep/run.html") == 0

    assert (tmp_path / "deep" / "run.html").exists()


def test_a_failure_tells_step_reason_and_the_last_lines(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Failed", FAILED)]
    world.logs = {f"{TRAIN}/algo-1-1": ["older"], f"{TRAIN}/algo-1-2": ["epoch 1", "loss nan"]}

    assert run("run digits") == 1

    out = said(capsys)
    assert out[-5:-1] == [
        "step Train failed: NaN loss",
        f"the last lines of {TRAIN}:",
        "  epoch 1",
        "  loss nan",
    ]


def test_a_job_that_said_nothing_is_told_so(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Failed", FAILED)]

    assert run("run digits") == 1
    assert f"{TRAIN} wrote no log" in said(capsys)


def test_a_failure_outside_of_the_steps_has_the_executions_reason(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Failed", DONE[:2])]
    world.reason = "the role cannot be assumed"

    assert run("run digits") == 1
    assert "the role cannot be assumed" in said(capsys)


def test_the_first_failure_is_told_and_not_what_followed_from_it(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    later = ran("Champion", "Failed", span=(0, 90), FailureReason="stopped too")
    world.frames = [("Failed", [*FAILED, later])]

    assert run("run digits") == 1
    assert "step Train failed: NaN loss" in said(capsys)


def test_what_the_gate_refuses_is_told_with_its_reason(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"Fail": {"ErrorMessage": "0.9 is below 0.95"}}
    refused = ran("Refused", "Failed", span=(85, 86), Metadata=told)
    world.frames = [("Failed", [*DONE[:5], refused])]

    assert run("run digits") == 1
    assert "step Refused failed: 0.9 is below 0.95" in said(capsys)


def test_an_execution_that_was_stopped_is_no_success(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Stopped", DONE[:2])]

    assert run("run digits") == 1
    assert f"{NAME} {ID} is stopped" in said(capsys)


def test_a_run_that_registers_nothing_says_so(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Succeeded", DONE[:2])]

    assert run("run digits") == 0
    assert "no model was registered" in said(capsys)


def test_ctrl_c_leaves_the_execution_running_and_says_how_to_find_it(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_asked: object) -> dict[str, object]:
        raise KeyboardInterrupt

    world.answers["ListPipelineExecutionSteps"] = interrupted

    assert run("run digits") == 130
    assert f"python -m ops.pipeline show {ID} --watch" in capsys.readouterr().out
    assert not world.asks_of("StopPipelineExecution")


def test_an_account_that_goes_away_does_not_take_the_execution_with_it(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.fails("ListPipelineExecutionSteps", "ExpiredToken", "expired")

    assert run("run digits") == 2
    error = capsys.readouterr().err
    assert error.startswith("the AWS credentials for local are not valid (ExpiredToken)")
    assert f"stop it with python -m ops.pipeline stop {ID}" in error


def test_a_model_is_approved_with_the_persons_own_keys_but_in_the_local_account(
    world: World, local: Environment
) -> None:
    registered = Package(PACKAGE, 3, "PendingManualApproval")
    dev = local.model_copy(update={"name": "dev"})
    commands = {
        one.name: approve_command(Place(one, world.connect(one)), registered)
        for one in (local, dev)
    }

    assert commands["dev"] == (
        f"aws sagemaker update-model-package --model-package-arn {PACKAGE} "
        "--model-approval-status Approved --region us-east-1"
    )
    assert commands["local"].startswith("AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws ")
    assert " --endpoint-url http" in commands["local"]


def test_a_report_that_cannot_be_written_is_told_after_how_it_ended(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("")

    assert run(f"run digits --report {tmp_path}/taken/run.html") == 2
    captured = capsys.readouterr()
    assert "registered digits version 3" in captured.out
    assert captured.err == (f"no report can be written to {tmp_path}/taken/run.html: File exists\n")
