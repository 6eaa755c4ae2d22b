"""Network: private subnets in the zones of the file, and no way out but the endpoints."""

import pytest

import config
from tests.assembly import Assembly, Template
from tests.conftest import Synthesise


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Network")


@pytest.mark.parametrize(
    "way_out",
    [
        "AWS::EC2::InternetGateway",
        "AWS::EC2::NatGateway",
        "AWS::EC2::EgressOnlyInternetGateway",
        "AWS::EC2::EIP",
        "AWS::EC2::Route",
    ],
)
def test_nothing_leads_out_of_the_network(template: Template, way_out: str) -> None:
    assert not template.of_type(way_out)


def test_there_is_one_private_subnet_in_each_zone_of_the_file(template: Template) -> None:
    subnets = template.of_type("AWS::EC2::Subnet").values()
    zones = [subnet["AvailabilityZone"]["Fn::Join"] for subnet in subnets]
    assert zones == [["", [{"Ref": "AWS::Region"}, letter]] for letter in "ab"]
    assert {subnet["MapPublicIpOnLaunch"] for subnet in subnets} == {False}


def test_instances_reach_exactly_the_services_they_need(template: Template) -> None:
    endpoints = template.of_type("AWS::EC2::VPCEndpoint").values()
    interface = {
        endpoint["ServiceName"].removeprefix("com.amazonaws.us-east-1.")
        for endpoint in endpoints
        if endpoint["VpcEndpointType"] == "Interface"
    }
    fleets = {"ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs"}
    use_of_gpus = {"monitoring"}
    assert interface == fleets | use_of_gpus
    assert len([e for e in endpoints if e["VpcEndpointType"] == "Gateway"]) == 2


def test_private_names_resolve_which_interface_endpoints_need(template: Template) -> None:
    vpc = template.only("AWS::EC2::VPC")
    assert vpc["EnableDnsHostnames"] is True
    assert vpc["EnableDnsSupport"] is True


def test_endpoints_answer_https_from_the_network_only(template: Template) -> None:
    [rule] = template.only("AWS::EC2::SecurityGroup")["SecurityGroupIngress"]
    assert (rule["CidrIp"], rule["FromPort"], rule["ToPort"]) == ("10.20.0.0/16", 443, 443)


def test_traffic_is_logged_into_an_encrypted_group(template: Template) -> None:
    flow_log = template.only("AWS::EC2::FlowLog")
    assert (flow_log["ResourceType"], flow_log["TrafficType"]) == ("VPC", "ALL")
    group = template.only("AWS::Logs::LogGroup")
    assert "KmsKeyId" in group
    assert group["RetentionInDays"] == 365


def test_the_endpoints_let_through_the_account_and_nobody_else(template: Template) -> None:
    for endpoint in template.of_type("AWS::EC2::VPCEndpoint").values():
        for statement in endpoint.get("PolicyDocument", {"Statement": []})["Statement"]:
            if statement["Action"] == "*":
                of_the_account = statement["Condition"]["StringEquals"]
                assert of_the_account == {"aws:PrincipalAccount": "111122223333"}


def test_dev_pays_for_endpoints_in_one_zone_only(template: Template) -> None:
    interface = [e for e in template.of_type("AWS::EC2::VPCEndpoint").values() if "SubnetIds" in e]
    assert {len(endpoint["SubnetIds"]) for endpoint in interface} == {1}


def test_production_has_them_in_every_zone(production: Assembly) -> None:
    endpoints = production.template("Network").of_type("AWS::EC2::VPCEndpoint").values()
    interface = [endpoint for endpoint in endpoints if "SubnetIds" in endpoint]
    assert {len(endpoint["SubnetIds"]) for endpoint in interface} == {3}


def test_the_default_security_group_lets_nothing_through(template: Template) -> None:
    assert template.only("Custom::VpcRestrictDefaultSG")["DefaultSecurityGroupId"]


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_the_subnets_are_those_of_the_plan_that_the_model_checked(
    synthesise: Synthesise, environment: str
) -> None:
    subnets = synthesise(environment).template("Network").of_type("AWS::EC2::Subnet").values()
    plan = config.load(environment).network.plan

    private = [subnet["CidrBlock"] for subnet in subnets if "/28" not in subnet["CidrBlock"]]
    public = [subnet["CidrBlock"] for subnet in subnets if "/28" in subnet["CidrBlock"]]

    assert private == list(plan.private[: len(private)])
    assert public == list(plan.public[: len(public)])
