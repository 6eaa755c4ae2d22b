"""Fleets and jobs, deployed: arrays, nodes that train together, and shares, by the front door."""

from collections.abc import Callable
from typing import Any

import pytest

from millrace.domain.job import JobRecord
from ops.submit.__main__ import main as submit
from tests.account.conftest import Deployed
from tests.account.eventually import eventually
from workloads.digits.data import as_csv

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]

_LONGEST_SECONDS = 180.0

Submit = Callable[..., str]


@pytest.fixture(scope="module")
def submitted(deployed: Deployed) -> Submit:
    """Submits as a person does, and gives the id of the job."""
    bucket = deployed.output("Foundation", "RawBucket")
    s3 = deployed.up.session.client("s3")
    s3.put_object(Bucket=bucket, Key="digits/digits.csv", Body=as_csv())

    def job(name: str, *words: str) -> str:
        before = _jobs(deployed, name)
        argv = ["--environment", "local", "--job", name, *words, "--yes"]
        assert submit(argv, connect=lambda _: deployed.up.session) == 0
        [new] = _jobs(deployed, name) - before
        return new

    return job


def _jobs(deployed: Deployed, name: str) -> set[str]:
    batch = deployed.up.session.client("batch")
    queue = deployed.output("Batch", _queue_of(name))
    named: Any = [{"name": "JOB_NAME", "values": [name]}]
    return {
        job["jobId"] for job in batch.list_jobs(jobQueue=queue, filters=named)["jobSummaryList"]
    }


def _queue_of(name: str) -> str:
    return "".join(word.title() for word in name.split("-")) + "JobQueue"


def _ended(deployed: Deployed, job_id: str) -> Any:
    batch = deployed.up.session.client("batch")

    def job() -> Any:
        [found] = batch.describe_jobs(jobs=[job_id])["jobs"]
        return found if found["status"] in ("SUCCEEDED", "FAILED") else None

    return eventually(job, within_seconds=_LONGEST_SECONDS)


def test_an_array_writes_each_item_once(deployed: Deployed, submitted: Submit) -> None:
    arguments = ("--items", "1797", "--seconds-per-item", "0.01", "--startup-seconds", "1")
    job_id = submitted("digits-transform", *arguments, "--chunk", "600")

    job = _ended(deployed, job_id)

    assert (job["status"], job["arrayProperties"]["size"]) == ("SUCCEEDED", 3)
    written = _written(deployed, "Features", "digits/")
    assert len([key for key in written if job_id in key or "part" in key]) >= 3


def _written(deployed: Deployed, zone: str, prefix: str) -> list[str]:
    bucket = deployed.output("Foundation", f"{zone}Bucket")
    found = deployed.up.session.client("s3").list_objects_v2(Bucket=bucket, Prefix=prefix)
    return [entry["Key"] for entry in found.get("Contents", [])]


def test_nodes_that_train_together_leave_one_model(deployed: Deployed, submitted: Submit) -> None:
    job_id = submitted("digits-ddp", "--set", "epochs=2")

    job = _ended(deployed, job_id)

    assert (job["status"], job["nodeProperties"]["numNodes"]) == ("SUCCEEDED", 2)
    models = [key for key in _written(deployed, "Models", "digits-ddp/") if job_id in key]
    assert models


def test_each_node_is_in_the_job_ledger(deployed: Deployed, submitted: Submit) -> None:
    job_id = submitted("digits-ddp", "--set", "epochs=1")
    _ended(deployed, job_id)

    def of_both_nodes() -> list[JobRecord] | None:
        nodes = [deployed.recorded(f"{job_id}#{node}") for node in range(2)]
        return nodes if all(node.state == "SUCCEEDED" for node in nodes) else None

    assert eventually(of_both_nodes)


def test_a_job_takes_the_share_of_its_team(deployed: Deployed, submitted: Submit) -> None:
    job_id = submitted("digits", "--set", "epochs=1")

    assert _ended(deployed, job_id)["shareIdentifier"] == "vision"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--job", "digits", "--set", "epoch=3"), "epochs"),
        (("--job", "digits-transform", "--items", "10", "--chunk", "0"), "chunk"),
        (("--job", "digits", "--fleet", "cpu"), "GPU"),
    ],
)
def test_what_cannot_run_is_refused_before_anything_is_submitted(
    deployed: Deployed,
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = _jobs(deployed, "digits") | _jobs(deployed, "digits-transform")

    with_plan = ("--seconds-per-item", "1") if "--items" in words else ()
    assert (
        submit(
            ["--environment", "local", *words, *with_plan, "--yes"],
            connect=lambda _: deployed.up.session,
        )
        == 2
    )

    assert message in capsys.readouterr().err
    assert _jobs(deployed, "digits") | _jobs(deployed, "digits-transform") == before
