"""Permissions, deployed: IAM is enforced, so what a role was not granted it cannot do."""

import pytest

from tests.account.conftest import Deployed
from tests.account.eventually import eventually

pytestmark = pytest.mark.account

_TRY = """
import boto3
from botocore.exceptions import ClientError
try:
    {call}
    print("outcome: allowed")
except ClientError as refused:
    print("outcome:", refused.response["Error"]["Code"])
"""


def outcome(deployed: Deployed, call: str) -> str:
    """What becomes of one AWS call made by a job under the training job's role."""
    batch = deployed.up.session.client("batch")
    job = batch.submit_job(
        jobName="tries",
        jobQueue=deployed.output("Batch", "DigitsJobQueue"),
        jobDefinition=deployed.output("Batch", "DigitsJob"),
        shareIdentifier="vision",
        containerOverrides={"command": ["python", "-c", _TRY.format(call=call)]},
    )

    def stream() -> str | None:
        [found] = batch.describe_jobs(jobs=[job["jobId"]])["jobs"]
        assert found["status"] != "FAILED", found.get("statusReason")
        return found["container"]["logStreamName"] if found["status"] == "SUCCEEDED" else None

    name = eventually(stream)
    logs = deployed.up.session.client("logs")
    [group] = [
        group["logGroupName"]
        for group in logs.describe_log_groups()["logGroups"]
        if "JobLogs" in group["logGroupName"]
    ]
    events = logs.get_log_events(logGroupName=group, logStreamName=name)["events"]
    [line] = [event["message"] for event in events if event["message"].startswith("outcome: ")]
    return line.removeprefix("outcome: ")


@pytest.mark.parametrize(
    ("zone", "call", "expected"),
    [
        ("Models", "put_object(Bucket='{bucket}', Key='digits/x', Body=b'')", "allowed"),
        ("Models", "put_object(Bucket='{bucket}', Key='other/x', Body=b'')", "AccessDenied"),
        ("Raw", "put_object(Bucket='{bucket}', Key='digits/x', Body=b'')", "AccessDenied"),
        ("Models", "list_objects_v2(Bucket='{bucket}', Prefix='digits/')", "allowed"),
        ("Models", "list_objects_v2(Bucket='{bucket}')", "AccessDenied"),
        ("Curated", "list_objects_v2(Bucket='{bucket}', Prefix='digits/')", "AccessDenied"),
        ("Models", "delete_object(Bucket='{bucket}', Key='digits/x')", "AccessDenied"),
    ],
)
def test_a_job_touches_its_own_prefixes_and_nothing_else(
    deployed: Deployed, zone: str, call: str, expected: str
) -> None:
    bucket = deployed.output("Foundation", f"{zone}Bucket")

    assert outcome(deployed, f"boto3.client('s3').{call.format(bucket=bucket)}") == expected
