"""Who may submit and end jobs: by queue, by definition and its tags, by the tags of the job."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.record import Account
from tests.local_account.deployment import Clients, Deployed, Stacks
from tests.local_account.templates import Resource, allow, att, changed, fleet, role

pytestmark = pytest.mark.account

_JOBS = "arn:aws:batch:us-east-1:000000000000:job/*"
_DEFINITIONS = "arn:aws:batch:us-east-1:000000000000:job-definition/*:*"
_QUEUE = allow("batch:SubmitJob", att("Queue", "JobQueueArn"))
_OURS = allow(
    "batch:SubmitJob",
    _DEFINITIONS,
    Condition={"StringEquals": {"aws:ResourceTag/environment": "trial"}},
)


def _fleet(*may: dict[str, Any]) -> dict[str, Resource]:
    resources = changed(fleet(), "Job.Tags", {"environment": "trial"})
    return {**resources, "Submitter": role("lambda.amazonaws.com", *may)}


def _as_submitter(account: Account, aws: Clients, deployed: Deployed) -> Any:
    arn = f"arn:aws:iam::000000000000:role/{deployed.ids['Submitter']}"
    keys = aws("sts").assume_role(RoleArn=arn, RoleSessionName="trial")["Credentials"]
    session = boto3.Session(
        keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], account.region
    )
    make: Any = session.client
    return make("batch", endpoint_url=account.endpoint)


def _submit(batch: Any, deployed: Deployed, **more: Any) -> str:
    queue, definition = deployed.ids["Queue"], deployed.ids["Job"]
    job = batch.submit_job(jobName="trial", jobQueue=queue, jobDefinition=definition, **more)
    return str(job["jobId"])


@pytest.mark.parametrize(
    ("may", "tags", "refused"),
    [
        ([_QUEUE, _OURS], {}, None),
        ([allow("batch:SubmitJob")], {}, None),
        ([_QUEUE], {}, "batch:SubmitJob"),
        ([_OURS], {}, "batch:SubmitJob on resource: .*:job-queue/"),
        ([_QUEUE, _OURS], {"team": "vision"}, "batch:TagResource"),
        ([_QUEUE, _OURS, allow("batch:TagResource", _JOBS)], {"team": "vision"}, None),
    ],
)
def test_a_submission_takes_its_definition_its_queue_and_its_tags(
    account: Account,
    aws: Clients,
    stacks: Stacks,
    may: list[dict[str, Any]],
    tags: dict[str, str],
    refused: str | None,
) -> None:
    deployed = stacks.deploy(_fleet(*may))
    batch = _as_submitter(account, aws, deployed)

    if refused is None:
        assert _submit(batch, deployed, tags=tags)
    else:
        with pytest.raises(ClientError, match=refused):
            _submit(batch, deployed, tags=tags)
    batch.close()


def test_jobs_are_ended_by_whoever_may_by_their_tags(
    account: Account, aws: Clients, stacks: Stacks
) -> None:
    has_tag = {"Null": {"aws:ResourceTag/submitted-by": "false"}}
    deployed = stacks.deploy(_fleet(allow("batch:TerminateJob", _JOBS, Condition=has_tag)))
    batch = _as_submitter(account, aws, deployed)
    tagged = _submit(aws("batch"), deployed, tags={"submitted-by": "ana"})
    bare = _submit(aws("batch"), deployed)

    batch.terminate_job(jobId=tagged, reason="enough")

    with pytest.raises(ClientError, match="batch:TerminateJob"):
        batch.terminate_job(jobId=bare, reason="enough")
    batch.close()
