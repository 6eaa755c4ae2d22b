"""Studio: inside the network, encrypted, a profile for each person, and no app that idles on."""

import json

import aws_cdk as cdk
import pytest
from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2

from constructs_lib.studio.studio import IdleError, Studio
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import client_of, key_of, template_of, vpc_of


def studio_of(stack: cdk.Stack, *, idle: Duration) -> Studio:
    vpc = vpc_of(stack)
    return Studio(
        stack,
        "Studio",
        name="millrace-dev",
        vpc=vpc,
        subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        security_group=client_of(stack, vpc),
        key=key_of(stack),
        idle=idle,
    )


def build(stack: cdk.Stack) -> None:
    studio = studio_of(stack, idle=Duration.minutes(120))
    for team, people in {"vision": ["ana", "bo-li"], "risk": ["cy"]}.items():
        role = studio.add_role(team)
        for person in people:
            studio.add_user(person, team=team, role=role)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def domain(template: Template) -> Properties:
    return template.only("AWS::SageMaker::Domain")


def test_it_stands_in_the_network_and_goes_no_other_way(domain: Properties) -> None:
    assert domain["AppNetworkAccessType"] == "VpcOnly"
    assert domain["SubnetIds"]
    assert "Client" in json.dumps(domain["DomainSettings"]["SecurityGroupIds"])


def test_its_disks_lie_under_our_key(domain: Properties) -> None:
    assert "Key" in json.dumps(domain["KmsKeyId"])


def test_it_leaves_no_file_system_behind_that_holds_the_network(domain: Properties) -> None:
    assert domain["HomeEfsFileSystemCreation"] == "Disabled"


@pytest.mark.parametrize("app", ["JupyterLabAppSettings", "CodeEditorAppSettings"])
def test_an_app_that_nobody_uses_ends_and_nobody_can_put_that_off(
    template: Template, domain: Properties, app: str
) -> None:
    idle = domain["DefaultUserSettings"][app]["AppLifecycleManagement"]["IdleSettings"]
    assert idle["LifecycleManagement"] == "ENABLED"
    assert idle["IdleTimeoutInMinutes"] == idle["MaxIdleTimeoutInMinutes"] == 120
    for profile in template.of_type("AWS::SageMaker::UserProfile").values():
        assert app not in profile["UserSettings"]


def test_each_person_has_the_role_of_the_team(template: Template) -> None:
    roles = {
        profile["UserProfileName"]: json.dumps(profile["UserSettings"]["ExecutionRole"])
        for profile in template.of_type("AWS::SageMaker::UserProfile").values()
    }
    assert set(roles) == {"ana", "bo-li", "cy"}
    assert roles["ana"] == roles["bo-li"] != roles["cy"]


def test_who_has_no_role_can_do_nothing(template: Template, domain: Properties) -> None:
    nobody = domain["DefaultUserSettings"]["ExecutionRole"]["Fn::GetAtt"][0]
    assert nobody not in {role for role, _ in template.statements()}


def test_people_touch_spaces_and_apps_of_their_own_only(template: Template) -> None:
    statements = template.only("AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    changing = [
        statement
        for statement in statements
        if {"sagemaker:CreateSpace", "sagemaker:CreateApp"} & set(as_list(statement["Action"]))
    ]
    assert len(changing) == 2
    for statement in changing:
        owner = statement["Condition"]["ArnLike"]["sagemaker:OwnerUserProfileArn"]
        assert "${sagemaker:DomainId}/${sagemaker:UserProfileName}" in json.dumps(owner)


@pytest.mark.parametrize("minutes", [0, 59, 525_601])
def test_a_time_that_studio_would_refuse_is_refused_first(minutes: int) -> None:
    with pytest.raises(IdleError, match=f"60 to 525600 minutes.* got {minutes}"):
        template_of(lambda stack: studio_of(stack, idle=Duration.minutes(minutes)))
