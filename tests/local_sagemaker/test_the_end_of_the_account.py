"""Nothing of an execution outlives the account, however the account ends."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

from local.batch.processes import marked
from local.sagemaker.jobs.containers import mark_of
from local.sagemaker.service import create
from tests.local_batch.fakes import FakeAccount
from tests.local_batch.served import Server
from tests.local_sagemaker.bench import eventually
from tests.local_sagemaker.waiting import waiting


def left_of(job: str, folder: Path) -> list[psutil.Process]:
    return list(marked(mark_of(folder / "sagemaker" / job)))


def test_stopping_it_ends_what_runs_and_is_no_news(tmp_path: Path, server: Server) -> None:
    begun = waiting(tmp_path, server)
    assert len(left_of(begun.job, tmp_path)) > 1
    began = time.monotonic()
    begun.service.stop()

    assert time.monotonic() - began < 5
    assert not left_of(begun.job, tmp_path)
    assert not list((tmp_path / "sagemaker").iterdir())
    assert begun.execution() == "Executing"
    eventually(lambda: not threads(), "no thread of the execution is left")


def threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("pipeline-")]


def test_an_account_that_is_killed_takes_its_jobs_with_it(tmp_path: Path) -> None:
    """The script begins an execution and waits to be killed."""
    script = Path(__file__).with_name("doomed_account.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "."},
    ) as doomed:
        assert doomed.stdout
        job = doomed.stdout.readline().strip()
        assert len(left_of(job, tmp_path)) > 1
        doomed.send_signal(signal.SIGKILL)

    eventually(lambda: not left_of(job, tmp_path), "the job is gone as well")


def test_what_a_killed_account_left_in_its_folder_goes_at_the_next_start(tmp_path: Path) -> None:
    left = tmp_path / "sagemaker" / "a-job" / "home"
    left.mkdir(parents=True)
    create(FakeAccount(tmp_path).context).stop()

    assert not left.exists()
