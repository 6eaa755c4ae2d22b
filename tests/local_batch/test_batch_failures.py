"""The ways in which a job fails, each in the words in which AWS tells it."""

from collections.abc import Sequence

import pytest

from tests.local_batch.desk import Desk, Gate
from tests.local_batch.fakes import DISTRUSTFUL_ROLE

FOREVER = "import time; time.sleep(60)"
STUBBORN = ["sh", "-c", "trap '' TERM; sleep 60"]


@pytest.mark.parametrize("code", [1, 2, 255])
def test_an_exit_code_is_told(gpu_desk: Desk, code: int) -> None:
    job = gpu_desk.wait_to_end(gpu_desk.submit(f"raise SystemExit({code})"))

    assert job["status"] == "FAILED"
    assert job["statusReason"] == "Essential container in task exited"
    assert job["container"]["exitCode"] == code


def test_a_signal_is_told_as_a_shell_would(gpu_desk: Desk) -> None:
    job = gpu_desk.wait_to_end(gpu_desk.submit("import os; os.kill(os.getpid(), 9)"))

    assert job["container"]["exitCode"] == 137


def test_memory_beyond_what_was_asked_for_ends_the_job(gpu_desk: Desk) -> None:
    hog = "import time; hoard = bytearray(200 * 2**20); time.sleep(60)"
    job = gpu_desk.wait_to_end(gpu_desk.submit(hog, needs=(1, 100, 0)))

    assert job["container"]["exitCode"] == 137
    assert job["container"]["reason"] == "OutOfMemoryError: Container killed due to memory usage"
    assert job["statusReason"] == "Essential container in task exited"


def test_the_memory_of_children_counts(gpu_desk: Desk) -> None:
    hog = "import time; hoard = bytearray(200 * 2**20); time.sleep(60)"
    script = f"import subprocess; subprocess.run(['python', '-c', {hog!r}])"
    job = gpu_desk.wait_to_end(gpu_desk.submit(script, needs=(1, 100, 0)))

    assert job["container"]["reason"].startswith("OutOfMemoryError")


@pytest.mark.parametrize("command", [["no-such-program"], ["/"], []])
def test_a_command_that_cannot_be_run_is_told(gpu_desk: Desk, command: Sequence[str]) -> None:
    job = gpu_desk.wait_to_end(gpu_desk.submit(command))

    assert job["statusReason"] == "Task failed to start"
    assert job["container"]["reason"].startswith("CannotStartContainerError: ")
    assert "exitCode" not in job["container"]


def test_a_log_group_that_is_missing_keeps_a_job_from_starting(gpu_desk: Desk) -> None:
    options = {"awslogs-group": "missing"}
    job_id = gpu_desk.submit("pass", log={"logDriver": "awslogs", "options": options})
    job = gpu_desk.wait_to_end(job_id)

    assert job["statusReason"].startswith("ResourceInitializationError: ")
    assert "the specified log group does not exist" in job["statusReason"]


def test_a_role_that_cannot_be_assumed_keeps_a_job_from_starting(gpu_desk: Desk) -> None:
    gpu_desk.client.register_job_definition(
        jobDefinitionName="distrusted",
        type="container",
        containerProperties={
            "image": "an-image",
            "command": ["true"],
            "jobRoleArn": DISTRUSTFUL_ROLE,
            "vcpus": 1,
            "memory": 100,
        },
    )
    job = gpu_desk.wait_to_end(
        gpu_desk.client.submit_job(
            jobName="distrusted", jobQueue="gpu", jobDefinition="distrusted"
        )["jobId"]
    )

    assert job["statusReason"] == "Task failed to start"
    assert "unable to assume the role" in job["container"]["reason"]


@pytest.mark.parametrize(("script", "exit_code"), [(FOREVER, 143), (STUBBORN, 137)])
def test_an_attempt_that_exceeds_its_timeout_is_ended_and_not_tried_again(
    gpu_desk: Desk, script: str | Sequence[str], exit_code: int
) -> None:
    job_id = gpu_desk.submit(script, timeout_s=60, retry={"attempts": 3})
    job = gpu_desk.wait_to_end(job_id)

    assert job["statusReason"] == "Job attempt duration exceeded timeout"
    [attempt] = job["attempts"]
    assert attempt["container"]["exitCode"] == exit_code


def test_a_terminated_job_ends_with_the_reason_given_and_is_not_tried_again(
    gpu_desk: Desk,
) -> None:
    job_id = gpu_desk.submit(FOREVER, retry={"attempts": 3})
    gpu_desk.wait(job_id, "RUNNING")
    gpu_desk.client.terminate_job(jobId=job_id, reason="too dear")
    job = gpu_desk.wait_to_end(job_id)

    assert (job["status"], job["statusReason"]) == ("FAILED", "too dear")
    assert job["isTerminated"]
    assert len(job["attempts"]) == 1


def test_cancelling_leaves_a_running_job_alone(gpu_desk: Desk, gate: Gate) -> None:
    job_id = gpu_desk.submit(gate.script)
    gpu_desk.wait(job_id, "RUNNING")
    gpu_desk.client.cancel_job(jobId=job_id, reason="too late")
    gate.open()

    assert gpu_desk.wait_to_end(job_id)["status"] == "SUCCEEDED"


@pytest.mark.parametrize("word", ["cancel", "terminate"])
def test_a_waiting_job_is_cancelled_without_having_run(gpu_desk: Desk, word: str) -> None:
    job_id = gpu_desk.submit("pass", needs=(1, 10**9, 0))
    gpu_desk.wait(job_id, "RUNNABLE")
    if word == "cancel":
        gpu_desk.client.cancel_job(jobId=job_id, reason="changed my mind")
    else:
        gpu_desk.client.terminate_job(jobId=job_id, reason="changed my mind")
    job = gpu_desk.wait_to_end(job_id)

    assert (job["status"], job["statusReason"]) == ("FAILED", "changed my mind")
    assert job["attempts"] == []
