"""The fleet watch itself: what it asks of AWS, and what it publishes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from millrace.adapters import clients
from millrace.adapters.batch import AwsBatch
from millrace.domain.metrics import MetricsError
from millrace.domain.watching import WaitingJob
from millrace.handlers import watch_fleets
from millrace.settings import MissingSettingsError
from millrace.watch_settings import WatchSettings
from tests.lambda_.test_job_merging import START

BATCH = "arn:aws:batch:us-east-1:111122223333"
QUEUE, SPOT = f"{BATCH}:job-queue/gpu", f"{BATCH}:compute-environment/spot"
GIVEN = {
    "ENVIRONMENT": "dev",
    "FLEETS": json.dumps({"gpu": {"queues": [QUEUE], "environments": [SPOT]}}),
    "LEDGER_TABLE": "jobs",
}
CREDENTIALS = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A container that has just started, with the settings that the stack gives."""
    for name, value in (GIVEN | CREDENTIALS).items():
        monkeypatch.setenv(name, value)
    once_per_container = (
        *(watch_fleets.settings, clients.batch),
        *(clients.cloudwatch, clients.dynamodb),
    )
    for made in once_per_container:
        made.cache_clear()
    yield
    for made in once_per_container:
        made.cache_clear()


@pytest.fixture
def batch(container: None) -> Iterator[Stubber]:
    with Stubber(clients.batch()) as stub:
        yield stub
        stub.assert_no_pending_responses()


def has_jobs(batch: Stubber, asked: dict[str, Any], *jobs: dict[str, Any]) -> None:
    summaries = [{"jobName": "digits", **job} for job in jobs]
    batch.add_response("list_jobs", {"jobSummaryList": summaries}, asked)


def in_queue(status: str) -> dict[str, str]:
    return {"jobQueue": QUEUE, "jobStatus": status}


def stands(batch: Stubber, status: str = "VALID") -> None:
    queue = {
        "jobQueueName": "gpu",
        "jobQueueArn": QUEUE,
        "state": "ENABLED",
        "priority": 1,
        "computeEnvironmentOrder": [],
    }
    batch.add_response("describe_job_queues", {"jobQueues": [queue]}, {"jobQueues": [QUEUE]})
    part = {
        "computeEnvironmentName": "spot",
        "computeEnvironmentArn": SPOT,
        "state": "ENABLED",
        "status": status,
        "computeResources": {
            "type": "SPOT",
            "maxvCpus": 64,
            "desiredvCpus": 60,
            "subnets": [],
        },
    }
    answer = {"computeEnvironments": [part]}
    batch.add_response("describe_compute_environments", answer, {"computeEnvironments": [SPOT]})


def test_a_round_publishes_all_that_it_saw_at_once(batch: Stubber) -> None:
    stands(batch, "INVALID")
    for status in ("RUNNING", "PENDING", "RUNNABLE", "PENDING"):
        has_jobs(batch, in_queue(status))
    values = {"FleetUnusable": 1, "VcpuCapUsedPercent": 93.8}
    units = {"VcpuCapUsedPercent": "Percent"}
    data = [
        {
            "MetricName": metric,
            "Dimensions": [
                {"Name": "Environment", "Value": "dev"},
                {"Name": "Fleet", "Value": "gpu"},
            ],
            "Timestamp": ANY,
            "Value": value,
            "Unit": units.get(metric, "Count"),
        }
        for metric, value in values.items()
    ]
    with Stubber(clients.cloudwatch()) as cloudwatch:
        told = {"Namespace": "Millrace/Batch", "MetricData": data}
        cloudwatch.add_response("put_metric_data", {}, told)

        assert watch_fleets.handler({}, None) == {"fleets": 1, "unusable": 1}
        cloudwatch.assert_no_pending_responses()


def test_a_round_that_cannot_be_told_fails_so_that_lambda_runs_it_again(batch: Stubber) -> None:
    stands(batch)
    for status in ("RUNNING", "PENDING", "RUNNABLE", "PENDING"):
        has_jobs(batch, in_queue(status))
    with Stubber(clients.cloudwatch()) as cloudwatch:
        cloudwatch.add_client_error("put_metric_data", "InternalServiceFault")

        with pytest.raises(MetricsError, match="the metrics could not be published: "):
            watch_fleets.handler({}, None)


def test_children_of_arrays_wait_too(batch: Stubber) -> None:
    """An array is PENDING while its children are RUNNABLE."""
    created = int(START.timestamp() * 1000)
    has_jobs(batch, in_queue("RUNNABLE"), {"jobId": "one", "createdAt": created})
    has_jobs(
        batch,
        in_queue("PENDING"),
        {"jobId": "dependent"},
        {"jobId": "array", "arrayProperties": {"size": 2}},
        {"jobId": "busy", "arrayProperties": {"size": 2, "statusSummary": {"RUNNING": 2}}},
    )
    child = {"jobId": "array:1", "createdAt": created}
    has_jobs(batch, {"arrayJobId": "array", "jobStatus": "RUNNABLE"}, child)

    assert [*AwsBatch(clients.batch()).waiting(QUEUE)] == [
        WaitingJob(job_id=job_id, submitted_at=START) for job_id in ("one", "array:1")
    ]


def test_all_pages_are_read(batch: Stubber) -> None:
    jobs = [{"jobId": job_id, "jobName": "digits"} for job_id in ("a", "b")]
    first = {"jobSummaryList": jobs, "nextToken": "more"}
    batch.add_response("list_jobs", first, in_queue("RUNNING"))
    has_jobs(batch, {**in_queue("RUNNING"), "nextToken": "more"}, {"jobId": "c"})
    has_jobs(batch, in_queue("PENDING"))

    assert AwsBatch(clients.batch()).running(QUEUE) == 3


def test_the_watch_is_told_what_to_look_at() -> None:
    settings = WatchSettings.from_env(GIVEN)

    [fleet] = settings.fleets
    assert (fleet.name, fleet.queues, fleet.environments) == ("gpu", [QUEUE], [SPOT])
    assert (settings.environment, settings.ledger_table) == ("dev", "jobs")


def test_without_its_fleets_it_says_so() -> None:
    with pytest.raises(MissingSettingsError, match="environment variables not set: FLEETS; needed"):
        WatchSettings.from_env(GIVEN | {"FLEETS": ""})
