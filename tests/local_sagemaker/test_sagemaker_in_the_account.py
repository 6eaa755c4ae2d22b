"""A pipeline that a template brings runs in a real local account, with the rights it was given."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import boto3
import pytest

from local import process
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.ports import free_port
from tests.local_account.templates import changed
from tests.local_sagemaker.bench import eventually
from tests.local_sagemaker.live import body, lacking, resources, studio

pytestmark = pytest.mark.account


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    state = tmp_path_factory.mktemp("sagemaker") / "account"
    try:
        account = process.start(free_port(), state)
        session: Any = boto3.Session("test", "test", region_name=account.region)
        yield partial(session.client, endpoint_url=account.endpoint)
    finally:
        process.stop(state)


@pytest.fixture
def stacks(aws: Clients) -> Iterator[Stacks]:
    stacks = Stacks(aws)
    yield stacks
    stacks.delete_all()


def ran(aws: Clients, **parameters: str) -> dict[str, Any]:
    """The execution, described, with its steps in the order of their start."""
    sagemaker = aws("sagemaker")
    given = [{"Name": name, "Value": value} for name, value in parameters.items()]
    arn = sagemaker.start_pipeline_execution(PipelineName="live", PipelineParameters=given)[
        "PipelineExecutionArn"
    ]

    def seen() -> dict[str, Any]:
        return dict(sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn))

    eventually(lambda: seen()["PipelineExecutionStatus"] != "Executing", f"{arn} ends", within_s=60)
    steps = sagemaker.list_pipeline_execution_steps(
        PipelineExecutionArn=arn, SortOrder="Ascending"
    )["PipelineExecutionSteps"]
    return {**seen(), "steps": {step["StepName"]: step for step in steps}}


def test_a_pipeline_runs_with_the_rights_of_its_role_and_registers_a_model(
    aws: Clients, stacks: Stacks
) -> None:
    deployed = stacks.deploy(resources())
    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    assert deployed.ids["Pipeline"] == "live"

    good = ran(aws)
    assert good["PipelineExecutionStatus"] == "Succeeded", good["FailureReason"]
    assert list(good["steps"]) == ["Ask", "Judge", "Gate", "Register"]
    package = good["steps"]["Register"]["Metadata"]["RegisterModel"]["Arn"]
    assert aws("sagemaker").describe_model_package(ModelPackageName=package)[
        "ModelApprovalStatus"
    ] == ("PendingManualApproval")

    bad = ran(aws, Accuracy="0.5")
    assert bad["PipelineExecutionStatus"] == "Failed"
    assert bad["steps"]["Refused"]["FailureReason"] == "accuracy is only 0.5"
    aws("sagemaker").delete_model_package(ModelPackageName=package)


@pytest.mark.parametrize(
    ("action", "step"),
    [
        ("lambda:InvokeFunction", "Ask"),
        ("sagemaker:CreateProcessingJob", "Judge"),
        ("iam:PassRole", "Judge"),
        ("s3:GetObject", "Gate"),
        ("sagemaker:CreateModelPackage", "Register"),
    ],
)
def test_a_step_fails_for_each_right_that_the_role_lacks(
    aws: Clients, stacks: Stacks, action: str, step: str
) -> None:
    deployed = stacks.deploy(lacking(action))
    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    seen = ran(aws)

    assert seen["steps"][step]["StepStatus"] == "Failed"
    assert f"not authorized to perform: {action}" in seen["steps"][step]["FailureReason"]


def test_a_role_may_be_bound_to_instance_types(aws: Clients, stacks: Stacks) -> None:
    text = json.loads(body())
    text["Steps"][1]["Arguments"]["ProcessingResources"]["ClusterConfig"]["InstanceType"] = (
        "ml.m5.4xlarge"
    )
    larger = {"PipelineDefinitionBody": {"Fn::Sub": json.dumps(text)}}
    deployed = stacks.deploy(changed(resources(), "Pipeline.PipelineDefinition", larger))
    assert deployed.status == "CREATE_COMPLETE", deployed.reasons

    assert "sagemaker:CreateProcessingJob" in ran(aws)["steps"]["Judge"]["FailureReason"]


def test_a_template_changes_a_pipeline_in_place_and_a_wrong_one_changes_nothing(
    aws: Clients, stacks: Stacks
) -> None:
    before = stacks.deploy(resources())
    tags = [{"Key": "team", "Value": "risk"}]
    parallel = {"MaxParallelExecutionSteps": 2}
    after = stacks.deploy(
        changed(resources(ParallelismConfiguration=parallel), "Pipeline.Tags", tags)
    )
    assert after.status == "UPDATE_COMPLETE", after.reasons
    assert after.ids == before.ids
    sagemaker = aws("sagemaker")
    seen = sagemaker.describe_pipeline(PipelineName="live")
    assert seen["ParallelismConfiguration"] == parallel
    told = sagemaker.list_tags(ResourceArn=seen["PipelineArn"])["Tags"]
    assert {"Key": "team", "Value": "risk"} in told

    wrong = {"PipelineDefinitionBody": '{"Version": "2020-12-01", "Steps": []}'}
    refused = stacks.deploy(changed(resources(), "Pipeline.PipelineDefinition", wrong))
    assert refused.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "Steps: must be a list of at least one step" in refused.reasons["Pipeline"]


def test_studio_feature_groups_and_workteams_come_and_go_with_a_template(
    aws: Clients, stacks: Stacks
) -> None:
    deployed = stacks.deploy(studio())

    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    sagemaker = aws("sagemaker")
    domain = sagemaker.describe_domain(DomainId=deployed.ids["Domain"])
    assert domain["DomainSettings"]["ExecutionRoleIdentityConfig"] == "USER_PROFILE_NAME"
    profile = sagemaker.describe_user_profile(DomainId=domain["DomainId"], UserProfileName="ana")
    assert profile["Status"] == "InService"
    group = sagemaker.describe_feature_group(FeatureGroupName="digits-features")
    assert group["FeatureGroupStatus"] == "Created"
    assert stacks.delete().status == "DELETE_COMPLETE"
    assert sagemaker.list_domains()["Domains"] == []


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ({"trainingJob": "none"}, "Could not find requested training job with name: none"),
        ({"jobId": "none"}, "no job has the id 'none'"),
    ],
)
def test_a_reclaim_is_for_whoever_has_the_job(
    aws: Clients, word: dict[str, str], answer: str
) -> None:
    url = f"{aws('sagemaker').meta.endpoint_url}/_millrace/spot/reclaim"
    request = Request(url, data=json.dumps(word).encode())  # noqa: S310 - our own
    with pytest.raises(HTTPError) as refused, build_opener(ProxyHandler({})).open(request):
        pass

    assert (refused.value.code, json.loads(refused.value.read())["message"]) == (400, answer)
