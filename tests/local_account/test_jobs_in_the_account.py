"""A Batch job runs with the role it was given, and the account's bus hears of it."""

import json
from typing import Any

import pytest

from tests.local_account.deployment import Clients, Deployed, Stacks
from tests.local_account.templates import (
    Resource,
    allow,
    att,
    changed,
    fleet,
    policy,
    ref,
    resource,
    role,
)
from tests.local_account.waiting import within_patience

pytestmark = pytest.mark.account

_WHO_AM_I = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
_EVENTS = "events.amazonaws.com"


def _watched_fleet() -> dict[str, Resource]:
    send = allow("sqs:SendMessage", att("Heard"), Principal={"Service": _EVENTS})
    target = {"Id": "heard", "Arn": att("Heard")}
    return {
        **changed(fleet(), "Job.ContainerProperties.Command", ["python", "-c", _WHO_AM_I]),
        "Heard": resource("AWS::SQS::Queue"),
        "Allowed": resource(
            "AWS::SQS::QueuePolicy", Queues=[ref("Heard")], PolicyDocument=policy(send)
        ),
        "Rule": resource(
            "AWS::Events::Rule", EventPattern={"source": ["aws.batch"]}, Targets=[target]
        ),
    }


def _ended(aws: Clients, deployed: Deployed) -> dict[str, Any]:
    job = aws("batch").submit_job(
        jobName="trial", jobQueue=deployed.ids["Queue"], jobDefinition=deployed.ids["Job"]
    )["jobId"]

    def look() -> dict[str, Any]:
        [seen] = aws("batch").describe_jobs(jobs=[job])["jobs"]
        return dict(seen) if seen["status"] in ("SUCCEEDED", "FAILED") else {}

    return within_patience(look)


def _heard(aws: Clients, deployed: Deployed) -> set[str]:
    answer = aws("sqs").receive_message(
        QueueUrl=deployed.ids["Heard"], MaxNumberOfMessages=10, VisibilityTimeout=0
    )
    events = [json.loads(message["Body"]) for message in answer.get("Messages", [])]
    return {event["detail"]["status"] for event in events}


def test_a_job_is_its_role_and_its_end_is_heard(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(_watched_fleet())

    job = _ended(aws, deployed)

    assert job["status"] == "SUCCEEDED", job
    said = aws("logs").get_log_events(
        logGroupName="/aws/batch/job", logStreamName=job["container"]["logStreamName"]
    )["events"]
    assert f"assumed-role/{deployed.ids['JobRole']}/" in said[0]["message"]
    assert within_patience(lambda: "SUCCEEDED" in _heard(aws, deployed))


def test_a_role_that_does_not_trust_jobs_is_not_given_to_one(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy({**_watched_fleet(), "JobRole": role("lambda.amazonaws.com")})

    job = _ended(aws, deployed)

    assert job["status"] == "FAILED"
    assert "trusts lambda.amazonaws.com" in json.dumps(job["attempts"])
