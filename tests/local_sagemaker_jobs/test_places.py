"""Where jobs live on this machine: with mounts and without, and nothing of them is left."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.api.aws_json import AwsJson
from local.api.kernel import Kernel
from local.api.model import service_model
from local.batch.launching import Launcher
from local.batch.processes import marked
from local.sagemaker.jobs.containers import mark_of
from local.sagemaker.jobs.desk import Ports
from local.sagemaker.jobs.service import Jobs, create
from tests.local_batch.fakes import FakeAccount
from tests.local_batch.served import Server
from tests.local_sagemaker_jobs.bench import Bench
from tests.local_sagemaker_jobs.conftest import QUICK
from tests.local_sagemaker_jobs.fakes import FakeStores

# As a stage of a workload finds its folders.
STAGE = """
import os, pathlib, sys
root = pathlib.Path(os.environ.get('MILLRACE_ML_ROOT', '/opt/ml'))
print(sorted(one.name for one in (root / 'processing/input').iterdir()), sys.argv[1:])
(root / 'processing/output/rows/x').write_text('1')
"""
OUTPUT = {
    "Outputs": [
        {
            "OutputName": "rows",
            "S3Output": {
                "S3Uri": "s3://features/rows",
                "LocalPath": "/opt/ml/processing/output/rows",
                "S3UploadMode": "EndOfJob",
            },
        }
    ]
}
EFS = {
    "FileSystemId": "fs-0123456789abcdef0",
    "FileSystemAccessMode": "ro",
    "FileSystemType": "EFS",
    "DirectoryPath": "/team/rows",
}
FILE_SYSTEM = {"ChannelName": "train", "DataSource": {"FileSystemDataSource": EFS}}
READ = """
import os, pathlib
print(pathlib.Path(os.environ['SM_CHANNEL_TRAIN'], 'a.csv').read_text())
"""


class NoMounts(Launcher):
    has_mounts = False


@pytest.fixture(params=["mounts", "no mounts"])
def either(
    request: pytest.FixtureRequest,
    account: FakeAccount,
    ports: Ports,
    server: Server,
    bench: Bench,
) -> Iterator[Bench]:
    if request.param == "mounts":
        yield bench
        return
    launcher = NoMounts(Path(sys.executable))
    jobs = create(account.context, ports=ports, pace=QUICK, launcher=launcher)
    model = service_model("sagemaker")
    server.handler = Kernel(model, AwsJson(model), jobs.operations)
    yield bench
    jobs.stop()


def test_a_stage_finds_its_folders_with_mounts_and_without(
    either: Bench, stores: FakeStores
) -> None:
    name = either.process(STAGE, "--set", "a=1", ProcessingOutputConfig=OUTPUT)
    job = either.processing_end(name)

    assert job["ProcessingJobStatus"] == "Completed", job["FailureReason"]
    assert either.lines(name) == ["['code'] ['--set', 'a=1']"]
    assert stores.text("s3://features/rows/x") == "1"


def test_a_channel_may_be_a_file_system(either: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "file-systems/fs-0123456789abcdef0/team/rows"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("1,2")
    name = either.train(READ, InputDataConfig=[FILE_SYSTEM])
    job = either.training_end(name)

    assert job["TrainingJobStatus"] == "Completed", job["FailureReason"]
    assert either.lines(name) == ["1,2"]
    assert (folder / "a.csv").exists()


WRITE = """
import os, pathlib
try: pathlib.Path(os.environ['SM_CHANNEL_TRAIN'], 'mine').write_text('1'); print('written')
except OSError as error: print(error.strerror)
"""


@pytest.mark.parametrize(("mode", "said"), [("ro", "Read-only file system"), ("rw", "written")])
def test_a_channel_of_a_file_system_is_written_to_by_who_asked_for_that(
    bench: Bench, launcher: Launcher, tmp_path: Path, mode: str, said: str
) -> None:
    if not launcher.has_mounts:
        pytest.skip("this machine allows no mount namespaces")
    folder = tmp_path / "file-systems/fs-0123456789abcdef0/team/rows"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("1,2")
    asked = {"FileSystemDataSource": {**EFS, "FileSystemAccessMode": mode}}
    name = bench.train(WRITE, InputDataConfig=[{**FILE_SYSTEM, "DataSource": asked}])
    bench.training_end(name)

    assert bench.lines(name) == [said]
    assert (folder / "mine").exists() is (mode == "rw")


def test_an_empty_file_system_ends_the_job(bench: Bench) -> None:
    job = bench.training_end(bench.train("pass", InputDataConfig=[FILE_SYSTEM]))

    assert job["FailureReason"] == (
        "ClientError: the file system fs-0123456789abcdef0 has no files in /team/rows"
    )


def test_with_the_account_every_process_of_every_job_ends(
    bench: Bench, jobs: Jobs, account: FakeAccount
) -> None:
    script = """
import subprocess, sys, time
subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True)
print('waits', flush=True)
time.sleep(60)
"""
    name = bench.train(script)
    bench.wait_for_line(name, "waits")
    mark = mark_of(account.scratch / "sagemaker" / f"{name}-1")
    assert len(list(marked(mark))) > 1
    jobs.stop()

    assert not list(marked(mark))
    assert list((account.scratch / "sagemaker").iterdir()) == []
