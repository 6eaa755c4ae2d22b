"""Nothing of a job outlives the account, however the account ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from local.batch.pace import Pace
from local.batch.service import create
from local.batch.undertaker import jobs_left
from tests.local_batch.desk import Desk, eventually, left_of
from tests.local_batch.fakes import INSTANCE_TYPES, FakeAccount, FakeLogs

STUBBORN = ["sh", "-c", "trap '' TERM; sleep 60 & sleep 60"]


def test_stopping_ends_even_jobs_that_will_not(gpu_desk: Desk, account: FakeAccount) -> None:
    jobs = [gpu_desk.submit(STUBBORN) for _ in range(2)]
    for job_id in jobs:
        gpu_desk.wait(job_id, "RUNNING")
    began = time.monotonic()
    gpu_desk.batch.stop()

    assert time.monotonic() - began < 5
    assert not [process for job_id in jobs for process in left_of(job_id)]
    assert not list((account.scratch / "batch").iterdir())


def test_the_end_of_the_account_is_no_event(gpu_desk: Desk, account: FakeAccount) -> None:
    job_id = gpu_desk.submit(STUBBORN)
    gpu_desk.wait(job_id, "RUNNING")
    gpu_desk.batch.stop()

    assert account.statuses(job_id)[-1] == "RUNNING"


def test_an_account_that_is_killed_takes_its_jobs_with_it(tmp_path: Path) -> None:
    """The script sets a job going and waits to be killed."""
    script = Path(__file__).with_name("doomed_account.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "."},
    ) as doomed:
        assert doomed.stdout
        job_id = doomed.stdout.readline().strip()
        assert left_of(job_id)
        doomed.send_signal(signal.SIGKILL)

    eventually(lambda: not left_of(job_id), "the job is gone as well")


def test_what_a_killed_account_left_in_its_folder_goes_at_the_next_start(tmp_path: Path) -> None:
    left = tmp_path / "batch" / "job-1"
    left.mkdir(parents=True)
    batch = create(
        FakeAccount(tmp_path).context,
        instance_facts=INSTANCE_TYPES.get,
        logs=FakeLogs(),
        pace=Pace(),
    )
    batch.stop()

    assert not left.exists()


def test_the_undertaker_forgets_jobs_that_ended() -> None:
    assert jobs_left(["+7 A=1\n", "+8 A=2\n", "-7\n"]) == {8: "A=2"}
