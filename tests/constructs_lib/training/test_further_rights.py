"""Rights that few workloads need: files, images of our own, foreign objects, and a search."""

import json
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2

from constructs_lib.repository import Repository
from constructs_lib.shared_files import SharedFiles
from constructs_lib.training.contents import JobKind, addresses_in
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.place import JobPlace
from constructs_lib.training.roles import JobRole, PipelineRole
from constructs_lib.training.search_role import SearchRole
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import client_of, key_of, template_of, vpc_of

MODEL, SCRIPTS = "s3://jumpstart/models/net.tar.gz", "s3://jumpstart/scripts/"


def build(stack: cdk.Stack) -> None:
    key, vpc = key_of(stack), vpc_of(stack)
    private = ec2.SubnetSelection(subnet_group_name="Private")
    clients = ec2.SecurityGroup(stack, "FileClients", vpc=vpc, allow_all_outbound=False)
    place = JobPlace(
        vpc=vpc,
        subnets=private,
        security_group=client_of(stack, vpc),
        key=key,
        joins=[clients],
    )
    own = Repository(
        stack,
        "Own",
        key=key,
        untagged_expire=Duration.days(14),
        keep_images=50,
        removal_policy=RemovalPolicy.RETAIN,
    )
    files = SharedFiles(
        stack, "Files", vpc=vpc, subnets=private, key=key, removal_policy=RemovalPolicy.RETAIN
    )
    policy = JobPolicy(stack, "JobPolicy", place=place, images=[], repositories=[own])
    train = JobRole(stack, "Train", description="trains", policy=policy)
    train.allow_mount(files.file_system)
    train.allow_find_lustre()
    for uri in (MODEL, SCRIPTS):
        train.allow_fetch(uri)
    search = SearchRole(stack, "Search", description="searches", policy=policy)
    role = PipelineRole(stack, "Conductor", description="runs the pipeline")
    role.allow_jobs([JobKind.TRAINING], place=place, roles=[train, search])


@pytest.fixture(scope="module")
def template() -> Template:
    """It is made only if no gate has a finding."""
    return template_of(build)


def allowing(template: Template, role: str, action: str) -> list[Any]:
    return [
        statement
        for name, statement in template.statements()
        if name.startswith(role) and action in as_list(statement["Action"])
    ]


def shared(template: Template, action: str) -> str:
    policy = template.only("AWS::IAM::ManagedPolicy")["PolicyDocument"]
    return json.dumps(
        [s["Resource"] for s in policy["Statement"] if action in as_list(s["Action"])]
    )


def test_a_job_may_be_in_a_group_that_its_place_joins(template: Template) -> None:
    for starts in allowing(template, "Conductor", "sagemaker:CreateTrainingJob"):
        groups = starts["Condition"]["ForAllValues:StringEquals"]["sagemaker:VpcSecurityGroupIds"]
        assert ["FileClients" in json.dumps(group) for group in groups] == [False, True]
    assert shared(template, "ec2:CreateNetworkInterface").count(":security-group/") == 2


def test_an_image_of_our_own_is_pulled_from_its_repository(template: Template) -> None:
    assert '["Own' in shared(template, "ecr:BatchGetImage")


def test_a_file_system_is_mounted_and_not_written(template: Template) -> None:
    [mounts] = allowing(template, "Train", "elasticfilesystem:ClientMount")
    assert "FilesFileSystem" in json.dumps(mounts["Resource"])
    assert allowing(template, "Train", "elasticfilesystem:ClientWrite") == []


def test_an_object_is_fetched_by_its_name_and_a_folder_by_its_slash(template: Template) -> None:
    read = {
        arn
        for statement in allowing(template, "Train", "s3:GetObject")
        for arn in as_list(statement["Resource"])
    }
    assert read == {
        "arn:aws:s3:::jumpstart/models/net.tar.gz",
        "arn:aws:s3:::jumpstart/scripts/*",
    }


def test_what_is_listed_of_a_foreign_bucket_is_named_too(template: Template) -> None:
    listed = allowing(template, "Train", "s3:ListBucket")
    assert sorted(s["Condition"]["StringLike"]["s3:prefix"] for s in listed) == [
        "models/net.tar.gz",
        "scripts/*",
    ]


def test_addresses_are_those_that_are_written_out_in_jobs() -> None:
    told = {"sagemaker_submit_directory": f'"{SCRIPTS}"'}
    training = {"InputDataConfig": [{"S3Uri": MODEL}], "HyperParameters": told}
    steps = [
        {"Name": "Train", "Type": "Training", "Arguments": training},
        {"Name": "Register", "Type": "RegisterModel", "Arguments": {"Url": "s3://other/x"}},
    ]
    assert addresses_in({"Steps": steps}) == {MODEL, SCRIPTS}


@pytest.mark.parametrize("resource", ["model", "endpoint-config", "endpoint"])
def test_a_search_makes_shows_and_deletes_what_it_explains_by(
    template: Template, resource: str
) -> None:
    kind = "".join(map(str.title, resource.split("-")))
    for verb in ("Create", "Describe", "Delete"):
        [may] = allowing(template, "Search", f"sagemaker:{verb}{kind}")
        assert f"arn:aws:sagemaker:us-east-1:111122223333:{resource}/*" in as_list(may["Resource"])


def test_an_endpoint_is_made_with_a_right_to_its_configuration_too(template: Template) -> None:
    [may] = allowing(template, "Search", "sagemaker:CreateEndpoint")
    assert {arn.split(":")[-1] for arn in may["Resource"]} == {"endpoint/*", "endpoint-config/*"}


def test_a_search_passes_itself_on_and_nobody_else(template: Template) -> None:
    [passes] = allowing(template, "Search", "iam:PassRole")
    assert passes["Resource"]["Fn::GetAtt"][0].startswith("Search")


def test_a_search_pulls_images_of_others_in_this_region_alone(template: Template) -> None:
    [pulls] = allowing(template, "Search", "ecr:BatchGetImage")
    assert pulls["Resource"] == "arn:aws:ecr:us-east-1:*:repository/*"
    assert pulls["Condition"]["StringNotEquals"] == {"aws:ResourceAccount": "111122223333"}


@pytest.mark.parametrize("action", ["sagemaker:CreateEndpoint", "sagemaker:CreateModel"])
def test_who_trains_makes_no_endpoint(template: Template, action: str) -> None:
    assert allowing(template, "Train", action) == []
