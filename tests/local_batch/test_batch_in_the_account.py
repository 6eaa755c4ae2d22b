"""What a template may ask of Batch beyond a fleet and a queue, in a real local account."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import boto3
import pytest

from local import process
from tests.local_account.deployment import Clients, Deployed, Stacks
from tests.local_account.ports import free_port
from tests.local_account.templates import (
    Resource,
    allow,
    att,
    changed,
    fleet,
    ref,
    resource,
    role,
)
from tests.local_batch.desk import eventually

pytestmark = pytest.mark.account

_LOGS = allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    state = tmp_path_factory.mktemp("batch") / "account"
    try:
        account = process.start(free_port(), state)
        session: Any = boto3.Session("test", "test", region_name=account.region)
        yield partial(session.client, endpoint_url=account.endpoint)
    finally:
        process.stop(state)


@pytest.fixture(scope="module")
def secret(aws: Clients) -> str:
    made = aws("secretsmanager").create_secret(Name="team/key", SecretString='{"key": "s3cret"}')
    return str(made["ARN"])


@pytest.fixture
def stacks(aws: Clients) -> Iterator[Stacks]:
    stacks = Stacks(aws)
    yield stacks
    stacks.delete_all()


def container(script: str, **more: Any) -> dict[str, Any]:
    return {
        "Image": "an-image",
        "Command": ["python", "-c", script],
        "ResourceRequirements": [
            {"Type": "VCPU", "Value": "1"},
            {"Type": "MEMORY", "Value": "512"},
        ],
        **more,
    }


def job(**properties: Any) -> Resource:
    return resource("AWS::Batch::JobDefinition", Type="container", **properties)


def shared_fleet() -> dict[str, Resource]:
    shares = {"ShareDistribution": [{"ShareIdentifier": "vision", "WeightFactor": 0.5}]}
    with_policy = changed(fleet(), "Queue.SchedulingPolicyArn", att("Policy"))
    policy = resource("AWS::Batch::SchedulingPolicy", FairsharePolicy=shares, Tags={"team": "ml"})
    return {**with_policy, "Policy": policy}


def ended(aws: Clients, deployed: Deployed, name: str, **more: Any) -> dict[str, Any]:
    batch = aws("batch")
    job_id = batch.submit_job(
        jobName="j", jobQueue=deployed.ids["Queue"], jobDefinition=deployed.ids[name], **more
    )["jobId"]

    def seen() -> dict[str, Any]:
        return dict(batch.describe_jobs(jobs=[job_id])["jobs"][0])

    eventually(lambda: seen()["status"] in ("SUCCEEDED", "FAILED"), "the job has ended")
    return seen()


def test_a_scheduling_policy_comes_changes_and_goes(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(shared_fleet())
    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    arn = deployed.ids["Policy"]

    after = stacks.deploy(
        changed(shared_fleet(), "Policy.FairsharePolicy", {"ShareDecaySeconds": 60})
    )
    assert (after.status, after.ids["Policy"]) == ("UPDATE_COMPLETE", arn)
    [seen] = aws("batch").describe_scheduling_policies(arns=[arn])["schedulingPolicies"]
    assert seen["fairsharePolicy"] == {"shareDecaySeconds": 60}
    assert seen["tags"]["team"] == "ml"
    [queue] = aws("batch").describe_job_queues()["jobQueues"]
    assert queue["schedulingPolicyArn"] == arn

    assert stacks.delete().status == "DELETE_COMPLETE"
    assert aws("batch").list_scheduling_policies()["schedulingPolicies"] == []


def test_a_secret_is_for_an_execution_role_that_may_read_it(
    aws: Clients, stacks: Stacks, secret: str
) -> None:
    secrets = [{"Name": "KEY", "ValueFrom": f"{secret}:key::"}]
    script = "import os; assert os.environ['KEY'] == 's3cret'"
    deployed = stacks.deploy(
        {
            **shared_fleet(),
            "Reader": role(
                "ecs-tasks.amazonaws.com", _LOGS, allow("secretsmanager:GetSecretValue", secret)
            ),
            "Stranger": role("ecs-tasks.amazonaws.com", _LOGS),
            **{
                f"{name}Job": job(
                    ContainerProperties=container(
                        script, Secrets=secrets, ExecutionRoleArn=att(name)
                    )
                )
                for name in ("Reader", "Stranger")
            },
        }
    )
    reader = ended(aws, deployed, "ReaderJob", shareIdentifier="vision")
    stranger = ended(aws, deployed, "StrangerJob", shareIdentifier="vision")

    assert reader["status"] == "SUCCEEDED", reader
    assert stranger["status"] == "FAILED"
    assert "not authorized to perform: secretsmanager:GetSecretValue" in stranger["statusReason"]


def test_nodes_come_from_a_template(aws: Clients, stacks: Stacks) -> None:
    on_demand = changed(fleet(), "Environment.ComputeResources.Type", "EC2")
    nodes = {
        "NumNodes": 2,
        "MainNode": 0,
        "NodeRangeProperties": [{"TargetNodes": "0:1", "Container": container("pass")}],
    }
    definition = resource("AWS::Batch::JobDefinition", Type="multinode", NodeProperties=nodes)
    strategy = "Environment.ComputeResources.AllocationStrategy"
    deployed = stacks.deploy(
        {**changed(on_demand, strategy, "BEST_FIT_PROGRESSIVE"), "Nodes": definition}
    )

    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    assert ended(aws, deployed, "Nodes")["status"] == "SUCCEEDED"


def test_a_new_version_of_the_launch_template_changes_the_environment_in_place(
    aws: Clients, stacks: Stacks
) -> None:
    template = resource(
        "AWS::EC2::LaunchTemplate",
        LaunchTemplateData={"MetadataOptions": {"HttpTokens": "required"}},
    )
    launch = {"LaunchTemplateId": ref("Template"), "Version": "1"}
    at_first = {
        **changed(fleet(), "Environment.ComputeResources.LaunchTemplate", launch),
        "Template": template,
    }
    before = stacks.deploy(at_first)
    after = stacks.deploy(
        changed(at_first, "Environment.ComputeResources.LaunchTemplate", {**launch, "Version": "2"})
    )

    assert after.status == "UPDATE_COMPLETE", after.reasons
    assert after.ids["Environment"] == before.ids["Environment"]
    [seen] = aws("batch").describe_compute_environments()["computeEnvironments"]
    assert seen["computeResources"]["launchTemplate"]["version"] == "2"
